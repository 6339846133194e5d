import type { Actor } from './actor.ts';
import type { AppointmentId, ContactId, NoticeId, PracticeId, TextId } from './identifiers.ts';
import type { CarrierName } from './line.ts';
import type { AboutOutreach } from './outreach.ts';
import type { Permit } from './permit-rule.ts';
import type { E164 } from './phone-number.ts';
import type { Purpose } from './purpose.ts';
import type { IsoInstant } from './time.ts';

/**
 * How far an outbound text has come, in the order in which it can go. `refused`, `expired` and `abandoned` never left;
 * of an `unknown` one nobody knows whether the carrier took it.
 */
export const outboundStatuses = [
  'queued',
  'held',
  'claimed',
  'refused',
  'expired',
  'unknown',
  'sent',
  'failed',
  'delivered',
] as const;
export type OutboundStatus = (typeof outboundStatuses)[number];

interface Common {
  readonly practiceId: PracticeId;
  readonly contactId: ContactId;
  readonly textId: TextId;
  readonly seq: number;
  readonly at: IsoInstant;
  readonly body: string;
  /** Our line that it came to or goes from. */
  readonly line: E164;
  readonly carrier: CarrierName;
  readonly carrierMessageId?: string;
  readonly segments: number;
}

export interface InText extends Common {
  readonly direction: 'in';
  readonly status: 'received';
  /** Pictures and the like, by kind alone: the system cannot read them. */
  readonly media: readonly string[];
}

/** The appointment that a text is about, as it stood when the text was written. */
export interface AboutAppointment {
  readonly appointmentId: AppointmentId;
  readonly start: IsoInstant;
  readonly step: string;
  /** It was confidential, so the text names nobody. */
  readonly confidential?: true;
  /** All that it lists by number, in their order, where it asks about a family's appointments; the first is this one. */
  readonly family?: readonly {
    readonly appointmentId: AppointmentId;
    readonly start: IsoInstant;
    readonly step: string;
  }[];
}

/** The notice that a text brings, and the appointments of this number that it is about, as they stood when it was written. */
export interface AboutNotice {
  readonly noticeId: NoticeId;
  readonly appointments: readonly { readonly appointmentId: AppointmentId; readonly start: IsoInstant }[];
}

/** The appointments that a text is about: one, or all that it lists. */
export const namedBy = (about: AboutAppointment): NonNullable<AboutAppointment['family']> =>
  about.family ?? [about];

/** Whether an appointment stands as one of those that a text names: it, at that time. */
export const isNamedIn = (
  named: readonly Pick<AboutAppointment, 'appointmentId' | 'start'>[],
  one: Pick<AboutAppointment, 'appointmentId' | 'start'>,
): boolean =>
  named.some(({ appointmentId, start }) => appointmentId === one.appointmentId && start === one.start);

export interface OutText extends Common {
  readonly direction: 'out';
  readonly status: OutboundStatus;
  readonly purpose: Purpose;
  /** A person wrote it where false. */
  readonly automated: boolean;
  readonly by?: Actor;
  readonly permit: Permit;
  readonly history: readonly {
    readonly status: OutboundStatus;
    readonly at: IsoInstant;
    readonly code?: string;
  }[];
  readonly about?: AboutAppointment;
  readonly outreach?: AboutOutreach;
  readonly notice?: AboutNotice;
  /** After this it is dropped rather than sent. */
  readonly expiresAt: IsoInstant;
  /** How often it was claimed: names the next claim. */
  readonly claims: number;
  /** How often nobody could say whether its carrier took it: an emergency's answer is repeated so many times. */
  readonly lost?: number;
  /** The local day in which it counts toward the purpose's daily volume, where the practice bounds that. */
  readonly countedOn?: string;
  /** The person said to send it now, whatever the hour. */
  readonly sendNow?: boolean;
  /** It says how to opt out. */
  readonly tellsOptOut?: boolean;
  /** The standard response that it was written from. */
  readonly standardResponse?: string;
}

/** One message, in or out. */
export type Text = InText | OutText;

/** Before it leaves, a text may go back and forth: held, released, claimed, throttled and queued again. */
const before: readonly OutboundStatus[] = ['queued', 'held', 'claimed'];

const rank = (status: OutboundStatus): number =>
  before.includes(status) ? 0 : outboundStatuses.indexOf(status);

/** Whether a report moves a text forward: a late one never lowers a status. */
export const movesForward = (from: OutboundStatus, to: OutboundStatus): boolean => rank(to) > rank(from);

/** What a text is by its permit: to go, to wait, or never to leave. */
export function statusBy({ verdict, code }: Permit): 'queued' | 'held' | 'refused' | 'expired' {
  if (verdict === 'refuse') return code === 'expired' ? 'expired' : 'refused';
  return verdict === 'hold' ? 'held' : 'queued';
}

/** A text that says one more thing of itself. Lists at most the last 12 changes; one that is held on, hour by hour, says so once. */
export function withStatus(text: OutText, status: OutboundStatus, at: IsoInstant, code?: string): OutText {
  if (status === 'held' && text.history.at(-1)?.status === 'held') return { ...text, status };
  const entry = { status, at, ...(code !== undefined && { code }) };
  return { ...text, status, history: [...text.history, entry].slice(-12) };
}
