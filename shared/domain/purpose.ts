/** Why an outbound text is sent. */
export const purposes = [
  'reply',
  'acknowledgement',
  'appointment',
  'recall',
  'bill',
  'care',
  'marketing',
  'service',
  'emergency',
] as const;
export type Purpose = (typeof purposes)[number];

/** What a practice switches on, each by itself: texts that nobody wrote by hand or is waiting for. */
const switchable = ['appointment', 'recall', 'bill', 'care', 'marketing'] as const;
export type Switchable = (typeof switchable)[number];
export const isSwitchable = (purpose: Purpose): purpose is Switchable =>
  switchable.some((one) => one === purpose);

/** What a person may send a text for; the rest are the system's own. */
export const sendablePurposes = [
  'reply',
  'appointment',
  'recall',
  'bill',
  'care',
  'marketing',
] as const satisfies Purpose[];
export type SendablePurpose = (typeof sendablePurposes)[number];

/** The order in which texts released at the same moment leave. */
export const lanes = ['emergency', 'service', 'conversation', 'automated'] as const;
export type Lane = (typeof lanes)[number];

export const laneOf: Readonly<Record<Purpose, Lane>> = {
  emergency: 'emergency',
  service: 'service',
  reply: 'conversation',
  acknowledgement: 'conversation',
  appointment: 'automated',
  recall: 'automated',
  bill: 'automated',
  care: 'automated',
  marketing: 'automated',
};

/** What to do with a text of which nobody knows whether the carrier took it. */
export const onUnknown: Readonly<Record<Purpose, 'never' | 'repeat'>> = {
  emergency: 'repeat',
  service: 'never',
  reply: 'never',
  acknowledgement: 'never',
  appointment: 'never',
  recall: 'never',
  bill: 'never',
  care: 'never',
  marketing: 'never',
};
