import type { Actor } from './actor.ts';
import type { ContactHead } from './contact.ts';
import { amend, amendThread, begin, type Draft, queue } from './draft.ts';
import { addressOf, bodyLengthMax, fillResponse } from './fill-response.ts';
import { permit } from './permit.ts';
import type { Permit } from './permit-rule.ts';
import type { Purpose } from './purpose.ts';
import { toGsm7 } from './segments.ts';
import { answered } from './settle-thread.ts';
import type { BuiltInResponse, StandardResponse } from './standard-response.ts';
import { factsOf, type PracticeView, usefulUntil, wordsFor } from './system-text.ts';
import type { OutText } from './text.ts';
import { oneMore } from './thread-version.ts';
import type { IsoInstant } from './time.ts';

/** What a person wrote, or the standard response that they chose, with what its fields are to say. */
export type Written = Common &
  (
    | { readonly body: string }
    | { readonly standardResponse: BuiltInResponse }
    | {
        readonly response: StandardResponse;
        readonly fields?: Readonly<Record<string, string>> | undefined;
      }
  );

interface Common {
  readonly purpose: Purpose;
  readonly sendNow?: boolean | undefined;
  readonly by: Actor;
}

export interface ReplyFacts {
  readonly head: ContactHead;
  readonly practice: PracticeView;
  readonly now: IsoInstant;
  readonly newId: () => string;
}

export type ReplyDecision =
  | { readonly outcome: 'accepted'; readonly draft: Draft; readonly text: OutText }
  | { readonly outcome: 'refused'; readonly permit: Permit }
  /** The response still needs these fields, or is too long with those it got. */
  | { readonly outcome: 'unfilled'; readonly missing: readonly string[] };

/** The permit that a text would get, without sending it. */
export function permitFor(
  facts: ReplyFacts,
  written: { readonly purpose: Purpose; readonly body: string; readonly sendNow?: boolean | undefined },
): Permit {
  const draft = begin(facts.head, facts.now, facts.newId);
  return permit(
    { ...written, expiresAt: usefulUntil(written.purpose, facts.now) },
    factsOf(draft, facts.practice),
  );
}

/** A person answers: the text is queued or held with its permit, and the clock of the episode stops. */
export function decideReply(facts: ReplyFacts, chosen: Written): ReplyDecision {
  const { body, missing, named } = wordsFrom(facts, chosen);
  if (missing.length > 0 || body.length > bodyLengthMax) return { outcome: 'unfilled', missing };
  const { purpose, sendNow, by } = chosen;
  const written = { purpose, sendNow, by, body };
  const leave = permitFor(facts, written);
  if (leave.verdict === 'refuse') return { outcome: 'refused', permit: leave };
  const draft = begin(facts.head, facts.now, facts.newId);
  // A bill or an offer is no answer to what the patient asked.
  if (written.purpose === 'reply') answered(draft, facts.practice, written.by);
  const text = queue(draft, {
    ...written,
    body: toGsm7(written.body),
    line: facts.practice.line,
    permit: leave,
    expiresAt: usefulUntil(written.purpose, facts.now),
    automated: false,
    standardResponse: named,
  });
  amend(draft, 'standardResponse' in chosen ? { phiAskedAt: facts.now } : { repliedAt: facts.now });
  amendThread(draft, oneMore(draft.head.thread));
  return { outcome: 'accepted', draft, text };
}

interface Wording {
  readonly body: string;
  readonly missing: readonly string[];
  /** The standard response that they come from. */
  readonly named?: string;
}

function wordsFrom({ head, practice, now, newId }: ReplyFacts, chosen: Written): Wording {
  if ('body' in chosen) return { body: chosen.body, missing: [] };
  const { profile } = practice.settings;
  if ('standardResponse' in chosen) {
    const body = wordsFor(begin(head, now, newId)).phiWarning(profile.shortName);
    return { body, missing: [], named: chosen.standardResponse };
  }
  const { response, fields } = chosen;
  return { ...fillResponse(response, { ...addressOf(head), profile, fields }), named: response.name };
}
