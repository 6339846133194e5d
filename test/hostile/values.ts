import fc from 'fast-check';
import type { Schema } from './document.ts';
import { naughtyWords } from './naughty-strings.ts';

/** Stands in every word that the generator makes up: it may come back in no error answer and in no log. */
export const canary = 'hullabaloo';

/** Written in place of an id that only the running host knows, such as `⟦contactId.1⟧`. */
export const known = (name: string, index: number): string => `⟦${name}.${index}⟧`;
export const isKnown = /⟦(\w+)\.(\d+)⟧/g;

/** Ids by their names in the document; an operation finds its own by a path's parameter or a body's field. */
const idNames = [
  'contactId',
  'textId',
  'taskId',
  'appointmentId',
  'patientId',
  'recallId',
  'billId',
  'noticeId',
  'name',
  'keyId',
  'practiceId',
  'staffId',
] as const;
type IdName = (typeof idNames)[number];
const isIdName = (name: string): name is IdName => idNames.some((one) => one === name);

/** Fields of another name that hold such an id. */
const aliases: Readonly<Record<string, IdName>> = {
  patientIds: 'patientId',
  rotates: 'keyId',
  standardResponse: 'name',
  pointPerson: 'staffId',
  deputy: 'staffId',
  assignee: 'staffId',
};

const phones = fc.constantFrom(
  '+16465550101',
  '+16465550102',
  '(646) 555-0103',
  '1-646-555-0104',
  'tel:+16465550105',
  '+442071838750',
  '+12125550109',
);
const zones = fc.constantFrom('America/New_York', 'America/Phoenix', 'Pacific/Honolulu', 'UTC', 'Etc/GMT+12');
const days = fc
  .integer({ min: 0, max: 60 })
  .map((day) => new Date(Date.UTC(2026, 10, 25 + day)).toISOString().slice(0, 10));
const moments = fc
  .tuple(days, fc.integer({ min: 0, max: 23 }), fc.constantFrom('Z', '-05:00', '+14:00'))
  .map(([day, hour, offset]) => `${day}T${String(hour).padStart(2, '0')}:30:00${offset}`);

/** Words as people and machines write them: markup, merge fields, format strings, bidi marks, emoji, keywords. */
const words = fc.constantFrom(
  `${canary}`,
  `${canary} {given} {{name}} \${7*7} <%= 7*7 %>`,
  `<script>alert('${canary}')</script>`,
  `'; DROP TABLE texts; -- ${canary}`,
  `${canary} \u202Egnp.exe\u2066`,
  `👩‍⚕️ ${canary} ¿Está bien?`,
  `__proto__ ${canary}`,
  `${canary} %s %x %n {0} #{1+1}`,
  `see you then ${canary}`,
  `${canary} https://example.com/?mrn=12`,
  `Z͑ͫ̓a̴l̷g̸o ${canary}`,
);

const shortWords = fc.constantFrom('Checkup', 'Ann', 'Ünï', '李', '🦷', "O'Neil", 'A & B', '<b>', '{given}');

/** A string without control characters, between these lengths in UTF-16 units. */
const wordsWithin = (min: number, max: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      { weight: 4, arbitrary: words },
      { weight: 2, arbitrary: shortWords },
      { weight: 2, arbitrary: fc.constantFrom(...naughtyWords) },
      fc.constant('x'.repeat(max)),
    )
    .map((said) => (said.length <= max ? said : said.slice(0, max).toWellFormed().replaceAll('\uFFFD', 'x')))
    .map((said) => said.padEnd(min, 'x'));

function stringOf(name: string, schema: Schema): fc.Arbitrary<string> {
  const { pattern, format, minLength = 0, maxLength = 200, examples } = schema;
  const id = aliases[name] ?? name;
  const made = ((): fc.Arbitrary<string> => {
    if (examples) return phones;
    if (name === 'timeZone') return zones;
    if (name === 'postalCode') return fc.constantFrom('10001', '10001-1234', '96950');
    if (name === 'type') return fc.constantFrom('other', 'billing-inquiry', 'records', 'prescription');
    // Among plans there is one for all other kinds.
    if (name === 'kind')
      return fc.oneof(fc.constant('default'), wordsWithin(Math.max(1, minLength), maxLength));
    if (name === 'cursor') return fc.nat({ max: 7 }).map((index) => known('cursor', index));
    if (format === 'date') return days;
    if (format === 'date-time') return moments;
    if (format === 'uri') return fc.constantFrom('https://example.com/pay', 'https://example.com/a?b=c');
    if (pattern === undefined || pattern.includes('\\p{')) return wordsWithin(minLength, maxLength);
    // The one pattern that looks ahead, which the generator of strings cannot.
    if (pattern.includes('(?!')) return fc.constantFrom('P6M', 'P1Y', 'P2W', 'P90D');
    return fc.stringMatching(new RegExp(pattern));
  })();
  if (!isIdName(id)) return made;
  const one = fc.nat({ max: 2 }).map((index) => known(id, index));
  return fc.oneof({ weight: 6, arbitrary: one }, { weight: 1, arbitrary: made });
}

const numberOf = (schema: Schema, whole: boolean): fc.Arbitrary<number> => {
  const min = schema.minimum ?? schema.exclusiveMinimum ?? 0;
  const max = schema.maximum ?? 1000;
  const least = schema.exclusiveMinimum === undefined || whole ? min : min + 0.001;
  const few = fc.integer({ min: Math.ceil(least), max: Math.min(max, Math.ceil(least) + 60) });
  return fc.oneof({ weight: 4, arbitrary: few }, fc.constantFrom(least, max));
};

/** What a day of a week is open for: spans made up one by one hardly ever stand in order. */
const spansOfDay = [
  ['08:00', '12:00'],
  ['13:00', '17:30'],
  ['18:00', '24:00'],
];

function arrayOf(name: string, schema: Schema): fc.Arbitrary<unknown[]> {
  const made = anyArrayOf(name, schema);
  const isSpans = typeof schema.items === 'object' && schema.items.prefixItems !== undefined;
  return isSpans ? fc.oneof({ weight: 9, arbitrary: fc.subarray(spansOfDay) }, made) : made;
}

function anyArrayOf(name: string, schema: Schema): fc.Arbitrary<unknown[]> {
  if (schema.prefixItems) return fc.tuple(...schema.prefixItems.map((item) => valuesOf(name, item)));
  const { items = {}, minItems = 0, maxItems = 4 } = schema;
  return fc.array(valuesOf(name, typeof items === 'boolean' ? {} : items), {
    minLength: minItems,
    maxLength: Math.max(minItems, Math.min(maxItems, 3)),
  });
}

function objectOf(schema: Schema): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties, propertyNames } = schema;
  const fields = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valuesOf(name, one)])),
    { requiredKeys: [...required], noNullPrototype: true },
  );
  if (typeof additionalProperties !== 'object') return fields;
  const names = propertyNames ? stringOf('', propertyNames) : words;
  const more = fc.dictionary(names, valuesOf('', additionalProperties), {
    maxKeys: 3,
    noNullPrototype: true,
  });
  return fc.tuple(fields, more).map(([own, others]) => ({ ...others, ...own }));
}

/** Values that a schema takes, as JSON; `name` is the field that holds them. */
export function valuesOf(name: string, schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return fc.oneof(...either.map((one) => valuesOf(name, one)));
  switch (schema.type) {
    case 'string':
      return stringOf(name, schema);
    case 'integer':
      return numberOf(schema, true);
    case 'number':
      return numberOf(schema, false);
    case 'boolean':
      return fc.boolean();
    case 'array':
      return arrayOf(name, schema);
    case 'object':
      return objectOf(schema);
    default:
      // Anything at all, as the elements of batches are: each is judged by itself.
      return odd;
  }
}

/** Values that hardly any field takes. */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    Number.MAX_SAFE_INTEGER + 2,
    '',
    ' ',
    canary,
    `${canary}\u0000`,
    `\uD800${canary}`,
    `${canary}\r\n\u2028`,
    '2026-13-45',
    '9999-12-31T23:59:60Z',
    '+1 (646) 555',
    'javascript:alert(1)',
    'C',
    [],
    {},
    [[canary]],
    { [canary]: canary },
    { constructor: { prototype: { admin: true } } },
    { length: 1 },
  ),
  fc.constantFrom(canary, '🦷').map((word) => word.repeat(3000)),
  fc.array(fc.constant({ [canary]: 1 }), { minLength: 300, maxLength: 600 }),
  fc
    .integer({ min: 1, max: 300 })
    .map((depth) => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], canary)),
);
