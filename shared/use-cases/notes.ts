import { notFound } from '../domain/failure.ts';
import type { ContactId, PracticeId } from '../domain/identifiers.ts';
import type { Note } from '../domain/note.ts';
import { noteCall } from '../domain/settle-thread.ts';
import { type Asked, actOnThread } from './act-on-thread.ts';
import { newIdOf, type World } from './world.ts';

type Contact = { readonly practiceId: PracticeId; readonly contactId: ContactId };

/**
 * A person leaves a note on a thread for the others. One that says they called the patient settles what waited, as an answer would.
 *
 * @throws Failure as `actOnThread`
 */
export async function noteOnThread(
  world: World,
  contact: Contact,
  written: { readonly words?: string | undefined; readonly call: boolean },
  asked: Asked,
): Promise<Note> {
  const { words, call } = written;
  const noteId = newIdOf(world)();
  const note: Note = {
    noteId,
    at: world.clock.now(),
    by: asked.by,
    ...(words !== undefined && { words }),
    ...(call && { call }),
  };
  const { made } = await actOnThread(world, contact, asked, {
    action: call ? 'call-noted' : 'note-added',
    makes: noteId,
    decide: (draft, practice) => {
      if (call) noteCall(draft, practice, asked.by);
      return true;
    },
    changes: () => [{ put: { kind: 'note', ...contact, noteId }, value: note, expect: 'absent' }],
  });
  if (made === undefined || made === noteId) return note;
  const [first] = await world.store.read([{ kind: 'note', ...contact, noteId: made }]);
  if (!first) throw notFound('note');
  return first.value;
}

/** A thread's notes, newest first, in pages. */
export async function listNotes(
  world: World,
  contact: Contact,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ items: readonly Note[]; next?: string | undefined }> {
  const [head] = await world.store.read([{ kind: 'head', ...contact }]);
  if (!head) throw notFound('contact');
  const { items, next } = await world.store.list({
    listing: 'notes',
    of: contact,
    direction: 'descending',
    limit,
    ...(cursor !== undefined && { after: cursor }),
  });
  return { items: items.map(({ value }) => value), next };
}
