import type { BatchGetCommandOutput, TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { type Expectation, type Stored, StoreUnavailable } from '../../ports/store.ts';
import { type IndexEntries, type ItemKey, indexNames } from './keys.ts';
import type { Plan, Step } from './plan.ts';
import type { Span } from './spans.ts';
import { expiryAttribute, indexAttributes } from './table.ts';
import { storedAt } from './typed.ts';

/*
 * Records and commits as items. A record: `pk`, `sk`, `v` (its version), `value`, and the attributes of the sparse indexes
 * that it stands in. A commit: `pk`, `sk`, `outcome`, `events`, `expiresAt`.
 *
 * `value`, `outcome` and `events` are JSON text, not DynamoDB maps: all adapters then keep the same of a value (the
 * marshaller of lib-dynamodb and JSON differ over `undefined` in lists and large numbers), no expression ever needs to
 * reach into a value, and a cold Lambda spends its time on JSON.parse rather than on walking typed trees.
 */

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
export type Item = NonNullable<NonNullable<BatchGetCommandOutput['Responses']>[string]>[number];

/** A commit's own item: it must be the first of its name, and tells what the first came to where it is not. */
export const onceItem = (
  TableName: string,
  { once, outcome, events }: Plan,
  expiresAt: number,
): TransactItem => ({
  Put: {
    TableName,
    Item: { ...once, outcome, events, [expiryAttribute]: expiresAt },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/** One step of a commit. */
export function transactItem(TableName: string, step: Step): TransactItem {
  const condition = conditionOf(step.expect);
  switch (step.act) {
    case 'check':
      return { ConditionCheck: { TableName, Key: step.at, ...condition } };
    case 'remove':
      return { Delete: { TableName, Key: step.at, ...condition } };
    case 'put': {
      const { at, version, value, entries } = step;
      return {
        Put: { TableName, Item: { ...at, v: version, value, ...attributesOf(entries) }, ...condition },
      };
    }
  }
}

const conditionOf = (expect: Expectation) =>
  expect === 'absent'
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'v = :v', ExpressionAttributeValues: { ':v': expect } };

const attributesOf = (entries: IndexEntries): Record<string, string> =>
  Object.fromEntries(
    indexNames.flatMap((index) => {
      const entry = entries[index];
      const names = indexAttributes(index);
      return entry === undefined ? [] : [[names.pk, entry.pk] as const, [names.sk, entry.sk] as const];
    }),
  );

/** A record's place in the table. */
export const placeOf = (item: Item): ItemKey => ({ pk: item.pk, sk: item.sk });

/** A record as an item holds it. */
export function recordIn(item: Item): Stored {
  const { v, value } = item;
  if (typeof v !== 'number' || typeof value !== 'string')
    throw new StoreUnavailable('An item of the table is not a record that this program wrote.');
  return storedAt(placeOf(item), v, JSON.parse(value));
}

/** Whether a record still stands in the stretch of the index that named it. The index may lag behind. */
export function standsIn({ index, pk, low, high }: Span, item: Item): boolean {
  if (index === undefined) return true;
  const names = indexAttributes(index);
  const sort: unknown = item[names.sk];
  return item[names.pk] === pk && typeof sort === 'string' && sort >= low && sort <= high;
}
