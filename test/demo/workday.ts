import { type IsoInstant, plusSeconds } from '../../shared/domain/time.ts';
import { momentOf, staffOn } from './calendar.ts';
import type { Patient } from './cast.ts';
import { type StaffName, visitDesk } from './desk.ts';
import { book, heard, send, type Week } from './talk.ts';

const weekSeconds = 7 * 86_400;

/** Members of staff look at the desk three times an hour each while the practice is open. */
export function planWorkday(week: Week, day: number): void {
  const staff = staffOn(day);
  for (const [index, staffId] of staff.entries())
    for (let minute = 8 * 60 + 6 + index * 10; minute < 17 * 60; minute += 20) {
      if (minute >= 12 * 60 && minute < 13 * 60) continue;
      const at = momentOf(day, minute);
      week.agenda.add(at, () => lookAtDesk(week, staffId, staff.length === 1, at));
    }
}

async function lookAtDesk(week: Week, staffId: StaffName, alone: boolean, at: IsoInstant): Promise<void> {
  const done = await visitDesk(week.keeper, { staffId, alone, at, byPhone: week.byPhone });
  for (const patient of done.answered) heard(week, patient, at);
  for (const { patient, body } of done.warned) planConsent(week, patient, { at, staffId, body });
  for (const patient of done.moved)
    if (patient.visit) await book(week.keeper, patient, plusSeconds(patient.visit.visit, weekSeconds), 2);
}

/** The warning about texts was sent: the patient still wants it, and the same answer goes. */
function planConsent(
  week: Week,
  patient: Patient,
  { at, staffId, body }: { readonly at: IsoInstant; readonly staffId: StaffName; readonly body: string },
): void {
  const { keeper, agenda } = week;
  agenda.add(plusSeconds(at, 240), () => send(keeper, patient, 'YES'));
  const again = plusSeconds(at, 480);
  agenda.add(again, async () => {
    const headers = { 'x-staff-id': staffId, 'idempotency-key': `${patient.id}-again` };
    const { status, words } = await keeper.ask(async (client) => {
      const path = `/v1/threads/${await client.contactId(patient.phone)}/texts`;
      return client.call('POST', path, { body }, { headers });
    });
    if (status !== 202) throw new Error(`After the patient's yes: ${status} ${words}`);
    heard(week, patient, again);
  });
}
