import type { Actor } from '../domain/actor.ts';
import { begin } from '../domain/draft.ts';
import { Failure, notFound } from '../domain/failure.ts';
import type { PracticeId, TaskId } from '../domain/identifiers.ts';
import type { Task } from '../domain/task.ts';
import { type Decision, decideTask, decisionsFor } from '../domain/task-decision.ts';
import type { Change, CommitAnswer } from '../ports/store.ts';
import { commitDraft, commitOnce, untilDecided } from './commit-draft.ts';
import { newIdOf, type World } from './world.ts';

/** What people have to do, oldest first. */
export async function listTasks(
  world: World,
  practiceId: PracticeId,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ items: readonly Task[]; next?: string | undefined }> {
  const after = cursor === undefined ? {} : { after: cursor };
  const { items, next } = await world.store.list({
    listing: 'tasks',
    of: { practiceId, state: 'open' },
    limit,
    ...after,
  });
  return { items: items.map(({ value }) => value), next };
}

/**
 * Takes a task off the list; twice is once. One that asks something (whether a text was an opt-out, whether a number is the patient's)
 * takes a decision, and does what it decides in the same commit.
 *
 * @throws Failure `invalid` where such a task comes without a decision, or another with one
 */
export async function finishTask(
  world: World,
  practiceId: PracticeId,
  taskId: TaskId,
  { decision, by }: { readonly decision?: Decision | undefined; readonly by: Actor },
): Promise<Task> {
  return untilDecided(world, async () => {
    const [open, done] = await world.store.read([
      { kind: 'task', practiceId, state: 'open', taskId },
      { kind: 'task', practiceId, state: 'done', taskId },
    ]);
    if (done) return done.value;
    if (!open) throw notFound('task');
    assertDecision(open.value, decision);
    const task: Task = { ...open.value, doneAt: world.clock.now(), ...(decision && { decision }) };
    const changes: Change[] = [
      { remove: open.key, expect: open.version },
      { put: { ...open.key, state: 'done' }, value: task, expect: 'absent' },
    ];
    const once = `task-done#${taskId}`;
    const answer = decision
      ? await commitDecision(world, task, { decision, by }, once, changes)
      : await commitOnce(world.store, { of: 'practice', practiceId }, once, changes, null);
    return answer.outcome === 'conflict' ? 'conflict' : task;
  });
}

async function commitDecision(
  world: World,
  task: Task,
  decided: { readonly decision: Decision; readonly by: Actor },
  once: string,
  changes: readonly Change[],
): Promise<CommitAnswer<null>> {
  const [head] = await world.store.read([
    { kind: 'head', practiceId: task.practiceId, contactId: task.contactId },
  ]);
  if (!head) throw notFound('contact');
  const practice = await world.settings.viewOf(head.value);
  const draft = begin(head.value, world.clock.now(), newIdOf(world));
  decideTask(draft, practice, { ...decided, textId: task.textId });
  return commitDraft(world, draft, { once, read: [head], changes, result: null });
}

function assertDecision({ kind }: Task, decision: Decision | undefined): void {
  const asked = decisionsFor(kind);
  if (decision === undefined ? asked.length === 0 : asked.includes(decision)) return;
  const message =
    asked.length > 0
      ? `Read the task, and say ${asked.map((one) => `"${one}"`).join(' or ')}.`
      : 'This task asks for no decision.';
  throw new Failure('invalid', 'Mend the fields listed in errors, and send it again.', {
    errors: [{ path: 'decision', message }],
  });
}
