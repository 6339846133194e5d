import { episodeHint } from '../../shared/runtime/bus-event.ts';
import { job } from '../../shared/runtime/job.ts';
import { countAnswer } from '../../shared/use-cases/count-answer.ts';

/** A patient's wait is over: it counts in the figures of its week. */
export const handler = job<unknown>('statistics', async (event, world) => {
  const episode = episodeHint(event);
  if (episode) await countAnswer(world, episode);
});
