import { registerHooks } from 'node:module';

/*
 * Histories say the same few dozen things over and over to the same few phones, and reading the words and hashing the numbers each time takes a third
 * of their time. Here such answers are remembered: pure functions of what they are asked, wrapped as their modules load, in a worker of the
 * simulation's and nowhere else. A seed's history is the same with and without.
 */

/** Functions whose answer is their arguments' alone: from the root of the project, the file and what it exports. */
const pure: readonly (readonly [file: string, names: readonly string[]])[] = [
  ['shared/domain/emergency.ts', ['emergencyIn']],
  ['shared/domain/opt-out-language.ts', ['optOutIn']],
  ['shared/domain/keywords.ts', ['keywordOf', 'narrowerChoice', 'carrierAnswers']],
  ['shared/domain/small-talk.ts', ['onlyThanks', 'fromMachine']],
  ['shared/domain/triage.ts', ['triageOf']],
  ['shared/domain/fold.ts', ['fold']],
  ['shared/domain/phi-guard.ts', ['phiIn']],
  ['shared/domain/reserved-words.ts', ['reservedWordsIn', 'saysHowToOptOut']],
  ['shared/domain/segments.ts', ['measure', 'toGsm7']],
  ['shared/domain/phone-number.ts', ['parsePhoneNumber']],
  ['shared/domain/wrong-number.ts', ['saysWrongNumber']],
  ['shared/domain/identifiers.ts', ['contactIdOf', 'lineIdOf']],
];

const root = new URL('../../', import.meta.url);
const itself = '?itself';

/** Everything that is imported from now on remembers its readings. */
export function rememberReadings(): void {
  const wrapped = new Map(pure.map(([file, names]) => [new URL(file, root).href, names]));
  const remembering = new URL('remembering.ts', import.meta.url).href;
  registerHooks({
    load(url, context, next) {
      const names = wrapped.get(url);
      if (names === undefined) return next(url, context);
      // What a module exports by name goes before what it exports with a star.
      const source = [
        `export * from '${url}${itself}';`,
        `import * as itself from '${url}${itself}';`,
        `import { remembering } from '${remembering}';`,
        ...names.map((name) => `export const ${name} = remembering(itself.${name});`),
      ].join('\n');
      return { format: 'module', source, shortCircuit: true };
    },
  });
}
