import { job } from '../../shared/runtime/job.ts';
import { namesOf } from '../../shared/runtime/log.ts';
import { sweepOverdue } from '../../shared/use-cases/sweep-overdue.ts';

/** Every five minutes: whatever a trigger lost. */
export const handler = job<unknown>('sweep', async (_event, world) => {
  const failed = (error: unknown) =>
    world.log.error('sweep failed for one', { function: 'sweep', ...namesOf(error) });
  const report = await sweepOverdue(world, failed);
  if (report.swept > 0) {
    const { swept: count, failed: failures, latestSeconds: seconds } = report;
    world.log.warn('swept what was overdue', { function: 'sweep', count, failed: failures, seconds });
  }
  // One that fails every time must not stay a log line: the run fails, and with it its alarm.
  if (report.failed > 0) throw new Error('Some of what was overdue could not be done.');
});
