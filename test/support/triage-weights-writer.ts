import { triageWeightsFile } from './triage-training.ts';
import { typedTexts } from './typed-texts.ts';

/*
 * Writes shared/domain/triage-weights-data.ts, after a change of the labelled texts, the lexicon or how a text is read:
 *
 *   node test/support/triage-weights-writer.ts > shared/domain/triage-weights-data.ts
 */

const texts = typedTexts(new URL('../domain/labelled/message-types.tsv', import.meta.url));
process.stdout.write(triageWeightsFile(texts.filter(({ heldOut }) => !heldOut)));
