import fc from 'fast-check';
import type { Operation } from './document.ts';
import { canary, isKnown, known, odd, valuesOf } from './values.ts';

/** Whose key a request carries: its own practice's, or one that should open nothing. */
export type KeyKind = 'own' | 'foreign' | 'revoked' | 'unknown' | 'operator' | 'none';

/** A request as it is generated: ids that only the host knows stand in it as `⟦name.index⟧`. */
export interface Thrown {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly key: KeyKind;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined where none is sent. */
  readonly body: string | Uint8Array | undefined;
  /** What was broken, in words; empty where the request is as the document has it. */
  readonly broken: readonly string[];
}

interface Parts {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: readonly (readonly [string, unknown])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly json: unknown;
}

const headerValues: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'x-staff-id': fc.constantFrom('sam', 'alex', 'nobody-1'),
  // Seldom the present one: most of what names a version is refused with 412.
  'if-match': fc.constantFrom('"1"', 'W/"2"', '3', '*'),
  'idempotency-key': fc.stringMatching(/^[!-~]{1,40}$/),
};

/** The parts of a request that the document calls valid. */
function validParts({ parameters, body, bodyRequired }: Operation): fc.Arbitrary<Parts> {
  const named = (place: string) => parameters.filter((one) => one.in === place);
  const path = fc.record(
    Object.fromEntries(named('path').map(({ name, schema }) => [name, valuesOf(name, schema)])),
  );
  const query = fc
    .record(Object.fromEntries(named('query').map(({ name, schema }) => [name, valuesOf(name, schema)])), {
      requiredKeys: named('query').flatMap(({ name, required }) => (required ? [name] : [])),
    })
    .map((fields) => Object.entries(fields));
  const headers = fc
    .array(fc.constantFrom(...named('header').map(({ name }) => name)), { maxLength: 2 })
    .chain((names) =>
      fc.record(Object.fromEntries(names.map((name) => [name, headerValues[name] ?? fc.constant(canary)]))),
    );
  const json = body === undefined ? fc.constant(undefined) : valuesOf('', body);
  return fc.record({
    path,
    // A cursor is bound to its list: those stand among what is broken.
    query: query.map((fields) => fields.filter(([name]) => name !== 'cursor')),
    // A version and a key bind a request to others: few carry them.
    headers: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers }),
    json: bodyRequired ? json : fc.option(json, { nil: undefined }),
  });
}

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Escapes for a path, but leaves `⟦…⟧` to be filled in. */
const escaped = (value: unknown): string =>
  encodeURIComponent(written(value)).replace(/%E2%9F%A6(\w+)\.(\d+)%E2%9F%A7/g, '⟦$1.$2⟧');

function assembled(operation: Operation, parts: Parts): Thrown {
  const path = operation.path.replace(/\{(\w+)\}/g, (_whole, name: string) => escaped(parts.path[name]));
  const query = parts.query.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&');
  return {
    operation,
    method: operation.method,
    path: query === '' ? path : `${path}?${query}`,
    key: 'own',
    headers: {
      ...(parts.json !== undefined && { 'content-type': 'application/json' }),
      ...parts.headers,
    },
    body: parts.json === undefined ? undefined : JSON.stringify(parts.json),
    broken: [],
  };
}

/** A request that the document calls valid. */
export const validRequest = (operation: Operation): fc.Arbitrary<Thrown> =>
  validParts(operation).map((parts) => assembled(operation, parts));

type Break = (thrown: Thrown) => Thrown;

const breaks = (name: string, change: (thrown: Thrown) => Partial<Thrown>): Break => {
  return (thrown) => ({ ...thrown, ...change(thrown), broken: [...thrown.broken, name] });
};
const withHeader = (name: string, value: string): Break =>
  breaks(`header ${name}`, ({ headers }) => ({ headers: { ...headers, [name]: value } }));
const withBody = (name: string, body: Thrown['body']): Break =>
  breaks(name, ({ headers }) => ({ body, headers: { 'content-type': 'application/json', ...headers } }));
const withQuery = (written: string): Break =>
  breaks('query', ({ path }) => ({ path: `${path}${path.includes('?') ? '&' : '?'}${written}` }));

const keys: fc.Arbitrary<Break> = fc
  .constantFrom<KeyKind>('foreign', 'revoked', 'unknown', 'operator', 'none')
  .map((key) => breaks(`key ${key}`, () => ({ key })));

const headers: fc.Arbitrary<Break> = fc.oneof(
  fc
    .constantFrom('', ' ', '"', '"-1"', '1e3', '"99999999999999999999"', canary, '"1", "2"', 'W/"x"', '٣')
    .map((value) => withHeader('if-match', Buffer.from(value).toString('latin1'))),
  fc
    .constantFrom('', ' ', 'two words', canary.repeat(40), 'ü', 'a#b|c', '../..')
    .map((value) => withHeader('idempotency-key', Buffer.from(value).toString('latin1'))),
  fc
    .constantFrom('', `${canary} two`, '../..', 'x'.repeat(65), '{}', 'sam,alex')
    .map((value) => withHeader('x-staff-id', value)),
  fc
    .constantFrom(
      '',
      'text/plain',
      canary,
      'application/json; charset=utf-16',
      'APPLICATION/JSON',
      'multipart/form-data; boundary=x',
    )
    .map((value) => withHeader('content-type', value)),
  fc
    .constantFrom(
      'x-forwarded-host',
      'host',
      'x-http-method-override',
      'accept',
      'authorization',
      'x-amzn-trace-id',
    )
    .map((name) => withHeader(name, canary)),
);

const rawBodies: fc.Arbitrary<Break> = fc.constantFrom(
  withBody('truncated', `{"${canary}":[1,2,{"a":"${canary}`),
  withBody('empty', ''),
  withBody('null', 'null'),
  withBody('words', canary),
  withBody('BOM', '\uFEFF{}'),
  withBody('NUL', '{"a":"\u0000"}'),
  withBody('huge number', '{"a":1e999,"b":-0,"c":123456789012345678901234567890}'),
  withBody('prototype', '{"__proto__":{"a":1},"constructor":1}'),
  withBody('keys twice', '{"name":1,"name":2,"body":"x","body":3,"to":4,"to":5}'),
  withBody('deep', '['.repeat(20_000) + ']'.repeat(20_000)),
  withBody('deep objects', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`),
  withBody('over a megabyte', JSON.stringify({ words: canary.repeat(120_000) })),
  withBody('over two megabytes', JSON.stringify({ words: canary.repeat(240_000) })),
  withBody('not UTF-8', Uint8Array.of(0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d)),
  withBody('UTF-16', Buffer.from('{}', 'utf16le')),
  withBody('half a surrogate', '{"body":"\\ud800","name":{"given":"\\udfff","family":"x"}}'),
);

const queries: fc.Arbitrary<Break> = fc.oneof(
  fc
    .constantFrom('0', '-1', '101', '1e9', 'NaN', '0x10', '1.5', '', canary, '9'.repeat(400))
    .map((limit) => withQuery(`limit=${limit}`)),
  fc.nat({ max: 11 }).map((index) => withQuery(`cursor=${known('cursor', index)}`)),
  fc
    .constantFrom('', canary, 'W10', 'eyJhIjoxfQ', 'bnVsbA', 'x'.repeat(501), '%00', '%FF', '%')
    .map((cursor) => withQuery(`cursor=${cursor}`)),
  fc
    .constantFrom(
      'date',
      'from',
      'to',
      'by',
      'type',
      'status',
      'waitingOn',
      'assignee',
      canary,
      '__proto__',
      'limit',
    )
    .chain((name) =>
      fc
        .constantFrom(
          canary,
          '',
          '2026-02-30',
          '0000-00-00',
          '-271821-04-20',
          '9999-12-31',
          '2026-12-01',
          '%F0%9F',
          '%',
          '+',
        )
        .map((value) => withQuery(`${name}=${value}&${name}=${value}`)),
    ),
);

const paths: fc.Arbitrary<Break> = fc.oneof(
  fc
    .constantFrom(
      '%ZZ',
      '%00',
      '%2F',
      '..%2F..',
      '%2e%2e',
      '%',
      '%E0%A4',
      '%FF',
      '%0d%0aX-Injected:1',
      '%F0%9F%A6%B7',
      '%23',
      '%7C',
      canary,
      'x'.repeat(4000),
      '__proto__',
      'constructor',
      '%20',
      '%3F',
      ';',
      '%25%30%30',
    )
    .map((part) =>
      breaks('part of the path', ({ operation, path }) => ({
        path: operation.path.includes('{')
          ? `${operation.path.replace(/\{\w+\}/, part)}`
          : `${path.split('?')[0]}/${part}`,
      })),
    ),
  fc
    .constantFrom('/', '//', '/../', '?', '?%', '#', '?&&==', '/.')
    .map((end) => breaks('end of the path', ({ path }) => ({ path: `${path.split('?')[0]}${end}` }))),
  fc
    .constantFrom('PATCH', 'HEAD', 'OPTIONS', 'GET', 'DELETE', 'PUT', 'POST', 'PROPFIND')
    .map((method) => breaks('method', () => ({ method }))),
  fc.constant(breaks('capitals', ({ path }) => ({ path: path.replace('/v1/', '/V1/') }))),
);

/** Where JSON has its values: a path of keys to each of them, outermost first. */
function placesIn(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null || at.length > 40) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...at, key]))];
}

function changedAt(value: unknown, at: readonly string[], change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = at;
  if (key === undefined || typeof value !== 'object' || value === null) return change(value);
  if (Array.isArray(value))
    return value.map((inner, index) => (String(index) === key ? changedAt(inner, rest, change) : inner));
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, inner]) => [name, name === key ? changedAt(inner, rest, change) : inner])
      .filter(([, inner]) => inner !== undefined),
  );
}

/** Takes one value out of a body, gives it another type, or puts something beside it. */
const bodies: fc.Arbitrary<Break> = fc
  .tuple(fc.nat(), fc.oneof(fc.constant(undefined), odd), fc.boolean())
  .map(([where, instead, beside]) =>
    breaks(
      instead === undefined ? 'field left out' : beside ? 'field added' : 'field retyped',
      ({ body }) => {
        // What an earlier break made huge or deep stays as it is.
        if (typeof body !== 'string' || body.length > 30_000) return { body };
        const json: unknown = jsonIn(body);
        const places = placesIn(json);
        const at = places[where % places.length] ?? [];
        const changed = changedAt(json, at, (value) => {
          if (instead === undefined || !beside || typeof value !== 'object' || value === null) return instead;
          return Array.isArray(value) ? [...value, instead] : { ...value, [canary]: instead };
        });
        return { body: changed === undefined ? '' : JSON.stringify(changed) };
      },
    ),
  );

/** The JSON of a body, or the body where an earlier break has left none. */
function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

const anyBreak = ({ body }: Operation): fc.Arbitrary<Break> =>
  fc.oneof(
    { weight: body ? 8 : 1, arbitrary: bodies },
    { weight: body ? 3 : 1, arbitrary: rawBodies },
    { weight: 2, arbitrary: queries },
    { weight: 2, arbitrary: headers },
    { weight: 2, arbitrary: paths },
    { weight: 1, arbitrary: keys },
  );

/** A request that is wrong in one to three ways. */
export const brokenRequest = (operation: Operation): fc.Arbitrary<Thrown> =>
  fc
    .tuple(validRequest(operation), fc.array(anyBreak(operation), { minLength: 1, maxLength: 3 }))
    .map(([thrown, changes]) => changes.reduce((broken, change) => change(broken), thrown));

/** Puts the host's own ids where the generator could only name them. */
export const filledIn = (thrown: Thrown, ids: Readonly<Record<string, readonly string[]>>): Thrown => {
  const fill = (text: string) =>
    text.replace(isKnown, (_whole, name: string, index: string) => {
      const list = ids[name] ?? [];
      return list[Number(index) % list.length] ?? 'none';
    });
  return {
    ...thrown,
    path: fill(thrown.path),
    body: typeof thrown.body === 'string' ? fill(thrown.body) : thrown.body,
  };
};
