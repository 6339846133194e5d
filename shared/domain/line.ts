import type { PracticeId } from './identifiers.ts';
import type { E164 } from './phone-number.ts';

export const carrierNames = ['aws', 'pinpoint', 'simulated', 'twilio'] as const;
export type CarrierName = (typeof carrierNames)[number];

export const registrationKinds = ['10dlc', 'toll-free', 'short-code'] as const;

/** US carriers take automated texts only from numbers that are registered with them, and of those that await it few or none. */
export interface LineRegistration {
  readonly kind: (typeof registrationKinds)[number];
  readonly status: 'approved' | 'pending';
  /** The campaign's or the verification's id at the carrier. */
  readonly id?: string | undefined;
}

/** A phone number that the practice texts from, with the carrier that serves it. */
export interface Line {
  readonly practiceId: PracticeId;
  readonly number: E164;
  readonly carrier: CarrierName;
  /** Which of the deployment's accounts with that carrier; names a secret, holds none. */
  readonly account: string;
  /** Who answers STOP and HELP on this line: we, or the carrier by itself (then only START lifts the block). */
  readonly optOutHandledBy: 'ours' | 'carrier';
  readonly messagesPerSecond: number;
  /** What the carriers know the number as; absent where nobody has said, and for the simulated carrier. */
  readonly registration?: LineRegistration | undefined;
}
