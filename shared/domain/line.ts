import type { PracticeId } from './identifiers.ts';
import type { E164 } from './phone-number.ts';

export const carrierNames = ['aws', 'pinpoint', 'simulated', 'twilio'] as const;
export type CarrierName = (typeof carrierNames)[number];

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
}
