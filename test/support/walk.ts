import type { Listing, ListQuery, Page, Store } from '../../shared/ports/store.ts';

/** Everything that a list holds, page by page. Bounded, so that a list that never ends fails instead. */
export async function walk<L extends Listing>(
  store: Store,
  query: Omit<ListQuery<L>, 'limit' | 'after'>,
  limit = 100,
): Promise<Page<L>['items'][number][]> {
  const found: Page<L>['items'][number][] = [];
  let after: string | undefined;
  for (let pages = 0; pages < 1000; pages += 1) {
    const page: Page<L> = await store.list<L>({ ...query, limit, ...(after !== undefined && { after }) });
    if (page.items.length > limit)
      throw new Error(`A page of ${page.items.length} where ${limit} were asked for.`);
    found.push(...page.items);
    if (page.next === undefined) return found;
    after = page.next;
  }
  throw new Error('The list has no end.');
}
