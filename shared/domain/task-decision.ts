import type { Actor } from './actor.ts';
import type { Draft } from './draft.ts';
import type { TextId } from './identifiers.ts';
import { decideReview, reviewDecisions } from './opt-out-review.ts';
import { decideNumber, numberDecisions } from './suspension.ts';
import type { PracticeView } from './system-text.ts';
import type { TaskKind } from './task.ts';

/** Everything that a person can decide by finishing a task. */
export const decisions = [...reviewDecisions, ...numberDecisions] as const;
export type Decision = (typeof decisions)[number];

/** What a task of a kind asks to be decided; none where it is only work to be done. */
export function decisionsFor(kind: TaskKind): readonly Decision[] {
  if (kind === 'review-opt-out') return reviewDecisions;
  return kind === 'check-number' ? numberDecisions : [];
}

/** Does what a person decided. */
export function decideTask(
  draft: Draft,
  practice: PracticeView,
  decided: { readonly decision: Decision; readonly textId: TextId | undefined; readonly by: Actor },
): void {
  const { decision } = decided;
  switch (decision) {
    case 'opt-out':
    case 'keep':
      decideReview(draft, practice, { ...decided, decision });
      break;
    case 'right-number':
    case 'wrong-number':
      decideNumber(draft, { ...decided, decision });
      break;
  }
}
