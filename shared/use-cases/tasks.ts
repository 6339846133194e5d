import type { Actor } from '../domain/actor.ts';
import { begin } from '../domain/draft.ts';
import { invalid, notFound } from '../domain/failure.ts';
import type { PracticeId, TaskId } from '../domain/identifiers.ts';
import type { Task } from '../domain/task.ts';
import { type Decision, decideTask, decisionsFor } from '../domain/task-decision.ts';
import type { Change, CommitAnswer } from '../ports/store.ts';
import { auditOf } from './audit.ts';
import { commitDraft, commitOnce, untilDecided } from './commit-draft.ts';
import { filteredPage } from './filtered-page.ts';
import { newIdOf, type World } from './world.ts';

/**
 * What people have to do, oldest first.
 *
 * @param query with an `assignee`, that person's tasks and those that are nobody's in particular
 */
export async function listTasks(
  world: World,
  practiceId: PracticeId,
  query: {
    readonly assignee?: string | undefined;
    readonly limit: number;
    readonly cursor?: string | undefined;
  },
): Promise<{ items: readonly Task[]; next?: string | undefined }> {
  const { assignee } = query;
  const read = async (page: { readonly limit: number; readonly after?: string }) => {
    const { items, next } = await world.store.list({
      listing: 'tasks',
      of: { practiceId, state: 'open' },
      ...page,
    });
    return { items: items.map(({ value }) => value), next };
  };
  const isTheirs = ({ assignees }: Task) => !assignees || assignees.some((one) => one === assignee);
  return filteredPage(query, read, assignee === undefined ? undefined : isTheirs);
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
    const task: Task = {
      ...open.value,
      doneAt: world.clock.now(),
      doneBy: by,
      ...(decision && { decision }),
    };
    const changes: Change[] = [
      { remove: open.key, expect: open.version },
      { put: { ...open.key, state: 'done' }, value: task, expect: 'absent' },
      auditOf(world, {
        practiceId,
        by,
        action: 'task-done',
        contactId: task.contactId,
        taskId,
        ...(decision && { what: decision }),
      }),
    ];
    const once = `task-done#${taskId}`;
    const answer = decision
      ? await commitDecision(world, task, { decision, by }, once, changes)
      : await commitOnce(world.store, { of: 'practice', practiceId }, once, changes, null);
    // Somebody else finished it at the same moment: what they made of it is read.
    return answer.outcome === 'committed' ? task : 'conflict';
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
  throw invalid([{ path: 'decision', message }]);
}
