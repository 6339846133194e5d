import { addressOf, fillResponse } from '../domain/fill-response.ts';
import type { ContactId, PracticeId, TextId } from '../domain/identifiers.ts';
import type { Language } from '../domain/patient.ts';
import { countedIn, wordsHeard } from '../domain/response-uses.ts';
import { measure } from '../domain/segments.ts';
import { starters } from '../domain/starter-responses.ts';
import { suggest } from '../domain/suggestions.ts';
import type { Text } from '../domain/text.ts';
import { StoreUnavailable } from '../ports/store.ts';
import { commitOnce, untilDecided } from './commit-draft.ts';
import { readHead, readText, readTexts } from './threads.ts';
import type { World } from './world.ts';

type OfContact = { readonly practiceId: PracticeId; readonly contactId: ContactId };

/** A response offered for a thread, as its patient would get it. */
export interface Offered {
  readonly name: string;
  readonly body: string;
  readonly language: Language;
  readonly segments: number;
  readonly missing: readonly string[];
  readonly uses: number;
  readonly why: string;
}

/** As many of a practice's own responses as suggestions look at. */
const consideredMax = 100;

/** As many texts as are looked back through for what the patient last wrote. */
const lookBack = 10;

/** Up to five prepared answers for a thread, best first, each with why. */
export async function suggestResponses(world: World, contact: OfContact): Promise<readonly Offered[]> {
  const { practiceId, contactId } = contact;
  const [head, settings, own, texts] = await Promise.all([
    readHead(world, practiceId, contactId),
    world.settings.settings(practiceId),
    world.store.list({ listing: 'responses', of: { practiceId }, limit: consideredMax }),
    readTexts(world, contact, { limit: lookBack }),
  ]);
  const { type } = head.thread;
  const [uses] = await world.store.read([{ kind: 'response-uses', practiceId, type }]);
  const mine = own.items.map(({ value }) => value);
  const responses = [...mine, ...starters.filter(({ name }) => !mine.some((one) => one.name === name))];
  const heard = wordsHeard(settings['message-types'], lastWritten(texts.items));
  return suggest({ responses, type, uses: uses?.value, heard }).map(({ response, uses: times, why }) => {
    const filled = fillResponse(response, { ...addressOf(head), profile: settings.profile });
    const { segments } = measure(filled.body);
    return { ...filled, name: response.name, segments, uses: times, why };
  });
}

/** What the patient wrote since a person last did. Texts are newest first. */
function lastWritten(texts: readonly Text[]): readonly string[] {
  const answered = texts.findIndex((text) => text.direction === 'out' && !text.automated);
  const since = answered < 0 ? texts : texts.slice(0, answered);
  return since.filter(({ direction }) => direction === 'in').map(({ body }) => body);
}

/**
 * Counts that a response answered a text of the thread's type, in a commit of its own after the answer's: suggestions go by it. Twice
 * is once. A store that is busy leaves the answer uncounted, for the answer itself is safe.
 */
export async function countUse(
  world: World,
  contact: OfContact,
  textId: TextId,
): Promise<'counted' | 'not-counted'> {
  const { practiceId, contactId } = contact;
  try {
    const [text, head, settings, texts] = await Promise.all([
      readText(world, practiceId, textId),
      readHead(world, practiceId, contactId),
      world.settings.settings(practiceId),
      readTexts(world, contact, { limit: lookBack }),
    ]);
    if (text.direction !== 'out' || text.standardResponse === undefined) return 'not-counted';
    const before = texts.items.filter(({ seq }) => seq < text.seq);
    const used = {
      name: text.standardResponse,
      words: wordsHeard(settings['message-types'], lastWritten(before)),
    };
    return await untilDecided(world, () => countIn(world, practiceId, head.thread.type, { textId, used }));
  } catch (error) {
    if (error instanceof StoreUnavailable) return 'not-counted';
    throw error;
  }
}

async function countIn(
  world: World,
  practiceId: PracticeId,
  type: string,
  { textId, used }: { readonly textId: string; readonly used: Parameters<typeof countedIn>[1] },
): Promise<'counted' | 'conflict'> {
  const key = { kind: 'response-uses', practiceId, type } as const;
  const [uses] = await world.store.read([key]);
  const value = countedIn(uses?.value ?? { type, counts: [] }, used);
  const put = { put: key, value, expect: uses?.version ?? 'absent' } as const;
  const once = `response-use#${textId}`;
  const { outcome } = await commitOnce(world.store, { of: 'practice', practiceId }, once, [put], null);
  return outcome === 'conflict' ? 'conflict' : 'counted';
}
