import type { Actor } from './actor.ts';
import type { ContactHead } from './contact.ts';
import { appendConsent, begin, type Draft, queue } from './draft.ts';
import type { TextId } from './identifiers.ts';
import { permit } from './permit.ts';
import { type RefusalCode, refusalOf } from './permit-rule.ts';
import { type TestText, testTextsPerDayMax } from './practice.ts';
import { factsOf, type PracticeView, usefulUntil, wordsFor } from './system-text.ts';
import { type IsoInstant, secondsBetween } from './time.ts';

export interface TestTextFacts {
  readonly head: ContactHead;
  readonly practice: PracticeView;
  /** Those that the practice sent before. */
  readonly before: readonly TestText[];
  readonly by: Actor;
  readonly now: IsoInstant;
  readonly newId: () => string;
}

export type TestTextDecision =
  | { readonly outcome: 'accepted'; readonly draft: Draft; readonly textId: TextId }
  | { readonly outcome: 'refused'; readonly code: RefusalCode; readonly detail: string };

/**
 * A text to a phone of the practice's own staff, to see that the line works. It takes the way of every text: whoever asks for it
 * has agreed to it for this number, which the ledger says; a number that opted out is refused like any other; and it goes at
 * once, for somebody is waiting for it.
 */
export function decideTestText(facts: TestTextFacts): TestTextDecision {
  const { head, practice, by, now } = facts;
  const today = facts.before.filter(({ at }) => secondsBetween(at, now) < 86_400).length;
  if (today >= testTextsPerDayMax)
    return {
      outcome: 'refused',
      code: 'cap',
      detail: `${today} test texts were sent in 24 hours, as many as there may be: try again tomorrow.`,
    };
  const draft = begin(head, now, facts.newId);
  if (head.consent.informational.state === 'none') agree(draft, by);
  const words = wordsFor(draft);
  const asked = {
    purpose: 'reply',
    body: `${words.testText(practice.settings.profile.shortName)} ${words.howToOptOut}`,
    expiresAt: usefulUntil('acknowledgement', now),
    sendNow: true,
  } as const;
  const leave = permit(asked, factsOf(draft, practice));
  if (leave.verdict === 'refuse') return { outcome: 'refused', ...refusalOf(leave) };
  const more = { line: practice.line, permit: leave, automated: false, by, tellsOptOut: true };
  const { textId } = queue(draft, { ...asked, ...more });
  listAsBefore(draft, head);
  return { outcome: 'accepted', draft, textId };
}

const agree = (draft: Draft, by: Actor) =>
  appendConsent(draft, {
    scope: 'informational',
    purposes: ['reply'],
    action: 'granted',
    basis: 'express',
    source: 'test-text',
    forTest: true,
    evidence: { words: 'A test text was asked for to this phone of the staff.' },
    by,
  });

/** A test is no conversation: it brings no thread into anyone's lists. */
function listAsBefore(draft: Draft, { thread: { lastTextAt } }: ContactHead): void {
  const { lastTextAt: _test, ...thread } = draft.head.thread;
  draft.head = { ...draft.head, thread: { ...thread, ...(lastTextAt && { lastTextAt }) } };
}
