import type { ContactHead } from '../../shared/domain/contact.ts';
import type { Policy } from '../../shared/domain/settings.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import { type IsoInstant, plusSeconds } from '../../shared/domain/time.ts';
import type { Change } from '../../shared/ports/store.ts';
import { insideOwnHoursOf } from './clocks.ts';

/** A policy that was replaced may still be remembered for a minute, by one that stands still for some. */
const rememberedSecondsMax = 600;

interface InForce {
  readonly from: IsoInstant;
  readonly policy: Policy;
}

/** The policies of the practices: a decision may rest on any that was in force within the last minutes. */
export class Policies {
  readonly #now: () => IsoInstant;
  readonly #of = new Map<string, InForce[]>();

  constructor(now: () => IsoInstant) {
    this.#now = now;
  }

  see(change: Change): void {
    if (!('put' in change) || change.put.kind !== 'settings' || !('part' in change.value)) return;
    if (change.value.part !== 'policy') return;
    const known = this.#of.get(change.put.practiceId) ?? [];
    this.#of.set(change.put.practiceId, [...known, { from: this.#now(), policy: change.value.value }]);
  }

  #recent(practiceId: string): readonly Policy[] {
    const all = this.#of.get(practiceId) ?? [];
    const since = plusSeconds(this.#now(), -rememberedSecondsMax);
    const recent = all.filter((_one, index) => {
      const next = all[index + 1];
      return next === undefined || next.from >= since;
    });
    const [first] = all;
    const before = first === undefined || first.from >= since ? [startingPolicy] : [];
    return [...before, ...recent.map(({ policy }) => policy)];
  }

  /** Whether every one of them answers a missed goal. */
  slaReplies(practiceId: string): boolean {
    return this.#recent(practiceId).every(({ slaReply }) => slaReply);
  }

  /** Whether one of them has it inside the practice's own hours, by every clock of the contact. */
  allow(head: ContactHead, at: IsoInstant): boolean {
    return this.#recent(head.practiceId).some(
      ({ quietHours }) => quietHours === undefined || insideOwnHoursOf(head, quietHours, at),
    );
  }
}
