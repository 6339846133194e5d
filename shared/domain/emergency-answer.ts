import { amend, amendThread, type Draft, raiseTask } from './draft.ts';
import type { Emergency } from './emergency.ts';
import type { TextId } from './identifiers.ts';
import { measure, toGsm7 } from './segments.ts';
import type { Profile } from './settings.ts';
import { type PracticeView, wordsFor, writeText } from './system-text.ts';
import { secondsBetween } from './time.ts';
import { type Words, wordsIn } from './words.ts';

/** The same kind of sign again within so long is no news to whoever wrote it, and may be a machine that answers ours. */
const repeatAfterMinutes = 30;

/**
 * Answers signs of an emergency at once, whatever else the text means, and puts the thread before a person. Signs of the same kind
 * again within half an hour, while no person has answered, are seen in the thread and neither answered nor put on the list twice.
 */
export function answerEmergency(
  draft: Draft,
  practice: PracticeView,
  emergency: Emergency,
  textId: TextId,
): void {
  const { thread, emergencyAnswered } = draft.head;
  const answeredAt = emergencyAnswered?.[emergency.kind];
  const known =
    thread.urgent &&
    answeredAt !== undefined &&
    secondsBetween(answeredAt, draft.now) < repeatAfterMinutes * 60;
  amendThread(draft, { urgent: true });
  if (known) return;
  const language = draft.head.patients.some((patient) => patient.language) ? undefined : emergency.language;
  const words = language ? wordsIn(language) : wordsFor(draft);
  const body = bodyOf(words, practice.settings.profile, emergency);
  writeText(draft, practice, { purpose: 'emergency', body });
  amend(draft, { emergencyAnswered: { ...emergencyAnswered, [emergency.kind]: draft.now } });
  raiseTask(draft, { kind: 'urgent', textId, detail: details[emergency.kind] });
}

/** The fullest of the ways to say it that fits one segment; the practice's own words come before ours at length. */
function bodyOf(words: Words, { shortName, emergencyWords }: Profile, { kind }: Emergency): string {
  const full = words.emergency(shortName, kind, false);
  if (emergencyWords === undefined) return full;
  const own = toGsm7(emergencyWords);
  const both = [full, words.emergency(shortName, kind, true)].map((ours) => `${ours} ${own}`);
  return both.find((body) => measure(body).segments === 1) ?? full;
}

const details = {
  medical:
    'A text may tell of an emergency. The patient was told at once to call 911. Read it and call them now; an answer to the thread ends its urgency.',
  'self-harm':
    'A text may tell of a danger to oneself or another. The patient was told at once of 911 and 988. Read it and call them now; an answer to the thread ends its urgency.',
} as const;
