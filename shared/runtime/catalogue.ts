import type { FailureCode } from '../domain/failure.ts';

/** What a failure means to whoever called: its HTTP status, its title, whether asking again can help, whether the operator must know. */
export interface Meaning {
  readonly http: number;
  readonly title: string;
  readonly retry: boolean;
  readonly alarm: boolean;
}

const of = (http: number, title: string, more: Partial<Meaning> = {}): Meaning => ({
  http,
  title,
  retry: false,
  alarm: false,
  ...more,
});

/** The closed catalogue of failures. Only the runtime reads it. */
export const catalogue: Readonly<Record<FailureCode, Meaning>> = {
  malformed: of(400, 'The request cannot be read'),
  unauthorized: of(401, 'A valid API key is needed'),
  forbidden: of(403, 'This key may not do that'),
  forged: of(403, 'The signature is missing or wrong'),
  'unknown-line': of(404, 'This number is no line of ours'),
  'not-found': of(404, 'Not found'),
  conflict: of(409, 'The request conflicts with what there is'),
  'idempotency-mismatch': of(409, 'The Idempotency-Key stands for another request'),
  'version-mismatch': of(412, 'The record has changed since it was read'),
  'too-large': of(413, 'The request is too large'),
  'unsupported-media-type': of(415, 'The content type is missing or not supported'),
  invalid: of(422, 'Some fields are not valid'),
  'opted-out': of(422, 'The patient opted out'),
  'no-consent': of(422, 'The patient has not agreed to this'),
  'switched-off': of(422, 'This purpose is switched off'),
  'not-live': of(422, 'The practice has not passed its readiness check'),
  'appointment-changed': of(422, 'The appointment has changed'),
  'no-longer-due': of(422, 'There is nothing more to ask'),
  suspended: of(422, 'Nothing more is sent to this patient'),
  expired: of(422, 'It is too late for this text'),
  cap: of(422, 'Too many texts'),
  phi: of(422, 'Health information needs the patient to agree first'),
  'reserved-word': of(422, 'The text invites a word that ends all texts'),
  throttled: of(429, 'Too many requests', { retry: true }),
  internal: of(500, 'Something went wrong on our side', { retry: true, alarm: true }),
  unavailable: of(503, 'Try again in a moment', { retry: true, alarm: true }),
};
