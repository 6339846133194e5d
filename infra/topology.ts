import type { EventType } from '../shared/domain/event.ts';
import type { TimerKind } from '../shared/domain/timer.ts';
import type { Binding } from '../shared/runtime/env.ts';

/*
 * Everything that runs, declared once and mounted twice: by the local host in one process, and by CDK as Lambda functions. A test
 * fails on a handler that is not listed here, and on an entry without a handler.
 */

/** How a route is guarded: by the carrier's signature, a practice's API key, the operator's IAM signature, or not at all. */
export type Guard = 'signature' | 'key' | 'operator' | 'none';

export interface RouteDeclaration {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'ANY';
  /** As API Gateway writes it: `{name}` is one part of the path, `{proxy+}` all that is left. */
  readonly path: string;
  readonly guard: Guard;
}

export interface FunctionDeclaration {
  readonly does: string;
  readonly file: `functions/${string}/handler.ts`;
  readonly routes?: readonly RouteDeclaration[];
  /** Events of the bus that wake it. */
  readonly events?: readonly EventType[];
  /** Timers whose schedules wake it. */
  readonly timers?: readonly TimerKind[];
  /** A topic that carriers publish to: patients' texts, or what became of ours. */
  readonly topic?: 'texts' | 'receipts';
  readonly everyMinutes?: number;
  /** The table's stream wakes it, with the records of new commits. */
  readonly stream?: true;
  /** It answers who a key is. */
  readonly authorizes?: true;
  /** What it may touch: permissions and variables come with it. */
  readonly bindings: readonly Binding[];
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** What its alarm is called: the heading of its entry in the operator's runbook. */
  readonly alarm: string;
}

const topology = {
  'inbound-text': {
    does: 'Stores a text that a carrier brings, and decides its answer',
    file: 'functions/inbound-text/handler.ts',
    routes: [{ method: 'POST', path: '/carriers/{carrier}/texts', guard: 'signature' }],
    topic: 'texts',
    bindings: ['table', 'identity', 'carriers'],
    timeoutSeconds: 10,
    memoryMb: 1024,
    alarm: 'Inbound texts fail',
  },
  'delivery-receipt': {
    does: 'Records what became of a text',
    file: 'functions/delivery-receipt/handler.ts',
    routes: [{ method: 'POST', path: '/carriers/{carrier}/receipts', guard: 'signature' }],
    topic: 'receipts',
    bindings: ['table', 'identity', 'carriers'],
    timeoutSeconds: 10,
    memoryMb: 512,
    alarm: 'Receipts fail',
  },
  'opt-out': {
    does: "Takes what a STOP covers out of the outbox, and keeps the carrier's own list equal after STOP and START",
    file: 'functions/opt-out/handler.ts',
    events: ['consent.revoked', 'consent.granted'],
    bindings: ['table', 'identity', 'carriers', 'opt-out-list'],
    timeoutSeconds: 30,
    memoryMb: 512,
    alarm: 'Opt-outs are unfinished',
  },
  deliver: {
    does: 'Claims released texts and hands them to their carrier',
    file: 'functions/deliver/handler.ts',
    events: ['text.queued'],
    timers: ['release'],
    bindings: ['table', 'identity', 'carriers', 'sending'],
    timeoutSeconds: 60,
    memoryMb: 512,
    alarm: 'Texts are not delivered',
  },
  reminder: {
    does: 'Writes the reminder, recall or bill that is due, if it is still true; asks for a call where reminders got no answer',
    file: 'functions/reminder/handler.ts',
    timers: ['reminder', 'call', 'recall', 'bill'],
    bindings: ['table', 'identity'],
    timeoutSeconds: 30,
    memoryMb: 512,
    alarm: 'Reminders fail',
  },
  'auto-reply': {
    does: 'Tells people and the patient that a response goal was missed',
    file: 'functions/auto-reply/handler.ts',
    timers: ['goal'],
    bindings: ['table', 'identity'],
    timeoutSeconds: 30,
    memoryMb: 512,
    alarm: 'Goals are not watched',
  },
  relay: {
    does: 'Puts what was committed on the event bus',
    file: 'functions/relay/handler.ts',
    stream: true,
    bindings: ['bus'],
    timeoutSeconds: 60,
    memoryMb: 512,
    alarm: 'Events are not relayed',
  },
  timekeeper: {
    does: 'Keeps schedules equal to timer records',
    file: 'functions/timekeeper/handler.ts',
    events: ['timer.changed'],
    bindings: ['table-read', 'schedules'],
    timeoutSeconds: 30,
    memoryMb: 512,
    alarm: 'Schedules are not kept',
  },
  statistics: {
    does: 'Counts how patients were answered, and what became of reminders, into the figures of their week',
    file: 'functions/statistics/handler.ts',
    events: [
      'thread.answered',
      'thread.closed',
      'text.status',
      'appointment.confirmed',
      'appointment.reschedule-requested',
      'appointment.declined',
      'appointment.completed',
      'appointment.no-show',
      'appointment.corrected',
    ],
    bindings: ['table', 'identity'],
    timeoutSeconds: 30,
    memoryMb: 512,
    alarm: 'Figures are not counted',
  },
  sweep: {
    does: 'Does whatever a trigger lost',
    file: 'functions/sweep/handler.ts',
    everyMinutes: 5,
    bindings: ['table', 'identity', 'carriers', 'opt-out-list', 'sending'],
    timeoutSeconds: 240,
    memoryMb: 512,
    alarm: 'The sweep leaves overdue work',
  },
  'practice-api': {
    does: "Answers the practices' API",
    file: 'functions/practice-api/handler.ts',
    routes: [
      { method: 'GET', path: '/v1/openapi.json', guard: 'none' },
      { method: 'ANY', path: '/v1/{proxy+}', guard: 'key' },
    ],
    bindings: ['table', 'identity'],
    timeoutSeconds: 15,
    memoryMb: 1024,
    alarm: 'The practice API fails',
  },
  authorizer: {
    does: 'Says whose API key a request carries',
    file: 'functions/authorizer/handler.ts',
    authorizes: true,
    bindings: ['table-read'],
    timeoutSeconds: 5,
    memoryMb: 512,
    alarm: 'Keys cannot be checked',
  },
  provisioning: {
    does: 'Makes practices, keys and lines for the operator',
    file: 'functions/provisioning/handler.ts',
    routes: [{ method: 'ANY', path: '/operator/{proxy+}', guard: 'operator' }],
    bindings: ['table', 'identity', 'usage-plans'],
    timeoutSeconds: 15,
    memoryMb: 512,
    alarm: 'Provisioning fails',
  },
} as const satisfies Readonly<Record<string, FunctionDeclaration>>;

export type FunctionName = keyof typeof topology;

export type Declared = FunctionDeclaration & { readonly name: FunctionName };

/** Whether something hands it work without waiting for its answer, and keeps nothing of it. */
export const isAsynchronous = ({ events, timers, everyMinutes }: FunctionDeclaration): boolean =>
  [events, timers, everyMinutes].some((trigger) => trigger !== undefined);

/** Whether what it fails at needs a place to wait: nobody is there to ask again. */
export const needsDeadLetters = (declared: FunctionDeclaration): boolean =>
  isAsynchronous(declared) || declared.stream === true || declared.topic !== undefined;

/** The topology as a list, for whoever mounts it. */
export const functions: readonly Declared[] = Object.entries(topology).map(([name, declaration]) => ({
  name: name as FunctionName,
  ...declaration,
}));
