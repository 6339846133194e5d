import { addBusinessMinutes } from './business-time.ts';
import type { Thread } from './contact.ts';
import { businessHoursOf, messageTypeOf } from './goal.ts';
import type { StaffId } from './identifiers.ts';
import type { MessageType, Settings, Staff, StaffMember } from './settings.ts';
import { type IsoInstant, isoFrom, type ZoneName } from './time.ts';
import { dayIn } from './wall-clock.ts';

/*
 * Who holds a thread: the point person of its type, the deputy when they are away, a manager as the last. Whoever left the
 * practice or is inactive holds none, and while anybody is there no thread that waits is without a person.
 */

/** Who is there at a moment: the practice's staff, its clock, the moment. */
interface Roll {
  readonly staff: Staff;
  readonly zone: ZoneName;
  readonly at: IsoInstant;
}

const isActive = ({ status }: StaffMember): boolean => status !== 'inactive';

/** Whether somebody is away at a moment. A stretch between days holds both, by the practice's clock; one between moments ends at its last. */
export function isAway({ away = [] }: StaffMember, { zone, at }: Omit<Roll, 'staff'>): boolean {
  const today = dayIn(at, zone);
  return away.some(({ from, to }) => {
    const begun = isDay(from) ? from <= today : isoFrom(from) <= at;
    return begun && (isDay(to) ? today <= to : at < isoFrom(to));
  });
}

const isDay = (written: string): boolean => written.length === 10;

/** Everybody who could hold a thread of a type, the first choice first. A practice that lists no staff is taken at its types' word. */
function candidates({ pointPerson, deputy }: MessageType, staff: Staff): readonly StaffMember[] {
  const active = staff.filter(isActive);
  const named = (staffId: StaffId | undefined) => active.filter((one) => one.staffId === staffId);
  const managers = active.filter(({ manager }) => manager);
  return [...named(pointPerson), ...named(deputy), ...managers, ...active];
}

/** Who is to hold a thread of a type: the first who is there, else the first who will be again; nobody where there is no staff. */
export function holderOf(type: MessageType, roll: Roll): StaffId | undefined {
  if (roll.staff.length === 0) return type.pointPerson ?? type.deputy;
  const able = candidates(type, roll.staff);
  return (able.find((one) => !isAway(one, roll)) ?? able[0])?.staffId;
}

/** Whether somebody may go on holding a thread: they are still with the practice, and where `there` is asked, not away. */
function mayHold(staffId: StaffId | undefined, roll: Roll, there: boolean): boolean {
  if (staffId === undefined) return false;
  if (roll.staff.length === 0) return true;
  const found = roll.staff.find((one) => one.staffId === staffId);
  return found !== undefined && isActive(found) && !(there && isAway(found, roll));
}

const rollOf = (settings: Settings, at: IsoInstant): Roll => ({
  staff: settings.staff,
  zone: settings.profile.timeZone,
  at,
});

/**
 * Who holds a text that comes now: whoever is there when the practice is next open, for nobody is there before.
 *
 * @returns `undefined` where the practice has no staff who could
 */
export function assigneeOf(settings: Settings, type: string, now: IsoInstant): StaffId | undefined {
  const opening = addBusinessMinutes(businessHoursOf(settings), now, 0) ?? now;
  return holderOf(messageTypeOf(settings['message-types'], type), rollOf(settings, opening));
}

/**
 * Who holds a thread, as its practice is now: whoever it was given to, while they may hold it, else whoever is next.
 *
 * @param there whether somebody who is away now passes it on: where work is due, and not where it is only read
 */
export function heldBy(
  thread: Pick<Thread, 'assignee' | 'type' | 'waitingOn'>,
  settings: Settings,
  now: IsoInstant,
  there = false,
): StaffId | undefined {
  const roll = rollOf(settings, now);
  if (mayHold(thread.assignee, roll, there)) return thread.assignee;
  if (thread.waitingOn !== 'practice') return undefined;
  return holderOf(messageTypeOf(settings['message-types'], thread.type), roll);
}

/** Who hears that a goal was missed: the deputy of its type and the managers, as far as they are there; else whoever holds the thread. */
export function toldOfMiss(
  thread: Pick<Thread, 'assignee' | 'type' | 'waitingOn'>,
  settings: Settings,
  now: IsoInstant,
): readonly StaffId[] {
  const roll = rollOf(settings, now);
  const { deputy } = messageTypeOf(settings['message-types'], thread.type);
  const managers = settings.staff.filter(({ manager }) => manager).map(({ staffId }) => staffId);
  const told = [...(deputy ? [deputy] : []), ...managers].filter((one) => mayHold(one, roll, true));
  const holder = heldBy(thread, settings, now, true);
  const all = told.length > 0 ? told : holder ? [holder] : [];
  return [...new Set(all)].slice(0, toldMax);
}

/** As many people as one task names. */
const toldMax = 5;
