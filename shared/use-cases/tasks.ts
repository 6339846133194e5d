import { notFound } from '../domain/failure.ts';
import type { PracticeId, TaskId } from '../domain/identifiers.ts';
import type { Task } from '../domain/task.ts';
import { commitOnce, untilDecided } from './commit-draft.ts';
import type { World } from './world.ts';

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

/** Takes a task off the list; twice is once. */
export async function finishTask(world: World, practiceId: PracticeId, taskId: TaskId): Promise<Task> {
  return untilDecided(world, async () => {
    const [open, done] = await world.store.read([
      { kind: 'task', practiceId, state: 'open', taskId },
      { kind: 'task', practiceId, state: 'done', taskId },
    ]);
    if (done) return done.value;
    if (!open) throw notFound('task');
    const task: Task = { ...open.value, doneAt: world.clock.now() };
    const answer = await commitOnce(
      world.store,
      { of: 'practice', practiceId },
      `task-done#${taskId}`,
      [
        { remove: open.key, expect: open.version },
        { put: { ...open.key, state: 'done' }, value: task, expect: 'absent' },
      ],
      null,
    );
    return answer.outcome === 'conflict' ? 'conflict' : task;
  });
}
