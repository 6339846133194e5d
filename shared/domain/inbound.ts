import type { Appointment } from './appointment.ts';
import { type AppointmentAnswer, appointmentAnswerOf } from './appointment-answer.ts';
import { decideAnswer } from './appointment-reply.ts';
import { isOptedOut } from './consent.ts';
import type { ContactHead, Question } from './contact.ts';
import { begin, type Draft, receive } from './draft.ts';
import { awaitAnswer } from './episode.ts';
import { keywordOf } from './keywords.ts';
import { typeOf } from './message-type.ts';
import { restore, revokeAll, textedFirst } from './opt-out.ts';
import { automatedAnswersPerDayMax, automatedAnswersSince } from './permit-rules.ts';
import { countAutomatedAnswer, type PracticeView, wordsFor, writeText } from './system-text.ts';
import type { IsoInstant } from './time.ts';

/** A text as it arrived, in our words. */
export interface Arrived {
  readonly carrierMessageId: string;
  readonly body: string;
  readonly media: readonly string[];
}

/** What one inbound text means, before anything is decided. */
export type Meaning =
  | { readonly kind: 'stop' | 'start' | 'help' }
  | { readonly kind: 'appointment-answer'; readonly answer: AppointmentAnswer; readonly question: Question }
  | { readonly kind: 'message' };

/**
 * Reads a text: opt-out language before any state of the conversation, so that no running question swallows a STOP. A question
 * about an appointment that has begun is asked no more: a "yes" weeks later answers something else.
 */
export function meaningOf(head: ContactHead, body: string, now: IsoInstant): Meaning {
  const keyword = keywordOf(body);
  if (keyword) return { kind: keyword.kind };
  const answer = appointmentAnswerOf(body);
  const question = head.questions.findLast(({ start }) => start > now);
  return answer && question && !isOptedOut(head.consent)
    ? { kind: 'appointment-answer', answer, question }
    : { kind: 'message' };
}

/** What a decision about an inbound text rests on. */
export interface InboundFacts {
  readonly head: ContactHead;
  readonly practice: PracticeView;
  readonly arrived: Arrived;
  readonly meaning: Meaning;
  /** The appointment that the question was about, where the meaning is an answer; `undefined` where it is gone. */
  readonly appointment?: Appointment | undefined;
  readonly now: IsoInstant;
  readonly newId: () => string;
}

/** Everything that one inbound text changes. The text is stored, whatever it means. */
export function decideInbound(facts: InboundFacts): Draft {
  const { practice, arrived, meaning } = facts;
  const draft = begin(facts.head, facts.now, facts.newId);
  const text = receive(draft, practice.line, arrived);
  const said = { source: 'inbound-text', words: arrived.body, textId: text.textId };
  switch (meaning.kind) {
    case 'stop':
      if (revokeAll(draft, said)) answerKeyword(draft, practice, 'optedOut');
      break;
    case 'start':
      restore(draft, said);
      answerKeyword(draft, practice, 'optedIn');
      break;
    case 'help':
      answerKeyword(draft, practice, 'help');
      break;
    case 'appointment-answer':
      decideAnswer(draft, practice, meaning, facts.appointment);
      break;
    case 'message':
      textedFirst(draft, { ...said, words: 'The patient texted the practice first.' });
      awaitAnswer(draft, practice, typeOf(practice.settings['message-types'], arrived.body));
      break;
  }
  return draft;
}

/** Answers a keyword, unless the line's carrier does so by itself: the patient gets one confirmation, not two. */
function answerKeyword(draft: Draft, practice: PracticeView, which: 'optedOut' | 'optedIn' | 'help'): void {
  const { line, settings } = practice;
  if (line.optOutHandledBy === 'carrier') return;
  // An opt-out is always confirmed; the other answers count toward the bound that ends loops between machines.
  const counted = which !== 'optedOut';
  if (counted && automatedAnswersSince(draft.head, draft.now) >= automatedAnswersPerDayMax) return;
  const words = wordsFor(draft);
  const { shortName, phone } = settings.profile;
  const body = which === 'help' ? words.help(shortName, phone) : words[which](shortName);
  writeText(draft, practice, { purpose: 'service', body });
  if (counted) countAutomatedAnswer(draft);
}
