import { createHash } from 'node:crypto';
import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  SchedulerClient,
  type SchedulerClientConfig,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { type IsoInstant, latest, plusSeconds } from '../../domain/time.ts';
import type { TimerKind } from '../../domain/timer.ts';
import type { Clock } from '../../ports/clock.ts';
import type { TimerHint, Timers } from '../../ports/timers.ts';

export interface SchedulerOptions {
  readonly group: string;
  readonly roleArn: string;
  readonly deadLetterArn: string;
  /** The function that each kind of timer wakes. */
  readonly targets: Readonly<Record<TimerKind, string>>;
  readonly clock: Clock;
  readonly client?: Pick<SchedulerClientConfig, 'endpoint' | 'region' | 'credentials'>;
}

/** A hint that late is the sweep's business: the default of 24 hours would fire what has long been done. */
const retryForSeconds = 15 * 60;
/** A moment that is now or past becomes the next few seconds: a schedule must lie ahead when it is made. */
const aheadSeconds = 5;
/** How often a schedule that comes and goes under our hands is tried: what is left is the trigger's to repeat, then the sweep's. */
const roundsMax = 3;

/** At most 64 characters, the same for the same timer, and telling nothing. */
export const scheduleName = ({ practiceId, contactId, timer }: TimerHint): string =>
  `t-${createHash('sha256').update(`${practiceId}|${contactId}|${timer.kind}|${timer.id}`).digest('hex').slice(0, 48)}`;

/**
 * Timers mirrored to EventBridge Scheduler: one-time schedules in UTC that delete themselves, with a dead-letter queue.
 * Source: EventBridge Scheduler API reference, CreateSchedule; one-time schedules fire within their minute.
 */
export function createTimers({
  group,
  roleArn,
  deadLetterArn,
  targets,
  clock,
  client,
}: SchedulerOptions): Timers {
  const scheduler = new SchedulerClient({ ...client });
  const request = (hint: TimerHint, dueAt: IsoInstant) => {
    const at = plusSeconds(latest(dueAt, plusSeconds(clock.now(), aheadSeconds)), 0.999);
    return {
      Name: scheduleName(hint),
      GroupName: group,
      ScheduleExpression: `at(${at.slice(0, 19)})`,
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' as const },
      ActionAfterCompletion: 'DELETE' as const,
      Target: {
        Arn: targets[hint.timer.kind],
        RoleArn: roleArn,
        Input: JSON.stringify(hint),
        RetryPolicy: { MaximumEventAgeInSeconds: retryForSeconds, MaximumRetryAttempts: 5 },
        DeadLetterConfig: { Arn: deadLetterArn },
      },
    };
  };
  return {
    set: async (hint, dueAt) => {
      const schedule = request(hint, dueAt);
      for (let round = 1; ; round += 1) {
        try {
          await scheduler.send(new CreateScheduleCommand(schedule));
          return;
        } catch (error) {
          if (!(error instanceof ConflictException)) throw error;
        }
        // The name is taken: by an earlier moment of this timer, or by another run that mirrors it at the same time.
        try {
          await scheduler.send(new UpdateScheduleCommand(schedule));
          return;
        } catch (error) {
          // It fired, and deleted itself, in between; or another run holds it.
          const passes = error instanceof ResourceNotFoundException || error instanceof ConflictException;
          if (!passes || round === roundsMax) throw error;
        }
      }
    },
    clear: async (hint) => {
      for (let round = 1; ; round += 1) {
        try {
          await scheduler.send(new DeleteScheduleCommand({ Name: scheduleName(hint), GroupName: group }));
          return;
        } catch (error) {
          // It has fired and deleted itself, or was never made.
          if (error instanceof ResourceNotFoundException) return;
          // Another run mirrors the same timer at this moment: it is through in the next.
          if (!(error instanceof ConflictException) || round === roundsMax) throw error;
        }
      }
    },
  };
}
