import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The types that the built-in words tell apart. */
export const triageTypes = [
  'appointment-request',
  'clinical-question',
  'prescription',
  'billing-inquiry',
  'records',
  'other',
] as const;
export type TriageType = (typeof triageTypes)[number];

const isType = (type: string): type is TriageType => triageTypes.some((one) => one === type);

export interface TypedText {
  readonly type: TriageType;
  /** What is right too, where a text asks for more than one thing. */
  readonly also: readonly TriageType[];
  readonly body: string;
  /** Of the third, chosen by hash, from which nothing is learned and on which nothing is tuned. */
  readonly heldOut: boolean;
}

/** Reads a set of `type<tab>text` lines, where a type may be several with `|` between. */
export function typedTexts(file: URL): TypedText[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [types = '', body = ''] = line.split('\t');
    const [type, ...also] = types.split('|').filter(isType);
    if (type === undefined || 1 + also.length !== types.split('|').length || body === '')
      throw new Error(`No type and text: ${line}`);
    const heldOut = (createHash('sha256').update(body).digest()[0] ?? 0) % 3 === 0;
    return { type, also, body, heldOut };
  });
}
