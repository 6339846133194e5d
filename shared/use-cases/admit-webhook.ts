import { Failure } from '../domain/failure.ts';
import { type CarrierName, carrierNames, type Line } from '../domain/line.ts';
import type { Carrier, CarrierRequest } from '../ports/carrier.ts';
import type { World } from './world.ts';

/** A request that its carrier signed for one of our lines. */
export interface Admitted {
  readonly carrier: Carrier;
  readonly line: Line;
}

const isCarrierName = (name: string): name is CarrierName => carrierNames.some((one) => one === name);

/** The carrier that a path names. Throws `not-found`. */
export function carrierOf(world: World, name: string): Carrier {
  if (!isCarrierName(name))
    throw new Failure(
      'not-found',
      `There is no such carrier: the webhook's path names one of ${carrierNames.join(', ')}.`,
    );
  return world.carriers[name];
}

/**
 * Lets a carrier's request in: a carrier that we know, a line of ours that it serves, and its signature over exactly this
 * request. Throws `not-found`, `forged`, `malformed` or `unknown-line`; nothing is stored before.
 */
export async function admitWebhook(world: World, name: string, request: CarrierRequest): Promise<Admitted> {
  const carrier = carrierOf(world, name);
  if (request.headers[carrier.signatureHeader] === undefined) {
    throw new Failure(
      'forged',
      `The ${carrier.signatureHeader} header is missing: the carrier signs what it sends, so have the request come from there.`,
    );
  }
  const number = carrier.lineOf(request);
  if (!number)
    throw new Failure(
      'malformed',
      "The request does not name the number that it is for, or is not in this carrier's form: check which carrier's webhook was given this URL.",
    );
  const line = await world.settings.line(number);
  if (!line || line.carrier !== name)
    throw new Failure(
      'unknown-line',
      `No line of ours on ${name} has this number: check the carrier's webhook settings.`,
    );
  const account = await world.secrets.carrierAccount(name, line.account);
  if (!account || !(await carrier.verify(request, account))) {
    throw new Failure(
      'forged',
      "The signature does not fit the request: check the account's secret and the public URL.",
    );
  }
  return { carrier, line };
}
