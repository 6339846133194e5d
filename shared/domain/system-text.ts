import { headLimits } from './contact.ts';
import { amend, type Draft, type Outgoing, queue } from './draft.ts';
import type { Line } from './line.ts';
import { permit } from './permit.ts';
import type { PermitFacts, PermitRequest } from './permit-rule.ts';
import type { Purpose } from './purpose.ts';
import type { Settings } from './settings.ts';
import type { OutText } from './text.ts';
import { type IsoInstant, plusSeconds, secondsBetween } from './time.ts';
import { type Words, wordsIn } from './words.ts';

/** How long a text stays worth sending, in hours, where nothing nearer ends it. */
const usefulHours: Readonly<Record<Purpose, number>> = {
  emergency: 24,
  service: 24,
  acknowledgement: 24,
  reply: 72,
  appointment: 24,
  recall: 72,
  bill: 72,
  care: 24,
  marketing: 24,
};

export const usefulUntil = (purpose: Purpose, now: IsoInstant): IsoInstant =>
  plusSeconds(now, usefulHours[purpose] * 3600);

/** How often automated texts repeat how to opt out. */
const optOutToldEveryDays = 30;

/** The practice as a decision sees it: its settings, and the line that the contact is texted from. */
export interface PracticeView {
  readonly settings: Settings;
  readonly line: Line;
}

/** The words for a contact: their language where one is known. */
export const wordsFor = (draft: Draft): Words =>
  wordsIn(draft.head.patients.find((patient) => patient.language)?.language);

export const factsOf = (draft: Draft, { settings }: PracticeView): PermitFacts => ({
  head: draft.head,
  profile: settings.profile,
  purposes: settings.purposes,
  policy: settings.policy,
  liveSince: settings.liveSince,
  now: draft.now,
});

/** A text that the system writes, before its permit. */
export type SystemText = Pick<Outgoing, 'purpose' | 'body' | 'about' | 'outreach' | 'notice'> & {
  readonly expiresAt?: IsoInstant;
  readonly facts?: Pick<PermitFacts, 'appointment' | 'family' | 'asked' | 'noticed'>;
};

/** The body with how to opt out, where this contact has not been told for a month. */
function withOptOutLine(draft: Draft, text: SystemText): { body: string; tellsOptOut: boolean } {
  const { optOutToldAt } = draft.head;
  const told =
    optOutToldAt !== undefined && secondsBetween(optOutToldAt, draft.now) < optOutToldEveryDays * 86_400;
  if (told || text.purpose === 'service' || text.purpose === 'emergency')
    return { body: text.body, tellsOptOut: false };
  const body = `${text.body} ${wordsFor(draft).howToOptOut}`;
  return { body, tellsOptOut: true };
}

/** Asks for a permit for a text that the system writes, and queues it, holds it or keeps it as refused. */
export function writeText(draft: Draft, practice: PracticeView, text: SystemText): OutText {
  const expiresAt = text.expiresAt ?? usefulUntil(text.purpose, draft.now);
  const words = withOptOutLine(draft, text);
  const { purpose, about, outreach, notice } = text;
  const request: PermitRequest = { purpose, body: words.body, expiresAt, about, outreach, notice };
  const leave = permit(request, { ...factsOf(draft, practice), ...text.facts });
  return queue(draft, { ...request, ...words, line: practice.line, permit: leave, automated: true });
}

/** An acknowledgement: kept only where it may go, for nobody asks why an answer of ours to our own rule was not sent. */
export function acknowledge(
  draft: Draft,
  practice: PracticeView,
  body: string,
  expiresAt?: IsoInstant,
): OutText | undefined {
  const purpose = 'acknowledgement';
  const words = withOptOutLine(draft, { purpose, body });
  const until = expiresAt && expiresAt > draft.now ? expiresAt : usefulUntil(purpose, draft.now);
  const request: PermitRequest = { purpose, body: words.body, expiresAt: until };
  const leave = permit(request, factsOf(draft, practice));
  if (leave.verdict !== 'send') return undefined;
  const text = queue(draft, { ...request, ...words, line: practice.line, permit: leave, automated: true });
  countAutomatedAnswer(draft);
  return text;
}

/** Counts one automated answer toward the day's bound. */
export function countAutomatedAnswer(draft: Draft): void {
  const recent = draft.head.acknowledgedAt.filter((at) => secondsBetween(at, draft.now) < 86_400);
  amend(draft, { acknowledgedAt: [...recent, draft.now].slice(-headLimits.acknowledgements) });
}
