import { type CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { cancellationIn, failureOf } from '../../shared/adapters/dynamodb/failures.ts';
import { patiently } from '../../shared/adapters/dynamodb/patience.ts';
import { StoreUnavailable } from '../../shared/ports/store.ts';

const cancelled = (...codes: readonly (string | CancellationReason)[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((code) => (typeof code === 'string' ? { Code: code } : code)),
  });

describe('a cancelled transaction', () => {
  const failed = 'ConditionalCheckFailed';
  it.for<[TransactionCanceledException, ReturnType<typeof cancellationIn>]>([
    [
      cancelled({ Code: failed, Item: { outcome: { S: '{"result":1}' } } }, failed),
      { because: 'once', outcome: '{"result":1}' },
    ],
    [cancelled(failed, 'None'), { because: 'once', outcome: undefined }],
    [cancelled('None', failed, 'TransactionConflict'), { because: 'condition' }],
    [cancelled('None', 'TransactionConflict'), { because: 'contention' }],
    [cancelled('TransactionConflict', 'ThrottlingError'), { because: 'throttling' }],
    [cancelled('ProvisionedThroughputExceeded'), { because: 'throttling' }],
    [cancelled('None', 'ValidationError'), undefined],
  ])('is read by its reasons (%#)', ([error, cancellation]) => {
    expect(cancellationIn(error)).toEqual(cancellation);
  });

  it('is contention where the same one is still in progress', () => {
    const error = Object.assign(new Error('in progress'), { name: 'TransactionInProgressException' });
    expect(cancellationIn(error)).toEqual({ because: 'contention' });
  });

  it('stays as it is where the commit itself was wrong', () => {
    const wrong = cancelled('None', 'ValidationError');
    expect(failureOf(wrong)).toBe(wrong);
  });
});

describe('patience', () => {
  it('tries again with pauses that grow and are drawn by chance, and then gives up', async () => {
    const pauses: number[] = [];
    const patience = {
      attemptsMax: 6,
      random: () => 0.5,
      sleep: async (milliseconds: number) => void pauses.push(milliseconds),
    };
    await expect(patiently(patience, async () => undefined)).rejects.toThrow(StoreUnavailable);
    expect(pauses).toEqual([10, 20, 40, 80, 100]);
    expect(await patiently(patience, async (attempt) => (attempt < 3 ? undefined : attempt))).toBe(3);
  });
});
