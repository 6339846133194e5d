import type { Actor } from '../domain/actor.ts';
import { assertVersion, Failure, invalid, notFound } from '../domain/failure.ts';
import type { PracticeId } from '../domain/identifiers.ts';
import { type Finding, lintResponse } from '../domain/response-lint.ts';
import {
  isBuiltIn,
  type ResponseName,
  responseNameSchema,
  type StandardResponse,
  type StandardResponseInput,
} from '../domain/standard-response.ts';
import { starterNamed, starters } from '../domain/starter-responses.ts';
import { wordsIn } from '../domain/words.ts';
import { auditedBy } from './audit.ts';
import { commitOnce, untilDecided } from './commit-draft.ts';
import { newIdOf, type World } from './world.ts';

/** A response as it stands: the practice's own, a starter that it has not written over, or the system's. */
export interface Standing {
  readonly response: StandardResponse;
  /** 0 where the practice has not written it. */
  readonly version: number;
  readonly origin: 'practice' | 'starter' | 'system';
}

/** The warning before health information, as a response that can be read: the system's words around the practice's name. */
const phiWarning: StandardResponse = {
  name: responseNameSchema.parse('phi-warning'),
  body: { en: wordsIn('en').phiWarning('{shortName}'), es: wordsIn('es').phiWarning('{shortName}') },
};

const offered: readonly Standing[] = [
  { response: phiWarning, version: 0, origin: 'system' },
  ...starters.map((response): Standing => ({ response, version: 0, origin: 'starter' })),
];

/**
 * A practice's responses by name, then the system's and the starters of which it has none of its own. A filter may make pages short.
 */
export async function listResponses(
  world: World,
  practiceId: PracticeId,
  query: { readonly type?: string | undefined; readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ items: readonly Standing[]; next?: string | undefined }> {
  const { limit, cursor, type } = query;
  const wanted = ({ response }: Standing) => type === undefined || response.type === type;
  // Cursors of the store hold no dot.
  const offset = /^offered\.(\d{1,4})$/.exec(cursor ?? '')?.[1];
  if (offset !== undefined) return offeredFrom(world, practiceId, Number(offset), { limit, wanted });
  const own = await world.store.list({
    listing: 'responses',
    of: { practiceId },
    limit,
    ...(cursor !== undefined && { after: cursor }),
  });
  const items = own.items.map(
    ({ value, version }): Standing => ({ response: value, version, origin: 'practice' }),
  );
  if (own.next !== undefined) return { items: items.filter(wanted), next: own.next };
  const rest = await offeredFrom(world, practiceId, 0, { limit: limit - items.length, wanted });
  return { items: [...items.filter(wanted), ...rest.items], next: rest.next };
}

async function offeredFrom(
  world: World,
  practiceId: PracticeId,
  from: number,
  { limit, wanted }: { readonly limit: number; readonly wanted: (one: Standing) => boolean },
): Promise<{ items: readonly Standing[]; next?: string | undefined }> {
  const some = offered.slice(from, from + limit);
  if (some.length === 0) return { items: [], ...(from < offered.length && { next: `offered.${from}` }) };
  const own = await world.store.read(
    some.map(({ response }) => ({ kind: 'response', practiceId, name: response.name }) as const),
  );
  const items = some.filter((one, index) => own[index] === undefined && wanted(one));
  return { items, ...(from + limit < offered.length && { next: `offered.${from + limit}` }) };
}

/** A response by its name: the practice's own before a starter. `undefined` where there is none. */
export async function findResponse(
  world: Pick<World, 'store'>,
  practiceId: PracticeId,
  name: ResponseName,
): Promise<Standing | undefined> {
  if (isBuiltIn(name)) return { response: phiWarning, version: 0, origin: 'system' };
  const [own] = await world.store.read([{ kind: 'response', practiceId, name }]);
  if (own) return { response: own.value, version: own.version, origin: 'practice' };
  const starter = starterNamed(name);
  return starter && { response: starter, version: 0, origin: 'starter' };
}

/** As `findResponse`, of which there must be one; with what its words are found wanting in. */
export async function readResponse(
  world: World,
  practiceId: PracticeId,
  name: ResponseName,
): Promise<Standing & { readonly findings: readonly Finding[] }> {
  const [found, settings] = await Promise.all([
    findResponse(world, practiceId, name),
    world.settings.settings(practiceId),
  ]);
  if (!found) throw notFound('standard response');
  return { ...found, findings: lintResponse(found.response, settings) };
}

/**
 * Writes a response down.
 *
 * @throws Failure `invalid` where its fields cannot be read or it invites a word that means stop; `conflict` on a name of the system's
 */
export async function putResponse(
  world: World,
  practiceId: PracticeId,
  name: ResponseName,
  input: StandardResponseInput,
  expected: number | undefined,
  by?: Actor,
): Promise<Standing & { readonly findings: readonly Finding[]; readonly created: boolean }> {
  assertOwn(name);
  const settings = await world.settings.settings(practiceId);
  const findings = lintResponse(input, settings);
  assertSound(findings);
  return untilDecided(world, async () => {
    const key = { kind: 'response', practiceId, name } as const;
    const [record] = await world.store.read([key]);
    assertVersion(expected, record?.version ?? 0);
    const response: StandardResponse = { name, ...input, updatedAt: world.clock.now() };
    const put = { put: key, value: response, expect: record?.version ?? 'absent' } as const;
    const { outcome } = await commitOnce(
      world.store,
      { of: 'practice', practiceId },
      onceOf(world),
      [put, ...auditedBy(world, by, { practiceId, action: 'response-put', what: name })],
      null,
    );
    if (outcome === 'conflict') return 'conflict';
    const version = (record?.version ?? 0) + 1;
    return { response, version, origin: 'practice', findings, created: record === undefined };
  });
}

/** Takes a response of the practice's own away; a starter of its name is offered again. */
export async function deleteResponse(
  world: World,
  practiceId: PracticeId,
  name: ResponseName,
  expected: number | undefined,
  by?: Actor,
): Promise<void> {
  assertOwn(name);
  await untilDecided(world, async () => {
    const [record] = await world.store.read([{ kind: 'response', practiceId, name }]);
    if (!record) throw notFound('standard response of the practice');
    assertVersion(expected, record.version);
    const gone = { remove: record.key, expect: record.version };
    const { outcome } = await commitOnce(
      world.store,
      { of: 'practice', practiceId },
      onceOf(world),
      [gone, ...auditedBy(world, by, { practiceId, action: 'response-deleted', what: name })],
      null,
    );
    return outcome === 'conflict' ? 'conflict' : undefined;
  });
}

const onceOf = (world: World): string => `response#${newIdOf(world)()}`;

function assertOwn(name: ResponseName): void {
  if (isBuiltIn(name))
    throw new Failure(
      'conflict',
      'This response is the system’s own, and its words are fixed: take another name.',
    );
}

/** Errors keep a response from being written down; what they are about is named by its language. */
function assertSound(findings: readonly Finding[]): void {
  const errors = findings.flatMap(({ severity, language, start, end, message }) =>
    severity === 'error'
      ? [{ path: `body.${language}${start === undefined ? '' : `[${start}-${end}]`}`, message }]
      : [],
  );
  if (errors.length > 0) throw invalid(errors);
}
