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
 * the day while a visit of it stands, whose patient would come in vain, and what is about a visit that went along to another number meanwhile.
 *
 * @param untold the visits that this leaves untold (notice-rule.ts, family.ts)
 */
export function tellOfDrop(
  draft: Draft,
  { permit: { code }, automated, textId, about, notice }: OutText,
  untold: readonly AppointmentId[] = [],
): void {
  if (code === undefined) return;
  const isTold = !notice && (!automated || code === 'expired' || code === 'cap');
  const visits = untold.length > 0 || !isTold ? untold : [about?.appointmentId];
  for (const appointmentId of visits)
    raiseTask(draft, {
      kind: 'call-patient',
      textId,
      ...(appointmentId && { appointmentId }),
      detail: `A text was not sent (${because[code] ?? 'its permit says why'}): call the patient if it still matters.`,
    });
}

/**
 * Tells a person of a bill's or recall's text that never left, where the bill or recall itself went along to its patient's new number while
 * the text was being handed over: its step counts as asked there, and nobody was.
 */
export const tellOfAsked = (draft: Draft, { textId }: OutText): void =>
  void raiseTask(draft, {
    kind: 'call-patient',
    textId,
    detail:
      "A text about a bill or recall was not sent: its patient's number changed on the way. Write to them under the new one, or call.",
  });
