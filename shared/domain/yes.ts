import { isOptedOut } from './consent.ts';
import type { ContactHead } from './contact.ts';
import { fold } from './fold.ts';
import { type IsoInstant, secondsBetween } from './time.ts';

/** A bare yes, effective 2026-11-25. Not C, which reminders alone offer. */
const yeses: readonly string[] = [
  'yes',
  'y',
  'si',
  'yes please',
  'yes i agree',
  'i agree',
  'si acepto',
  'acepto',
  'yes i do',
];

/** A question is waited on so long: a yes weeks later answers something else. */
const askedForDays = 7;

/**
 * What a bare yes means: what was asked last.
 *
 * | asked last              | not opted out      | opted out |
 * | ----------------------- | ------------------ | --------- |
 * | to confirm an appointment | confirms it      | opts in (an opt-out ends every question) |
 * | whether texts may hold health information | consents | opts in |
 * | nothing                 | an ordinary text   | opts in, as carriers have it (Twilio: YES is START) |
 */
export function yesMeans(
  head: ContactHead,
  body: string,
  now: IsoInstant,
): 'confirm' | 'phi' | 'opt-in' | undefined {
  if (!yeses.includes(fold(body))) return undefined;
  if (isOptedOut(head.consent)) return 'opt-in';
  const confirm = head.questions.findLast(({ start }) => start > now)?.askedAt;
  const asked = head.phiAskedAt;
  const phi = asked !== undefined && secondsBetween(asked, now) < askedForDays * 86_400 ? asked : undefined;
  if (phi !== undefined && (confirm === undefined || phi > confirm)) return 'phi';
  return confirm === undefined ? undefined : 'confirm';
}
