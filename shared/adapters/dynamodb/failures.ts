import {
  type CancellationReason,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { StoreUnavailable } from '../../ports/store.ts';

/** Client errors that mean "not now", beside the server's own errors and broken connections. */
const passingNames: ReadonlySet<string> = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'ReplicatedWriteConflictException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionInProgressException',
]);

/**
 * What a failed call comes to, after the SDK's own attempts: StoreUnavailable where the engine is overloaded, away or
 * slow to answer; the error itself where the call was wrong, which is a fault of ours (a missing table, a lacking right).
 */
export function failureOf(error: unknown): unknown {
  if (error instanceof StoreUnavailable) return error;
  const faulty = error instanceof DynamoDBServiceException && error.$fault === 'client';
  if (faulty && !passingNames.has(error.name)) return error;
  const name = error instanceof Error ? error.name : 'unknown';
  return new StoreUnavailable(`DynamoDB: ${name}`, { cause: error });
}

/** Why a transaction was cancelled, as far as a commit cares. */
export type Cancellation =
  /** The commit's own item stands already; with what the first of its name came to. */
  | { readonly because: 'once'; readonly outcome: string | undefined }
  | { readonly because: 'condition' }
  /** Another transaction held one of the items. */
  | { readonly because: 'contention' }
  | { readonly because: 'throttling' };

/** Source: DynamoDB API Reference, TransactWriteItems, "Cancellation reason codes". */
const throttlingCodes: ReadonlySet<string | undefined> = new Set([
  'ProvisionedThroughputExceeded',
  'ThrottlingError',
]);

/** Reads a cancellation whose first item was the commit's own; `undefined` where the failure is of another kind. */
export function cancellationIn(error: unknown): Cancellation | undefined {
  if (!(error instanceof TransactionCanceledException)) {
    const inProgress = error instanceof Error && error.name === 'TransactionInProgressException';
    return inProgress ? { because: 'contention' } : undefined;
  }
  const [once, ...others]: readonly CancellationReason[] = error.CancellationReasons ?? [];
  if (once?.Code === 'ConditionalCheckFailed') return { because: 'once', outcome: once.Item?.outcome?.S };
  if (others.some(({ Code }) => Code === 'ConditionalCheckFailed')) return { because: 'condition' };
  const codes = [once?.Code, ...others.map(({ Code }) => Code)];
  if (codes.some((code) => throttlingCodes.has(code))) return { because: 'throttling' };
  return codes.includes('TransactionConflict') ? { because: 'contention' } : undefined;
}
