import type { Actor } from '../domain/actor.ts';
import { type Appointment, type AppointmentInput, appointmentSchema } from '../domain/appointment.ts';
import { Failure, type Fault } from '../domain/failure.ts';
import { faultsOf } from '../domain/faults.ts';
import {
  type AppointmentId,
  appointmentIdSchema,
  type ContactId,
  type PracticeId,
} from '../domain/identifiers.ts';
import { putAppointment } from './put-appointment.ts';
import type { World } from './world.ts';

/** What became of one appointment of a batch. */
export type BatchOutcome =
  | { readonly appointmentId: AppointmentId; readonly appointment: Appointment; readonly created: boolean }
  /** `failure` is what was thrown: the runtime says what it means. */
  | { readonly appointmentId?: AppointmentId; readonly failure: unknown };

/** So many upserts at a time: they wait on the store, and a function has one processor. */
const atOnceMax = 16;
/** A read takes so many records. */
const readMax = 100;

interface Upsert {
  readonly appointmentId: AppointmentId;
  readonly input: AppointmentInput;
}

/**
 * Upserts many appointments, each by itself and answered in the order given: one that fails keeps none of the others. Those of one
 * contact, and those of one id, go one after another in their order; so a batch does what its upserts would do one by one.
 */
export async function putAppointments(
  world: World,
  practiceId: PracticeId,
  items: readonly unknown[],
  by?: Actor,
): Promise<readonly BatchOutcome[]> {
  const read = items.map(parsed);
  const contacts = await contactsOf(
    world,
    practiceId,
    read.flatMap((one) => ('input' in one ? [one] : [])),
  );
  const free = slots(atOnceMax);
  const lastOf = new Map<string, Promise<unknown>>();
  return Promise.all(
    read.map((one) => {
      if (!('input' in one)) return one;
      const names = [
        `appointment ${one.appointmentId}`,
        ...patientsOf(one).map((id) => contacts.get(id) ?? id),
      ];
      const before = names.map((name) => lastOf.get(name));
      const run = Promise.all(before).then(() => free(() => put(world, practiceId, one, by)));
      for (const name of names) lastOf.set(name, run);
      return run;
    }),
  );
}

async function put(
  world: World,
  practiceId: PracticeId,
  { appointmentId, input }: Upsert,
  by: Actor | undefined,
): Promise<BatchOutcome> {
  try {
    return {
      appointmentId,
      ...(await putAppointment(world, practiceId, appointmentId, input, undefined, by)),
    };
  } catch (failure) {
    return { appointmentId, failure };
  }
}

function parsed(
  item: unknown,
): Upsert | { readonly appointmentId?: AppointmentId; readonly failure: Failure } {
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    return refused([
      { path: '', message: 'Each item is an object: an appointmentId, and what a PUT of it would hold.' },
    ]);
  const { appointmentId: named, ...rest }: { appointmentId?: unknown } = item;
  const [id, input] = [appointmentIdSchema.safeParse(named), appointmentSchema.safeParse(rest)];
  if (id.success && input.success) return { appointmentId: id.data, input: input.data };
  const ofId = id.error ? [{ path: 'appointmentId', message: id.error.issues[0]?.message ?? '' }] : [];
  return refused([...ofId, ...(input.error ? faultsOf(input.error) : [])], id.data);
}

const refused = (errors: readonly Fault[], appointmentId?: AppointmentId) => ({
  ...(appointmentId !== undefined && { appointmentId }),
  failure: new Failure('invalid', 'Mend the fields listed in errors, and send this item again.', { errors }),
});

const patientsOf = ({ input }: Upsert) =>
  input.patientIds ?? (input.patientId === undefined ? [] : [input.patientId]);

/** Where each patient is reached now; who moves meanwhile is found out by the commit's own conditions. */
async function contactsOf(
  world: World,
  practiceId: PracticeId,
  upserts: readonly Upsert[],
): Promise<ReadonlyMap<string, ContactId>> {
  const patientIds = [...new Set(upserts.flatMap(patientsOf))];
  const contacts = new Map<string, ContactId>();
  for (let from = 0; from < patientIds.length; from += readMax) {
    const keys = patientIds
      .slice(from, from + readMax)
      .map((patientId) => ({ kind: 'patient', practiceId, patientId }) as const);
    for (const patient of await world.store.read(keys))
      if (patient) contacts.set(patient.value.patientId, patient.value.contactId);
  }
  return contacts;
}

/** Lets so many run at a time, the others in the order in which they ask. */
function slots(count: number): <T>(run: () => Promise<T>) => Promise<T> {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (run) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
