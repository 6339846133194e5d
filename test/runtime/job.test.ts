import { beforeEach, describe, expect, test } from 'vitest';
import { textIdOf } from '../../shared/domain/identifiers.ts';
import { contactHint, timerHint } from '../../shared/runtime/bus-event.ts';
import { job } from '../../shared/runtime/job.ts';
import { type Logged, lambdaContext, provided } from '../support/events.ts';
import { contactId, practiceId } from '../support/facts.ts';
import { TestWorld } from '../support/world.ts';

let logged: Logged[] = [];
beforeEach(() => {
  ({ logged } = provided(new TestWorld({})));
});

describe('a job', () => {
  test('gets the event and the world, and answers what it is told', async () => {
    const handler = job<{ n: number }, number>(
      'test',
      async ({ n }, world) => n + world.publicUrl.length * 0,
    );
    expect(await handler({ n: 3 }, lambdaContext)).toBe(3);
  });

  test('throws on what fails, so that its trigger tries again, and logs its class and place alone', async () => {
    const handler = job<object>('test', async () => {
      throw new RangeError('chest pain +12125550147', { cause: 'chest pain' });
    });
    await expect(handler({}, lambdaContext)).rejects.toThrow(RangeError);
    expect(logged).toMatchObject([
      {
        level: 'error',
        function: 'test',
        thrown: 'RangeError',
        where: expect.stringMatching(/test\.ts/),
      },
    ]);
    expect(JSON.stringify(logged)).not.toMatch(/pain|555/);
  });

  test('an event that is none of ours fails the job', async () => {
    const handler = job<unknown>('test', async (event) => void contactHint(event));
    await expect(handler({ detail: { practiceId } }, lambdaContext)).rejects.toThrow();
  });
});

describe('what wakes a function', () => {
  const timer = { kind: 'release', id: '1@2026-12-01T15:00:00.000Z' } as const;

  test('from the bus stands in the detail, from a schedule by itself', () => {
    const hint = { practiceId, contactId, timer };
    expect(timerHint({ detail: { ...hint, type: 'timer.changed' } })).toEqual(hint);
    expect(timerHint(hint)).toEqual(hint);
    expect(contactHint(hint)).toEqual({ contact: { practiceId, contactId }, seq: undefined });
    expect(contactHint({ detail: { practiceId, contactId, textId: textIdOf(contactId, 7) } }).seq).toBe(7);
  });

  test.each([
    undefined,
    null,
    {},
    { detail: null },
    { practiceId, contactId },
    { practiceId, contactId, timer: { kind: 'unheard-of', id: 'x' } },
    { practiceId, contactId, timer: { kind: 'goal', id: '' } },
    { practiceId: 'NO', contactId, timer },
  ])('%j is none of ours', (event) => {
    expect(() => timerHint(event)).toThrow();
  });
});
