import type { ReadinessItem } from './readiness-item.ts';

/** A practice that has not brought one patient's consent in has nobody whom it may text by itself. */
export const consentRecords: ReadinessItem = ({ consentRecorded }) =>
  consentRecorded
    ? undefined
    : 'No patient\'s consent is on record: PUT /v1/patients/{patientId} with "consent":{"basis","source","evidence"}, or take over those of another system (POST /v1/consents:import).';

/** One text has gone the whole way to a phone of the practice's own. */
export const testText: ReadinessItem = ({ testTexts }) => {
  if (testTexts.some((status) => status === 'sent' || status === 'delivered')) return undefined;
  const how = 'POST /v1/test-texts {"to":"<a phone of your staff>"}';
  const last = testTexts.at(-1);
  return last === undefined
    ? `Send yourself a test text: ${how}.`
    : `The last test text is ${last}: ask again in a minute, or send another (${how}).`;
};
