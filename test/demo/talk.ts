import { type IsoInstant, plusSeconds } from '../../shared/domain/time.ts';
import type { Agenda } from './agenda.ts';
import type { Patient } from './cast.ts';
import type { Keeper } from './keeper.ts';
import type { Line } from './script.ts';

/** What is being played, and by whom. */
export interface Week {
  readonly keeper: Keeper;
  readonly agenda: Agenda;
  readonly byPhone: ReadonlyMap<string, Patient>;
}

const nextLine = ({ conversation, place }: Patient): Line | undefined => conversation?.lines[place];

/** The patient sends the line at hand; what comes at once or by itself follows. */
async function say(week: Week, patient: Patient, at: IsoInstant): Promise<void> {
  const line = nextLine(patient);
  if (line?.who !== 'patient') return;
  patient.place += 1;
  await send(week.keeper, patient, line.words);
  patient.nextWords = takeWords(patient);
  const next = nextLine(patient);
  if (next?.who !== 'patient') return;
  const { chance } = patient;
  if (next.when === 'at-once') sayLater(week, patient, plusSeconds(at, chance.between(20, 90)));
  if (next.when === 'later') sayLater(week, patient, plusSeconds(at, chance.between(2, 6) * 3600));
}

/** Sends words of a patient, under the name that the carrier gives them. */
export async function send(keeper: Keeper, patient: Patient, words: string): Promise<void> {
  patient.sent += 1;
  const { status, words: said } = await keeper.text(patient.phone, words, `${patient.id}-${patient.sent}`);
  if (status !== 200) throw new Error(`A text was not taken: ${status} ${said}`);
}

export const sayLater = (week: Week, patient: Patient, at: IsoInstant): void =>
  week.agenda.add(at, () => say(week, patient, at));

/** A person has answered at that moment: the patient's next line is written some minutes later. */
export function heard(week: Week, patient: Patient, at: IsoInstant): void {
  const line = nextLine(patient);
  if (line?.who !== 'patient' || line.when !== 'answered') return;
  sayLater(week, patient, plusSeconds(at, patient.chance.between(1, 40) * 60));
}

/** What a person is to answer now, where the script says it. */
function takeWords(patient: Patient): string | undefined {
  const line = nextLine(patient);
  if (line?.who !== 'practice') return undefined;
  patient.place += 1;
  return line.words.replaceAll('{name}', patient.name);
}

/** The practice's own system puts the visit, or moves it. */
export async function book(
  keeper: Keeper,
  { id }: Patient,
  start: IsoInstant,
  version: number,
): Promise<void> {
  const visit = { patientId: id, start, durationMinutes: 30, kind: 'visit', sourceVersion: version };
  await keeper.ask((client) => client.done('PUT', `/v1/appointments/${id}`, visit));
}
