import type { Actor } from './actor.ts';
import type { ConsentReported } from './consent.ts';
import { withNextDue } from './contact.ts';
import { amend, amendThread, type Draft, raiseTask } from './draft.ts';
import type { TextId } from './identifiers.ts';
import { confirmOptOut, recordReported } from './reported-consent.ts';
import type { PracticeView } from './system-text.ts';

/*
 * A text that may be an opt-out, and may be something else: nothing automated goes until a person has decided. Everything else goes on,
 * for a person may answer, and a clear STOP or START needs no decision.
 */

/** On a thread, where a person has to decide. */
const reviewFlag = 'review-opt-out';

/** Puts a contact's text before a person; one that waits for a decision already waits for one. */
export function beginReview(draft: Draft, textId: TextId): void {
  if (draft.head.reviewSince !== undefined) return;
  amend(draft, { reviewSince: draft.now });
  amendThread(draft, {
    flags: [...draft.head.thread.flags.filter((flag) => flag !== reviewFlag), reviewFlag],
  });
  raiseTask(draft, {
    kind: 'review-opt-out',
    textId,
    detail:
      'This text may ask for no more texts. Read it, and finish this task with the decision "opt-out" or "keep": until then nothing automated goes to this patient.',
  });
}

/** Ends what was waited for: a person decided, or the patient has said it plainly. */
export function endReview(draft: Draft): void {
  const { reviewSince, ...head } = draft.head;
  if (reviewSince === undefined) return;
  draft.head = withNextDue(head);
  amendThread(draft, { flags: head.thread.flags.filter((flag) => flag !== reviewFlag) });
}

export const reviewDecisions = ['opt-out', 'keep'] as const;
type ReviewDecision = (typeof reviewDecisions)[number];

/** A person has read the text: it was an opt-out, from now on and confirmed to the patient once, or it was none. */
export function decideReview(
  draft: Draft,
  practice: PracticeView,
  decided: { readonly decision: ReviewDecision; readonly textId: TextId | undefined; readonly by: Actor },
): void {
  endReview(draft);
  if (decided.decision === 'keep') return;
  const reported: ConsentReported = {
    scope: 'informational',
    action: 'revoked',
    basis: 'express',
    source: 'review',
    evidence: {
      words: "A person read the patient's text as a wish to get no more texts.",
      ...(decided.textId && { textId: decided.textId }),
    },
  };
  if (recordReported(draft, reported, decided.by).optedOut) confirmOptOut(draft, practice);
}
