import * as z from 'zod';
import { bases, type ConsentEvent, consentReportedSchema, scopes } from '../../../shared/domain/consent.ts';
import { contactIdSchema } from '../../../shared/domain/identifiers.ts';
import { purposes } from '../../../shared/domain/purpose.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { idempotencyKey } from '../../../shared/runtime/idempotency.ts';
import { pageOf, pageQuery } from '../../../shared/runtime/lists.ts';
import { listConsents, reportConsent } from '../../../shared/use-cases/consents.ts';
import { importConsents } from '../../../shared/use-cases/import-consents.ts';

const eventAnswer = z
  .object({
    seq: z.number(),
    at: z.string(),
    scope: z.enum(scopes),
    action: z.enum(['granted', 'revoked']),
    basis: z.enum(bases),
    source: z.string(),
    evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    purposes: z.array(z.enum(purposes)).optional(),
    disclosureVersion: z.string().optional(),
    patientId: z.string().optional(),
    textId: z.string().optional(),
    by: z.object({ keyId: z.string(), staffId: z.string().optional() }).optional(),
  })
  .meta({ id: 'ConsentEvent' });

const shown = ({
  purposes: some,
  evidence,
  by,
  forTest: _own,
  ...event
}: ConsentEvent): z.input<typeof eventAnswer> => ({
  ...event,
  evidence: { ...evidence },
  ...(some && { purposes: [...some] }),
  ...(by && { by: { ...by } }),
});

const params = z.object({ contactId: contactIdSchema });

const rowAnswer = z.object({
  line: z.number(),
  outcome: z.enum(['recorded', 'already', 'refused']),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

/** Rows of one request: few enough to be done well within its time. */
const rowsMax = 200;

export const consentRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'GET',
    path: '/v1/contacts/{contactId}/consents',
    operationId: 'listConsents',
    summary: "A contact's consent ledger, newest first: what was agreed or revoked, with its evidence",
    params,
    query: pageQuery,
    answers: { 200: pageOf(eventAnswer) },
    handle: async ({ world, practiceId, params: { contactId }, query }) => {
      const { items, next } = await listConsents(world, { practiceId, contactId }, query);
      return { status: 200, body: { items: items.map(shown), next } };
    },
  }),
  route(asPractice, {
    method: 'POST',
    path: '/v1/contacts/{contactId}/consents',
    operationId: 'reportConsent',
    summary:
      'Records what a patient agreed to or revoked by word or on paper, with its evidence; an opt-out is confirmed to them once',
    params,
    body: consentReportedSchema,
    reads: ['idempotency-key'],
    answers: { 201: eventAnswer },
    refusals: ['opted-out', 'idempotency-mismatch'],
    handle: async ({ world, practiceId, actor, params: { contactId }, body, headers }) => {
      const key = idempotencyKey(headers, `${contactId}|${JSON.stringify(body)}`);
      const event = await reportConsent(world, { practiceId, contactId }, body, actor, key);
      return { status: 201, body: shown(event) };
    },
  }),
  route(asPractice, {
    method: 'POST',
    path: '/v1/consents:import',
    operationId: 'importConsents',
    summary: `Takes over up to ${rowsMax} consents and opt-outs from another system, each answered by its line; sent again, nothing is recorded twice`,
    body: z.strictObject({
      rows: z.array(z.unknown()).min(1).max(rowsMax),
      /** What the first row is called in the answer, where these are not a list's first rows. */
      firstLine: z.int().min(1).default(1),
    }),
    answers: { 200: z.object({ rows: z.array(rowAnswer) }) },
    handle: async ({ world, practiceId, actor, body: { rows, firstLine } }) => ({
      status: 200,
      body: { rows: await importConsents(world, practiceId, rows, actor, firstLine) },
    }),
  }),
];
