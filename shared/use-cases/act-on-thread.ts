import type { Actor } from '../domain/actor.ts';
import type { AuditAction } from '../domain/audit.ts';
import type { ContactHead } from '../domain/contact.ts';
import { amendThread, begin, type Draft } from '../domain/draft.ts';
import { notFound } from '../domain/failure.ts';
import type { ContactId, PracticeId, TextId } from '../domain/identifiers.ts';
import type { SettingsValue } from '../domain/settings.ts';
import type { PracticeView } from '../domain/system-text.ts';
import { oneMore, threadChanged, threadVersion } from '../domain/thread-version.ts';
import type { Change, Check } from '../ports/store.ts';
import { auditOf } from './audit.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { assertSameRequest, fingerprintOf, type IdempotencyKey } from './idempotency-key.ts';
import { newIdOf, type World } from './world.ts';

/** The head as it stands after an act, and the id of what the act made. */
export interface Acted {
  readonly head: ContactHead;
  readonly made?: string | undefined;
}

/** How a caller asks for something to be done to a thread. */
export interface Asked {
  readonly by: Actor;
  /** The thread's version as the caller last saw it: where it is another by now, nothing is done. */
  readonly expected?: number | undefined;
  readonly idempotency?: IdempotencyKey | undefined;
}

/** One thing that a person does to a thread. */
export interface ThreadAct {
  readonly action: AuditAction;
  /** What it came to, as the audit says it. */
  readonly what?: string | undefined;
  readonly textId?: TextId | undefined;
  /** The id of what it makes: asked again by the same key, the caller hears of the first. */
  readonly makes?: string;
  /** The part of the settings that it rests on, read afresh and unchanged when it is done. */
  readonly restsOn?: 'staff' | 'message-types';
  /** Nobody has to know of it before they act. */
  readonly quiet?: true;
  /** @returns whether there was anything to do: what stands already is done, whoever asks again */
  decide(draft: Draft, practice: PracticeView): boolean;
  /** Further changes, of a decision that was made. */
  changes?(draft: Draft): readonly Change[];
}

type Contact = { readonly practiceId: PracticeId; readonly contactId: ContactId };

/**
 * Does one thing to a thread, in a commit conditional on all of it, with its entry in the audit.
 *
 * @throws Failure `not-found`; `version-mismatch` where the thread changed since the caller saw it; `idempotency-mismatch` where the
 *   caller's key stands for something else; `conflict` never: it decides again
 */
export async function actOnThread(
  world: World,
  contact: Contact,
  { by, expected, idempotency }: Asked,
  act: ThreadAct,
): Promise<Acted> {
  const fingerprint = fingerprintOf(idempotency?.content ?? '');
  const once = idempotency ? `act#${by.keyId}#${idempotency.key}` : `act#${newIdOf(world)()}`;
  return untilDecided(world, async () => {
    const { head, practice, checks } = await readFor(world, contact, act.restsOn);
    const draft = begin(head.value, world.clock.now(), newIdOf(world));
    const changed = act.decide(draft, practice);
    if (changed && !act.quiet) amendThread(draft, oneMore(draft.head.thread));
    const stale = changed && expected !== undefined && expected !== threadVersion(head.value);
    if (!idempotency && stale) throw threadChanged();
    if (!idempotency && !changed) return { head: head.value };
    // What comes to nothing is committed too: a caller who asks again by the same key hears the same answer.
    const done = changed && !stale ? draft : begin(head.value, world.clock.now(), newIdOf(world));
    const { action, what, textId } = act;
    const entry = auditOf(world, {
      ...contact,
      by,
      action,
      ...(what && { what }),
      ...(textId && { textId }),
    });
    const answer = await commitDraft(world, done, {
      once,
      read: [head],
      checks,
      changes: done === draft ? [...(act.changes?.(draft) ?? []), entry] : [],
      result: { fingerprint, stale, made: act.makes },
    });
    if (answer.outcome === 'conflict') return 'conflict';
    assertSameRequest(answer.result.fingerprint, fingerprint);
    if (answer.result.stale) throw threadChanged();
    const { made } = answer.result;
    return { head: answer.outcome === 'duplicate' ? head.value : done.head, made };
  });
}

/** The head, and the practice with the part that the act rests on as it was just read. */
async function readFor(world: World, contact: Contact, part: ThreadAct['restsOn']) {
  const [head, settings] = await world.store.read([
    { kind: 'head', ...contact },
    { kind: 'settings', practiceId: contact.practiceId, part: part ?? 'staff' },
  ]);
  if (!head) throw notFound('contact');
  const view = await world.settings.viewOf(head.value);
  const checks: Check[] = [];
  if (!part) return { head, practice: view, checks };
  checks.push({
    key: { kind: 'settings', practiceId: contact.practiceId, part },
    expect: settings?.version ?? 'absent',
  });
  return { head, practice: withPart(view, settings?.value), checks };
}

function withPart(view: PracticeView, read: SettingsValue | undefined): PracticeView {
  if (read?.part !== 'staff' && read?.part !== 'message-types') return view;
  return { ...view, settings: { ...view.settings, [read.part]: read.value } };
}
