import { type AppointmentAnswer, answerIn } from './appointment-answer.ts';
import type { ContactHead, Question } from './contact.ts';
import { type IsoInstant, plusSeconds } from './time.ts';

/** What one appointment that was asked about is answered. */
export interface OneAnswer {
  readonly question: Question;
  readonly answer: AppointmentAnswer;
}

/** What a text says to what was asked of this contact. */
export type AskedAnswer =
  | { readonly kind: 'appointment-answer'; readonly answers: readonly OneAnswer[]; readonly also: boolean }
  | { readonly kind: 'running-late'; readonly question: Question; readonly also: boolean }
  | { readonly kind: 'unclear-answer'; readonly questions: readonly Question[] };

/** Who is late says so until some time after the start. */
const lateSeconds = 2 * 3600;
/** A C or an X to a visit that has passed is told so for some days. Later, and a mere yes, is to something else. */
const passedSeconds = 3 * 86_400;

/**
 * Matches a text to what was asked last. A mere yes or ok answers whoever spoke last: where a person has written since, it is to
 * them. `undefined` where the text answers nothing that was asked.
 */
export function answerToAsked(head: ContactHead, body: string, now: IsoInstant): AskedAnswer | undefined {
  if (head.questions.length === 0) return undefined;
  const read = answerIn(body);
  switch (read.kind) {
    case 'none':
      return undefined;
    case 'late': {
      const question = head.questions
        .filter(({ start }) => start > plusSeconds(now, -lateSeconds))
        .toSorted((a, b) => (a.start < b.start ? -1 : 1))[0];
      return question && { kind: 'running-late', question, also: read.also };
    }
    case 'unclear': {
      const question = askedLast(head, now);
      return question && { kind: 'unclear-answer', questions: [question] };
    }
    case 'answer': {
      const question =
        askedLast(head, now) ?? (read.bare ? undefined : askedLast(head, plusSeconds(now, -passedSeconds)));
      if (!question || (read.bare && answersSomebodyElse(head, question))) return undefined;
      if (question.notice && read.answer === 'confirm') return undefined;
      return { kind: 'appointment-answer', answers: [{ question, answer: read.answer }], also: read.also };
    }
  }
}

const answersSomebodyElse = ({ repliedAt }: ContactHead, { askedAt, turnedDown }: Question): boolean =>
  turnedDown === true || (repliedAt !== undefined && repliedAt > askedAt);

const askedLast = (head: ContactHead, after: IsoInstant): Question | undefined =>
  head.questions.findLast(({ start }) => start > after);

/** The questions that an answer is about. */
export function questionsOf(answer: AskedAnswer): readonly Question[] {
  switch (answer.kind) {
    case 'appointment-answer':
      return answer.answers.map(({ question }) => question);
    case 'running-late':
      return [answer.question];
    case 'unclear-answer':
      return answer.questions;
  }
}
