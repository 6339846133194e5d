import * as z from 'zod';
import { momentSchema } from '../../../shared/domain/appointment.ts';
import { type AuditEntry, auditActions } from '../../../shared/domain/audit.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { pageOf, pageQuery } from '../../../shared/runtime/lists.ts';
import { listAudit } from '../../../shared/use-cases/audit.ts';

const entry = z
  .object({
    auditId: z.string(),
    at: z.string(),
    action: z.enum(auditActions),
    /** The member of staff whom the key said it speaks for. */
    staffId: z.string().optional(),
    keyId: z.string(),
    contactId: z.string().optional(),
    textId: z.string().optional(),
    taskId: z.string().optional(),
    what: z.string().optional(),
  })
  .meta({ id: 'AuditEntry' });

const shown = ({ practiceId: _practice, by, ...rest }: AuditEntry): z.input<typeof entry> => ({
  ...rest,
  ...by,
});

export const auditRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'GET',
    path: '/v1/audit',
    operationId: 'listAudit',
    summary: 'Who did what, latest first, between two moments; ids alone, nothing of a patient',
    query: pageQuery.extend({ from: momentSchema.optional(), to: momentSchema.optional() }),
    answers: { 200: pageOf(entry) },
    handle: async ({ world, practiceId, query }) => {
      const { items, next } = await listAudit(world, practiceId, query);
      return { status: 200, body: { items: items.map(shown), next } };
    },
  }),
];
