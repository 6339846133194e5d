import type { Appointment } from './appointment.ts';
import { decideAnswered } from './appointment-reply.ts';
import { type AskedAnswer, answerToAsked } from './asked-answer.ts';
import { isOptedOut } from './consent.ts';
import type { ContactHead } from './contact.ts';
import { begin, type Draft, raiseTask, receive } from './draft.ts';
import { emergencyIn } from './emergency.ts';
import { answerEmergency } from './emergency-answer.ts';
import type { TextId } from './identifiers.ts';
import { answerChoice, type Choice, decideStop } from './keyword-answer.ts';
import { keywordOf, narrowerChoice } from './keywords.ts';
import { agreeToPhi, keepReminders, restore, textedFirst } from './opt-out.ts';
import { type OptOut, optOutIn } from './opt-out-language.ts';
import { beginReview, endReview } from './opt-out-review.ts';
import { ownWords } from './own-words.ts';
import { fromMachine, onlyThanks } from './small-talk.ts';
import { keptHere, suspend } from './suspension.ts';
import { acknowledge, type PracticeView, wordsFor } from './system-text.ts';
import { awaitTyped } from './thread-type.ts';
import type { IsoInstant } from './time.ts';
import { saysWrongNumber } from './wrong-number.ts';
import { yesMeans } from './yes.ts';

/** A text as it arrived, in our words. */
export interface Arrived {
  readonly carrierMessageId: string;
  readonly body: string;
  readonly media: readonly string[];
}

/** What one inbound text means, before anything is decided. */
export type Meaning =
  /** By a keyword alone, or in words that a reasonable person understands so. */
  | { readonly kind: 'stop'; readonly heard: OptOut; readonly wrongNumber: boolean }
  /** Whoever has the number is not the patient. */
  | { readonly kind: 'wrong-number' }
  | { readonly kind: Exclude<Choice, 'stop'> }
  | (AskedAnswer & Unsure)
  | ({ readonly kind: 'message' } & Unsure)
  /** Thanks, a reaction, or a machine's own words: nobody waits for an answer to it. */
  | { readonly kind: 'small-talk'; readonly by: 'patient' | 'machine' };

interface Unsure {
  /** It may ask for no more texts: a person decides. */
  readonly unsure?: boolean;
}

/**
 * Reads a text: opt-out language before any state of the conversation, so that no running question swallows a STOP. A question
 * about an appointment that has begun is asked no more: a "yes" weeks later answers something else.
 */
export function meaningOf(head: ContactHead, body: string, now: IsoInstant): Meaning {
  const heard = optOutIn(body);
  const wrongNumber = saysWrongNumber(
    ownWords(body),
    keptHere(head).map(({ given }) => given),
  );
  if (heard.class === 'certain' || heard.class === 'plain') return { kind: 'stop', heard, wrongNumber };
  if (fromMachine(body)) return { kind: 'small-talk', by: 'machine' };
  if (wrongNumber) return { kind: 'wrong-number' };
  const keyword = keywordOf(body);
  if (keyword && keyword.kind !== 'stop') return { kind: keyword.kind };
  const optedOut = isOptedOut(head.consent);
  if (optedOut && narrowerChoice(body)) return { kind: 'reminders' };
  const yes = yesMeans(head, body, now);
  if (yes === 'opt-in') return { kind: 'start' };
  if (yes === 'phi') return { kind: 'phi' };
  const asked = optedOut ? undefined : answerToAsked(head, body, now);
  // "I need to cancel" to somebody who asked about a visit speaks of the visit.
  const ofVisit =
    asked?.kind === 'appointment-answer' && /\b(?:cancel|end)/.test((heard.evidence ?? '').toLowerCase());
  const unsure = heard.class === 'unsure' && !optedOut && !ofVisit;
  if (!asked && heard.class !== 'unsure' && onlyThanks(body)) return { kind: 'small-talk', by: 'patient' };
  return asked ? { ...asked, unsure } : { kind: 'message', unsure };
}

/** Whether a text answers something that was asked about appointments. */
export const isAnswer = (meaning: Meaning): meaning is Meaning & AskedAnswer =>
  meaning.kind === 'appointment-answer' ||
  meaning.kind === 'running-late' ||
  meaning.kind === 'unclear-answer';

/** What a decision about an inbound text rests on. */
export interface InboundFacts {
  readonly head: ContactHead;
  readonly practice: PracticeView;
  readonly arrived: Arrived;
  readonly meaning: Meaning;
  /** The appointments that were asked about, where the meaning is an answer; one that is gone is missing. */
  readonly appointments?: readonly Appointment[] | undefined;
  readonly now: IsoInstant;
  readonly newId: () => string;
}

/** Everything that one inbound text changes. The text is stored, whatever it means. */
export function decideInbound(facts: InboundFacts): Draft {
  const { practice, arrived, meaning } = facts;
  const draft = begin(facts.head, facts.now, facts.newId);
  const text = receive(draft, practice.line, arrived);
  // A driving phone says "urgent", and is in no danger.
  const machine = meaning.kind === 'small-talk' && meaning.by === 'machine';
  const emergency = machine ? undefined : emergencyIn(arrived.body);
  if (emergency) answerEmergency(draft, practice, emergency, text.textId);
  const said = { source: 'inbound-text', words: arrived.body, textId: text.textId };
  switch (meaning.kind) {
    case 'stop':
      endReview(draft);
      decideStop(draft, practice, said, meaning.heard);
      if (meaning.wrongNumber) suspend(draft, text.textId);
      break;
    case 'wrong-number':
      decideWrongNumber(draft, practice, text.textId);
      break;
    case 'start':
      endReview(draft);
      restore(draft, said);
      answerChoice(draft, practice, 'start', arrived.body);
      break;
    case 'reminders':
      keepReminders(draft, said);
      answerChoice(draft, practice, 'reminders', arrived.body);
      break;
    case 'phi':
      agreeToPhi(draft, said, wordsFor(draft).phiWarning(practice.settings.profile.shortName));
      answerChoice(draft, practice, 'phi', arrived.body);
      break;
    case 'help':
      answerChoice(draft, practice, 'help', arrived.body);
      break;
    case 'appointment-answer':
    case 'running-late':
    case 'unclear-answer':
      if (meaning.unsure) beginReview(draft, text.textId);
      decideAnswered(draft, practice, meaning, {
        textId: text.textId,
        body: arrived.body,
        appointments: facts.appointments ?? [],
      });
      break;
    case 'small-talk':
      // What a picture shows nobody here can read: a person looks.
      if (arrived.media.length > 0) decideMessage(draft, practice, false, said);
      break;
    case 'message':
      decideMessage(draft, practice, meaning.unsure === true, said);
      break;
  }
  // Whatever else it meant, a person has to see it.
  if (emergency && draft.head.thread.waitingOn !== 'practice') awaitTyped(draft, practice, arrived.body);
  return draft;
}

/** A stranger is told once that the texts have stopped, and a person checks; what they say further waits like any text. */
function decideWrongNumber(draft: Draft, practice: PracticeView, textId: TextId): void {
  const known = draft.head.suspended !== undefined;
  suspend(draft, textId);
  if (!known) acknowledge(draft, practice, wordsFor(draft).wrongNumber(practice.settings.profile.shortName));
}

/** An ordinary text waits on the practice. One that may be an opt-out is no consent, and is acknowledged by nobody. */
function decideMessage(
  draft: Draft,
  practice: PracticeView,
  unsure: boolean,
  said: {
    readonly source: string;
    readonly words: string;
    readonly textId: NonNullable<Parameters<typeof beginReview>[1]>;
  },
): void {
  if (unsure) beginReview(draft, said.textId);
  else textedFirst(draft, { ...said, words: 'The patient texted the practice first.' });
  const first = draft.head.thread.waitingOn !== 'practice';
  if (first && isOptedOut(draft.head.consent))
    raiseTask(draft, {
      kind: 'call-patient',
      textId: said.textId,
      detail:
        'This patient opted out of texts and now asks something. A person may answer it, by text or a call; nothing automated goes.',
    });
  awaitTyped(draft, practice, said.words);
}
