import { afterEach, describe, expect, test, vi } from 'vitest';
import type { LogFields } from '../../shared/ports/log.ts';
import { createLog, namesOf } from '../../shared/runtime/log.ts';

const written = (write: (log: ReturnType<typeof createLog>) => void): string => {
  const lines: string[] = [];
  const keep = (line: unknown) => lines.push(String(line)) > 0;
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation(keep as never);
  write(createLog('practice-texting'));
  vi.restoreAllMocks();
  return lines.join('');
};

describe('a log line', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const fields: Required<LogFields> = {
    function: 'deliver',
    code: 'internal',
    thrown: 'TypeError',
    where: 'deliver.ts:12',
    practiceId: 'riverside',
    contactId: 'c1a',
    textId: 'c1a.1',
    requestId: 'r',
    status: 500,
    count: 1,
    failed: 2,
    seconds: 3,
  };

  test.each(['info', 'warn', 'error'] as const)('of %s holds the fields that are allowed', (level) => {
    const line = written((log) => log[level]('it happened', fields));
    expect(JSON.parse(line)).toMatchObject({
      ...fields,
      message: 'it happened',
      service: 'practice-texting',
    });
  });

  test('drops anything else that slips through the types', () => {
    const wider = {
      ...fields,
      body: 'chest pain',
      from: '+12125550147',
      error: new Error('chest pain'),
      cause: { body: 'chest pain' },
    };
    for (const level of ['info', 'warn', 'error'] as const) {
      const line = written((log) => log[level]('it happened', wider));
      expect(line).toContain('it happened');
      expect(line).not.toMatch(/pain|555/);
    }
  });
});

describe('what was thrown', () => {
  test('is named by its class and place', () => {
    const named = namesOf(new TypeError('chest pain'));
    expect(named.thrown).toBe('TypeError');
    expect(named.where).toMatch(/test\.ts:\d+$/);
  });

  test.each([
    ['chest pain', { thrown: 'string' }],
    [undefined, { thrown: 'undefined' }],
    [{ message: 'chest pain' }, { thrown: 'object' }],
  ])('%j is named by its type alone', (thrown, expected) => {
    expect(namesOf(thrown)).toEqual(expected);
  });

  test('whose stack holds words in its message names no words', () => {
    const error = new Error('line one\nat home.ts:1 with chest pain');
    expect(JSON.stringify(namesOf(error))).not.toContain('pain');
  });
});
