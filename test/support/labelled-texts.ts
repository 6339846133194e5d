import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { OptOut } from '../../shared/domain/opt-out-language.ts';

export interface LabelledText {
  readonly label: OptOut['class'];
  readonly body: string;
  /** Of the third, chosen by hash, on which nothing is tuned: it tells what the rules do with texts they were not made for. */
  readonly heldOut: boolean;
}

const classes: readonly string[] = ['certain', 'plain', 'unsure', 'none'] satisfies OptOut['class'][];
const isClass = (label: string): label is OptOut['class'] => classes.includes(label);

/** Reads a set of `class<tab>text` lines; `\n` and `\uXXXX` stand for what a line cannot hold. */
export function labelledTexts(file: URL): LabelledText[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [label = '', written = ''] = line.split('\t');
    if (!isClass(label)) throw new Error(`No class of texts: ${line}`);
    const body = written
      .replaceAll('\\n', '\n')
      .replace(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    const heldOut = (createHash('sha256').update(written).digest()[0] ?? 0) % 3 === 0;
    return { label, body, heldOut };
  });
}
