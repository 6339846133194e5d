import type { Thread, TypedBy } from './contact.ts';
import { amendThread, type Draft } from './draft.ts';
import { awaitAnswer } from './episode.ts';
import { typeOf } from './message-type.ts';
import { assigneeOf } from './routing.ts';
import type { PracticeView } from './system-text.ts';

/** What gave a thread the type that it has in this episode; `undefined` where a rule of the conversation did. */
export const typedNow = ({ typed, episode }: Thread): TypedBy | undefined =>
  typed?.episode === episode ? typed : undefined;

/**
 * A text waits on the practice, under the type that its words tell. The first of an episode gives the thread its type; a further one
 * changes it only where nothing was known yet (`other`, and no person said so) and it says more. A promise made stands.
 *
 * @param say what to answer instead of the usual acknowledgement
 */
export function awaitTyped(draft: Draft, practice: PracticeView, body: string, say?: string): void {
  const { type, score, words } = typeOf(practice.settings['message-types'], body);
  const begins = draft.head.thread.waitingOn !== 'practice';
  awaitAnswer(draft, practice, type, say);
  const { thread } = draft.head;
  const typed = { episode: thread.episode, by: 'words', score, words } as const;
  if (begins) amendThread(draft, { typed });
  else if (thread.type === 'other' && typedNow(thread)?.by !== 'staff' && type !== 'other')
    amendThread(draft, { type, typed, ...holderOf(draft, practice, type) });
}

/**
 * A person says what a thread is about: its type changes, and with it who holds it. The episode's goal and promise stand, for the
 * patient was told so.
 *
 * @returns whether anything changed
 */
export function retype(draft: Draft, practice: PracticeView, type: string): boolean {
  const { thread } = draft.head;
  if (thread.type === type && typedNow(thread)?.by === 'staff') return false;
  const typed = { episode: thread.episode, by: 'staff' } as const;
  amendThread(draft, { type, typed, ...holderOf(draft, practice, type) });
  return true;
}

/** Whom a thread of a type goes to; whoever holds it keeps it where the type has nobody. */
function holderOf({ now }: Draft, { settings }: PracticeView, type: string): Pick<Thread, 'assignee'> {
  const assignee = assigneeOf(settings, type, now);
  return assignee === undefined ? {} : { assignee };
}
