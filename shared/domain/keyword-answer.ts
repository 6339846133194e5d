import { type Draft, raiseTask } from './draft.ts';
import { carrierAnswers } from './keywords.ts';
import type { KeywordKind } from './keywords-data.ts';
import { revokeAll, revokeOffers, type Said } from './opt-out.ts';
import type { OptOut } from './opt-out-language.ts';
import { automatedAnswersPerDayMax, automatedAnswersSince } from './permit-rules.ts';
import { offersNarrower } from './reported-consent.ts';
import { stopCovers, stopRules } from './stop-scope.ts';
import { countAutomatedAnswer, type PracticeView, wordsFor, writeText } from './system-text.ts';
import type { Words } from './words.ts';

/** What a patient can choose with one word. */
export type Choice = KeywordKind | 'reminders' | 'phi';

/** Keywords that by law are an opt-out and may have been meant for the appointment that was asked about. */
const meansVisitToo: ReadonlySet<string> = new Set(['CANCEL', 'CANCELAR']);

/**
 * The patient said stop: everything is off, and they are told once. A bare CANCEL while an appointment was asked about is that by
 * law, and may have meant the visit: the confirmation says how to cancel it, and a person looks.
 */
export function decideStop(
  draft: Draft,
  practice: PracticeView,
  said: Said,
  heard: OptOut,
  rules = stopRules,
): void {
  const { stopScope } = practice.settings.policy;
  // A carrier that answers STOP has blocked everything, and plain words are not only of the last text.
  const narrow = heard.class === 'certain' && practice.line.optOutHandledBy === 'ours';
  if (narrow && stopCovers(draft.head, stopScope, draft.now, rules) === 'offers') {
    revokeOffers(draft, said);
    answer(draft, practice, said.words, 'stop', (words) =>
      words.noMoreOffers(practice.settings.profile.shortName),
    );
    return;
  }
  const asked = draft.head.questions.some(({ start }) => start > draft.now);
  const ofVisit = heard.class === 'certain' && meansVisitToo.has(heard.evidence ?? '') && asked;
  const news = revokeAll(draft, said);
  if (ofVisit)
    raiseTask(draft, {
      kind: 'unclear-reply',
      ...(said.textId && { textId: said.textId }),
      detail:
        'The patient answered CANCEL. By law that ends all texts; they may have meant the appointment: call them.',
    });
  if (!news) return;
  const { shortName, phone } = practice.settings.profile;
  answer(draft, practice, said.words, 'stop', (words) =>
    ofVisit
      ? words.optedOutNotCancelled(shortName, phone)
      : words.optedOut(shortName, offersNarrower(practice)),
  );
}

/** Answers a choice that takes nothing away. */
export function answerChoice(
  draft: Draft,
  practice: PracticeView,
  choice: Exclude<Choice, 'stop'>,
  body: string,
): void {
  const { shortName, phone } = practice.settings.profile;
  answer(draft, practice, body, choice, (words) => {
    switch (choice) {
      case 'start':
        return words.optedIn(shortName);
      case 'reminders':
        return words.keptReminders(shortName);
      case 'phi':
        return words.phiAgreed(shortName);
      case 'help':
        return words.help(shortName, phone);
    }
  });
}

/** Writes an answer, unless the line's carrier answers such a text by itself: the patient gets one, not two. */
function answer(
  draft: Draft,
  practice: PracticeView,
  body: string,
  choice: Choice,
  say: (words: Words) => string,
): void {
  if (practice.line.optOutHandledBy === 'carrier' && carrierAnswers(body)) return;
  // An opt-out is always confirmed; the other answers count toward the bound that ends loops between machines.
  const counted = choice !== 'stop';
  if (counted && automatedAnswersSince(draft.head, draft.now) >= automatedAnswersPerDayMax) return;
  writeText(draft, practice, { purpose: 'service', body: say(wordsFor(draft)) });
  if (counted) countAutomatedAnswer(draft);
}
