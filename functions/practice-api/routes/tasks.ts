import * as z from 'zod';
import { taskIdSchema } from '../../../shared/domain/identifiers.ts';
import { type Task, taskKinds } from '../../../shared/domain/task.ts';
import { decisions } from '../../../shared/domain/task-decision.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { pageOf, pageQuery } from '../../../shared/runtime/lists.ts';
import { finishTask, listTasks } from '../../../shared/use-cases/tasks.ts';

const answer = z
  .object({
    taskId: z.string(),
    kind: z.enum(taskKinds),
    contactId: z.string(),
    appointmentId: z.string().optional(),
    textId: z.string().optional(),
    assignees: z.array(z.string()).optional(),
    detail: z.string(),
    since: z.string(),
    doneAt: z.string().optional(),
    doneBy: z.string().optional(),
    decision: z.string().optional(),
  })
  .meta({ id: 'Task' });

const shown = ({ practiceId: _practice, assignees, doneBy, ...task }: Task): z.input<typeof answer> => ({
  ...task,
  ...(doneBy?.staffId && { doneBy: doneBy.staffId }),
  ...(assignees && { assignees: [...assignees] }),
});

export const taskRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'GET',
    path: '/v1/tasks',
    operationId: 'listTasks',
    summary: "What people have to do, oldest first; of one person, with what is nobody's in particular",
    query: pageQuery.extend({ assignee: z.string().max(64).optional() }),
    answers: { 200: pageOf(answer) },
    handle: async ({ world, practiceId, query }) => {
      const { items, next } = await listTasks(world, practiceId, query);
      return { status: 200, body: { items: items.map(shown), next } };
    },
  }),
  route(asPractice, {
    method: 'POST',
    path: '/v1/tasks/{taskId}/done',
    operationId: 'finishTask',
    summary: 'Takes a task off the list; one that asks something takes the decision',
    params: z.object({ taskId: taskIdSchema }),
    body: z.strictObject({ decision: z.enum(decisions).optional() }),
    bodyOptional: true,
    answers: { 200: answer },
    handle: async ({ world, practiceId, actor, params: { taskId }, body: { decision } }) => ({
      status: 200,
      body: shown(await finishTask(world, practiceId, taskId, { decision, by: actor })),
    }),
  }),
];
