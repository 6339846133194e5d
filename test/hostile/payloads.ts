import fc from 'fast-check';
import type { Payload } from './carriers.ts';
import { canary, odd } from './values.ts';

/** Bodies as no textbook has them; a patient's phone, or somebody with a key, can send each. */
export const oddBodies: readonly string[] = [
  '',
  ' ',
  '🦷'.repeat(16_000),
  `${canary}\0${canary}`,
  `\u202E${canary}\u2066\u2069\u200F`,
  `\uD83D${canary}`,
  'Ж'.repeat(5_000),
  '\r\n\t\u2028\u0085\u0007\u001B[31m',
  `{{given}} {given} $\{7*7} <%= 1 %> #{1}`,
  `<script>${canary}</script>`,
  '__proto__',
  'STOP\0',
  'S\u200BT\u200BO\u200BP',
  'ＳＴＯＰ',
  'C'.repeat(1600),
  '{"to":"+12125550199"}',
  'a=1&To=%2B12125550199',
];

const oddSenders: readonly unknown[] = [
  '72975',
  '+72975',
  'RIVERSIDE',
  '',
  ' ',
  '+',
  '+1',
  '+1800FLOWERS',
  '2125550147',
  '+1 212 555 0147',
  'whatsapp:+12125550147',
  '+999999999999999',
  '+12125550147;ext=1',
  `${canary}`,
  '٠١٢',
  null,
  12125550147,
  ['+12125550147'],
];

/** A payload with fields taken away, given twice, given another type, or added. */
export const mutated = (payload: Payload, from: string, body: string): fc.Arbitrary<Payload> => {
  const names = Object.keys(payload);
  const change = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...oddBodies).map((said) => ({ [body]: said })) },
    { weight: 2, arbitrary: fc.constantFrom(...oddSenders).map((said) => ({ [from]: said })) },
    fc.constantFrom(...names).map((name) => ({ [name]: undefined })),
    fc.tuple(fc.constantFrom(...names), odd).map(([name, value]) => ({ [name]: value })),
    fc.constantFrom(...names).map((name) => ({ [name]: [payload[name], payload[name]] })),
    fc
      .tuple(fc.constantFrom(canary, 'to', 'Body', 'MessageStatus', 'NumMedia', 'constructor'), odd)
      .map(([name, value]) => ({ [name]: value })),
  );
  return fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes): Payload => Object.assign({ ...payload }, ...changes));
};

/** What a carrier that had gone mad would sign: no payload at all, or one with its fields twice. */
export const rawPayloads = (payload: Payload): fc.Arbitrary<string> =>
  fc.constantFrom(
    '',
    '{}',
    '[]',
    'null',
    '"words"',
    '1e999',
    'a=b',
    '%',
    '%ff=%c3%28',
    '<xml/>',
    '{"__proto__":{"to":1}}',
    '\uFEFF{}',
    `${JSON.stringify(payload).slice(0, -1)},${JSON.stringify(payload).slice(1)}`,
    JSON.stringify(payload).slice(0, -3),
    '['.repeat(20_000),
    '{"a":'.repeat(5_000),
    `{"${canary}":"${'🦷'.repeat(20_000)}"}`,
  );

/** Bytes with some of them changed, cut off, or put in. */
export const flipped = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc
    .array(fc.tuple(fc.nat({ max: Math.max(0, bytes.length - 1) }), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 8,
    })
    .chain((flips) =>
      fc.constantFrom('flip', 'cut', 'not UTF-8', 'NUL').map((how) => {
        const [[place] = [0]] = flips;
        if (how === 'cut') return bytes.slice(0, place);
        if (how === 'not UTF-8')
          return Buffer.concat([bytes.slice(0, place), Uint8Array.of(0xc3, 0x28, 0xff), bytes.slice(place)]);
        if (how === 'NUL') return Buffer.concat([bytes, Uint8Array.of(0)]);
        const changed = Uint8Array.from(bytes);
        for (const [at, by] of flips) changed[at] = (changed[at] ?? 0) ^ by;
        return changed;
      }),
    );
