import type { DayNotice, NoticeEntry } from '../domain/day-notice.ts';
import { notFound } from '../domain/failure.ts';
import {
  type AppointmentId,
  type ContactId,
  type NoticeId,
  type PracticeId,
  partsOfTextId,
} from '../domain/identifiers.ts';
import type { OutText } from '../domain/text.ts';
import type { World } from './world.ts';

/** What became of a notice: texts by how far they have come, and who was not reached. */
export interface NoticeReport {
  readonly notice: DayNotice;
  readonly counts: Readonly<Record<Reach, number>>;
  readonly notReached: readonly {
    readonly appointmentId: AppointmentId;
    readonly contactId: ContactId;
    /** The permit's code, `undeliverable`, or `unknown-outcome`. */
    readonly code: string;
  }[];
}

type Reach = 'queued' | 'held' | 'sent' | 'delivered';

/**
 * Reads what became of a notice from its texts as they stand, receipts included. Two round trips for a hundred numbers.
 *
 * @throws Failure `not-found`
 */
export async function readDayNotice(
  world: World,
  practiceId: PracticeId,
  noticeId: NoticeId,
): Promise<NoticeReport> {
  const [notice] = await world.store.read([{ kind: 'day-notice', practiceId, noticeId }]);
  if (!notice) throw notFound('day notice');
  const counts: Record<Reach, number> = { queued: 0, held: 0, sent: 0, delivered: 0 };
  const notReached: NoticeReport['notReached'][number][] = [];
  let after: string | undefined;
  do {
    const page = await world.store.list({
      listing: 'notice-entries',
      of: { practiceId, noticeId },
      limit: 100,
      ...(after && { after }),
    });
    for (const { entry, text } of await withTexts(
      world,
      practiceId,
      page.items.map(({ value }) => value),
    )) {
      const reach = reachOf(text);
      if (typeof reach === 'string') counts[reach] += 1;
      else
        for (const appointmentId of entry.appointmentIds)
          notReached.push({ appointmentId, contactId: entry.contactId, ...reach });
    }
    after = page.next;
  } while (after);
  return { notice: notice.value, counts, notReached };
}

async function withTexts(world: World, practiceId: PracticeId, entries: readonly NoticeEntry[]) {
  if (entries.length === 0) return [];
  const texts = await world.store.read(
    entries.map(({ textId }) => ({ kind: 'text', practiceId, ...partsOfTextId(textId) }) as const),
  );
  return entries.flatMap((entry, index) => {
    const text = texts[index]?.value;
    return text?.direction === 'out' ? [{ entry, text }] : [];
  });
}

function reachOf({ status, permit }: OutText): Reach | { readonly code: string } {
  switch (status) {
    case 'queued':
    case 'claimed':
      return 'queued';
    case 'held':
    case 'sent':
    case 'delivered':
      return status;
    case 'refused':
    case 'expired':
      return { code: permit.code ?? 'expired' };
    case 'failed':
      return { code: 'undeliverable' };
    case 'unknown':
      return { code: 'unknown-outcome' };
  }
}
