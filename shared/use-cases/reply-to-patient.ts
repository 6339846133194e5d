import type { Actor } from '../domain/actor.ts';
import { begin } from '../domain/draft.ts';
import { Failure, invalid, notFound } from '../domain/failure.ts';
import { bodyLengthMax } from '../domain/fill-response.ts';
import type { ContactId, PracticeId, TextId } from '../domain/identifiers.ts';
import type { Permit } from '../domain/permit-rule.ts';
import { decideReply, type ReplyDecision, type Written } from '../domain/reply.ts';
import { isBuiltIn, type ResponseName } from '../domain/standard-response.ts';
import { threadChanged, threadVersion } from '../domain/thread-version.ts';
import type { IsoInstant } from '../domain/time.ts';
import { auditOf } from './audit.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { assertSameRequest, fingerprintOf, type IdempotencyKey } from './idempotency-key.ts';
import { withSwitches } from './practice-view.ts';
import { findResponse } from './standard-responses.ts';
import { newIdOf, type World } from './world.ts';

interface OfContact {
  readonly practiceId: PracticeId;
  readonly contactId: ContactId;
}

/** What a caller learns of a text that was accepted. */
export type Accepted = {
  readonly textId: TextId;
  readonly status: 'queued' | 'held';
  readonly at?: IsoInstant | undefined;
};

/** What a person chose to say: words of their own, or a standard response by its name. */
export type Chosen =
  | Written
  | {
      readonly standardResponse: ResponseName;
      readonly fields?: Readonly<Record<string, string>> | undefined;
      /** Why; as the response says where absent. */
      readonly purpose?: Written['purpose'] | undefined;
      readonly sendNow?: boolean | undefined;
      readonly by: Actor;
    };

/**
 * A person of the practice answers a patient. Throws the permit's code where the text may not go, `version-mismatch` where the thread is
 * no longer at the version `expected` (somebody else answered it meanwhile), and
 * `idempotency-mismatch` where the caller's key already stands for another text, and `invalid` where a standard response is not known or
 * not filled in.
 */
export async function replyToPatient(
  world: World,
  contact: OfContact,
  chosen: Chosen,
  idempotency: IdempotencyKey | undefined,
  expected?: number,
): Promise<Accepted> {
  const fingerprint = fingerprintOf(idempotency?.content ?? '');
  const once = idempotency ? `reply#${chosen.by.keyId}#${idempotency.key}` : `reply#${newIdOf(world)()}`;
  const before = () => (idempotency ? doneBefore(world, contact, once) : undefined);
  const written = await writtenFrom(world, contact.practiceId, chosen);
  if (written instanceof Failure) return answerOf((await before()) ?? written, fingerprint);
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
    if (decision.outcome === 'unfilled')
      return answerOf((await before()) ?? unfilled(decision.missing), fingerprint);
    const stale = expected !== undefined && expected !== threadVersion(head.value);
    if (stale && !idempotency) throw threadChanged();
    if (decision.outcome === 'refused' && !idempotency) throw refusal(decision.permit);
    // A refusal is committed too: a caller who asks again by the same key hears the same answer.
    const sent = decision.outcome === 'accepted' && !stale ? decision : undefined;
    const changed = sent?.draft ?? begin(head.value, world.clock.now(), newIdOf(world));
    const { by, purpose: what } = written;
    const textId = sent?.text.textId;
    const audit = textId && auditOf(world, { ...contact, by, action: 'text-sent', textId, what });
    const answer = await commitDraft<Result>(world, changed, {
      once,
      read: [head],
      checks: [{ key: purposes.key, expect: purposes.version }],
      changes: audit ? [audit] : [],
      result: { ...(stale ? { stale } : resultOf(decision)), fingerprint },
    });
    if (answer.outcome === 'conflict') return 'conflict';
    return answerOf(answer.result, fingerprint);
  });
}

/** What stands under a request's name. */
type Result = {
  readonly fingerprint: string;
  readonly accepted?: Accepted;
  readonly refused?: Permit;
  readonly stale?: true;
};

function answerOf(result: Result | Failure, asked: string): Accepted {
  if (result instanceof Failure) throw result;
  assertSameRequest(result.fingerprint, asked);
  if (result.stale) throw threadChanged();
  if (result.accepted) return result.accepted;
  throw refusal(result.refused);
}

/**
 * What a request whose response is gone or asks for more by now did when it could still be filled in: a check that cannot hold asks
 * for the result under its name, and writes nothing.
 */
async function doneBefore(world: World, contact: OfContact, once: string): Promise<Result | undefined> {
  const answer = await world.store.commit<Result>({
    once: { subject: { of: 'contact', ...contact }, name: once },
    checks: [{ key: { kind: 'consent', ...contact, seq: 0 }, expect: 1 }],
    changes: [],
    events: [],
    result: { fingerprint: '' },
  });
  return answer.outcome === 'duplicate' ? answer.result : undefined;
}

async function writtenFrom(world: World, practiceId: PracticeId, chosen: Chosen): Promise<Written | Failure> {
  if (!('standardResponse' in chosen)) return chosen;
  const { standardResponse, purpose, sendNow, by } = chosen;
  if (isBuiltIn(standardResponse)) return { standardResponse, purpose: purpose ?? 'reply', sendNow, by };
  const found = await findResponse(world, practiceId, standardResponse);
  if (!found) {
    return invalid([
      {
        path: 'standardResponse',
        message: 'There is no such standard response: see /v1/standard-responses.',
      },
    ]);
  }
  const { response } = found;
  const fields = 'fields' in chosen ? chosen.fields : undefined;
  return { response, fields, purpose: purpose ?? response.purpose ?? 'reply', sendNow, by };
}

/** Names what a response still needs, or that it is too long. */
function unfilled(missing: readonly string[]): Failure {
  const errors = missing.map((name) => ({
    path: `fields.${name}`,
    message: `The response needs {${name}}, which is not known: send it in fields.`,
  }));
  const tooLong = { path: 'fields', message: `A text has at most ${bodyLengthMax} characters: say less.` };
  return invalid(errors.length > 0 ? errors : [tooLong]);
}

function resultOf(
  decision: Exclude<ReplyDecision, { outcome: 'unfilled' }>,
): Pick<Result, 'accepted' | 'refused'> {
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
