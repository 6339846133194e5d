import type { Appointment } from './appointment.ts';
import type { ContactHead } from './contact.ts';
import type { AboutOutreach, AskedNow } from './outreach.ts';
import type { PhiSpan } from './phi-guard.ts';
import type { Purpose } from './purpose.ts';
import type { ReservedSpan } from './reserved-words.ts';
import type { Policy, Profile, PurposeSwitches } from './settings.ts';
import type { AboutAppointment, AboutNotice } from './text.ts';
import type { IsoInstant } from './time.ts';

/** Why a text may not go, as the API's `code` says it. */
export type RefusalCode =
  | 'opted-out'
  | 'no-consent'
  | 'switched-off'
  | 'not-live'
  | 'appointment-changed'
  | 'no-longer-due'
  | 'suspended'
  | 'expired'
  | 'cap'
  | 'phi'
  | 'reserved-word';

/** A part of a body that a rule found. A mapped type, for what is stored is plain data. */
type BodySpan =
  | { readonly [P in keyof PhiSpan]: PhiSpan[P] }
  | { readonly [P in keyof ReservedSpan]: ReservedSpan[P] };

/** What one rule says of one text: `detail` in words for front-desk staff that name nobody, `cites` its law or document. */
export type RuleAnswer = { readonly detail: string; readonly cites?: string } & (
  | { readonly outcome: 'ok'; readonly code: string }
  | { readonly outcome: 'hold'; readonly code: string; readonly until: IsoInstant }
  | {
      readonly outcome: 'refuse';
      readonly code: RefusalCode;
      /** Where in the body, and why; never the words themselves. */
      readonly spans?: readonly BodySpan[];
    }
);

/** The recorded decision that one outbound text may be sent now, held until a time, or refused, with every rule that spoke. */
export type Permit = {
  readonly verdict: 'send' | 'hold' | 'refuse';
  /** Held: when it is decided again. */
  readonly at?: IsoInstant;
  /** Refused: the first rule's code. */
  readonly code?: RefusalCode;
  readonly decidedAt: IsoInstant;
  readonly rules: readonly RuleAnswer[];
};

/** A text that asks for leave. */
export interface PermitRequest {
  readonly purpose: Purpose;
  /** What it says. */
  readonly body?: string | undefined;
  readonly expiresAt: IsoInstant;
  readonly sendNow?: boolean | undefined;
  readonly about?: AboutAppointment | undefined;
  readonly outreach?: AboutOutreach | undefined;
  /** It is a notice about the day, which goes outside the practice's caps. */
  readonly notice?: AboutNotice | undefined;
  /** Whether the system wrote it, where it stands already. */
  readonly automated?: boolean | undefined;
  /** Which text of the thread it is, where it is one already. */
  readonly seq?: number | undefined;
  /** It stands in the outbox already: asked again at its claim, it does not count against itself. */
  readonly standing?: boolean | undefined;
}

/** Everything that a permit rests on. Whoever commits the decision checks that all of it still stands. */
export interface PermitFacts {
  readonly head: ContactHead;
  readonly profile: Profile;
  readonly purposes: PurposeSwitches;
  readonly policy: Policy;
  /** When the practice passed its readiness check; `undefined` until then. */
  readonly liveSince?: IsoInstant | undefined;
  /** The appointment that the text is about, as it stands now; `undefined` where it is gone. */
  readonly appointment?: Appointment | undefined;
  /** The appointments that a family's text lists, as they stand now; one that is gone is missing. */
  readonly family?: readonly Appointment[] | undefined;
  /** The recall or bill that the text is about, as it stands now. */
  readonly asked?: AskedNow | undefined;
  /** The appointments that a notice is about, as they stand now. */
  readonly noticed?: readonly Appointment[] | undefined;
  /** Whether the purpose's day has room; `undefined` before the claim, where nothing is counted yet. */
  readonly volume?: 'room' | 'full' | undefined;
  readonly now: IsoInstant;
}

export type Ask = PermitRequest & PermitFacts;
/** A rule answers, or has nothing to say of this purpose. */
export type Rule = (ask: Ask) => RuleAnswer | undefined;

export const ok = (code: string, detail: string, cites?: string): RuleAnswer => ({
  code,
  outcome: 'ok',
  detail,
  ...(cites && { cites }),
});
export const refuse = (code: RefusalCode, detail: string, cites?: string): RuleAnswer => ({
  code,
  outcome: 'refuse',
  detail,
  ...(cites && { cites }),
});

/** A refused permit's code, with the words of the first rule that refused. */
export function refusalOf({ code, rules }: Permit): { readonly code: RefusalCode; readonly detail: string } {
  const rule = rules.find(({ outcome }) => outcome === 'refuse');
  return { code: code ?? 'expired', detail: rule?.detail ?? 'The text may not go.' };
}
