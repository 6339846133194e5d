import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { type IndexName, indexNames } from './keys.ts';

/** The attributes of an item that stand in a sparse index; an item without them is not in it. */
export const indexAttributes = (index: IndexName) => ({ pk: `${index}Pk`, sk: `${index}Sk` }) as const;

/** Epoch seconds after which DynamoDB may delete an item: the commits' own items alone have one. */
export const expiryAttribute = 'expiresAt';

const keySchema = ({ pk, sk }: { readonly pk: string; readonly sk: string }) => [
  { AttributeName: pk, KeyType: 'HASH' as const },
  { AttributeName: sk, KeyType: 'RANGE' as const },
];

/**
 * The single table as data: what CDK declares and what createTable makes in tests and on the local host. KEYS_ONLY, so
 * that an index entry costs nothing while a record changes without moving in it; NEW_IMAGE, since the relay needs the
 * events of a new commit and nothing of what was before. Time to live is switched on apart (`expiryAttribute`).
 */
export const tableDefinition = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ pk: 'pk', sk: 'sk' }, ...indexNames.map(indexAttributes)]
    .flatMap(({ pk, sk }) => [pk, sk])
    .map((name) => ({ AttributeName: name, AttributeType: 'S' })),
  KeySchema: keySchema({ pk: 'pk', sk: 'sk' }),
  GlobalSecondaryIndexes: indexNames.map((index) => ({
    IndexName: index,
    KeySchema: keySchema(indexAttributes(index)),
    Projection: { ProjectionType: 'KEYS_ONLY' },
  })),
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
} as const satisfies Omit<CreateTableCommandInput, 'TableName'>;
