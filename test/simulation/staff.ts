import { appointmentIdSchema } from '../../shared/domain/identifiers.ts';
import type { SendablePurpose } from '../../shared/domain/purpose.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import { reportConsent } from '../../shared/use-cases/consents.ts';
import { cancelAppointment } from '../../shared/use-cases/put-appointment.ts';
import { replyToPatient } from '../../shared/use-cases/reply-to-patient.ts';
import { writeSettings } from '../../shared/use-cases/settings.ts';
import { finishTask, listTasks } from '../../shared/use-cases/tasks.ts';
import { everythingOn } from '../support/facts.ts';
import { note } from './coverage.ts';
import type { History } from './history.ts';
import { by } from './office.ts';

/* What a practice's staff does: answers, cancels, records what patients said at the desk, takes tasks off the list, and changes settings. */

export async function replies(
  history: History,
  { party, phone } = history.phoneOf(),
  purpose: SendablePurpose = history.chance.weighted([
    [8, 'reply'],
    [1, 'bill'],
    [1, 'care'],
    [1, 'marketing'],
  ] as const),
): Promise<void> {
  const contact = history.contactOf(party, phone);
  // Each says its number, so that one that is written twice shows.
  const body = `Please call us when you can (${history.nextNumber()}).`;
  history.trace.push(`${history.world.now} ${party.practiceId} writes "${body}" for ${purpose}`);
  const written = { body, purpose, by, sendNow: history.chance.happens(0.2) };
  const key = history.chance.happens(0.5) ? { key: `k${history.nextNumber()}`, content: body } : undefined;
  const ask = () => history.run('reply-to-patient', (world) => replyToPatient(world, contact, written, key));
  if ((!(await ask()) || history.chance.happens(0.2)) && key) await ask();
}

export async function cancels(history: History): Promise<void> {
  const { practiceId } = history.chance.pick(history.parties);
  const id = appointmentIdSchema.parse(`A-${history.chance.between(1, 4)}`);
  history.trace.push(`${history.world.now} ${practiceId} cancels ${id}`);
  await history.run('cancel-appointment', (world) => cancelAppointment(world, practiceId, id));
}

/** A patient signs for offers at the desk, and is made one. */
export async function offers(history: History): Promise<void> {
  const from = history.phoneOf();
  await recordsConsent(history, from, { scope: 'marketing', action: 'granted' });
  await replies(history, from, 'marketing');
}

export async function recordsConsent(
  history: History,
  { party, phone } = history.phoneOf(),
  {
    scope,
    action,
  }: { readonly scope: 'informational' | 'marketing'; readonly action: 'granted' | 'revoked' } = {
    scope: history.chance.pick(['informational', 'marketing']),
    action: history.chance.pick(['granted', 'revoked']),
  },
): Promise<void> {
  const contact = history.contactOf(party, phone);
  history.trace.push(`${history.world.now} ${party.practiceId} records that consent was ${action}`);
  const reported = {
    scope,
    action,
    basis: scope === 'marketing' ? 'written' : history.chance.pick(['express', 'written']),
    source: 'desk',
    evidence: { words: 'Said at the desk.' },
  } as const;
  await history.run('report-consent', (world) => reportConsent(world, contact, reported, by, undefined));
}

export async function finishesTask(history: History): Promise<void> {
  const { practiceId } = history.chance.pick(history.parties);
  await history.run('finish-task', async (world) => {
    const { items } = await listTasks(world, practiceId, { limit: 20 });
    const task = items[0] && history.chance.pick([items[0], ...items.slice(1)]);
    if (!task) return;
    const decision =
      task.kind === 'review-opt-out'
        ? history.chance.pick(['opt-out', 'keep'])
        : task.kind === 'check-number'
          ? history.chance.pick(['right-number', 'wrong-number'])
          : undefined;
    if (decision === 'wrong-number' && task.contactId) history.revokedUnsaid.add(task.contactId);
    await finishTask(world, practiceId, task.taskId, { by, ...(decision && { decision }) });
  });
}

export async function switches(history: History): Promise<void> {
  const { practiceId } = history.chance.pick(history.parties);
  const value = {
    ...everythingOn,
    appointment: {
      on: history.chance.happens(0.7),
      ...(history.chance.happens(0.4) && { dailyMax: history.chance.between(1, 3) }),
    },
    bill: { on: true, ...(history.chance.happens(0.2) && { dailyMax: 1 }) },
  };
  const { on, dailyMax } = value.appointment;
  history.trace.push(
    `${history.world.now} ${practiceId} switches reminders ${on ? 'on' : 'off'}, at most ${dailyMax ?? 'any number'} a day`,
  );
  await history.run('write-settings', (world) =>
    writeSettings(world, practiceId, { part: 'purposes', value }, undefined),
  );
}

/** Hours and policies change as well, and a promise that was given stands. */
export async function changesHours(history: History): Promise<void> {
  const { practiceId } = history.chance.pick(history.parties);
  const part = history.chance.pick(['hours', 'policy']);
  const [opens, closes] = history.chance.pick<[string, string]>([
    ['08:00', '17:00'],
    ['09:00', '12:00'],
    ['13:00', '20:00'],
  ]);
  const open: [string, string][] = [[opens, closes]];
  const weekend = history.chance.happens(0.3) ? open : [];
  const week = { mon: open, tue: open, wed: open, thu: open, fri: open, sat: weekend, sun: weekend };
  const quietHours = { from: opens, to: '20:00' };
  history.trace.push(`${history.world.now} ${practiceId} changes its ${part}: ${opens} to ${closes}`);
  note(history.coverage, 'hours or policies changed');
  await history.run('write-settings', (world) =>
    part === 'hours'
      ? writeSettings(world, practiceId, { part, value: { week } }, undefined)
      : writeSettings(
          world,
          practiceId,
          {
            part,
            value: {
              ...startingPolicy,
              slaReply: history.chance.happens(0.7),
              ...(history.chance.happens(0.5) && { quietHours }),
            },
          },
          undefined,
        ),
  );
}
