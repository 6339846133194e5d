import type { Text } from '../../shared/domain/text.ts';
import { walk } from '../support/walk.ts';
import type { History } from './history.ts';

/* What stands in the store once a history is over. */

export const contactsOf = (history: History) =>
  history.parties.flatMap((party) =>
    party.phones.map((from) => ({ party, from, ...history.contactOf(party, from) })),
  );

export async function headOf(history: History, of: ReturnType<History['contactOf']>) {
  const [head] = await history.world.memory.read([
    { kind: 'head', practiceId: of.practiceId, contactId: of.contactId },
  ]);
  return head?.value;
}

export const textsOf = async (history: History, of: ReturnType<History['contactOf']>): Promise<Text[]> =>
  (
    await walk(history.world.memory, {
      listing: 'texts',
      of: { practiceId: of.practiceId, contactId: of.contactId },
    })
  ).map(({ value }) => value);

/** Every task of the practices, open or done. */
export async function tasksOf({ world: { memory }, parties }: History) {
  const lists = parties.flatMap(({ practiceId }) =>
    (['open', 'done'] as const).map((state) => walk(memory, { listing: 'tasks', of: { practiceId, state } })),
  );
  return (await Promise.all(lists)).flat().map(({ value }) => value);
}
