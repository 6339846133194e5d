import type { E164 } from '../../shared/domain/phone-number.ts';
import { receiveText } from '../../shared/use-cases/receive-text.ts';
import { note } from './coverage.ts';
import type { History, Party } from './history.ts';
import type { Said } from './wishes.ts';

/* What patients write, and how their carrier brings it: twice, again, or twice at once. */

/** What patients write, by what the history takes it for. */
const says: readonly (readonly [number, Said, string])[] = [
  [10, 'ask', 'Hello, I have a question about my bill'],
  [6, 'ask', 'Can I come in on Tuesday?'],
  [10, 'stop', 'STOP'],
  [3, 'stop', 'Stop texting me'],
  [3, 'stop', 'please take me off your list'],
  [2, 'stop', 'CANCEL'],
  [6, 'start', 'START'],
  [3, 'reminders', 'REMINDERS'],
  [3, 'other', 'HELP'],
  [8, 'other', 'C'],
  [5, 'other', 'R'],
  [4, 'other', 'X'],
  [4, 'start', 'yes'],
  [3, 'other', 'thanks!'],
  [2, 'unsure', "stop this please I've had enough"],
  [2, 'wrong', 'You have the wrong number'],
  [2, 'other', 'I have chest pain'],
];

/** What one phone says to one practice. */
interface Spoken {
  readonly party: Party;
  readonly from: E164;
  readonly kind: Said;
  readonly body: string;
}

/** A text whose webhook was acknowledged. */
interface Acknowledged extends Spoken {
  readonly id: string;
}

/** The patients of a history. */
export class Patients {
  readonly acknowledged: Acknowledged[] = [];
  readonly #history: History;
  readonly #kinds = new Map<string, Said>();
  /** Webhooks that were not acknowledged, or that the carrier repeats all the same. */
  readonly #again: (() => Promise<void>)[] = [];

  constructor(history: History) {
    this.#history = history;
  }

  /** What the message of that id says; `undefined` where it is none of theirs. */
  said(id: string): Said | undefined {
    return this.#kinds.get(id);
  }

  /** How many webhooks are still to come again. */
  get owedWebhooks(): number {
    return this.#again.length;
  }

  async repeatWebhooks(): Promise<void> {
    await Promise.all(this.#again.splice(0).map((again) => again()));
  }

  /** One of them writes. */
  async text(): Promise<void> {
    const { chance } = this.#history;
    const [, kind, body] = chance.weighted(says.map((one) => [one[0], one] as const));
    const { party, phone: from } = this.#history.phoneOf();
    await this.#say({ party, from, kind, body });
  }

  /** Those whom a function on its own is about say something of texts in general, before it goes on. */
  async changeMinds(): Promise<void> {
    const { chance, parties, world } = this.#history;
    const about = new Set<string>(world.cutOffAbout);
    for (const party of parties)
      for (const from of party.phones) {
        if (!about.has(this.#history.contactOf(party, from).contactId) || !chance.happens(0.3)) continue;
        const [kind, body] = chance.pick<readonly [Said, string]>([
          ['stop', 'STOP'],
          ['start', 'START'],
        ]);
        await this.#say({ party, from, kind, body });
      }
  }

  async #say(spoken: Spoken): Promise<void> {
    const { chance, coverage, trace, world } = this.#history;
    const { party, from, kind, body } = spoken;
    const text = { ...spoken, id: `in-${this.#history.nextNumber()}` };
    this.#kinds.set(text.id, kind);
    trace.push(`${world.now} ${party.practiceId} hears ${from.slice(-4)} say "${body}" (${text.id})`);
    note(coverage, `patient says ${kind}`);
    // Of a carrier that did not wait for the answer the second comes while the first is at work.
    if (!chance.happens(0.1)) return this.#webhook(text);
    note(coverage, 'webhook twice at once');
    await Promise.all([this.#webhook(text), this.#webhook(text)]);
  }

  async #webhook(text: Acknowledged): Promise<void> {
    const { chance, coverage } = this.#history;
    const { party, from, id: carrierMessageId, body } = text;
    const done = await this.#history.run('receive-text', async (world) => {
      const view = await world.settings.view(party.practiceId, party.line);
      const { line: to } = party;
      await receiveText(world, view, { carrier: 'simulated', carrierMessageId, from, to, body, media: [] });
    });
    if (done && !this.acknowledged.some(({ id }) => id === carrierMessageId)) this.acknowledged.push(text);
    if (!done || chance.happens(0.1)) {
      note(coverage, done ? 'webhook repeated' : 'webhook tried again');
      this.#again.push(() => this.#webhook(text));
    }
  }
}
