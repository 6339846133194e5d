import { federalHolidays, type Holiday } from './holidays.ts';

/**
 * Local hours as minutes of the day. The second is the last minute at which a text may be handed over: 20:59 where the
 * law says 9 PM, so that a carrier's own delay does not carry it past the law's.
 */
export type Window = readonly [from: number, to: number];

/** Local hours inside which a text may go: one rule of law or policy, as data. */
export interface TextingHours {
  readonly name: string;
  readonly fromMinute: number;
  readonly toMinute: number;
  /** Where Saturdays or Sundays differ. */
  readonly saturday?: Window | 'none';
  readonly sunday?: Window | 'none';
  /** No text on these days. */
  readonly holidays?: readonly Holiday[];
  readonly cites: string;
  /** The rule counts from this day on. */
  readonly effective: string;
}

/** Hours from and until a full or broken hour, as laws write them. */
export const window = (from: number, until: number): Window => [from * 60, until * 60 - 1];
/** The same hours every day. */
export const daily = (from: number, until: number) => ({ fromMinute: from * 60, toMinute: until * 60 - 1 });

/** 8 AM to 9 PM by the clock of the person called. */
export const defaultTextingHours: TextingHours = {
  name: 'federal hours',
  ...daily(8, 21),
  cites: '47 CFR 64.1200(c)(1)',
  effective: '1992-12-20',
};

/** What this system allows marketing: inside the law's hours and apart from the days on which people least want it. */
export const marketingHours: TextingHours = {
  name: 'marketing hours',
  ...daily(9, 20),
  sunday: window(12, 20),
  holidays: federalHolidays,
  cites: 'marketing hours of this system; holidays of 5 U.S.C. 6103(a)',
  effective: '2021-06-17',
};
