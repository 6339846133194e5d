import { languages } from '../../shared/domain/patient.ts';
import { measure } from '../../shared/domain/segments.ts';
import { everyText } from '../support/default-texts.ts';

/*
 * `npm run measure:segments`, the last part of `npm run bench`: how long every text is that the system writes by itself, with names of 20
 * characters and at its longest: each is to be one GSM-7 segment of 160, for a second one costs more than all of the infrastructure for a text.
 */

console.log('texts that the system writes, with names of 20 characters');
for (const language of languages) {
  const texts = everyText(language).map(({ name, body }) => ({ name, ...measure(body) }));
  const inOne = texts.filter(({ encoding, segments }) => encoding === 'GSM-7' && segments === 1);
  const longest = texts.toSorted((a, b) => b.units - a.units)[0];
  console.log(
    `  ${language}: ${inOne.length} of ${texts.length} in one GSM-7 segment; the longest of ${longest?.units} septets (${longest?.name})`,
  );
}
