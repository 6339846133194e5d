import type { ContactHead } from '../../shared/domain/contact.ts';
import type { Policy } from '../../shared/domain/settings.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import { type IsoInstant, secondsBetween } from '../../shared/domain/time.ts';
import type { Change } from '../../shared/ports/store.ts';
import { insideOwnHoursOf } from './clocks.ts';

/** A policy that was replaced may still be remembered for a minute, by one that stands still for some. */
const rememberedSecondsMax = 600;

interface InForce {
  readonly policy: Policy;
  /** When another took its place. */
  until?: IsoInstant;
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
    const known = this.#knownOf(change.put.practiceId);
    const last = known.at(-1);
    if (last) last.until = this.#now();
    known.push({ policy: change.value.value });
  }

  #knownOf(practiceId: string): InForce[] {
    const known = this.#of.get(practiceId) ?? [{ policy: startingPolicy }];
    this.#of.set(practiceId, known);
    return known;
  }

  #recent(practiceId: string): readonly Policy[] {
    return this.#knownOf(practiceId)
      .filter(
        ({ until }) => until === undefined || secondsBetween(until, this.#now()) <= rememberedSecondsMax,
      )
      .map(({ policy }) => policy);
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
