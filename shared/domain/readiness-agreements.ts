import type { ReadinessItem } from './readiness-item.ts';

const how = (whose: 'carrier' | 'cloud'): string =>
  `once it is signed, the operator puts its date on file (PUT /operator/practices/{practiceId}/agreements {"${whose}":"2026-11-02"}).`;

/** Who carries patients' words for the practice has agreed to guard them: 45 CFR 164.502(e), 164.504(e). */
export const carrierAgreement: ReadinessItem = ({ agreements, lines }) => {
  // Nothing of the simulated carrier's leaves the deployment.
  const outside = lines.filter(({ carrier }) => carrier !== 'simulated').map(({ carrier }) => carrier);
  return agreements.carrier !== undefined || (lines.length > 0 && outside.length === 0)
    ? undefined
    : `The carrier's business associate agreement${outside[0] ? ` (${outside[0]})` : ''} is not on file: ${how('carrier')}`;
};

/** The same of whoever runs the machines. */
export const cloudAgreement: ReadinessItem = ({ agreements }) =>
  agreements.cloud !== undefined
    ? undefined
    : `The cloud's business associate agreement is not on file: ${how('cloud')}`;
