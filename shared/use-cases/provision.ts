import { Failure, notFound } from '../domain/failure.ts';
import { keyIdOf, lineIdOf, type PracticeId } from '../domain/identifiers.ts';
import type { Line } from '../domain/line.ts';
import type { Agreements, Practice } from '../domain/practice.ts';
import { type SettingsValue, settingsParts } from '../domain/settings.ts';
import { startingSettings } from '../domain/starting-settings.ts';
import { type Change, StoreUnavailable } from '../ports/store.ts';
import { commitOnce, untilDecided } from './commit-draft.ts';
import { createKey, newApiKey, practiceKey, type ShownKey } from './keys.ts';
import { timeZoneIn } from './show-practice.ts';
import { newIdOf, type World } from './world.ts';

/** A name as texts use it until the practice chooses one: cut to 20, but not through the middle of a character. */
const shortened = (name: string): string =>
  name
    .slice(0, 20)
    .replace(/\p{Cs}$/u, '')
    .trim();

interface NewPractice {
  readonly practiceId: PracticeId;
  readonly name: string;
  readonly timeZone: string;
}

/**
 * Makes a practice with safe settings and its first key, in one commit, its usage id enrolled before. A practice that is there with
 * the same name and time zone is left as it is and gets one more key: whoever asks again never heard the first answer, and a key is
 * shown once. (An Idempotency-Key could not give it back: only its hash is stored.) The first key stays, for it may be in use.
 *
 * @returns the key, which is shown this once and stored as its hash
 * @throws Failure `conflict` where a practice of this id has another name or time zone
 */
export async function createPractice(
  world: World,
  input: NewPractice,
  apiKey = newApiKey(world),
): Promise<ShownKey> {
  const { practiceId, name, timeZone } = input;
  if (await isThere(world, input)) return createKey(world, practiceId, undefined, apiKey);
  const keyId = keyIdOf(apiKey);
  const key = practiceKey(world, practiceId);
  await world.usagePlans.enrol(key.usageId, key.tier);
  const practice: Practice = { practiceId, name, createdAt: world.clock.now(), lines: [], keyIds: [keyId] };
  const settings = startingSettings({ name, shortName: shortened(name), timeZone });
  const changes: Change[] = [
    { put: { kind: 'practice', practiceId }, value: practice, expect: 'absent' },
    { put: { kind: 'api-key', keyId }, value: key, expect: 'absent' },
    ...settingsParts.map(
      (part): Change => ({
        put: { kind: 'settings', practiceId, part },
        value: partOf(settings, part),
        expect: 'absent',
      }),
    ),
  ];
  const once = `practice#${newIdOf(world)()}`;
  const { outcome } = await commitOnce(world.store, { of: 'practice', practiceId }, once, changes, null);
  if (outcome !== 'conflict') return { practiceId, apiKey, keyId };
  // Someone made it in between: what was enrolled is no key's, and the next key has its own.
  await world.usagePlans.remove(key.usageId);
  if (!(await isThere(world, input))) throw new StoreUnavailable('A practice that was made is not there.');
  return createKey(world, practiceId, undefined, apiKey);
}

/** Whether this very practice is there. Throws where another has its id. */
async function isThere(world: World, { practiceId, name, timeZone }: NewPractice): Promise<boolean> {
  const [practice, profile] = await world.store.read([
    { kind: 'practice', practiceId },
    { kind: 'settings', practiceId, part: 'profile' },
  ]);
  if (!practice) return false;
  if (practice.value.name !== name || timeZoneIn(profile?.value) !== timeZone)
    throw new Failure(
      'conflict',
      'A practice of this id is there by another name or in another time zone: choose another id, or make a key for it.',
    );
  return true;
}

function partOf(settings: ReturnType<typeof startingSettings>, part: SettingsValue['part']): SettingsValue {
  switch (part) {
    case 'profile':
      return { part, value: settings[part] };
    case 'hours':
      return { part, value: settings[part] };
    case 'holidays':
      return { part, value: settings[part] };
    case 'message-types':
      return { part, value: settings[part] };
    case 'staff':
      return { part, value: settings[part] };
    case 'reminder-plans':
      return { part, value: settings[part] };
    case 'purposes':
      return { part, value: settings[part] };
    case 'policy':
      return { part, value: settings[part] };
  }
}

/** Puts a line: whose number it is and which carrier serves it. The practice must exist; a line keeps its practice. */
export async function putLine(world: World, line: Line): Promise<Line> {
  const { current, older } = await world.secrets.identityKeys();
  // While the secret under which ids are made is being changed, the line may stand under an older one: it is then moved.
  const keys = [current, ...older].map(
    (key) => ({ kind: 'line', lineId: lineIdOf(key, line.number) }) as const,
  );
  const { practiceId } = line;
  return untilDecided(world, async () => {
    const [found, [practice]] = await Promise.all([
      world.store.read(keys),
      world.store.read([{ kind: 'practice', practiceId }]),
    ]);
    if (!practice) throw notFound('practice');
    if (found.some((existing) => existing && existing.value.practiceId !== practiceId)) {
      throw new Failure(
        'conflict',
        'This number is the line of another practice: name that practice, or put another number.',
      );
    }
    const { lines } = practice.value;
    const [present, ...before] = found;
    const put = { kind: 'line', lineId: lineIdOf(current, line.number) } as const;
    const changes: Change[] = [{ put, value: line, expect: present?.version ?? 'absent' }];
    for (const old of before) if (old) changes.push({ remove: old.key, expect: old.version });
    if (!lines.includes(line.number)) {
      changes.push({
        put: practice.key,
        value: { ...practice.value, lines: [...lines, line.number] },
        expect: practice.version,
      });
    }
    const once = `line#${newIdOf(world)()}`;
    if (
      (await commitOnce(world.store, { of: 'practice', practiceId }, once, changes, null)).outcome ===
      'conflict'
    )
      return 'conflict';
    world.settings.forget(practiceId);
    return line;
  });
}

/** Puts the dates of business associate agreements on file; one that is not named stays as it is. */
export async function putAgreements(
  world: World,
  practiceId: PracticeId,
  signed: Agreements,
): Promise<Agreements> {
  return untilDecided(world, async () => {
    const [practice] = await world.store.read([{ kind: 'practice', practiceId }]);
    if (!practice) throw notFound('practice');
    const agreements: Agreements = { ...practice.value.agreements, ...signed };
    const { outcome } = await commitOnce(
      world.store,
      { of: 'practice', practiceId },
      `agreements#${newIdOf(world)()}`,
      [{ put: practice.key, value: { ...practice.value, agreements }, expect: practice.version }],
      null,
    );
    return outcome === 'conflict' ? 'conflict' : agreements;
  });
}
