import type { SimulatedNetwork } from '../../shared/adapters/carriers/simulated/carrier.ts';
import type { IsoInstant } from '../../shared/domain/time.ts';
import type { HandOver, OutboundText, Receipt } from '../../shared/ports/carrier.ts';
import type { Chance } from './chance.ts';
import { type Coverage, note } from './coverage.ts';
import type { Tell } from './runs.ts';

/** What the carrier did with one hand-over, and what it answered. */
export interface Handed {
  readonly text: OutboundText;
  readonly at: IsoInstant;
  readonly outcome: HandOver['outcome'];
}

interface Weather {
  readonly chance: Chance;
  readonly coverage: Coverage;
  readonly now: () => IsoInstant;
  readonly faulty: () => boolean;
  readonly standStill: (seconds: number) => void;
  readonly tell: Tell | undefined;
}

/** What a carrier's own list is at times. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** A carrier that accepts, refuses, is busy, or takes a text and is never heard of; and that reports what it took, in any order. */
export class FaultyNetwork implements SimulatedNetwork {
  readonly handed: Handed[] = [];
  /** Reports on their way to us; some come twice, and some not at all. */
  readonly receipts: Receipt[] = [];
  /** The texts of which the carrier reports that they arrived, by id. */
  readonly delivered = new Set<string>();
  /** The numbers on the block list of each account. */
  readonly #blocked = new Map<string, Set<string>>();
  #messages = 0;
  readonly #begun = new WeakMap<OutboundText, IsoInstant>();
  readonly #at: Weather;

  constructor(at: Weather) {
    this.#at = at;
  }

  /** A function begins to hand over: what others do to time on the way is not its doing. */
  begin(text: OutboundText): void {
    this.#begun.set(text, this.#at.now());
  }

  /** Puts a number on an account's block list or takes it off, where it can be reached. */
  async block(account: string, number: string, blocked: boolean): Promise<boolean> {
    const { chance, coverage, faulty } = this.#at;
    if (faulty() && chance.happens(0.1)) {
      note(coverage, 'block list out of reach');
      throw new Unreachable();
    }
    const list = this.#blocked.get(account) ?? new Set();
    this.#blocked.set(account, list);
    if (blocked) list.add(number);
    else if (list.delete(number)) note(coverage, 'a number left the block list');
    return true;
  }

  isBlocked(account: string, number: string): boolean {
    return this.#blocked.get(account)?.has(number) ?? false;
  }

  async accept(text: OutboundText): Promise<HandOver> {
    const { chance, coverage, now, faulty, tell } = this.#at;
    if (faulty() && chance.happens(0.03)) {
      note(coverage, 'a hand-over took long');
      // At times so long that the claim counts as stale meanwhile.
      this.#at.standStill(chance.pick([2, 30, 130]));
    }
    this.#messages += 1;
    const carrierMessageId = `SM${this.#messages}`;
    const what = faulty()
      ? chance.weighted([
          [80, 'accepted'],
          [12, 'not-taken'],
          [4, 'unknown'],
          [3, 'lost'],
          [3, 'rejected'],
          [1, 'blocked'],
        ] as const)
      : 'accepted';
    note(coverage, `hand-over ${what}`);
    tell?.(`hand-over of ${text.reference.textId}: ${what}`);
    const outcome = what === 'lost' ? 'unknown' : what === 'blocked' ? 'rejected' : what;
    this.handed.push({ text, at: this.#begun.get(text) ?? now(), outcome });
    switch (what) {
      case 'accepted':
        this.#report(text, carrierMessageId);
        return { outcome: 'accepted', carrierMessageId };
      case 'not-taken':
        return { outcome: 'not-taken', code: '429', ...(chance.happens(0.5) && { retryAfterSeconds: 30 }) };
      case 'unknown':
        return { outcome: 'unknown', code: 'timeout' };
      case 'lost':
        // The carrier took it; its answer is what got lost.
        this.#report(text, carrierMessageId);
        return { outcome: 'unknown', code: 'timeout' };
      case 'rejected':
        return { outcome: 'rejected', obstacle: chance.pick(['landline', 'invalid', 'other']), code: '400' };
      case 'blocked':
        return { outcome: 'rejected', obstacle: 'opted-out', code: '21610' };
    }
  }

  #report({ reference }: OutboundText, carrierMessageId: string): void {
    const { chance } = this.#at;
    const receipt = { carrier: 'simulated', carrierMessageId, reference } as const;
    if (chance.happens(0.05)) return;
    if (chance.happens(0.5)) this.receipts.push({ ...receipt, status: 'sent' });
    if (chance.happens(0.1))
      this.receipts.push({ ...receipt, status: 'failed', obstacle: 'unreachable', code: '30003' });
    else {
      this.receipts.push({ ...receipt, status: 'delivered' });
      this.delivered.add(`${reference.practiceId}|${reference.textId}`);
      if (chance.happens(0.1)) this.receipts.push({ ...receipt, status: 'delivered' });
    }
  }
}
