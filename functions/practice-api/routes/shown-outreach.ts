import * as z from 'zod';
import type { Outreach } from '../../../shared/domain/outreach.ts';

/** What the answers of recalls and bills have in common. */
export const outreachAnswer = z.object({
  patientId: z.string(),
  contactId: z.string(),
  version: z.int(),
  dueOn: z.string(),
  sourceVersion: z.union([z.int(), z.string()]).optional(),
  steps: z
    .array(
      z.object({
        step: z.string(),
        dueAt: z.string(),
        status: z.enum(['planned', 'skipped', 'queued', 'refused', 'cancelled']),
        textId: z.string().optional(),
      }),
    )
    .meta({ description: 'What became of the plan; once queued, the text itself tells the rest.' }),
  updatedAt: z.string(),
});

export const shownOutreach = ({
  patientId,
  contactId,
  version,
  dueOn,
  sourceVersion,
  steps,
  updatedAt,
}: Outreach): z.input<typeof outreachAnswer> => ({
  patientId,
  contactId,
  version,
  dueOn,
  sourceVersion,
  steps: [...steps],
  updatedAt,
});
