import { createHash } from 'node:crypto';
import { begin } from '../domain/draft.ts';
import { Failure, notFound } from '../domain/failure.ts';
import type { ContactId, PracticeId, TextId } from '../domain/identifiers.ts';
import type { Permit } from '../domain/permit-rule.ts';
import { decideReply, type ReplyDecision, type Written } from '../domain/reply.ts';
import type { IsoInstant } from '../domain/time.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { withSwitches } from './practice-view.ts';
import { newIdOf, type World } from './world.ts';

/** What a caller learns of a text that was accepted. */
export type Accepted = {
  readonly textId: TextId;
  readonly status: 'queued' | 'held';
  readonly at?: IsoInstant | undefined;
};

/** A caller's own name for a request, and what it asked: the same name for something else is an error. */
export interface IdempotencyKey {
  readonly key: string;
  readonly content: string;
}

/**
 * A person of the practice answers a patient. Throws the permit's code where the text may not go, and
 * `idempotency-mismatch` where the caller's key already stands for another text.
 */
export async function replyToPatient(
  world: World,
  contact: { readonly practiceId: PracticeId; readonly contactId: ContactId },
  written: Written,
  idempotency: IdempotencyKey | undefined,
): Promise<Accepted> {
  const fingerprint = createHash('sha256')
    .update(idempotency?.content ?? '')
    .digest('base64url');
  const once = idempotency ? `reply#${written.by.keyId}#${idempotency.key}` : `reply#${newIdOf(world)()}`;
  return untilDecided(world, async () => {
    const [head, purposes] = await world.store.read([
      { kind: 'head', ...contact },
      { kind: 'settings', practiceId: contact.practiceId, part: 'purposes' },
    ]);
    if (!head || purposes?.value.part !== 'purposes') throw notFound('contact');
    const view = await world.settings.viewOf(head.value);
    const practice = withSwitches(view, purposes.value);
    const decision = decideReply(
      { head: head.value, practice, now: world.clock.now(), newId: newIdOf(world) },
      written,
    );
    if (decision.outcome === 'refused' && !idempotency) throw refusal(decision.permit);
    // A refusal is committed too: a caller who asks again by the same key hears the same answer.
    const changed =
      decision.outcome === 'accepted' ? decision.draft : begin(head.value, world.clock.now(), newIdOf(world));
    const answer = await commitDraft(world, changed, {
      once,
      read: [head],
      checks: [{ key: purposes.key, expect: purposes.version }],
      result: { ...resultOf(decision), fingerprint },
    });
    if (answer.outcome === 'conflict') return 'conflict';
    if (answer.result.fingerprint !== fingerprint) {
      throw new Failure(
        'idempotency-mismatch',
        'This Idempotency-Key already stands for another request: use a new one.',
      );
    }
    const { accepted, refused } = answer.result;
    if (accepted) return accepted;
    throw refusal(refused);
  });
}

function resultOf(decision: ReplyDecision): { accepted?: Accepted; refused?: Permit } {
  if (decision.outcome === 'refused') return { refused: decision.permit };
  const { textId, status, permit } = decision.text;
  return {
    accepted: { textId, status: status === 'held' ? 'held' : 'queued', ...(permit.at && { at: permit.at }) },
  };
}

/** The permit's code with its rule's words. */
function refusal(permit: Permit | undefined): Failure {
  const rule = permit?.rules.find((one) => one.outcome === 'refuse');
  const spans = rule?.outcome === 'refuse' ? (rule.spans ?? []) : [];
  const errors = spans.map(({ start, end, reason }) => ({ path: `body[${start}-${end}]`, message: reason }));
  const more = permit ? { permit, ...(errors.length > 0 && { errors }) } : {};
  return new Failure(permit?.code ?? 'expired', rule?.detail ?? 'The text may not go.', more);
}
