import { practiceIdSchema } from '../../shared/domain/identifiers.ts';
import type { Text } from '../../shared/domain/text.ts';
import { walk } from '../support/walk.ts';
import type { Machine } from './machine.ts';

const practiceId = practiceIdSchema.parse('riverside');

/** What came of a history, without ids and moments: those may differ by a repetition. */
export interface Outcome {
  /** Whatever must be the same wherever a function died. */
  readonly same: unknown;
  /** How patients were answered, and what became of reminders. */
  readonly figures: unknown;
  /** What each handset shows, by number. */
  readonly handsets: ReadonlyMap<string, readonly string[]>;
  /** Of which texts nobody knows whether they left; a person was told. */
  readonly unknown: number;
  readonly deadLetters: number;
}

/** Acts that are done again where their answer was lost: the last writer wins, and did so twice. */
const repeatable: ReadonlySet<string> = new Set(['settings-changed', 'response-put']);

export async function outcomeOf(machine: Machine): Promise<Outcome> {
  const store = machine.memory;
  const all = async <T>(items: Promise<readonly { readonly value: T }[]>) =>
    (await items).map(({ value }) => value);
  const heads = await all(walk(store, { listing: 'contacts', of: { practiceId } }));
  const open = await all(walk(store, { listing: 'tasks', of: { practiceId, state: 'open' } }));
  const done = await all(walk(store, { listing: 'tasks', of: { practiceId, state: 'done' } }));
  const acts = await all(walk(store, { listing: 'audit', of: { practiceId } }));
  const responses = await all(walk(store, { listing: 'responses', of: { practiceId } }));
  const contacts: unknown[] = [];
  for (const head of heads.toSorted((a, b) => (a.phone < b.phone ? -1 : 1))) {
    const of = { practiceId, contactId: head.contactId };
    const texts = await all(walk(store, { listing: 'texts', of }));
    const consents = await all(walk(store, { listing: 'consents', of }));
    const appointments = await all(walk(store, { listing: 'appointments', of }));
    const timers = await all(walk(store, { listing: 'timers', of }));
    const { waitingOn, type, episode, assignee, urgent } = head.thread;
    contacts.push({
      phone: head.phone,
      thread: { waitingOn, type, episode, assignee, urgent },
      consent: head.consent,
      outbox: head.outbox.length,
      texts: texts.map(toldOf),
      consents: consents.map(({ scope, action, source }) => `${scope} ${action} ${source}`),
      appointments: appointments.map(({ appointmentId, start, status, history, reminders }) => ({
        appointmentId,
        start,
        status,
        history: history.map((entry) => `${entry.status} ${entry.by}`),
        reminders: reminders.map(({ step, status: of }) => `${step} ${of}`),
      })),
      timers: timers.map(({ kind }) => kind).toSorted(),
    });
  }
  const tasks = [
    ...open.map((task) => ({ ...task, is: 'open' })),
    ...done.map((task) => ({ ...task, is: 'done' })),
  ];
  const actions = acts.map(({ action, what = '' }) =>
    repeatable.has(action) ? `${action} ${what}` : action,
  );
  return {
    same: {
      contacts,
      blocked: [...machine.mortality.blocked].toSorted(),
      responses: responses.map(({ name, body }) => ({ name, body })),
      tasks: tasks
        .filter(({ kind }) => kind !== 'unknown-outcome')
        .map(({ kind, is, assignees = [], decision = '' }) => `${kind} ${is} ${assignees} ${decision}`)
        .toSorted(),
      acts: [
        ...new Set(actions.filter((act) => repeatable.has(act.split(' ')[0] ?? ''))),
        ...actions.filter((act) => !repeatable.has(act.split(' ')[0] ?? '')),
      ].toSorted(),
    },
    figures: await figuresOf(machine),
    handsets: new Map(
      heads.map(({ phone }) => [
        phone,
        machine.handsets
          .textsOf(phone)
          .flatMap(({ direction, body }) => (direction === 'received' ? [body] : []))
          .toSorted(),
      ]),
    ),
    unknown: tasks.filter(({ kind }) => kind === 'unknown-outcome').length,
    deadLetters: machine.deadLetters(),
  };
}

async function figuresOf(machine: Machine): Promise<unknown> {
  const span = 'from=2026-11-01&to=2027-03-31';
  const answers = await machine.call<{ total: unknown }>('GET', `/v1/performance?${span}`);
  const reminders = await machine.call('GET', `/v1/performance/reminders?${span}`);
  return { answers, reminders };
}

/** A text, and how it stands at last: whether it left is one thing, whether its carrier said so another. */
function toldOf(text: Text): string {
  if (text.direction === 'in') return `in: ${text.body}`;
  const left = ['sent', 'delivered', 'unknown', 'failed'].includes(text.status);
  return `${text.purpose} ${left ? 'left' : text.status}: ${text.body}`;
}

/**
 * What a history that was cut somewhere came to, beside the same one uncut: nothing else than what nobody can know. A text whose function
 * died between its claim and the carrier's answer was handed over or not, a person is told, and it is never handed over again; one about an
 * emergency is, for a second one is harmless.
 */
export function differences(calm: Outcome, cut: Outcome, deaths: number): readonly string[] {
  const found: string[] = [];
  // Of a text that never arrived no figure says that it did.
  const compared = ({ same, figures }: Outcome) =>
    JSON.stringify(cut.unknown === 0 ? { same, figures } : { same }, null, 1).split('\n');
  const difference = firstDifference(compared(calm), compared(cut));
  if (difference) found.push(difference);
  let missing = 0;
  for (const [phone, bodies] of calm.handsets) {
    const left = [...(cut.handsets.get(phone) ?? [])];
    for (const body of bodies) {
      const at = left.indexOf(body);
      if (at < 0) missing += 1;
      else left.splice(at, 1);
    }
    for (const body of left) if (!/911|988/.test(body)) found.push(`a handset got once more: ${body}`);
  }
  if (missing > cut.unknown)
    found.push(`${missing} texts did not arrive, and ${cut.unknown} tasks tell of them`);
  if (cut.unknown > deaths) found.push(`${cut.unknown} texts are unknown after ${deaths} deaths`);
  if (cut.deadLetters > 0) found.push(`${cut.deadLetters} events were buried`);
  return found;
}

function firstDifference(expected: readonly string[], got: readonly string[]): string | undefined {
  const at = expected.findIndex((line, index) => line !== got[index]);
  if (at < 0) return expected.length === got.length ? undefined : 'there is more than expected';
  const around = (lines: readonly string[]) => lines.slice(Math.max(0, at - 4), at + 3).join('\n');
  return `expected\n${around(expected)}\ngot\n${around(got)}`;
}
