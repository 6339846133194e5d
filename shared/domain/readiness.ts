import { carrierAgreement, cloudAgreement } from './readiness-agreements.ts';
import type { ReadinessItem } from './readiness-item.ts';
import { linePace, lineRegistration, linesThere, optOutAnswers } from './readiness-lines.ts';
import { consentRecords, testText } from './readiness-proofs.ts';
import { goals, hours, pointPersons } from './readiness-settings.ts';

/** What has to be so before a practice's automated texts may leave, in the order in which it is best done. */
const items = {
  hours,
  'point-persons': pointPersons,
  goals,
  line: linesThere,
  'line-registration': lineRegistration,
  'line-pace': linePace,
  'opt-out-answers': optOutAnswers,
  'carrier-agreement': carrierAgreement,
  'cloud-agreement': cloudAgreement,
  'consent-records': consentRecords,
  'test-text': testText,
} as const satisfies Readonly<Record<string, ReadinessItem>>;

export type ReadinessCode = keyof typeof items;

const isCode = (code: string): code is ReadinessCode => code in items;
export const readinessCodes: readonly ReadinessCode[] = Object.keys(items).filter(isCode);

export interface Readiness {
  readonly ready: boolean;
  /** What is still to be done: `detail` names the route and the body. */
  readonly missing: readonly { readonly code: ReadinessCode; readonly detail: string }[];
}

/** Whether a practice may go live, and what it has to do before. Pure: the same facts give the same answer. */
export function readiness(facts: Parameters<ReadinessItem>[0]): Readiness {
  const missing = readinessCodes.flatMap((code) => {
    const detail = items[code](facts);
    return detail === undefined ? [] : [{ code, detail }];
  });
  return { ready: missing.length === 0, missing };
}
