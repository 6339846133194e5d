import { Failure } from '../domain/failure.ts';
import type { Line } from '../domain/line.ts';
import type { Carrier, CarrierRequest, Parsed } from '../ports/carrier.ts';
import { admitWebhook, carrierOf } from './admit-webhook.ts';
import { receiveText } from './receive-text.ts';
import { recordReceipt } from './record-receipt.ts';
import type { World } from './world.ts';

const readFrom = <T>(parsed: Parsed<T>): T | undefined => {
  if (parsed.kind === 'malformed') throw new Failure('malformed', parsed.detail);
  return parsed.kind === 'parsed' ? parsed.value : undefined;
};

/**
 * A carrier that comes by subscription asks once whether we want it. Such a request names no line: the deployment's default
 * account with that carrier says which topics are its own.
 *
 * @returns what to answer with, or `undefined` where the request is an ordinary one
 */
async function confirmed(
  world: World,
  name: string,
  request: CarrierRequest,
): Promise<Carrier['acceptance'] | undefined> {
  const carrier = carrierOf(world, name);
  if (carrier.subscription?.topicOf(request) === undefined) return undefined;
  const account = await world.secrets.carrierAccount(carrier.name, 'default');
  if (account && (await carrier.subscription.confirm(request, account))) return carrier.acceptance;
  throw new Failure(
    'forged',
    'This subscription is not of a topic of ours, or could not be confirmed: check topicArns in the account, and ask for the confirmation again.',
  );
}

/** Lets a request in and gives what it turned out to be to whoever keeps it; answers what a 2xx holds. */
async function accept<T>(
  world: World,
  name: string,
  request: CarrierRequest,
  parse: (carrier: Carrier) => Parsed<T>,
  keep: (value: T, line: Line) => Promise<unknown>,
): Promise<Carrier['acceptance']> {
  const subscribed = await confirmed(world, name, request);
  if (subscribed) return subscribed;
  const { carrier, line } = await admitWebhook(world, name, request);
  const value = readFrom(parse(carrier));
  if (value !== undefined) await keep(value, line);
  return carrier.acceptance;
}

/** A carrier's webhook for a text. Returns only after what was received is safe. */
export const acceptText = (world: World, name: string, request: CarrierRequest) =>
  accept(
    world,
    name,
    request,
    (carrier) => carrier.parseText(request),
    async (text, line) => receiveText(world, await world.settings.view(line.practiceId, line.number), text),
  );

/** A carrier's webhook for a receipt. A text that is not of the line's own practice is none of the caller's business. */
export const acceptReceipt = (world: World, name: string, request: CarrierRequest) =>
  accept(
    world,
    name,
    request,
    (carrier) => carrier.parseReceipt(request),
    async (receipt, line) => {
      if (receipt.reference.practiceId === line.practiceId) await recordReceipt(world, receipt);
    },
  );
