import { type AboutOutreach, type Outreach, stillAsks } from './outreach.ts';
import { ok, type Rule, type RuleAnswer, refuse } from './permit-rule.ts';
import { keptHere } from './suspension.ts';

const ended = (detail: string): RuleAnswer => refuse('no-longer-due', detail);

/** A bill that is paid is not asked for, and nobody is told to book who has booked: asked when written, and again when claimed. */
export const stillDue: Rule = ({ outreach: about, asked, head }) => {
  if (about === undefined) return undefined;
  const one = asked?.outreach;
  if (one === undefined || one.revision !== about.revision)
    return ended(`The ${about.what} is gone or was planned anew since the text was written.`);
  const patient = keptHere(head).find(({ patientId }) => patientId === one.patientId);
  if (patient === undefined) return ended('The patient is not reached at this number any more.');
  if (patient.status !== undefined)
    return refuse('suspended', 'The patient is marked inactive or deceased: nothing more is sent.');
  return stands(about, one, asked?.booked === true);
};

function stands(about: AboutOutreach, one: Outreach, booked: boolean): RuleAnswer {
  if (!stillAsks(one)) return ended(`The ${one.what} is ${one.status}.`);
  if (one.what === 'recall' && booked) return ended('The patient has an appointment booked.');
  if (one.what === 'bill' && about.amountCents !== undefined && about.amountCents !== one.amountCents)
    return ended('The amount has changed since the text was written.');
  return ok('still-due', `The ${one.what} is ${one.status}.`);
}
