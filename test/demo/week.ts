import { plusSeconds } from '../../shared/domain/time.ts';
import { Agenda } from './agenda.ts';
import { alexAway, momentNamed, momentOf, someMoment } from './calendar.ts';
import type { Patient } from './cast.ts';
import type { Keeper } from './keeper.ts';
import { book, sayLater, type Week } from './talk.ts';
import { planWorkday } from './workday.ts';

/** Plays the days of the week from Monday to `until` (0 is Monday) on a host: patients text, the practice's system books, people answer. */
export async function playWeek(keeper: Keeper, cast: readonly Patient[], until = 6): Promise<void> {
  await openPractice(keeper, cast);
  const agenda = new Agenda();
  const week: Week = { keeper, agenda, byPhone: new Map(cast.map((one) => [one.phone, one])) };
  for (const patient of cast) begin(week, patient);
  for (let day = 0; day <= until; day += 1) planWorkday(week, day);
  const end = momentOf(until, 24 * 60 - 1);
  for (let entry = agenda.takeFirst(end); entry; entry = agenda.takeFirst(end)) {
    const { at: to, run } = entry;
    await keeper.ask((client) => client.moveClock({ to }));
    await run();
  }
  await keeper.ask((client) => client.moveClock({ to: end }));
}

const putAtOnce = 8;

/** What the practice's own system and its people set up before the week: who is away, and who its patients are. */
async function openPractice({ ask }: Keeper, cast: readonly Patient[]): Promise<void> {
  await ask((client) =>
    client.done('PUT', '/v1/settings/staff', [
      { staffId: 'sam', name: 'Sam', manager: true },
      { staffId: 'alex', name: 'Alex', away: [alexAway] },
    ]),
  );
  const known = cast.filter(({ conversation }) => !conversation?.stranger);
  for (let from = 0; from < known.length; from += putAtOnce)
    await Promise.all(
      known.slice(from, from + putAtOnce).map(({ id, name, phone, spanish }) => {
        const record = { name: { given: name, family: 'Demo' }, phone, ...(spanish && { language: 'es' }) };
        return ask((client) => client.done('PUT', `/v1/patients/${id}`, record));
      }),
    );
}

/** Puts a patient's first text, and the booking that it answers, where they belong. */
function begin(week: Week, patient: Patient): void {
  const { conversation, visit, chance } = patient;
  if (visit) week.agenda.add(visit.booked, () => book(week.keeper, patient, visit.visit, 1));
  if (!conversation) return;
  const { at, about } = conversation;
  if (visit && about === 'late') sayLater(week, patient, plusSeconds(visit.visit, -600));
  else if (visit) sayLater(week, patient, plusSeconds(visit.booked, chance.between(2, 150) * 60));
  else sayLater(week, patient, at === undefined ? someMoment(chance) : momentNamed(at));
}
