/**
 * A folded word without what number, tense and gender add to it, English and Spanish alike: one form for all of its forms
 * ("scheduled", "scheduling", "schedule"). Rough on purpose: what it makes need not be a word.
 */
export function stemOf(word: string): string {
  let stem = word;
  if (stem.length >= 4 && stem.endsWith('s') && !/(?:ss|us|is)$/.test(stem)) stem = stem.slice(0, -1);
  if (stem.length >= 6) stem = stem.replace(/(?<=[a-z]{3})(?:ing|ed)$/, '').replace(/([^aeiouls])\1$/, '$1');
  if (stem.length >= 5) stem = stem.replace(/[aeo]$/, '');
  return stem.length >= 4 ? stem.replace(/y$/, 'i') : stem;
}

/**
 * Whether a word is another with so many slips at most: a letter more, fewer or other, or two swapped. The first letter is right
 * unless it is swapped.
 */
export function isNear(word: string, other: string, slipsMax: number): boolean {
  const begins = word[0] === other[0] || (word[0] === other[1] && word[1] === other[0]);
  return begins && isWithin(word, other, slipsMax);
}

function isWithin(word: string, other: string, slipsMax: number): boolean {
  if (Math.abs(word.length - other.length) > slipsMax) return false;
  let at = 0;
  while (at < word.length && word[at] === other[at]) at += 1;
  const left = word.slice(at);
  const right = other.slice(at);
  if (left === '' || right === '') return true;
  if (slipsMax === 0) return false;
  const fewer = slipsMax - 1;
  const swapped = left[0] === right[1] && left[1] === right[0];
  return (
    isWithin(left.slice(1), right.slice(1), fewer) ||
    isWithin(left.slice(1), right, fewer) ||
    isWithin(left, right.slice(1), fewer) ||
    (swapped && isWithin(left.slice(2), right.slice(2), fewer))
  );
}
