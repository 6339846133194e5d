import { type IsoInstant, inZone, secondsBetween } from '../../shared/domain/time.ts';
import type { ShownTask, ShownThread } from '../support/local-client.ts';
import { zone } from './calendar.ts';
import type { Keeper } from './keeper.ts';

/** A patient as whoever sits at the desk knows them. */
export interface DeskPatient {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly spanish: boolean;
  readonly forgotten: boolean;
  /** What the script has for their last text. */
  nextWords: string | undefined;
}

export type StaffName = 'sam' | 'alex';

interface Visit<P extends DeskPatient> {
  readonly staffId: StaffName;
  /** Nobody else is there: then the whole inbox is theirs. */
  readonly alone: boolean;
  readonly at: IsoInstant;
  readonly byPhone: ReadonlyMap<string, P>;
}

interface Done<P extends DeskPatient> {
  readonly answered: P[];
  /** They were told first that texts are not private; the answer itself waits for their yes. */
  readonly warned: { readonly patient: P; readonly body: string }[];
  /** Their visit gets another time. */
  readonly moved: P[];
}

/** As many as somebody answers between a patient at the desk and the next: mornings begin with texts, and who is alone types faster. */
const answersIn = ({ alone, at }: Pick<Visit<DeskPatient>, 'alone' | 'at'>): number =>
  alone ? 4 : inZone(at, zone).hour < 11 ? 3 : 2;

/** Words for what the script has no words for. */
const inEnglish = [
  'Noted, thank you!',
  'All set!',
  'Thank you, we have it down.',
  'Thank you for telling us.',
];
const inSpanish = ['Anotado, gracias.', 'Listo.', 'Gracias por avisarnos.'];

/** Answers the most urgent threads, and does the tasks that a desk can do. */
export async function visitDesk<P extends DeskPatient>(keeper: Keeper, visit: Visit<P>): Promise<Done<P>> {
  const done: Done<P> = { answered: [], warned: [], moved: [] };
  await doTasks(keeper, visit, done);
  const mine = visit.alone ? '' : `&assignee=${visit.staffId}`;
  const { items } = await keeper.ask((client) =>
    client.done<{ items: readonly ShownThread[] }>('GET', `/v1/threads?waitingOn=practice&limit=50${mine}`),
  );
  let left = answersIn(visit);
  for (const thread of items) {
    const patient = visit.byPhone.get(thread.phone);
    if (!patient || patient.forgotten) continue;
    if (left === 0) break;
    left -= 1;
    await answer(keeper, visit, { thread, patient, done });
  }
  return done;
}

async function answer<P extends DeskPatient>(
  keeper: Keeper,
  { staffId, at }: Visit<P>,
  { thread, patient, done }: { thread: ShownThread; patient: P; done: Done<P> },
): Promise<void> {
  const spare = patient.spanish ? inSpanish : inEnglish;
  const body =
    patient.nextWords ?? spare[Number(patient.id.length + at.charCodeAt(15)) % spare.length] ?? 'Thank you!';
  const path = `/v1/threads/${thread.contactId}/texts`;
  const headers = (what: string) => ({
    'x-staff-id': staffId,
    'idempotency-key': `${patient.id}-${at}-${what}`,
  });
  const send = (words: object, what: string) =>
    keeper.ask((client) => client.call<{ code?: string }>('POST', path, words, { headers: headers(what) }));
  const sent = await send({ body }, 'answer');
  patient.nextWords = undefined;
  if (sent.status === 202) {
    done.answered.push(patient);
    return;
  }
  if (sent.body.code !== 'phi') throw new Error(`An answer was refused: ${sent.words}`);
  const warning = await send({ standardResponse: 'phi-warning' }, 'warning');
  if (warning.status !== 202) throw new Error(`The warning was refused: ${warning.words}`);
  done.warned.push({ patient, body });
}

/** What a desk does about each kind of task, where it is not the answer to a text that does it. */
const doable: Readonly<Record<string, { readonly decision?: string } | undefined>> = {
  urgent: {},
  'call-patient': {},
  reschedule: {},
  declined: {},
  'unclear-reply': {},
  'running-late': {},
  'review-opt-out': { decision: 'keep' },
  'check-number': { decision: 'wrong-number' },
};

type Task = ShownTask & { readonly since: string };

async function doTasks<P extends DeskPatient>(
  keeper: Keeper,
  { alone, at, byPhone, staffId }: Visit<P>,
  done: Done<P>,
): Promise<void> {
  // Of two at the desk one does the tasks.
  if (!alone && staffId !== 'alex') return;
  const tasks = await keeper.ask((client) => client.all<Task>('/v1/tasks?limit=100'));
  for (const { taskId, kind, contactId, since } of tasks) {
    const how = doable[kind];
    if (!how || secondsBetween(since as IsoInstant, at) < 300) continue;
    const { status, words } = await keeper.ask((client) =>
      client.call('POST', `/v1/tasks/${taskId}/done`, how, { headers: { 'x-staff-id': staffId } }),
    );
    if (status >= 300 && status !== 404 && status !== 409) throw new Error(`${kind}: ${status} ${words}`);
    if (kind !== 'reschedule') continue;
    const { phone } = await keeper.ask((client) =>
      client.done<ShownThread>('GET', `/v1/threads/${contactId}?limit=1`),
    );
    const patient = byPhone.get(phone);
    if (patient) done.moved.push(patient);
  }
}
