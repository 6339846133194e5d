import { notFound } from '../domain/failure.ts';
import { addressOf, fillResponse } from '../domain/fill-response.ts';
import type { ContactId, PracticeId } from '../domain/identifiers.ts';
import type { Language } from '../domain/patient.ts';
import { type Finding, lintFilled } from '../domain/response-lint.ts';
import { measure } from '../domain/segments.ts';
import type { ResponseName, StandardResponse } from '../domain/standard-response.ts';
import { findResponse } from './standard-responses.ts';
import { readHead } from './threads.ts';
import type { World } from './world.ts';

/** For whom, and with what. */
export interface PreviewWishes {
  /** Words that are not saved yet, in place of those that are. */
  readonly draft?: Pick<StandardResponse, 'body' | 'purpose' | 'type'> | undefined;
  readonly contactId?: ContactId | undefined;
  readonly language?: Language | undefined;
  readonly fields?: Readonly<Record<string, string>> | undefined;
}

/** A text as it would go, and what it would cost. */
export interface Preview {
  readonly body: string;
  readonly language: Language;
  readonly segments: number;
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly units: number;
  /** Fields that it still needs; they stand in the body as `{name}`. */
  readonly missing: readonly string[];
  readonly findings: readonly Finding[];
}

/** Shows a response as one patient would get it, or as anybody would. Sends and keeps nothing. */
export async function previewResponse(
  world: World,
  practiceId: PracticeId,
  name: ResponseName,
  { draft, contactId, language, fields }: PreviewWishes,
): Promise<Preview> {
  const [found, settings, head] = await Promise.all([
    draft ? undefined : findResponse(world, practiceId, name),
    world.settings.settings(practiceId),
    contactId && readHead(world, practiceId, contactId),
  ]);
  const response = draft ?? found?.response;
  if (!response) throw notFound('standard response');
  const address = head ? addressOf(head) : {};
  const filled = fillResponse(response, {
    ...address,
    ...(language && { language }),
    profile: settings.profile,
    fields,
  });
  const { segments, encoding, units } = measure(filled.body);
  return { ...filled, segments, encoding, units, findings: lintFilled(response, filled, settings) };
}
