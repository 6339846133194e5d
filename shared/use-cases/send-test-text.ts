import type { Actor } from '../domain/actor.ts';
import { begin } from '../domain/draft.ts';
import { Failure, invalid, notFound } from '../domain/failure.ts';
import { type PracticeId, partsOfTextId, type TextId } from '../domain/identifiers.ts';
import { newContact } from '../domain/new-contact.ts';
import type { RefusalCode } from '../domain/permit-rule.ts';
import type { E164 } from '../domain/phone-number.ts';
import { testTextsPerDayMax } from '../domain/practice.ts';
import { decideTestText } from '../domain/test-text.ts';
import type { Change } from '../ports/store.ts';
import { auditOf } from './audit.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { assertSameRequest, fingerprintOf, type IdempotencyKey } from './idempotency-key.ts';
import { headOf } from './receive-text.ts';
import { newIdOf, type World } from './world.ts';

/** What a request came to, for whoever repeats it. */
type Taken = { readonly textId: TextId } | { readonly code: RefusalCode; readonly detail: string };

/**
 * Sends a test text to a phone of the practice's own, and remembers it: that it was handed over is part of the readiness check.
 * The same phone under the same Idempotency-Key is the same text, and another phone under it is an error.
 *
 * @throws Failure `cap` after five in 24 hours, `conflict` without a line, `invalid` where the number is a line of ours,
 *   `idempotency-mismatch`, and the permit's code where it may not go
 */
export async function sendTestText(
  world: World,
  practiceId: PracticeId,
  to: E164,
  by: Actor,
  idempotency?: IdempotencyKey,
): Promise<{ readonly textId: TextId }> {
  const once = idempotency ? `test-text#${by.keyId}#${idempotency.key}` : `test-text#${newIdOf(world)()}`;
  const request = idempotency && fingerprintOf(once);
  const taken = await untilDecided(world, async (): Promise<Taken | 'conflict'> => {
    const now = world.clock.now();
    const [{ contactId, stored }, [practice]] = await Promise.all([
      headOf(world, practiceId, to),
      world.store.read([{ kind: 'practice', practiceId }]),
    ]);
    if (!practice) throw notFound('practice');
    const { lines, testTexts: before = [] } = practice.value;
    const asked = before.find((one) => request !== undefined && one.request === request);
    if (asked) assertSameRequest(partsOfTextId(asked.textId).contactId, contactId);
    const line = lineFor(lines, to, stored?.value.line);
    const head = stored?.value ?? newContact({ practiceId, contactId }, to, line, now);
    const view = await world.settings.view(practiceId, line);
    const decision = decideTestText({ head, practice: view, before, by, now, newId: newIdOf(world) });
    if (decision.outcome === 'refused' && !idempotency) return decision;
    const changes: Change[] = [];
    if (decision.outcome === 'accepted') {
      const { textId } = decision;
      const sent = { textId, at: now, ...(request !== undefined && { request }) };
      const testTexts = [...before, sent].slice(-testTextsPerDayMax);
      changes.push(
        { put: practice.key, value: { ...practice.value, testTexts }, expect: practice.version },
        auditOf(world, { practiceId, contactId, by, action: 'text-sent', textId, what: 'test' }),
      );
    }
    // A refusal is committed too: a caller who asks again by the same key hears the same answer.
    const draft = decision.outcome === 'accepted' ? decision.draft : begin(head, now, newIdOf(world));
    const result: Taken = decision.outcome === 'accepted' ? { textId: decision.textId } : decision;
    const answer = await commitDraft(world, draft, { once, read: [stored], changes, result });
    return answer.outcome === 'conflict' ? 'conflict' : answer.result;
  });
  if ('textId' in taken) return taken;
  throw new Failure(taken.code, taken.detail);
}

/** The line that the phone is texted from already, else the practice's first. */
function lineFor(lines: readonly E164[], to: E164, known: E164 | undefined): E164 {
  if (lines.includes(to))
    throw invalid([{ path: 'to', message: "This is the practice's own line: name a phone of your staff." }]);
  const line = known ?? lines[0];
  if (!line) throw new Failure('conflict', 'The practice has no line yet: the operator puts one first.');
  return line;
}
