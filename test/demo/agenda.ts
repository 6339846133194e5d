import type { IsoInstant } from '../../shared/domain/time.ts';

/** What happens when: whatever comes first is taken first, and of the same moment what was put in first. */
export class Agenda {
  readonly #entries: { readonly at: IsoInstant; readonly run: () => Promise<void> }[] = [];

  add(at: IsoInstant, run: () => Promise<void>): void {
    const later = this.#entries.findIndex((one) => one.at > at);
    this.#entries.splice(later < 0 ? this.#entries.length : later, 0, { at, run });
  }

  takeFirst(until: IsoInstant) {
    const [first] = this.#entries;
    return first && first.at <= until ? this.#entries.shift() : undefined;
  }
}
