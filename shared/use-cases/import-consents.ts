import { createHash } from 'node:crypto';
import type * as z from 'zod';
import type { Actor } from '../domain/actor.ts';
import { consentReportedSchema, undoesTheirWord } from '../domain/consent.ts';
import { begin } from '../domain/draft.ts';
import { Failure, type Fault } from '../domain/failure.ts';
import { faultsOf } from '../domain/faults.ts';
import type { PracticeId } from '../domain/identifiers.ts';
import { newContact } from '../domain/new-contact.ts';
import { type E164, phoneNumberSchema } from '../domain/phone-number.ts';
import { recordReported } from '../domain/reported-consent.ts';
import { auditOf } from './audit.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { headOf } from './receive-text.ts';
import { newIdOf, type World } from './world.ts';

/** What was agreed or revoked elsewhere, of one number: a line of another system's list. */
const consentRowSchema = consentReportedSchema.extend({ phone: phoneNumberSchema });
type Row = z.output<typeof consentRowSchema>;

/** What became of one row. `line` counts on from the first row's, as a file's lines do. */
export type RowOutcome =
  | { readonly line: number; readonly outcome: 'recorded' | 'already' }
  | {
      readonly line: number;
      readonly outcome: 'refused';
      /** Which fields, and what to mend: never what they hold. */
      readonly errors: readonly Fault[];
    };

/**
 * Takes over a list of consents and opt-outs, row by row in its order, each answered by itself. A row's commit is named by what it
 * says: a list that was cut off is sent again whole, and what is recorded already stays one event. Nobody is texted: whoever opted
 * out elsewhere was told so there.
 */
export async function importConsents(
  world: World,
  practiceId: PracticeId,
  rows: readonly unknown[],
  by: Actor,
  firstLine = 1,
): Promise<readonly RowOutcome[]> {
  const [practice] = await world.store.read([{ kind: 'practice', practiceId }]);
  const lines = practice?.value.lines ?? [];
  const outcomes: RowOutcome[] = [];
  for (const [index, given] of rows.entries()) {
    const line = firstLine + index;
    const parsed = consentRowSchema.safeParse(given);
    if (!parsed.success) {
      outcomes.push({ line, outcome: 'refused', errors: faultsOf(parsed.error) });
      continue;
    }
    outcomes.push({ line, ...(await importRow(world, practiceId, lines, parsed.data, by)) });
  }
  return outcomes;
}

type Outcome =
  | { outcome: 'recorded' | 'already' }
  | Pick<RowOutcome & { outcome: 'refused' }, 'outcome' | 'errors'>;

async function importRow(
  world: World,
  practiceId: PracticeId,
  lines: readonly E164[],
  row: Row,
  by: Actor,
): Promise<Outcome> {
  const { phone, ...reported } = row;
  const [firstLine] = lines;
  if (lines.includes(phone))
    return refused('phone', "This is the practice's own line, not a patient's number.");
  if (!firstLine) return refused('phone', 'The practice has no line yet: the operator puts one first.');
  const once = `consent-import#${createHash('sha256').update(JSON.stringify(row)).digest('base64url')}`;
  try {
    return await untilDecided(world, async () => {
      const now = world.clock.now();
      const { contactId, stored } = await headOf(world, practiceId, phone);
      const head = stored?.value ?? newContact({ practiceId, contactId }, phone, firstLine, now);
      if (row.action === 'granted' && undoesTheirWord(head.consent[row.scope], row.purposes))
        return theirOwnWord;
      const draft = begin(head, now, newIdOf(world));
      recordReported(draft, reported, by);
      const what = `${row.scope} ${row.action}`;
      const audit = auditOf(world, { practiceId, contactId, by, action: 'consent-reported', what });
      const { outcome } = await commitDraft(world, draft, {
        once,
        read: [stored],
        changes: [audit],
        result: null,
      });
      if (outcome === 'conflict') return 'conflict';
      return { outcome: outcome === 'committed' ? 'recorded' : 'already' };
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { outcome: 'refused', errors: error.errors ?? [{ path: 'action', message: error.detail }] };
  }
}

const refused = (path: string, message: string): Outcome => ({
  outcome: 'refused',
  errors: [{ path, message }],
});

/**
 * A list says what was agreed to before it was drawn up, and lifts no opt-out of since, nor widens what REMINDERS narrowed: who sends it again
 * would undo every STOP in between.
 */
const theirOwnWord = refused(
  'action',
  'The patient has opted out here, or keeps some texts alone, and a list does not lift that. Record what they say now (POST /v1/contacts/{contactId}/consents), or let them text START.',
);
