import { canonical } from '../domain/canonical.ts';
import { foldAll } from '../domain/consent.ts';
import type { ContactId, PracticeId } from '../domain/identifiers.ts';
import type { Listing, ListQuery, Page, Store } from '../ports/store.ts';

/** A contact whose state is not what its ledger folds to. Nothing here says what it agreed to. */
export interface Discrepancy {
  readonly practiceId: PracticeId;
  readonly contactId: ContactId;
  readonly what: 'state' | 'gap';
}

export interface LedgerReport {
  readonly practices: number;
  readonly contacts: number;
  readonly events: number;
  readonly discrepancies: readonly Discrepancy[];
}

/**
 * Compares every contact's consent with the fold of its whole ledger, and its ledger with the count of its events. Reads alone. A
 * contact that changes meanwhile is looked at again, so that a difference is one.
 */
export async function verifyLedger(
  store: Pick<Store, 'read' | 'list'>,
  progress: (report: LedgerReport) => void = () => undefined,
): Promise<LedgerReport> {
  let [practices, contacts, events] = [0, 0, 0];
  const discrepancies: Discrepancy[] = [];
  for await (const { value: practice } of every(store, { listing: 'practices', of: {}, limit: 100 })) {
    const { practiceId } = practice;
    practices += 1;
    for await (const { value: head } of every(store, {
      listing: 'contacts',
      of: { practiceId },
      limit: 100,
    })) {
      const { contactId } = head;
      const found = await verifyContact(store, { practiceId, contactId });
      contacts += 1;
      events += found.events;
      if (found.what) discrepancies.push({ practiceId, contactId, what: found.what });
      if (contacts % 1000 === 0) progress({ practices, contacts, events, discrepancies });
    }
  }
  return { practices, contacts, events, discrepancies };
}

const looksMax = 5;

async function verifyContact(
  store: Pick<Store, 'read' | 'list'>,
  of: { readonly practiceId: PracticeId; readonly contactId: ContactId },
): Promise<{ events: number; what?: Discrepancy['what'] }> {
  for (let look = 1; ; look += 1) {
    const [before] = await store.read([{ kind: 'head', ...of }]);
    const ledger = [];
    for await (const { value } of every(store, { listing: 'consents', of, limit: 100 })) ledger.push(value);
    const [head] = await store.read([{ kind: 'head', ...of }]);
    if (!head) return { events: 0 };
    const stood = before?.version === head.version;
    const whole =
      ledger.length === head.value.nextConsentSeq - 1 && ledger.every(({ seq }, at) => seq === at + 1);
    const same = canonical(foldAll(ledger)) === canonical(head.value.consent);
    if (whole && same) return { events: ledger.length };
    if (stood || look === looksMax) return { events: ledger.length, what: whole ? 'state' : 'gap' };
  }
}

async function* every<L extends Listing>(
  store: Pick<Store, 'list'>,
  query: ListQuery<L>,
): AsyncGenerator<Page<L>['items'][number]> {
  let after: string | undefined;
  do {
    const page: Page<L> = await store.list({ ...query, ...(after !== undefined && { after }) });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}
