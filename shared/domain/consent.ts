import * as z from 'zod';
import type { Actor } from './actor.ts';
import { type PatientId, patientIdSchema, type TextId } from './identifiers.ts';
import { type Purpose, purposes } from './purpose.ts';
import type { IsoInstant } from './time.ts';

export const scopes = ['informational', 'marketing', 'phi'] as const;
export type Scope = (typeof scopes)[number];

export const bases = ['implied', 'express', 'written'] as const;
/** `implied`: gave the number when scheduling or on a form. `express`: said yes, texted first. `written`: signed. */
export type Basis = (typeof bases)[number];

/**
 * What was shown or said, word for word, where, and who recorded it: the words alone, or named facts beside them (`words`,
 * `where`, `recordedBy`, `ipAddress`, ...), kept as they were given.
 */
const evidenceSchema = z.union(
  [
    z
      .string()
      .trim()
      .min(1)
      .max(2000)
      .transform((words): Evidence => ({ words })),
    z
      .record(z.string().min(1).max(40), z.union([z.string().max(2000), z.number(), z.boolean()]))
      .refine((facts) => Object.keys(facts).length > 0 && Object.keys(facts).length <= 12),
  ],
  'Evidence is the words that were shown or said, or an object of 1 to 12 named facts.',
);
export type Evidence = Readonly<Record<string, string | number | boolean>>;

/** What a basis cannot carry, in words; `undefined` where it can. */
export function basisFault(scope: Scope, basis: Basis): string | undefined {
  if (scope === 'marketing' && basis !== 'written')
    return 'Marketing needs a signed consent: written, with what was shown (47 CFR 64.1200(f)(9)).';
  if (scope === 'phi' && basis === 'implied')
    return 'The patient was warned and said yes: express, or written (78 FR 5634).';
  return undefined;
}

/** Consent as a caller reports it with a patient. */
export const consentGivenSchema = z
  .strictObject({
    scope: z.enum(scopes).default('informational'),
    basis: z.enum(bases),
    source: z.string().trim().min(1).max(60),
    evidence: evidenceSchema,
  })
  .superRefine(({ scope, basis }, context) => {
    const message = basisFault(scope, basis);
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['basis'], message });
  });

/** What a practice has to record in the ledger: a word spoken at the desk or on the phone, a form, another system's list. */
export const consentReportedSchema = z.strictObject({
  scope: z.enum(scopes),
  action: z.enum(['granted', 'revoked']),
  basis: z.enum(bases),
  source: z.string().trim().min(1).max(60),
  evidence: evidenceSchema,
  /** Where consent is given for some purposes alone. */
  purposes: z.array(z.enum(purposes)).min(1).max(purposes.length).optional(),
  /** Which wording of the disclosure was shown. */
  disclosureVersion: z.string().trim().min(1).max(40).optional(),
  patientId: patientIdSchema.optional(),
});
export type ConsentReported = z.output<typeof consentReportedSchema>;

/** One line of the ledger: what a contact agreed to or revoked. Only ever appended. */
export interface ConsentEvent {
  readonly seq: number;
  readonly scope: Scope;
  /** Where consent was given for some purposes alone. */
  readonly purposes?: readonly Purpose[];
  readonly action: 'granted' | 'revoked';
  readonly basis: Basis;
  readonly source: string;
  readonly evidence: Evidence;
  readonly disclosureVersion?: string;
  readonly patientId?: PatientId;
  readonly textId?: TextId;
  /** Who recorded it, where a person or the practice's system did. */
  readonly by?: Actor;
  /** Agreed to for a test text alone. Never a caller's to say: their `source` is a free word. */
  readonly forTest?: true;
  readonly at: IsoInstant;
}

interface Grant {
  readonly basis: Basis;
  readonly at: IsoInstant;
  readonly seq: number;
  readonly purposes?: readonly Purpose[];
  /** A test text was asked for to this phone, and nothing else was agreed to. */
  readonly forTest?: true;
}

/** What a contact has agreed to in one scope. `seq` names the ledger's event that says so. */
export type ScopeState =
  | { readonly state: 'none' }
  | ({ readonly state: 'granted' } & Grant)
  /** `before` is what a START gives back. */
  | { readonly state: 'revoked'; readonly at: IsoInstant; readonly seq: number; readonly before?: Grant };

/** Whether nobody has said anything of a scope yet: a test text to a phone of the staff is no patient's word. */
export const isUnsaid = (state: ScopeState): boolean =>
  state.state === 'none' || (state.state === 'granted' && state.forTest === true);

/** Whether what was agreed to some time ago would undo what the patient said since: lift an opt-out, or add to the purposes that they keep. */
export const undoesTheirWord = (state: ScopeState, agreed: readonly Purpose[] | undefined): boolean => {
  if (isUnsaid(state)) return false;
  if (state.state !== 'granted') return true;
  const { purposes: kept } = state;
  return kept !== undefined && agreed?.every((purpose) => kept.includes(purpose)) !== true;
};

export type ConsentState = Readonly<Record<Scope, ScopeState>>;

export const noConsent: ConsentState = {
  informational: { state: 'none' },
  marketing: { state: 'none' },
  phi: { state: 'none' },
};

/**
 * The state after one more event. Giving a number again (`implied`) never lifts a revocation: only the patient's own
 * word does (47 CFR 64.1200(a)(10)).
 */
export function fold(state: ConsentState, event: ConsentEvent): ConsentState {
  return { ...state, [event.scope]: scopeAfter(state[event.scope], event) };
}

function scopeAfter(state: ScopeState, event: ConsentEvent): ScopeState {
  const { at, seq, basis } = event;
  if (event.action === 'revoked') {
    const before =
      state.state === 'granted' ? grantOf(state) : state.state === 'revoked' ? state.before : undefined;
    return { state: 'revoked', at, seq, ...(before && { before }) };
  }
  if (basis === 'implied' && !isUnsaid(state)) return state;
  return {
    state: 'granted',
    basis,
    at,
    seq,
    ...(event.purposes && { purposes: event.purposes }),
    ...(event.forTest && { forTest: true }),
  };
}

function grantOf(state: ScopeState & { state: 'granted' }): Grant {
  const { state: _granted, ...grant } = state;
  return grant;
}

/** A contact's state from its whole ledger, in order. */
export const foldAll = (events: readonly ConsentEvent[]): ConsentState => events.reduce(fold, noConsent);

/** Whether the contact said stop and has not come back: nothing automated may be sent. */
export const isOptedOut = (state: ConsentState): boolean => state.informational.state === 'revoked';
