import { describe, expect, it } from 'vitest';
import { neverConnected } from '../../shared/adapters/carriers/connection.ts';
import { redact } from '../../shared/adapters/carriers/redaction.ts';

describe("a carrier's words, fit for a log", () => {
  it.each([
    ["The 'To' number +12125550147 is not valid.", 'The [text] number [number] is not valid.'],
    ['Call (212) 555-0147 or 212.555.0147, room 12', 'Call [number] or [number], room 12'],
    ['Born 12/01/1980', 'Born [number]'],
    ['Mail to pat.doe+texts@example.com failed', 'Mail to [address] failed'],
    ['Body "I said "stop" to Pat" is refused', 'Body [text] is refused'],
    ['Body “ten o’clock” is refused', 'Body [text] is refused'],
    ['Body "never closed', 'Body [text]'],
    ["It can't be sent and won't be tried", "It can't be sent and won't be tried"],
    ['Full-width ２１２５５５０１４７', 'Full-width [number]'],
  ])('%s', (words, fit) => {
    expect(redact(words)).toBe(fit);
  });
});

describe('a failure after which nothing can have reached the carrier', () => {
  const failure = (syscall: string, code: string) => Object.assign(new Error('Failed.'), { syscall, code });
  const refused = failure('connect', 'ECONNREFUSED');

  it.each([
    ['a refused connection', refused, 'ECONNREFUSED'],
    ['a name that does not resolve', failure('getaddrinfo', 'ENOTFOUND'), 'ENOTFOUND'],
    ['what fetch wraps', new TypeError('fetch failed', { cause: refused }), 'ECONNREFUSED'],
    ['every address of a name', new AggregateError([refused, refused]), 'ECONNREFUSED'],
    ['a reset', failure('read', 'ECONNRESET'), undefined],
    [
      'one address of two that went further',
      new AggregateError([refused, failure('read', 'ECONNRESET')]),
      undefined,
    ],
    ['what is no error', 'refused', undefined],
  ])('%s: %#', (_title, error, code) => {
    expect(neverConnected(error)).toBe(code);
  });
});
