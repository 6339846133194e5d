import type { Found } from './phi-terms.ts';

/** Identifiers that are found by their form. Each is one of 45 CFR 164.514(b)(2)(i), in force since 2003-04-14. */
export type IdentifierKind = 'ssn' | 'birth-date' | 'record-number' | 'account-number' | 'email';

interface IdentifierPattern {
  readonly kind: IdentifierKind;
  /** Over plain text (phi-text.ts). Its group `id` is the identifier; every repetition is bounded. */
  readonly pattern: RegExp;
  /** It can only match where one of these stands: most texts hold none, and a look costs less than the pattern. */
  readonly hints: readonly string[];
  readonly cites: string;
}

const oneOf = (words: string): string =>
  words
    .split(' ')
    .map((word) => `\\b${word}\\b`)
    .join('|');

const months =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|' +
  'nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|' +
  'noviembre|diciembre';
const year = "(?:(?:19|20)\\d{2}|'?\\d{2})";
const fullDate =
  `(?:\\d{1,2}[-/.]\\d{1,2}[-/.]${year}|(?:19|20)\\d{2}[-/.]\\d{1,2}[-/.]\\d{1,2}|` +
  `(?:${months})\\.? \\d{1,2}(?:st|nd|rd|th)?,? ${year}|` +
  `\\d{1,2} (?:de )?(?:${months}),? (?:del? )?${year})(?!\\d)`;
const monthAndDay =
  `(?:\\d{1,2}[-/]\\d{1,2}|(?:${months})\\.? \\d{1,2}(?:st|nd|rd|th)?|` +
  `\\d{1,2} de (?:${months}))(?![\\d/:])`;
const born = '\\b(?:d\\.?o\\.?b\\.?|date of birth|birth ?date|fecha de nacimiento)';
const joins = `(?:[\\s:=#,(-]|${oneOf('is was as on es el in en')}){0,6}`;
/** "DOB for Ana is", and not "date of birth before", after which stands a day to answer by. */
const apart = `(?:\\s(?!${oneOf('by before until at antes para')})\\p{L}{1,20}){1,3}[\\s:]{1,3}`;

/** Between "chart" and its number. */
const numbered = `(?:[\\s#:.=-]|${oneOf('number no num numero nro id is es ending ends that in terminad[ao] en')}){1,8}`;
/** Says that what follows is a number of it: not "account balance". */
const marker = `(?=[\\s:.]{0,3}(?:#|${oneOf('number no num numero nro id ending that terminad[ao]')}))`;
/** An id with at least so many digits, which is no date, time or price. */
const idOf = (digitsMin: number): string =>
  `(?<id>(?=(?:[a-z-]{0,6}\\d){${digitsMin}})[a-z\\d](?:-?[a-z\\d]){2,23})(?![\\p{L}\\p{N}]|[/:.]\\d)`;

const identifiers = '45 CFR 164.514(b)(2)(i)';

/** Social Security numbers have no area 000, 666 or 900-999, no group 00, no serial 0000. */
const ssa = 'SSA, POMS RM 10201.035, invalid Social Security numbers, since 2011-06-25';

/** A Medicare number has eleven places, of letters without S, L, O, I, B, Z and of digits, each place of its own sort. */
const letter = '[ac-hjkmnp-rt-y]';
const either = '[ac-hjkmnp-rt-y\\d]';
const medicareId = `[1-9]${letter}${either}\\d-?${letter}${either}\\d-?${letter}{2}\\d{2}`;

/** What names a day of birth. */
const birthHints = ['dob', 'd.o', 'do.b', 'birth', 'nacimiento'];

export const identifierPatterns: readonly IdentifierPattern[] = [
  {
    kind: 'ssn',
    pattern:
      /(?<![\p{L}\d]|\d[-.])(?<id>(?!000|666|9)\d{3}([- .])(?!00)\d{2}\2(?!0000)\d{4})(?![\p{L}\d]|-\d)/gu,
    hints: [' ', '-', '.'],
    cites: ssa,
  },
  {
    kind: 'ssn',
    pattern: new RegExp(
      '\\b(?:ssn|itin|social security|social|seguro social)' +
        `(?:[\\s:#.,()-]|${oneOf('number no numero is es ending in last four ultimos cuatro')}){1,8}` +
        '(?<id>\\d{3}[- .]?\\d{2}[- .]?\\d{4}|\\d{4})(?!\\d)',
      'gu',
    ),
    hints: ['ssn', 'itin', 'social'],
    cites: ssa,
  },
  {
    kind: 'birth-date',
    pattern: new RegExp(`${born}(?:${joins}(?<id>${fullDate}|${monthAndDay}))`, 'gu'),
    hints: birthHints,
    cites: `${identifiers}(C)`,
  },
  {
    kind: 'birth-date',
    pattern: new RegExp(`${born}${apart}(?<id>${fullDate})`, 'gu'),
    hints: birthHints,
    cites: `${identifiers}(C)`,
  },
  {
    kind: 'birth-date',
    pattern: new RegExp(`\\b(?:born|birthday|nacid[ao]|nacio|cumpleanos)\\b${joins}(?<id>${fullDate})`, 'gu'),
    hints: ['born', 'birthday', 'nacid', 'nacio', 'cumpleanos'],
    cites: `${identifiers}(C)`,
  },
  {
    kind: 'birth-date',
    pattern: new RegExp(`(?<!\\d)(?<id>${fullDate})[\\s,(-]{1,3}${born}`, 'gu'),
    hints: birthHints,
    cites: `${identifiers}(C)`,
  },
  {
    kind: 'record-number',
    pattern: new RegExp(`\\bmrn${numbered}${idOf(3)}`, 'gu'),
    hints: ['mrn'],
    cites: `${identifiers}(H)`,
  },
  {
    kind: 'record-number',
    pattern: new RegExp(
      `\\b(?:chart|record|patient|file|expediente|historia clinica|paciente)${marker}${numbered}${idOf(3)}`,
      'gu',
    ),
    hints: ['chart', 'record', 'patient', 'file', 'expediente', 'historia', 'paciente'],
    cites: `${identifiers}(H)`,
  },
  {
    kind: 'account-number',
    pattern: new RegExp(
      '\\b(?:account|acct|policy|member|membership|subscriber|group|claim|medicaid|medicare|insurance|plan|card|' +
        `cuenta|poliza|miembro|afiliado|tarjeta)${marker}${numbered}${idOf(4)}`,
      'gu',
    ),
    hints: [
      ...[
        'account',
        'acct',
        'policy',
        'member',
        'subscriber',
        'group',
        'claim',
        'medicaid',
        'medicare',
        'insurance',
      ],
      ...['plan', 'card', 'cuenta', 'poliza', 'miembro', 'afiliado', 'tarjeta'],
    ],
    cites: `${identifiers}(I) and (J)`,
  },
  {
    kind: 'account-number',
    pattern: new RegExp(
      '\\b(?:acct|account|policy|poliza|cuenta|medicaid|medicare)[\\s:]{1,3}' +
        '(?<id>[a-z]{0,4}-?\\d{5,17}[a-z]?)(?![\\p{L}\\p{N}])',
      'gu',
    ),
    hints: ['acct', 'account', 'policy', 'poliza', 'cuenta', 'medicaid', 'medicare'],
    cites: `${identifiers}(I) and (J)`,
  },
  {
    kind: 'account-number',
    pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?<id>${medicareId})(?![\\p{L}\\p{N}])`, 'gu'),
    hints: [...'123456789'],
    cites: 'CMS, format of the Medicare Beneficiary Identifier, since 2018-04-01',
  },
  {
    kind: 'email',
    pattern: /(?<![a-z\d._%+-])(?<id>[a-z\d._%+-]{1,64}@(?:[a-z\d-]{1,63}\.){1,4}[a-z]{2,24})(?![a-z\d])/gu,
    hints: ['@'],
    cites: `${identifiers}(F)`,
  },
];

/**
 * What a mailbox of the practice itself is called. The law means addresses of the patient and of those close to them,
 * and "write to billing@" is an ordinary answer.
 */
const practiceMailboxes: readonly string[] = [
  ...[
    'info',
    'office',
    'frontdesk',
    'front.desk',
    'reception',
    'contact',
    'hello',
    'help',
    'support',
    'admin',
  ],
  ...['billing', 'payments', 'accounts', 'appointments', 'scheduling', 'records', 'medicalrecords', 'forms'],
  ...['referrals', 'insurance', 'citas', 'recepcion', 'facturacion', 'contacto', 'privacy', 'team', 'care'],
];
const isMailbox = new Set(practiceMailboxes);

/** Identifiers of a plain text, in the order of the patterns. */
export function identifiersIn(plain: string): readonly Found<IdentifierKind>[] {
  // Each holds a digit, but for an address.
  if (!/[\d@]/.test(plain)) return [];
  const hinted = identifierPatterns.filter(({ hints }) => hints.some((hint) => plain.includes(hint)));
  return hinted.flatMap(({ kind, pattern }) =>
    Array.from(plain.matchAll(pattern)).flatMap((match) => {
      const { id: found = '' } = match.groups ?? {};
      if (kind === 'email' && isMailbox.has(found.slice(0, found.indexOf('@')))) return [];
      const from = match.index + match[0].lastIndexOf(found);
      return [{ kind, from, to: from + found.length }];
    }),
  );
}
