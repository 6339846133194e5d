import { type Draft, raiseTask } from './draft.ts';
import type { AppointmentId } from './identifiers.ts';
import type { RefusalCode } from './permit-rule.ts';
import type { OutText } from './text.ts';

/** What came between a text and its patient, for the desk. */
const because: { readonly [C in RefusalCode]?: string } = {
  cap: 'it would have been one too many',
  expired: 'it came too late',
  'opted-out': 'the patient opted out before it left',
};

/**
 * Tells a person of a text that was dropped for coming too late or being one too many: nobody decided that, so somebody must
 * know. Other refusals follow from a decision (an opt-out, a cancelled appointment, a switch) and explain themselves; but who wrote
 * to a patient believes that they have it, so what a person wrote and never left is told of whatever came between. So is a notice about
 * the day while a visit of it stands: its patient would come in vain.
 *
 * @param untold the first visit that a notice leaves untold (notice-rule.ts)
 */
export function tellOfDrop(
  draft: Draft,
  { permit: { code }, automated, textId, about, notice }: OutText,
  untold?: AppointmentId,
): void {
  if (code === undefined) return;
  const isTold = notice ? untold !== undefined : !automated || code === 'expired' || code === 'cap';
  if (!isTold) return;
  const appointmentId = notice ? untold : about?.appointmentId;
  raiseTask(draft, {
    kind: 'call-patient',
    textId,
    ...(appointmentId && { appointmentId }),
    detail: `A text was not sent (${because[code] ?? 'its permit says why'}): call the patient if it still matters.`,
  });
}
