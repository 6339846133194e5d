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

/**
 * Does whatever a trigger lost: overdue timers, queued texts, stale claims, unfinished opt-outs. One that fails does not
 * keep the others; it is counted, and found again by the next run.
 */
export async function sweepOverdue(world: World, onFailure: (error: unknown) => void): Promise<SweepReport> {
  const now = world.clock.now();
  const until = plusSeconds(now, -overdueAfterSeconds);
  let [swept, failed, latestSeconds] = [0, 0, 0];
  for (let shard = 0; shard < dueShards; shard += 1) {
    for (const record of await overdueIn(world, shard, until)) {
      const due = 'thread' in record.value ? record.value.nextDueAt : record.value.dueAt;
      if (due) latestSeconds = Math.max(latestSeconds, secondsBetween(due, now));
      swept += 1;
      try {
        await attend(world, record);
      } catch (error) {
        failed += 1;
        onFailure(error);
      }
    }
  }
  return { swept, failed, latestSeconds };
}

type Due = Stored<'head' | 'timer'>;

async function overdueIn(world: World, shard: number, until: IsoInstant): Promise<readonly Due[]> {
  const found: Due[] = [];
  let after: string | undefined;
  do {
    const page = await world.store.list({
      listing: 'due',
      of: { shard },
      to: until,
      limit: 100,
      ...(after && { after }),
    });
    found.push(...page.items);
    after = page.next;
  } while (after && found.length < itemsPerShardMax);
  return found;
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
