import { fold } from './fold.ts';
import { lazily } from './lazily.ts';
import { ownWords } from './own-words.ts';
import { besideThanks, machineOpenings, machineSayings, thanks } from './small-talk-data.ts';

/*
 * Texts that ask nothing: a patient's thanks, a phone's reaction to a text of ours, and what a machine on the other side says by itself. They are
 * stored and shown like any other, and start no episode, no clock and no answer.
 */

/** Longer ones are no mere thanks, and no machine needs more to say that it is one. */
const thanksLengthMax = 160;
const machineLengthMax = 400;

const phrases = lazily(() => {
  const asThanks = new Set(thanks);
  const all = new Set([...thanks, ...besideThanks]);
  const wordsMax = Math.max(...[...all].map((phrase) => phrase.split(' ').length));
  return { asThanks, all, wordsMax };
});

/**
 * Whether a text only thanks, in whatever company of courtesies; or is a reaction that a phone writes out. One that asks ("thanks, when?")
 * or says anything besides is a message. Pure, and linear in the length of the text.
 */
export function onlyThanks(body: string): boolean {
  const own = ownWords(body);
  if (own === '' && body.trim() !== '' && !body.includes('\n')) return true;
  if (own.length > thanksLengthMax || /[?¿]/.test(own)) return false;
  const words = fold(own).split(' ');
  const { asThanks, all, wordsMax } = phrases();
  let thanked = false;
  for (let at = 0; at < words.length; ) {
    const length = longestAt(words, at, wordsMax, all);
    if (length === 0) return false;
    thanked ||= asThanks.has(words.slice(at, at + length).join(' '));
    at += length;
  }
  return thanked;
}

function longestAt(words: readonly string[], at: number, max: number, all: ReadonlySet<string>): number {
  for (let length = Math.min(max, words.length - at); length > 0; length -= 1)
    if (all.has(words.slice(at, at + length).join(' '))) return length;
  return 0;
}

/** Whether a machine wrote a text: an auto-responder, a driving phone, a carrier's bounce. Pure, and linear in the length of the text. */
export function fromMachine(body: string): boolean {
  if (body.length > machineLengthMax) return false;
  const folded = ` ${fold(body)} `;
  return (
    machineOpenings.some((phrase) => folded.startsWith(` ${phrase} `)) ||
    machineSayings.some((phrase) => folded.includes(` ${phrase} `))
  );
}
