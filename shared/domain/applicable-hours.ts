import type { StateCode } from './state.ts';
import { stateHours } from './state-hours-data.ts';
import { defaultTextingHours, marketingHours, type TextingHours } from './texting-hours.ts';
import type { IsoInstant } from './time.ts';

/** What the hours depend on: why a text is sent, and every state that its reader may live in. */
export interface HoursAsked {
  readonly purpose: 'marketing' | 'other';
  readonly states: readonly StateCode[];
  /** The practice's own hours, `"08:00"` to `"20:30"`. They stand beside the law's, never in their place. */
  readonly practice?: { readonly from: string; readonly to: string } | undefined;
}

/** Every rule that a text is under. A text must be inside all of them, so that each one can only tighten. */
export function hoursFor({ purpose, states, practice }: HoursAsked, now: IsoInstant): TextingHours[] {
  const rules = [
    defaultTextingHours,
    ...(purpose === 'marketing' ? [marketingHours] : []),
    ...stateHours.filter(
      (row) => states.includes(row.state) && (row.appliesTo === 'all' || purpose === 'marketing'),
    ),
    ...(practice ? [practiceHours(practice)] : []),
  ];
  return rules.filter(({ effective }) => effective <= now);
}

const practiceHours = ({ from, to }: { readonly from: string; readonly to: string }): TextingHours => ({
  name: "the practice's hours",
  fromMinute: minuteOf(from),
  toMinute: minuteOf(to) - 1,
  cites: "the practice's policy.quietHours",
  effective: '',
});

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
