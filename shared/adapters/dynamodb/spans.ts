import type { Listing, Listings, ListQuery } from '../../ports/store.ts';
import { contactPartition, type IndexName } from './keys.ts';

/* What each listing walks, as the header of keys.ts lists it. */

/** A stretch of one partition of the table, or of an index: both bounds may be met. */
export interface Span {
  readonly index: IndexName | undefined;
  readonly pk: string;
  readonly low: string;
  readonly high: string;
}

type Bounds = Pick<ListQuery<Listing>, 'from' | 'to'>;

/** The listings whose order is by moments or days, so that these can bound them. */
const timedListings: ReadonlySet<Listing> = new Set([
  'appointments',
  'audit',
  'due',
  'reminder-tallies',
  'response-tallies',
  'threads',
]);

/** All that begins with a prefix which ends in '#', or stands between two moments after it. '$' follows '#' in ASCII. */
const within = (pk: string, prefix: string, { from, to }: Bounds = {}, index?: IndexName): Span => ({
  index,
  pk,
  low: `${prefix}${from ?? ''}`,
  high: to === undefined ? `${prefix.slice(0, -1)}$` : `${prefix}${to}$`,
});

/** A partition whose sort keys all begin with a digit or a small letter, whole or between two moments. */
const all = (pk: string, { from, to }: Bounds = {}, index?: IndexName): Span => ({
  index,
  pk,
  low: from ?? '0',
  high: to === undefined ? '~' : `${to}$`,
});

const spans: { readonly [L in Listing]: (of: Listings[L]['of'], bounds: Bounds) => Span } = {
  texts: (of) => within(contactPartition(of), 'TEXT#'),
  consents: (of) => within(contactPartition(of), 'CONSENT#'),
  appointments: (of, bounds) => within(contactPartition(of), 'APPOINTMENT#', bounds),
  recalls: (of) => within(contactPartition(of), 'RECALL#'),
  notes: (of) => within(contactPartition(of), 'NOTE#'),
  audit: (of, bounds) => all(`P#${of.practiceId}#AUDIT`, bounds),
  timers: (of) => within(contactPartition(of), 'TIMER#'),
  'notice-entries': (of) => within(`P#${of.practiceId}#NOTICE#${of.noticeId}`, 'TO#'),
  day: (of) => all(`P#${of.practiceId}#DAY#${of.date}`),
  responses: (of) => within(`P#${of.practiceId}`, 'RESPONSE#'),
  'response-tallies': (of, bounds) => within(`P#${of.practiceId}#STATS`, 'ANSWERS#', bounds),
  'reminder-tallies': (of, bounds) => within(`P#${of.practiceId}#STATS`, 'REMINDERS#', bounds),
  tasks: (of) => all(`P#${of.practiceId}#TASKS#${of.state}`),
  due: (of, bounds) => all(`DUE#${of.shard}`, bounds, 'due'),
  inbox: (of) => all(`P#${of.practiceId}#${of.waitingOn}`, {}, 'inbox'),
  threads: (of, bounds) => within(`P#${of.practiceId}#CONTACTS`, 'T#', bounds, 'contacts'),
  contacts: (of) => ({ index: 'contacts', pk: `P#${of.practiceId}#CONTACTS`, low: 'N#', high: 'T$' }),
  practices: () => all('PRACTICES', {}, 'contacts'),
};

/** What a query walks. Throws a RangeError where it bounds by moments what is not ordered by them. */
export function spanOf<L extends Listing>(query: ListQuery<L>): Span {
  if ((query.from ?? query.to) !== undefined && !timedListings.has(query.listing))
    throw new RangeError(`${query.listing} are not listed by moments.`);
  return spans[query.listing](query.of, query);
}
