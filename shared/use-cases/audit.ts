import type { Actor } from '../domain/actor.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { PracticeId } from '../domain/identifiers.ts';
import type { IsoInstant } from '../domain/time.ts';
import type { Put } from '../ports/store.ts';
import { newIdOf, type World } from './world.ts';

/** What somebody did, to be written in the commit that does it: so that nothing is done without its entry, and none stands for nothing. */
export function auditOf(
  world: Pick<World, 'clock' | 'randomness'>,
  act: Omit<AuditEntry, 'auditId' | 'at'>,
): Put {
  const { practiceId } = act;
  const at = world.clock.now();
  const auditId = newIdOf(world)();
  return {
    put: { kind: 'audit', practiceId, at, auditId },
    value: { ...act, at, auditId },
    expect: 'absent',
  };
}

/** As `auditOf`; nothing where nobody acted: the deployment itself, which stands in no audit. */
export const auditedBy = (
  world: Pick<World, 'clock' | 'randomness'>,
  by: Actor | undefined,
  act: Omit<AuditEntry, 'auditId' | 'at' | 'by'>,
): readonly Put[] => (by ? [auditOf(world, { ...act, by })] : []);

/** Who did what, latest first; `from` and `to` are moments, both included. */
export async function listAudit(
  world: World,
  practiceId: PracticeId,
  query: {
    readonly from?: IsoInstant | undefined;
    readonly to?: IsoInstant | undefined;
    readonly limit: number;
    readonly cursor?: string | undefined;
  },
): Promise<{ items: readonly AuditEntry[]; next?: string | undefined }> {
  const { from, to, limit, cursor } = query;
  const { items, next } = await world.store.list({
    listing: 'audit',
    of: { practiceId },
    direction: 'descending',
    limit,
    ...(from && { from }),
    ...(to && { to }),
    ...(cursor !== undefined && { after: cursor }),
  });
  return { items: items.map(({ value }) => value), next };
}
