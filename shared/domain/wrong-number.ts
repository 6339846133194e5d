import { fold } from './fold.ts';
import { lazily } from './lazily.ts';
import { sentencesOf } from './opt-out-language.ts';
import { groups } from './opt-out-language-data.ts';
import { wordPatterns } from './word-pattern.ts';

/**
 * How whoever has the number says that it is not the patient's, in folded words (see word-pattern.ts); effective 2026-11-25. A number
 * that changed hands is the carriers' commonest complaint, and a patient's name must not go on to a stranger.
 */
const patterns: readonly string[] = [
  '~sorry|texted_the|texted|called_the|to_the|have_the|has_the|charged_the|billed_the <wrong> !on|for_my|for_the|in|was|is|listed|card|account|bill|insurance|info|date',
  'you have|got|dialed|texted|reached the? <wrong> !on|for_my|for_the|in|listed',
  '^ the? <wrong> !on|for_my|for_the|in|was|is|listed',
  'nobody|no_one|noone|none here? by|named|with|called that|this? name',
  'no one|body here by|named|called',
  'dont|do_not know anyone|anybody|who by|named|with|called',
  'not|isnt|aint|no_longer his|her|their|that_persons|the_patients number|phone|cell !on',
  'number now|no_longer? belongs|belong to me|someone|somebody|a|another',
  '<equivocado> !en',
  'no soy|es esa|ese|la persona|paciente',
  'este? numero ya? no es|pertenece de|a el|ella|esa|ese|su',
];

const compiled = lazily(() => {
  const compile = wordPatterns(groups);
  return patterns.map((pattern) => compile(pattern, ''));
});

/** "This isn't Ana", "no soy Ana": a denial of one of the patients whom the practice reaches here. */
const denials =
  /(?:^ (?:not|no|sorry not|sorry no)| (?:im not|i am not|this is not|thats not|that is not|its not|isnt|aint|no soy|no es|no esta|there is no|theres no|dont know|no conozco a?|nobody named)) (?:a |an |the )?(?:patient )?$/;

/**
 * Whether a text says that its number is not the patient's. Pure, and linear in the length of the text.
 *
 * @param givens the given names of the patients at this number
 */
export function saysWrongNumber(body: string, givens: readonly string[]): boolean {
  const names = givens.map(fold).filter((name) => name.length > 1);
  return sentencesOf(body).some(
    ({ words, asks }) =>
      !asks &&
      (compiled().some(({ expression }) => words.search(expression) >= 0) ||
        names.some((name) => denies(words, name))),
  );
}

function denies(words: string, name: string): boolean {
  const at = words.indexOf(` ${name} `);
  return at >= 0 && denials.test(words.slice(Math.max(0, at - 60), at + 1)) && aloneAfter(words, at, name);
}

/** "This is not Ana's pharmacy" and "not Ana, Ben is coming" speak of something else: the name ends what is said. */
const aloneAfter = (words: string, at: number, name: string): boolean =>
  /^ (?:, )?(?:$|(?:sorry|please|here|anymore|stop|so|lo|wrong|you|remove|do|dont|this|que|se|aqui) )/.test(
    words.slice(at + 1 + name.length),
  );
