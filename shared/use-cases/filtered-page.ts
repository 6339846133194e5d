/** Pages that one filtered list walks over at most: what is not found by then is looked for under the next cursor. */
const walkedPagesMax = 10;

/**
 * One page of what is kept of a list: reads on where a filter leaves a page short, within a bound. A page may still be short, even empty, and
 * have a next.
 *
 * @param read one page of the whole list, of at most `limit` items
 */
export async function filteredPage<T>(
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  read: (page: { readonly limit: number; readonly after?: string }) => Promise<{
    readonly items: readonly T[];
    readonly next?: string | undefined;
  }>,
  keep: ((item: T) => boolean) | undefined,
): Promise<{ items: readonly T[]; next?: string | undefined }> {
  const items: T[] = [];
  let after = cursor;
  for (let walked = 0; walked < walkedPagesMax; walked += 1) {
    // Never more than there is room for, so that the cursor stands right behind the last item.
    const page = await read({ limit: limit - items.length, ...(after !== undefined && { after }) });
    items.push(...(keep ? page.items.filter(keep) : page.items));
    after = page.next;
    if (!keep || after === undefined || items.length >= limit) break;
  }
  return { items, next: after };
}
