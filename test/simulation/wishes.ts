import type { ConsentEvent } from '../../shared/domain/consent.ts';
import type { Purpose } from '../../shared/domain/purpose.ts';
import type { TaskKind } from '../../shared/domain/task.ts';
import type { OutText } from '../../shared/domain/text.ts';

/** What the history takes a patient's text for, by what it sent and not by how the system reads it. A yes may be a start, where that was asked. */
export type Said = 'stop' | 'start' | 'reminders' | 'unsure' | 'wrong' | 'ask' | 'other';

/** What gives consent back that a patient took: their own word for it, and no other that is read so. */
const liftsBy: ReadonlySet<Said> = new Set(['start', 'reminders']);

const promotional: ReadonlySet<Purpose> = new Set(['marketing']);
/** What an opt-out covers, beside a reply to what nobody asked. */
const covered: ReadonlySet<Purpose> = new Set([
  'appointment',
  'recall',
  'bill',
  'care',
  'marketing',
  'acknowledgement',
]);

/** What one who keeps reminders alone gets no more, but for offers: those need a signature of their own. */
const besideReminders: ReadonlySet<Purpose> = new Set(['recall', 'bill', 'care']);

/** What one contact wants, as the history knows it: kept beside the system, so that a mistake of its own shows. */
export class Wishes {
  #stopped = false;
  #remindersAlone = false;
  #offers = false;
  /** The patient may have asked for no more texts, or is somebody else: a person decides first. */
  #unsure = false;
  #doubted = false;
  /** Whether the patient wrote anything else since the opt-out: a person may answer what they asked. */
  #wroteSince = false;

  get stopped(): boolean {
    return this.#stopped;
  }

  /** A commit of an inbound text is done: what it said is in force from then on. */
  hear(said: Said): void {
    this.#wroteSince = said !== 'stop';
    if (said === 'stop') {
      this.#stopped = true;
      this.#offers = false;
    }
    if (said === 'unsure' && !this.#stopped) this.#unsure = true;
    // Whose number it is has nothing to do with what they want.
    if (said === 'wrong') this.#doubted = true;
    if (said === 'stop' || said === 'start') this.#unsure = false;
    if (said === 'reminders' && this.#stopped) this.#keepReminders();
  }

  /** A person looked at what the patient wrote, or at whose number it is. */
  decide(kind: TaskKind): void {
    if (kind === 'review-opt-out') this.#unsure = false;
    if (kind === 'check-number') this.#doubted = false;
  }

  /** Nothing else: what was signed before this word is over, and only what is signed after it may bring offers. */
  #keepReminders(): void {
    this.#remindersAlone = true;
    this.#offers = false;
  }

  /** Events of the ledger; only words of the patient and of the desk lift anything. */
  record({ scope, action, basis, source }: ConsentEvent, said: Said | undefined): void {
    if (scope === 'marketing')
      this.#offers = action === 'granted' && basis === 'written' && source === 'desk';
    if (scope !== 'informational') return;
    if (action === 'revoked') {
      this.#stopped = true;
      this.#wroteSince = false;
    } else if (
      basis !== 'implied' &&
      (said === undefined || liftsBy.has(said)) &&
      source !== 'practice-record'
    ) {
      this.#remindersAlone = false;
      if (said === 'reminders' && this.#stopped) this.#keepReminders();
      this.#stopped = false;
    }
    if (action === 'revoked') this.#remindersAlone = false;
  }

  /** Why a text may not be claimed; `undefined` where it may. */
  against({ purpose }: Pick<OutText, 'purpose'>): string | undefined {
    if (this.#stopped && (covered.has(purpose) || (purpose === 'reply' && !this.#wroteSince)))
      return `a text for ${purpose} was claimed after an acknowledged opt-out`;
    if (this.#remindersAlone && besideReminders.has(purpose))
      return `a text for ${purpose} was claimed for one who keeps reminders alone`;
    if (this.#unsure && covered.has(purpose))
      return `a text for ${purpose} was claimed while nobody had decided whether the patient wants any`;
    if (this.#doubted && purpose !== 'acknowledgement' && (covered.has(purpose) || purpose === 'reply'))
      return `a text for ${purpose} was claimed while nobody had checked the number`;
    if (promotional.has(purpose) && !this.#offers) return 'an offer was claimed without a written consent';
    return undefined;
  }
}
