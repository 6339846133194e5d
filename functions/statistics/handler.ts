import { episodeHint, visitHint } from '../../shared/runtime/bus-event.ts';
import { job } from '../../shared/runtime/job.ts';
import { countAnswer } from '../../shared/use-cases/count-answer.ts';
import { countReminders } from '../../shared/use-cases/count-reminders.ts';

/** A patient's wait is over, or something happened to a visit or its reminders: it counts in the figures of its week. */
export const handler = job<unknown>('statistics', async (event, world) => {
  const episode = episodeHint(event);
  if (episode) await countAnswer(world, episode);
  const visit = visitHint(event);
  if (visit) await countReminders(world, visit);
});
