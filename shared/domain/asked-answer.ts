import { type AppointmentAnswer, answerIn } from './appointment-answer.ts';
import type { ContactHead, Question } from './contact.ts';
import { firstNameIn, listedNameLength } from './family-wording.ts';
import { listedAnswerIn } from './listed-answer.ts';
import { type IsoInstant, plusSeconds } from './time.ts';

/** What one appointment that was asked about is answered. */
export interface OneAnswer {
  readonly question: Question;
  readonly answer: AppointmentAnswer;
}

/** What a text says to what was asked of this contact. */
export type AskedAnswer =
  | {
      readonly kind: 'appointment-answer';
      readonly answers: readonly OneAnswer[];
      /** Those of the same list that it speaks of without saying whether. */
      readonly unclear?: readonly Question[];
      readonly also: boolean;
    }
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
  return answerToList(head, body, now) ?? answerToLast(head, body, now);
}

/** An answer that says which visits of the last list it means. `undefined` where nothing was listed, or it says none. */
function answerToList(head: ContactHead, body: string, now: IsoInstant): AskedAnswer | undefined {
  const list = head.questions
    .filter(({ number, start }) => number !== undefined && start > plusSeconds(now, -passedSeconds))
    .toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0));
  if (list.length === 0) return undefined;
  const visits = list.flatMap(({ number, name }) =>
    number === undefined ? [] : [{ number, given: nameOf(head, name) }],
  );
  const read = listedAnswerIn(body, visits);
  const byNumber = (wanted: number) => list.filter(({ number }) => number === wanted);
  switch (read.kind) {
    case 'none':
      return undefined;
    case 'unclear':
      return { kind: 'unclear-answer', questions: list };
    case 'each': {
      const answers = [...read.answers]
        .toSorted(([one], [other]) => one - other)
        .flatMap(([number, answer]) => byNumber(number).map((question) => ({ question, answer })));
      const unclear = read.unclear.flatMap(byNumber);
      if (answers.length === 0) return { kind: 'unclear-answer', questions: unclear };
      return { kind: 'appointment-answer', answers, unclear, also: read.also };
    }
  }
}

/** The one first name at this number that begins so; `undefined` where there is none, or several. */
function nameOf({ patients }: ContactHead, begins: string | undefined): string | undefined {
  if (begins === undefined) return undefined;
  const names = new Set(patients.flatMap(({ given }) => firstNameIn(given) ?? []));
  const [name, another] = [...names].filter((one) => one.slice(0, listedNameLength) === begins);
  return another === undefined ? name : undefined;
}

/** An answer to whatever was asked last: one visit, or all that one text listed. */
function answerToLast(head: ContactHead, body: string, now: IsoInstant): AskedAnswer | undefined {
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
      return question && { kind: 'unclear-answer', questions: askedWith(head, question, now) };
    }
    case 'answer': {
      const question =
        askedLast(head, now) ?? (read.bare ? undefined : askedLast(head, plusSeconds(now, -passedSeconds)));
      if (!question || (read.bare && answersSomebodyElse(head, question))) return undefined;
      if (question.notice && read.answer === 'confirm') return undefined;
      const asked = askedWith(head, question, now);
      if (read.bare && asked.some(({ turnedDown }) => turnedDown)) return undefined;
      const { answer, also } = read;
      return { kind: 'appointment-answer', answers: asked.map((one) => ({ question: one, answer })), also };
    }
  }
}

const answersSomebodyElse = ({ repliedAt }: ContactHead, { askedAt, turnedDown }: Question): boolean =>
  turnedDown === true || (repliedAt !== undefined && repliedAt > askedAt);

const askedLast = (head: ContactHead, after: IsoInstant): Question | undefined =>
  head.questions.findLast(({ start }) => start > after);

/**
 * What one text asked together with a question: a bare C to a text that lists several speaks for all of them, and so does an R to a notice
 * about the day; but for those that the patient has turned down since.
 */
function askedWith(head: ContactHead, question: Question, now: IsoInstant): readonly Question[] {
  const { number, notice, askedAt } = question;
  if (number === undefined && !notice) return [question];
  const together = (one: Question) => (notice ? one.notice === true : one.number !== undefined);
  const all = head.questions.filter((one) => together(one) && one.askedAt === askedAt && one.start > now);
  const open = all.filter(({ turnedDown }) => !turnedDown);
  return open.length > 0 ? open : all.length > 0 ? all : [question];
}

/** The questions that an answer is about. */
export function questionsOf(answer: AskedAnswer): readonly Question[] {
  switch (answer.kind) {
    case 'appointment-answer':
      return [...answer.answers.map(({ question }) => question), ...(answer.unclear ?? [])];
    case 'running-late':
      return [answer.question];
    case 'unclear-answer':
      return answer.questions;
  }
}
