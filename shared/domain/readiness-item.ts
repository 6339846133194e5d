import type { Line } from './line.ts';
import type { Agreements } from './practice.ts';
import type { Settings, SettingsPart } from './settings.ts';
import type { OutboundStatus } from './text.ts';

/** Everything that a practice's readiness rests on. */
export interface ReadinessFacts {
  readonly settings: Settings;
  /** The parts of the settings that the practice has written since it was made. */
  readonly written: ReadonlySet<SettingsPart>;
  readonly lines: readonly Line[];
  readonly agreements: Agreements;
  /** Whether the ledger of any patient's number holds anything. */
  readonly consentRecorded: boolean;
  /** How the last test texts stand. */
  readonly testTexts: readonly OutboundStatus[];
}

/** One item of the check: what is still to be done, in words that name a route and its body; nothing where it is done. */
export type ReadinessItem = (facts: ReadinessFacts) => string | undefined;

/** Names in a sentence: all of a few, or the first of many. */
export const named = (names: readonly string[]): string =>
  names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
