import type { Actor } from '../domain/actor.ts';
import type { ConsentEvent, ConsentReported } from '../domain/consent.ts';
import { begin } from '../domain/draft.ts';
import { Failure, notFound } from '../domain/failure.ts';
import type { ContactId, PracticeId } from '../domain/identifiers.ts';
import { confirmOptOut, recordReported } from '../domain/reported-consent.ts';
import { auditOf } from './audit.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { assertSameRequest, fingerprintOf, type IdempotencyKey } from './idempotency-key.ts';
import { newIdOf, type World } from './world.ts';

interface OfContact {
  readonly practiceId: PracticeId;
  readonly contactId: ContactId;
}

/** A contact's ledger, the newest event first, in pages. */
export async function listConsents(
  world: World,
  contact: OfContact,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ items: readonly ConsentEvent[]; next?: string | undefined }> {
  const [head] = await world.store.read([{ kind: 'head', ...contact }]);
  if (!head) throw notFound('contact');
  const after = cursor === undefined ? {} : { after: cursor };
  const { items, next } = await world.store.list({
    listing: 'consents',
    of: contact,
    direction: 'descending',
    limit,
    ...after,
  });
  return { items: items.map(({ value }) => value), next };
}

/**
 * Appends what a practice reports to a contact's ledger; an opt-out recorded so is confirmed to the patient once. With an
 * Idempotency-Key the same report again is the same event.
 */
export async function reportConsent(
  world: World,
  contact: OfContact,
  reported: ConsentReported,
  by: Actor,
  idempotency: IdempotencyKey | undefined,
): Promise<ConsentEvent> {
  const fingerprint = fingerprintOf(JSON.stringify(reported));
  const once = idempotency ? `consent#${by.keyId}#${idempotency.key}` : `consent#${newIdOf(world)()}`;
  return untilDecided(world, async () => {
    const [head] = await world.store.read([{ kind: 'head', ...contact }]);
    if (!head) throw notFound('contact');
    const practice = await world.settings.viewOf(head.value);
    const draft = begin(head.value, world.clock.now(), newIdOf(world));
    const decided = outcomeOf(() => recordReported(draft, reported, by));
    if ('refusal' in decided && !idempotency) throw decided.refusal;
    if ('done' in decided && decided.done.optedOut) confirmOptOut(draft, practice);
    const answer = await commitDraft(world, draft, {
      once,
      read: [head],
      // What is refused now may be what the same request did before: a check that cannot hold asks for its result, and writes nothing.
      changes:
        'done' in decided
          ? [
              auditOf(world, {
                ...contact,
                by,
                action: 'consent-reported',
                what: `${reported.scope} ${reported.action}`,
              }),
            ]
          : [],
      checks: 'refusal' in decided ? [{ key: { kind: 'consent', ...contact, seq: 0 }, expect: 1 }] : [],
      result: { fingerprint, seq: 'done' in decided ? decided.done.event.seq : 0 },
    });
    if (answer.outcome === 'conflict' && 'refusal' in decided) throw decided.refusal;
    if (answer.outcome === 'conflict') return 'conflict';
    assertSameRequest(answer.result.fingerprint, fingerprint);
    if (answer.outcome === 'committed' && 'done' in decided) return decided.done.event;
    const [first] = await world.store.read([{ kind: 'consent', ...contact, seq: answer.result.seq }]);
    if (!first) throw notFound('consent event');
    return first.value;
  });
}

function outcomeOf<T>(decide: () => T): { readonly done: T } | { readonly refusal: Failure } {
  try {
    return { done: decide() };
  } catch (error) {
    if (error instanceof Failure) return { refusal: error };
    throw error;
  }
}
