import type { ContactHead } from '../domain/contact.ts';
import { notFound } from '../domain/failure.ts';
import { lineIdOf, type PracticeId } from '../domain/identifiers.ts';
import type { Line } from '../domain/line.ts';
import type { E164 } from '../domain/phone-number.ts';
import { type Settings, type SettingsPart, type SettingsValue, settingsParts } from '../domain/settings.ts';
import { laterParts } from '../domain/starting-settings.ts';
import type { PracticeView } from '../domain/system-text.ts';
import { type IsoInstant, secondsBetween } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Store } from '../ports/store.ts';

/** How long settings and lines are remembered: a change is in force everywhere after a minute. */
const rememberedSeconds = 60;

interface Remembered<T> {
  readonly at: IsoInstant;
  readonly value: T;
}

/** The settings of practices and the lines, remembered for a minute. A switch that decides is read afresh: see `deliver`. */
export class SettingsCache {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #secrets: Secrets;
  readonly #settings = new Map<PracticeId, Remembered<Settings>>();
  readonly #lines = new Map<E164, Remembered<Line>>();

  constructor(parts: { readonly store: Store; readonly clock: Clock; readonly secrets: Secrets }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#secrets = parts.secrets;
  }

  /** Every part of a practice's settings. Throws `not-found` where there is no such practice. */
  async settings(practiceId: PracticeId): Promise<Settings> {
    const known = this.#settings.get(practiceId);
    if (known && this.#fresh(known)) return known.value;
    const records = await this.#store.read(
      settingsParts.map((part) => ({ kind: 'settings', practiceId, part }) as const),
    );
    const value = settingsFrom(records.map((record) => record?.value));
    this.#settings.set(practiceId, { at: this.#clock.now(), value });
    return value;
  }

  /** The line of a number of ours; `undefined` where it is none. */
  async line(number: E164): Promise<Line | undefined> {
    const known = this.#lines.get(number);
    if (known && this.#fresh(known)) return known.value;
    const { current, older } = await this.#secrets.identityKeys();
    const keys = [current, ...older].map((key) => ({ kind: 'line', lineId: lineIdOf(key, number) }) as const);
    const found = (await this.#store.read(keys)).find((record) => record !== undefined);
    if (found) this.#lines.set(number, { at: this.#clock.now(), value: found.value });
    return found?.value;
  }

  /** The practice as a decision about a contact sees it. */
  async view(practiceId: PracticeId, number: E164): Promise<PracticeView> {
    const [settings, line] = await Promise.all([this.settings(practiceId), this.line(number)]);
    if (!line || line.practiceId !== practiceId) throw notFound('line');
    return { settings, line };
  }

  viewOf(head: ContactHead): Promise<PracticeView> {
    return this.view(head.practiceId, head.line);
  }

  /** Forgets a practice's settings and all lines, for whoever changed them in this process. */
  forget(practiceId: PracticeId): void {
    this.#settings.delete(practiceId);
    this.#lines.clear();
  }

  #fresh({ at }: Remembered<unknown>): boolean {
    const age = secondsBetween(at, this.#clock.now());
    return age >= 0 && age < rememberedSeconds;
  }
}

/**
 * Puts the parts together. A practice has all of them from its first moment, so a missing one means no such practice; but for
 * those that came later, which practices of before do without.
 */
export function settingsFrom(values: readonly (SettingsValue | undefined)[]): Settings {
  const parts: Partial<Record<SettingsPart, unknown>> = { ...laterParts };
  let liveSince: IsoInstant | undefined;
  for (const value of values) {
    if (value) parts[value.part] = value.value;
    if (value?.part === 'purposes') liveSince = value.liveSince;
  }
  if (!hasEveryPart(parts)) throw notFound('practice');
  return { ...parts, ...(liveSince && { liveSince }) };
}

/** The practice with its switches as they were just read: what sends, or promises to, does not trust its memory. */
export function withSwitches(
  view: PracticeView,
  { value: purposes, liveSince }: Extract<SettingsValue, { part: 'purposes' }>,
): PracticeView {
  const { liveSince: _remembered, ...settings } = view.settings;
  return { ...view, settings: { ...settings, purposes, ...(liveSince && { liveSince }) } };
}

const hasEveryPart = (
  parts: Partial<Record<SettingsPart, unknown>>,
): parts is Settings & Record<SettingsPart, unknown> =>
  settingsParts.every((part) => parts[part] !== undefined);
