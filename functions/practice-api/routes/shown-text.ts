import * as z from 'zod';
import type { Permit } from '../../../shared/domain/permit-rule.ts';
import { purposes } from '../../../shared/domain/purpose.ts';
import { outboundStatuses, type Text } from '../../../shared/domain/text.ts';

export const permitAnswer = z
  .object({
    verdict: z.enum(['send', 'hold', 'refuse']),
    at: z.string().optional(),
    code: z.string().optional(),
    decidedAt: z.string(),
    rules: z.array(
      z.object({
        code: z.string(),
        outcome: z.enum(['ok', 'hold', 'refuse']),
        detail: z.string(),
        cites: z.string().optional(),
        until: z.string().optional(),
        spans: z
          .array(z.object({ start: z.int(), end: z.int(), kind: z.string(), reason: z.string() }))
          .optional(),
      }),
    ),
  })
  .meta({ id: 'Permit' });

const status = z.enum([...outboundStatuses, 'received']);

export const textAnswer = z
  .object({
    textId: z.string(),
    contactId: z.string(),
    direction: z.enum(['in', 'out']),
    body: z.string(),
    at: z.string(),
    automated: z.boolean(),
    status,
    segments: z.int(),
    purpose: z.enum(purposes).optional(),
    media: z.array(z.string()).optional(),
    staffId: z.string().optional(),
    standardResponse: z.string().optional(),
    permit: permitAnswer.optional(),
    history: z.array(z.object({ status, at: z.string(), code: z.string().optional() })).optional(),
  })
  .meta({ id: 'Text' });

/** A permit as the API shows it: every rule that spoke. */
export const shownPermit = (permit: Permit): z.input<typeof permitAnswer> => ({
  ...permit,
  rules: permit.rules.map((rule) =>
    rule.outcome === 'refuse' && rule.spans
      ? { ...rule, spans: [...rule.spans] }
      : { ...rule, spans: undefined },
  ),
});

/** A text as the API shows it. */
export function shownText(text: Text): z.input<typeof textAnswer> {
  const { textId, contactId, body, at, segments } = text;
  const common = { textId, contactId, body, at, segments };
  if (text.direction === 'in')
    return { ...common, direction: 'in', automated: false, status: text.status, media: [...text.media] };
  return {
    ...common,
    direction: 'out',
    automated: text.automated,
    status: text.status,
    purpose: text.purpose,
    permit: shownPermit(text.permit),
    history: [...text.history],
    ...(text.by?.staffId && { staffId: text.by.staffId }),
    ...(text.standardResponse && { standardResponse: text.standardResponse }),
  };
}
