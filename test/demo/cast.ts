import type { IsoInstant } from '../../shared/domain/time.ts';
import { type Chance, chanceOf } from '../simulation/chance.ts';
import { someBooking } from './calendar.ts';
import type { DeskPatient } from './desk.ts';
import { gardenNames } from './names.ts';
import { type Conversation, readScript } from './script.ts';

/** One number of the demo, with what its owner still has to say. */
export interface Patient extends DeskPatient {
  readonly conversation: Conversation | undefined;
  readonly visit: { readonly booked: IsoInstant; readonly visit: IsoInstant } | undefined;
  readonly chance: Chance;
  /** The next line of the conversation. */
  place: number;
  /** How many texts were taken. */
  sent: number;
}

/** Patients whose visit is booked and who never text. */
const silent = 30;

/** Numbers that are set aside for fiction: nobody has them. */
const areas = ['212', '646', '917', '347', '718', '929'];
const phoneOf = (index: number): string =>
  `+1${areas[Math.floor(index / 80)] ?? '332'}55501${String(20 + (index % 80)).padStart(2, '0')}`;

/** Everybody of the week, each with a chance of their own, so that nobody's depends on what another does. */
export function castOf(seed: number): readonly Patient[] {
  const names = chanceOf(seed).shuffled(gardenNames);
  const nobody = Array.from({ length: silent }, () => undefined);
  const script: readonly (Conversation | undefined)[] = [...readScript(), ...nobody];
  return script.map((conversation, index) => {
    const chance = chanceOf(seed * 1000 + index);
    const name = names[index];
    if (name === undefined) throw new Error('There are more people than names: add some to names.ts.');
    return {
      id: `demo-${index}`,
      name,
      phone: phoneOf(index),
      spanish: conversation?.spanish === true,
      forgotten: conversation?.forgotten === true,
      conversation,
      visit: conversation === undefined || conversation.booked ? someBooking(chance) : undefined,
      chance,
      place: 0,
      sent: 0,
      nextWords: undefined,
    };
  });
}
