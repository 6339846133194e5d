import type { Text } from '../../shared/domain/text.ts';
import { type IsoInstant, inZone } from '../../shared/domain/time.ts';
import { holiday, isOpen, momentOf, monday, staffOn, zone } from './calendar.ts';
import type { Figures } from './figures.ts';
import type { Outcome } from './outcome.ts';

/* The week as people read it: day by day, some conversations in full, all of them in figures. */

/** Told in full, besides one conversation of each kind a day: what does not go by itself. */
const worthTelling: ReadonlySet<string> = new Set([
  'emergency',
  'opt-out',
  'unsure',
  'late',
  'unclear',
  'decline',
  'move',
  'help',
  'auto',
]);
const perKindAndDay = 1;

interface Entry {
  readonly at: IsoInstant;
  readonly who: string;
  readonly words: string;
}

/** The whole story, line by line. `everything` tells each conversation. */
export function* storyOf(outcomes: readonly Outcome[], until: number, everything = false): Generator<string> {
  for (let day = 0; day <= until; day += 1) {
    yield '';
    yield headline(day);
    const from = momentOf(day, 0);
    const to = momentOf(day + 1, 0);
    const today = outcomes
      .map((outcome) => ({ outcome, entries: entriesOf(outcome).filter(({ at }) => at >= from && at < to) }))
      .filter(({ entries }) => entries.length > 0)
      .toSorted((a, b) => ((a.entries[0]?.at ?? '') < (b.entries[0]?.at ?? '') ? -1 : 1));
    const told = everything ? today : selected(today);
    for (const { entries } of told) {
      yield '';
      for (const { at, who, words } of entries) yield* lines(at, who, words);
    }
    yield '';
    yield `  ${summary(outcomes, { from, to })}${told.length < today.length ? ` Told above: ${told.length} of ${today.length} conversations.` : ''}`;
  }
}

type Today = readonly { readonly outcome: Outcome; readonly entries: readonly Entry[] }[];

function selected(today: Today): Today {
  const told = new Map<string, number>();
  return today.filter(({ outcome: { patient, tasks, texts }, entries }) => {
    const { conversation } = patient;
    // Reminders that nobody answered today are in the figures.
    if (!conversation || entries.every(({ who }) => who !== patient.name)) return false;
    const warned = texts.some((text) => text.direction === 'out' && text.standardResponse === 'phi-warning');
    if (worthTelling.has(conversation.about) || conversation.forgotten || warned) return true;
    if (tasks.some(({ kind }) => kind === 'urgent')) return true;
    const kind = `${conversation.about} ${conversation.spanish}`;
    told.set(kind, (told.get(kind) ?? 0) + 1);
    return (told.get(kind) ?? 0) <= perKindAndDay;
  });
}

function entriesOf({ patient, texts, tasks }: Outcome): readonly Entry[] {
  const said = texts.map((text) => ({
    at: momentLeft(text),
    who: speakerOf(text, patient.name),
    words: wordsOf(text),
  }));
  const listed = tasks
    .filter(({ kind }) => kind !== 'nudge')
    .map(({ since, kind, assignees }) => ({
      at: since,
      who: 'on the list',
      words: `${kind.replaceAll('-', ' ')}${assignees?.length ? `, for ${assignees.join(' and ')}` : ''}`,
    }));
  // What came of a text stands after it: the order of a minute is that in which things were written down.
  return [...said, ...listed].toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
}

const momentLeft = (text: Text): IsoInstant =>
  text.direction === 'in'
    ? text.at
    : (text.history.find(({ status }) => status === 'sent' || status === 'delivered')?.at ?? text.at);

function speakerOf(text: Text, name: string): string {
  if (text.direction === 'in') return name;
  const staffId = text.by && 'staffId' in text.by ? text.by.staffId : undefined;
  return staffId ? `${staffId[0]?.toUpperCase()}${staffId.slice(1)}` : 'practice';
}

const wordsOf = (text: Text): string =>
  text.direction === 'in' || text.status === 'sent' || text.status === 'delivered'
    ? text.body
    : `(${text.status}${text.permit.code ? `: ${text.permit.code}` : ''}) ${text.body}`;

const width = 96;

function* lines(at: IsoInstant, who: string, words: string): Generator<string> {
  const time = inZone(at, zone).toPlainTime().toLocaleString('en-US', { hour: 'numeric', minute: '2-digit' });
  let [line, first] = ['', true];
  const flush = (): string => {
    const head = first ? `${time.replace(/\s/g, ' ').padStart(8)}  ${who.padEnd(12)}` : ''.padEnd(22);
    first = false;
    return `  ${head}${line.trim()}`;
  };
  for (const word of words.split(/\s+/)) {
    if (line !== '' && line.length + word.length >= width) {
      yield flush();
      line = '';
    }
    line += `${word} `;
  }
  yield flush();
}

function headline(day: number): string {
  const date = monday.add({ days: day });
  const name = date.toLocaleString('en-US', { weekday: 'long', month: 'long', day: 'numeric' });
  if (day === holiday) return `${name}: Thanksgiving, closed`;
  if (!isOpen(day)) return `${name}: closed`;
  const people = staffOn(day).map((one) => `${one[0]?.toUpperCase()}${one.slice(1)}`);
  return `${name}: open 8 to 12 and 1 to 5, ${people.length === 1 ? `${people[0]} alone, Alex is away` : `${people.join(' and ')} are in`}`;
}

function summary(
  outcomes: readonly Outcome[],
  { from, to }: { readonly from: IsoInstant; readonly to: IsoInstant },
): string {
  const within = (at: string) => at >= from && at < to;
  const texts = outcomes.flatMap((one) => one.texts).filter((text) => within(momentLeft(text)));
  const out = texts.flatMap((text) =>
    text.direction === 'out' && (text.status === 'sent' || text.status === 'delivered') ? [text] : [],
  );
  const came = texts.filter(({ direction }) => direction === 'in').length;
  const byPeople = out.filter(({ automated }) => !automated).length;
  const reminders = out.filter(({ about }) => about !== undefined).length;
  const missed = outcomes
    .flatMap(({ tasks }) => tasks)
    .filter(({ kind, since }) => kind === 'goal-missed' && within(since)).length;
  return `${came} texts came, people answered ${byPeople}, the system ${out.length - byPeople - reminders}; ${reminders} reminders went, ${missed} times somebody was told of a missed goal.`;
}

const share = (part: number, whole: number): string =>
  `${part} of ${whole}${whole === 0 ? '' : ` (${Math.round((100 * part) / whole)} %)`}`;
const minutes = (count: number): string => `${Math.round(count)} min`;

/** The figures at the end. */
export function figureLines(of: Figures): readonly string[] {
  const rows: readonly (readonly [string, string])[] = [
    ['texts in', `${of.textsIn} from ${of.patients} numbers`],
    [
      '',
      Object.entries(of.fates)
        .flatMap(([fate, count]) => (count > 0 ? [`${count} ${fate}`] : []))
        .join(', '),
    ],
    ['texts out', `${of.textsOut}, in ${of.segments} segments`],
    ['answered by people', `${of.answered} waits, median ${minutes(of.medianMinutes)} of business`],
    ['in time', share(of.inTime, of.answered)],
    ...of.byType.map(
      ({ type, ...one }) =>
        [
          `  ${type}`,
          `${share(one.inTime, one.answered)} in time, median ${minutes(one.medianMinutes)}`,
        ] as const,
    ),
    ['promises kept', share(of.promisesKept, of.promises)],
    ['goals missed', `${of.goalsMissed}`],
    ['emergencies', `${of.emergencies} answered, within ${of.emergencySecondsMax} s`],
    ['opt-outs', `${of.optOuts} numbers`],
    ['reminders sent', `${of.remindersSent}, for ${of.visits} visits`],
    ['visits confirmed', `${of.confirmed}; ${of.toMove} asked for another time, ${of.declined} declined`],
    ...(of.unknown > 0 ? [['outcome unknown', `${of.unknown}, each a task`] as const] : []),
  ];
  return rows.map(([name, words]) => `  ${name.padEnd(22)}${words}`);
}
