import { readFileSync } from 'node:fs';

/*
 * The week's words, from `week.txt`: its first lines say how they are written down.
 */

/** What one side says in a conversation, in its place. */
export type Line =
  /** The patient: first of all, right after what they said before, once a person has answered, or some hours later. */
  | {
      readonly who: 'patient';
      readonly when: 'first' | 'at-once' | 'answered' | 'later';
      readonly words: string;
      readonly needsNone: boolean;
    }
  | { readonly who: 'practice'; readonly words: string };

/** One patient's week. */
export interface Conversation {
  readonly number: number;
  /** What the writer of the script had in mind; the system tells types by itself. */
  readonly about: string;
  readonly spanish: boolean;
  readonly stranger: boolean;
  readonly booked: boolean;
  readonly forgotten: boolean;
  /** `Thu-03:02`; a time of chance where it is absent. */
  readonly at: string | undefined;
  readonly lines: readonly Line[];
}

const flags = ['es', 'stranger', 'booked', 'forgotten'] as const;

/** Reads the script. Throws where a line says something that it does not know. */
export function readScript(file = new URL('week.txt', import.meta.url)): readonly Conversation[] {
  const [, ...blocks] = readFileSync(file, 'utf8').trim().split(/\n\n+/);
  return blocks.map((block, number) => {
    const [head = '', ...rest] = block.split('\n');
    const [mark, about = '', ...options] = head.split(' ');
    if (mark !== '==' || rest.length === 0) throw new Error(`No conversation: ${head}`);
    const at = options.find((one) => one.startsWith('@'))?.slice(1);
    const [es, stranger, booked, forgotten] = flags.map((flag) => options.includes(flag));
    const unknown = options.filter((one) => !one.startsWith('@') && !flags.some((flag) => flag === one));
    if (unknown.length > 0) throw new Error(`${head}: what is ${unknown.join(', ')}?`);
    return {
      number,
      about,
      at,
      spanish: es === true,
      stranger: stranger === true,
      booked: booked === true,
      forgotten: forgotten === true,
      lines: rest.map((line, index) => lineOf(line, index === 0)),
    };
  });
}

function lineOf(written: string, first: boolean): Line {
  const [, mark = '', words = ''] = /^(<|>>|>|\+)?\s*(.*)$/s.exec(written) ?? [];
  if (mark === '<') return { who: 'practice', words };
  const when = first ? 'first' : mark === '+' ? 'at-once' : mark === '>>' ? 'later' : 'answered';
  const needsNone = words.startsWith('~') || words.endsWith('~');
  return { who: 'patient', when, words: words.replace(/^~\s*|\s*~$/g, ''), needsNone };
}
