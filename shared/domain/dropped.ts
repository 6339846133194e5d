import { type Draft, raiseTask } from './draft.ts';
import type { OutText } from './text.ts';

/**
 * Tells a person of a text that was dropped for coming too late or being one too many: nobody decided that, so somebody must
 * know. Refusals that follow from a decision (an opt-out, a cancelled appointment, a switch) explain themselves.
 */
export function tellOfDrop(draft: Draft, { permit: { code }, textId, about }: OutText): void {
  if (code !== 'expired' && code !== 'cap') return;
  raiseTask(draft, {
    kind: 'call-patient',
    textId,
    ...(about && { appointmentId: about.appointmentId }),
    detail: `A text was not sent (${code === 'cap' ? 'it would have been one too many' : 'it came too late'}): call the patient if it still matters.`,
  });
}
