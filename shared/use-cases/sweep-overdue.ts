import { type IsoInstant, plusSeconds, secondsBetween } from '../domain/time.ts';
import { dueShards, type Stored } from '../ports/store.ts';
import { closeStaleClaims, deliverTexts } from './deliver-texts.ts';
import { fireTimer } from './fire-timer.ts';
import { followRevocation } from './follow-revocation.ts';
import type { World } from './world.ts';

/** What triggers had this long for is the sweep's. */
const overdueAfterSeconds = 120;

/** A run is bounded; what is left over is the next run's. */
const itemsPerShardMax = 200;

export interface SweepReport {
  readonly swept: number;
  readonly failed: number;
  /** How late the latest of them was. */
  readonly latestSeconds: number;
}

type Due = Stored<'head' | 'timer'>;

/** What one run has done so far. */
interface Run {
  readonly now: IsoInstant;
  readonly until: IsoInstant;
  readonly onFailure: (error: unknown) => void;
  swept: number;
  failed: number;
  latestSeconds: number;
}

/**
 * Does whatever a trigger lost: overdue timers, queued texts, stale claims, unfinished opt-outs; in each shard the longest overdue
 * first. One that fails does not keep the others; it is counted, and found again by the next run.
 */
export async function sweepOverdue(world: World, onFailure: (error: unknown) => void): Promise<SweepReport> {
  const now = world.clock.now();
  const run: Run = {
    ...{ now, until: plusSeconds(now, -overdueAfterSeconds), onFailure },
    ...{ swept: 0, failed: 0, latestSeconds: 0 },
  };
  // A run that is cut short must not leave the same shards undone each time.
  const first = Math.floor(world.randomness.fraction() * dueShards);
  for (let turn = 0; turn < dueShards; turn += 1) await sweepShard(world, (first + turn) % dueShards, run);
  const { swept, failed, latestSeconds } = run;
  return { swept, failed, latestSeconds };
}

async function sweepShard(world: World, shard: number, run: Run): Promise<void> {
  const failedBefore = run.failed;
  const oldest = await overdueIn(world, shard, run.until, itemsPerShardMax);
  for (const record of oldest.items) await attendTo(world, record, run);
  const places = run.failed - failedBefore;
  const last = oldest.items.at(-1);
  if (places === 0 || !oldest.more || !last) return;
  // Those that fail each time keep their places at the front for ever. Each gives its turn to one behind them, from a moment picked by
  // chance, so that in time everyone's comes.
  const behind = secondsBetween(dueOf(last), run.until);
  const from = plusSeconds(dueOf(last), world.randomness.fraction() * behind);
  const others = await overdueIn(world, shard, run.until, places, from);
  for (const record of others.items) await attendTo(world, record, run);
}

async function attendTo(world: World, record: Due, run: Run): Promise<void> {
  run.swept += 1;
  run.latestSeconds = Math.max(run.latestSeconds, secondsBetween(dueOf(record), run.now));
  try {
    await attend(world, record);
  } catch (error) {
    run.failed += 1;
    run.onFailure(error);
  }
}

/** A head that is overdue has a moment at which it was due: it would not be in the index without. */
const dueOf = ({ value }: Due): IsoInstant =>
  'thread' in value ? (value.nextDueAt ?? value.createdAt) : value.dueAt;

/** At most so many records of a shard, in the order in which they were due; and whether there are more. */
async function overdueIn(
  world: World,
  shard: number,
  until: IsoInstant,
  itemsMax: number,
  from?: IsoInstant,
): Promise<{ readonly items: readonly Due[]; readonly more: boolean }> {
  const items: Due[] = [];
  let after: string | undefined;
  do {
    const page = await world.store.list({
      listing: 'due',
      of: { shard },
      to: until,
      limit: Math.min(100, itemsMax - items.length),
      ...(from && { from }),
      ...(after && { after }),
    });
    items.push(...page.items);
    after = page.next;
  } while (after && items.length < itemsMax);
  return { items, more: after !== undefined };
}

async function attend(world: World, { value }: Due): Promise<void> {
  const contact = { practiceId: value.practiceId, contactId: value.contactId };
  if ('thread' in value) {
    // One after another, for all of them change the head; one that fails keeps none of the others from being done.
    const failures: unknown[] = [];
    for (const heal of [closeStaleClaims, followRevocation, deliverTexts]) {
      await heal(world, value).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
    return;
  }
  await fireTimer(world, { ...contact, timer: { kind: value.kind, id: value.id } });
}
