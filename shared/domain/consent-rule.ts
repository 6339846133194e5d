import { isOptedOut, type ScopeState } from './consent.ts';
import { ok, type Rule, type RuleAnswer, refuse } from './permit-rule.ts';
import type { Purpose } from './purpose.ts';

const revoked = '47 CFR 64.1200(a)(10)';

function informational(state: ScopeState, purpose: Purpose): RuleAnswer {
  if (state.state === 'revoked') {
    return refuse(
      'opted-out',
      `The patient opted out (consent event ${state.seq}, ${state.at}). Only START brings texts back.`,
      revoked,
    );
  }
  if (state.state === 'none') {
    return refuse(
      'no-consent',
      'Nobody has recorded that the patient agreed to be texted. Ask them, and record it with its evidence (POST /v1/contacts/{contactId}/consents).',
      '47 CFR 64.1200(a)(1)',
    );
  }
  if (state.purposes && !state.purposes.includes(purpose)) {
    return refuse(
      'no-consent',
      `The patient agreed to ${state.purposes.join(', ')} texts alone (consent event ${state.seq}).`,
      revoked,
    );
  }
  return ok(
    'consent',
    `Informational consent, ${state.basis} (consent event ${state.seq}, ${state.at}).`,
    '47 CFR 64.1200(a)(1)',
  );
}

/** What the healthcare exemption never covers: billing and other financial content. In force since 2015-07-10. */
const noExemption = '47 CFR 64.1200(a)(9)(iv)(D)';

/**
 * A bill needs the patient's own word where a practice relies on the healthcare exemption: a number that was merely given is then no
 * consent, for the exemption stood in its place.
 */
function forBill(given: ScopeState, exemption: boolean): RuleAnswer {
  if (exemption && given.state === 'granted' && given.basis === 'implied')
    return refuse(
      'no-consent',
      'The practice relies on the healthcare exemption, which covers no bills: record that the patient agreed to be texted about them.',
      noExemption,
    );
  return informational(given, 'bill');
}

/** What each purpose needs of the ledger, and what the ledger says. */
export const consent: Rule = ({ purpose, head, policy }) => {
  const { consent: given, thread, lastInboundAt } = head;
  switch (purpose) {
    case 'emergency':
      return ok('consent', 'An emergency needs no consent.', '47 CFR 64.1200(f)(4)');
    case 'service':
      return ok('consent', 'Confirms an opt-out or opt-in, or answers HELP.', '47 CFR 64.1200(a)(12)');
    case 'reply':
      return thread.askedAt !== undefined
        ? ok('consent', `The patient texted first (${thread.askedAt}): a person may answer what they asked.`)
        : informational(given.informational, purpose);
    case 'acknowledgement':
      if (isOptedOut(given)) return informational(given.informational, purpose);
      return lastInboundAt === undefined
        ? refuse('no-consent', 'An acknowledgement answers a text, and the patient has sent none.')
        : ok('consent', `Answers the patient's text of ${lastInboundAt}.`);
    case 'appointment':
    case 'recall':
    case 'care':
      return informational(given.informational, purpose);
    case 'bill':
      return forBill(given.informational, policy.exemption);
    case 'marketing':
      if (isOptedOut(given)) return informational(given.informational, purpose);
      return given.marketing.state === 'granted' && given.marketing.basis === 'written'
        ? ok(
            'consent',
            `Written marketing consent (consent event ${given.marketing.seq}).`,
            '47 CFR 64.1200(f)(9)',
          )
        : refuse(
            'no-consent',
            'Marketing needs a consent that the patient signed, and none is in force. Record one with the words that were shown (POST /v1/contacts/{contactId}/consents: scope marketing, basis written).',
            '47 CFR 64.1200(f)(9)',
          );
  }
};
