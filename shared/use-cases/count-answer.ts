import type { ContactId, PracticeId } from '../domain/identifiers.ts';
import { figuresOf, mergeFigures, noFigures, type Person, personOf } from '../domain/response-figures.ts';
import { mondayOf } from '../domain/time.ts';
import { dayIn } from '../domain/wall-clock.ts';
import { commitOnce, untilDecided } from './commit-draft.ts';
import type { World } from './world.ts';

/** An episode of a contact, as `thread.answered` and `thread.closed` name it. */
export interface EpisodeHint {
  readonly practiceId: PracticeId;
  readonly contactId: ContactId;
  readonly episode: number;
}

/** How records name a person; neither kind of id begins so. */
const personName = (person: Person): string => {
  if (person === 'unknown') return '-';
  return 'staffId' in person ? `staff:${person.staffId}` : `key:${person.keyId}`;
};

/**
 * Counts an episode that is over into the figures of its week, type and person. The episode's own record says that it was
 * counted, in the same commit: told of twice, late or out of order, it counts once, and for ever. The figures of a person grow at
 * the pace at which that person answers, so that few ever want the same record at once.
 */
export async function countAnswer(world: World, hint: EpisodeHint): Promise<void> {
  const { practiceId } = hint;
  const key = { kind: 'episode', ...hint } as const;
  await untilDecided(world, async () => {
    const [[record], settings] = await Promise.all([
      world.store.read([key]),
      world.settings.settings(practiceId),
    ]);
    if (!record || record.value.counted) return 'nothing';
    const episode = record.value;
    const zone = settings.profile.timeZone;
    const week = mondayOf(dayIn(episode.settledAt, zone));
    const person = personOf(episode.by, settings.staff);
    const of = { week, type: episode.type };
    const tallyKey = { kind: 'response-tally', practiceId, ...of, person: personName(person) } as const;
    const [tally] = await world.store.read([tallyKey]);
    const figures = mergeFigures(tally?.value.figures ?? noFigures, figuresOf(episode));
    const { outcome } = await commitOnce(
      world.store,
      { of: 'contact', practiceId, contactId: hint.contactId },
      `counted#${hint.episode}`,
      [
        { put: key, value: { ...episode, counted: true }, expect: record.version },
        { put: tallyKey, value: { ...of, person, figures }, expect: tally?.version ?? 'absent' },
      ],
      null,
    );
    return outcome;
  });
}
