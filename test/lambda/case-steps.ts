import assert from 'node:assert/strict';
import type { DomainEvent, EventType } from '../../shared/domain/event.ts';
import { keyIdOf } from '../../shared/domain/identifiers.ts';
import type { TimerKind } from '../../shared/domain/timer.ts';
import { replyToPatient } from '../../shared/use-cases/reply-to-patient.ts';
import {
  apiKey,
  contactOf,
  type Deployment,
  patientTexts,
  textsOf,
  timersOf,
} from '../support/deployment.ts';
import type { Outcome } from '../support/lambda-runtime.ts';

/* What several cases begin with, and how they look at what has come of it. */

type Phone = ReturnType<Deployment['newPatient']>;

/** The words that patients and practices write in these cases: no log may hold them. */
export const secretWords = ['Anastasia', 'Sandoval', 'ingrown toenail', 'vaccination', '555'] as const;
export const body = 'It is about my ingrown toenail';
/** Whoever works with the practice's key. */
export const sam = { keyId: keyIdOf(apiKey) };

/** What a function answered, where it did. */
export const answered = (
  outcome: Outcome,
): { statusCode?: number; body?: string } & Record<string, unknown> => {
  assert('answer' in outcome, `It threw: ${JSON.stringify(outcome)}`);
  return (outcome.answer ?? {}) as Record<string, unknown>;
};

/** The last event of a kind about a patient that was committed. */
export async function committed({ feed }: Deployment, phone: Phone, type: EventType): Promise<DomainEvent> {
  const { contactId } = contactOf(phone);
  const found = (await feed.read(undefined, 10_000)).findLast(
    ({ event }) => event.type === type && event.contactId === contactId,
  );
  assert(found, `No ${type} was committed.`);
  return found.event;
}

/** The hint that a schedule carries, of a timer that is due. */
export async function dueHint(deployment: Deployment, phone: Phone, kind: TimerKind) {
  const world = deployment.worldAt(0);
  const timer = (await timersOf(world, phone)).find(
    (one) => one.kind === kind && one.dueAt <= world.clock.now(),
  );
  assert(timer, `No ${kind} is due.`);
  return { ...contactOf(phone), timer: { kind, id: timer.id } };
}

/** A patient waits for an answer since three days, and someone has now written it. */
export async function replied(deployment: Deployment): Promise<Phone> {
  const patient = deployment.newPatient();
  await patientTexts(deployment.worldAt(-72), patient, body);
  const written = { body: 'The blue form is at the desk', purpose: 'reply', by: sam, sendNow: true } as const;
  await replyToPatient(deployment.worldAt(0), contactOf(patient), written, undefined);
  return patient;
}

/** The answer that someone wrote to a patient, as it stands. */
export const replyTo = async (deployment: Deployment, patient: Phone) => {
  const texts = await textsOf(deployment.worldAt(0), patient);
  const reply = texts.find((text) => text.direction === 'out' && text.purpose === 'reply');
  assert(reply?.direction === 'out');
  return reply;
};
