import { fold, visible } from './fold.ts';
import { type IsoInstant, weekdayOf, type ZoneName } from './time.ts';
import { wallClock } from './wall-clock.ts';

/*
 * A time that a patient names, told in words of ours: days, hours and what relates them, and never a word of the patient's own. So
 * it can stand in a task, which holds nothing about a person's health.
 */

const named = (words: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(words).flatMap(([told, forms]) => forms.split(' ').map((form) => [form, told])));

/** Words that name a time by themselves, English and Spanish, effective 2026-11-25. */
const anchors = named({
  ...{
    Mon: 'mon monday mondays lunes',
    Tue: 'tue tues tuesday tuesdays martes',
    Wed: 'wed weds wednesday wednesdays miercoles',
  },
  ...{
    Thu: 'thu thur thurs thursday thursdays jueves',
    Fri: 'fri friday fridays viernes',
    Sat: 'sat saturday saturdays sabado',
  },
  ...{
    Sun: 'sun sunday sundays domingo',
    Jan: 'jan january enero',
    Feb: 'feb february febrero',
    Mar: 'march marzo',
    Apr: 'apr april abril',
  },
  ...{
    May: 'mayo',
    Jun: 'jun june junio',
    Jul: 'jul july julio',
    Aug: 'aug august agosto',
    Sep: 'sep sept september septiembre',
  },
  ...{ Oct: 'oct october octubre', Nov: 'nov november noviembre', Dec: 'dec december diciembre' },
  ...{
    today: 'today hoy',
    tomorrow: 'tomorrow tmrw tmr manana',
    morning: 'morning mornings am',
    afternoon: 'afternoon afternoons pm',
  },
  ...{
    evening: 'evening evenings noche',
    noon: 'noon mediodia midday',
    week: 'week weeks semana semanas',
    month: 'month months mes',
  },
  ...{ weekend: 'weekend', earlier: 'earlier sooner temprano', later: 'later tarde' },
});
/** Words that relate one of those, kept where they stand before it. */
const relations = named({
  ...{
    next: 'next proximo proxima',
    this: 'this este esta',
    after: 'after despues',
    before: 'before antes',
    around: 'around about',
  },
  ...{
    or: 'or o',
    and: 'and y',
    at: 'at',
    in: 'in en',
    early: 'early',
    late: 'late',
    until: 'until till hasta',
    any: 'any cualquier',
  },
  ...{ between: 'between entre' },
});
/** Said between the parts of a time, and not told. */
const silent: ReadonlySet<string> = new Set(
  'on the of for to a las la el los de por del al mas una'.split(' '),
);
/** Before a bare number these make it an hour: "make it 10", "a las 10". Without one it numbers something else. */
const beforeHour: ReadonlySet<string> = new Set(
  'at it around about by to after before until till las or between for do like'.split(' '),
);
/** A clause in which one stands names the time that does not suit. */
const unsuited =
  /\b(?:cant|cannot|can not|wont|not|isnt|doesnt|dont|unable|no|too|instead of|rather than|from|puedo ese|demasiado)\b/;

const token =
  /\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?\s?m\b\.?|o'?clock)|\d{1,2}[:.]\d{2}|\d{1,2}\/\d{1,2}|\d{1,2}(?:st|nd|rd|th)?\b|[\p{L}\p{M}'’]+/giu;

/** One time as it was named: its parts in our words. */
type Named = readonly string[];

const runsMax = 3;
const toldMax = 60;

/** The times that a text names, in our words; those in a clause that turns them down only where there are no others. */
function namedIn(body: string): readonly Named[] {
  const clauses = visible(body)
    .slice(0, 1000)
    .split(/[,;!?\n]|\.(?!\d)(?!m\b)|\b(?:but|pero|can we|can i|could we|could i)\b/iu);
  const suited = clauses.filter((clause) => !unsuited.test(fold(clause)));
  return suited.flatMap(runsOf);
}

function runsOf(clause: string): Named[] {
  const runs: string[][] = [[]];
  let before = '';
  for (const [written] of clause.matchAll(token)) {
    const part = partOf(written, before, runs.at(-1) ?? []);
    before = fold(written);
    if (part === undefined) runs.push([]);
    else if (part !== '') runs.at(-1)?.push(part);
  }
  return runs.map(trimmed).filter((run) => run.some((part) => isTime(part)));
}

/** A written word as a part of a time; empty where it is said between parts, `undefined` where it ends one. */
function partOf(written: string, before: string, run: readonly string[]): string | undefined {
  const word = fold(written);
  if (/^\d/.test(written)) {
    if (/[^\d]/.test(written))
      return written
        .toLowerCase()
        .replace(/[\s.](?=[ap])|\.(?=m|$)/g, '')
        .replace(/(?<=\d)(?=[ap])/, ' ')
        .replace(/[ap](?=$)/, '$&m')
        .replace(/o'?clock/, '')
        .trim();
    return beforeHour.has(before) || anchors.has(before) || before === 'in' || before === 'en'
      ? word
      : undefined;
  }
  if (word === 'manana' && (before === 'la' || before === 'las')) return 'morning';
  if (silent.has(word)) return run.length > 0 || beforeHour.has(word) ? '' : undefined;
  return anchors.get(word) ?? relations.get(word);
}

const isTime = (part: string): boolean => /^\d/.test(part) || [...anchors.values()].includes(part);
const keptFirst: ReadonlySet<string> = new Set([
  'next',
  'this',
  'after',
  'before',
  'around',
  'early',
  'late',
  'until',
  'any',
  'between',
  'in',
]);

/** A run without relations that relate nothing. */
function trimmed(run: readonly string[]): Named {
  const last = run.findLastIndex(isTime);
  const first = run.findIndex((part) => isTime(part) || keptFirst.has(part));
  return first < 0 ? [] : run.slice(first, last + 1);
}

/** The time that a text asks for, such as `next Tue afternoon` or `10`; `undefined` where it names none. At most 60 letters. */
export function timeAsked(body: string): string | undefined {
  const told = namedIn(body)
    .slice(0, runsMax)
    .map((run) => run.join(' '))
    .join(', ')
    .slice(0, toldMax)
    .trim();
  return told === '' ? undefined : told;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** Who says when they will be there may come so much before the start. */
const earlyMinutesMax = 60;

/** Whether a text names a day or an hour other than an appointment's: then its yes may be to something else. */
export function namesAnotherTime(body: string, start: IsoInstant, now: IsoInstant, zone: ZoneName): boolean {
  const { day, minute } = wallClock(start, zone);
  const days = day - wallClock(now, zone).day;
  return namedIn(body)
    .flat()
    .some((part) => {
      if (part === 'today') return days !== 0;
      if (part === 'tomorrow') return days !== 1;
      if (weekdays.includes(part)) return weekdays[weekdayOf(day) - 1] !== part;
      const clock = /^(\d{1,2})(?::(\d{2}))?(?: [ap]m)?$/.exec(part);
      if (!clock || !/[:m]/.test(part)) return false;
      const said = (Number(clock[1]) % 12) * 60 + Number(clock[2] ?? 0);
      const early = (minute % 720) - said;
      return ((early % 720) + 720) % 720 > earlyMinutesMax;
    });
}
