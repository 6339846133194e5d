import * as z from 'zod';
import { contactIdSchema } from '../../../shared/domain/identifiers.ts';
import { fieldNamePattern } from '../../../shared/domain/merge-fields.ts';
import { languages } from '../../../shared/domain/patient.ts';
import { plainText } from '../../../shared/domain/plain-text.ts';
import { sendablePurposes } from '../../../shared/domain/purpose.ts';
import { type Finding, findingCodes } from '../../../shared/domain/response-lint.ts';
import { responseNameSchema, standardResponseSchema } from '../../../shared/domain/standard-response.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { expectedVersion, pageOf, pageQuery, versioned } from '../../../shared/runtime/lists.ts';
import { type Preview, previewResponse } from '../../../shared/use-cases/preview-response.ts';
import {
  deleteResponse,
  listResponses,
  putResponse,
  readResponse,
  type Standing,
} from '../../../shared/use-cases/standard-responses.ts';

/** What merge fields are to say: as it is written, and never read for fields again. */
export const fieldsSchema = z
  .record(z.string().regex(fieldNamePattern, 'A field is letters and digits.'), plainText(200))
  .refine((fields) => Object.keys(fields).length <= 20, 'At most 20 fields.');

const findingAnswer = z
  .object({
    code: z.enum(findingCodes),
    severity: z.enum(['error', 'warning']),
    language: z.enum(languages).optional(),
    start: z.int().optional(),
    end: z.int().optional(),
    message: z.string(),
  })
  .meta({ id: 'Finding' });

const answer = z
  .object({
    name: z.string(),
    type: z.string().optional(),
    purpose: z.enum(sendablePurposes),
    body: z.object({ en: z.string(), es: z.string().optional() }),
    /** Offered by the system, and not written over yet. */
    starter: z.boolean(),
    /** The system's own, which cannot be changed. */
    builtIn: z.boolean(),
    version: z.int(),
    updatedAt: z.string().optional(),
  })
  .meta({ id: 'StandardResponse' });

const linted = answer.extend({ findings: z.array(findingAnswer) });

const shown = ({ response, version, origin }: Standing) => ({
  name: response.name,
  type: response.type,
  purpose: response.purpose ?? ('reply' as const),
  body: { ...response.body },
  starter: origin === 'starter',
  builtIn: origin === 'system',
  version,
  updatedAt: response.updatedAt,
});

const shownLinted = (standing: Standing & { readonly findings: readonly Finding[] }) => ({
  ...shown(standing),
  findings: standing.findings.map((finding) => ({ ...finding })),
});

const previewAnswer = z
  .object({
    body: z.string(),
    language: z.enum(languages),
    segments: z.int(),
    encoding: z.enum(['GSM-7', 'UCS-2']),
    units: z.int(),
    missing: z.array(z.string()),
    findings: z.array(findingAnswer),
  })
  .meta({ id: 'Preview' });

const shownPreview = ({ missing, findings, ...preview }: Preview): z.input<typeof previewAnswer> => ({
  ...preview,
  missing: [...missing],
  findings: findings.map((finding) => ({ ...finding })),
});

const params = z.object({ name: responseNameSchema });

export const standardResponseRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'GET',
    path: '/v1/standard-responses',
    operationId: 'listStandardResponses',
    summary: "The practice's prepared answers by name, then the starters that it has none of its own for",
    query: pageQuery.extend({ type: z.string().max(40).optional() }),
    answers: { 200: pageOf(answer) },
    handle: async ({ world, practiceId, query }) => {
      const { items, next } = await listResponses(world, practiceId, query);
      return { status: 200, body: { items: items.map(shown), next } };
    },
  }),
  route(asPractice, {
    method: 'GET',
    path: '/v1/standard-responses/{name}',
    operationId: 'readStandardResponse',
    summary: 'A prepared answer, with what its words are found wanting in',
    params,
    answers: { 200: linted },
    handle: async ({ world, practiceId, params: { name } }) =>
      versioned(shownLinted(await readResponse(world, practiceId, name))),
  }),
  route(asPractice, {
    method: 'PUT',
    path: '/v1/standard-responses/{name}',
    operationId: 'putStandardResponse',
    summary: 'Writes a prepared answer down; one that invites a word which ends all texts is refused',
    params,
    body: standardResponseSchema,
    answers: { 200: linted, 201: linted },
    refusals: ['conflict', 'version-mismatch'],
    reads: ['if-match'],
    handle: async ({ world, practiceId, actor, params: { name }, body, headers }) => {
      const { created, ...put } = await putResponse(
        world,
        practiceId,
        name,
        body,
        expectedVersion(headers),
        actor,
      );
      return versioned(shownLinted(put), created ? 201 : 200);
    },
  }),
  route(asPractice, {
    method: 'DELETE',
    path: '/v1/standard-responses/{name}',
    operationId: 'deleteStandardResponse',
    summary: "Takes a prepared answer of the practice's away; a starter of that name is offered again",
    params,
    answers: { 204: undefined },
    refusals: ['conflict', 'version-mismatch'],
    reads: ['if-match'],
    handle: async ({ world, practiceId, actor, params: { name }, headers }) => {
      await deleteResponse(world, practiceId, name, expectedVersion(headers), actor);
      return { status: 204 };
    },
  }),
  route(asPractice, {
    method: 'POST',
    path: '/v1/standard-responses/{name}/preview',
    operationId: 'previewStandardResponse',
    summary:
      'A prepared answer as one patient would get it, its segments, and what is wrong with it; sends nothing',
    params,
    body: z.strictObject({
      fields: fieldsSchema.optional(),
      contactId: contactIdSchema.optional(),
      language: z.enum(languages).optional(),
      /** Words that are not saved yet, in place of those that are. */
      draft: standardResponseSchema.optional(),
    }),
    bodyOptional: true,
    answers: { 200: previewAnswer },
    handle: async ({ world, practiceId, params: { name }, body }) => ({
      status: 200,
      body: shownPreview(await previewResponse(world, practiceId, name, body)),
    }),
  }),
];
