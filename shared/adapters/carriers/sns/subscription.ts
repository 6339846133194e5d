import type { CarrierAccount, CarrierRequest, Subscription } from '../../../ports/carrier.ts';
import { envelopeOf } from './envelope.ts';
import { hostOf, isSigned, signatureHeader } from './signature.ts';

/** The topic that asks for its subscription to be confirmed, before anything is verified. Such a request has no line. */
export function topicToConfirm(request: CarrierRequest): string | undefined {
  if (request.headers[signatureHeader] !== 'SubscriptionConfirmation') return undefined;
  const envelope = envelopeOf(request);
  return envelope.kind === 'parsed' ? envelope.value.TopicArn : undefined;
}

/**
 * Confirms the subscription that a signed request of one of these topics asks for, by visiting its SubscribeURL once.
 * Goes nowhere but to the topic's own SNS host: a URL from outside must not make us call whatever it names.
 * Answers whether SNS said yes. Source: docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.confirm.html.
 */
export async function confirmSubscription(
  request: CarrierRequest,
  topicArns: readonly string[],
  visit: typeof fetch = fetch,
): Promise<boolean> {
  const topicArn = topicToConfirm(request);
  if (topicArn === undefined || !(await isSigned(request, topicArns))) return false;
  const envelope = envelopeOf(request);
  const url = envelope.kind === 'parsed' ? URL.parse(envelope.value.SubscribeURL ?? '') : null;
  const asksThat =
    url?.searchParams.get('Action') === 'ConfirmSubscription' &&
    url.searchParams.get('TopicArn') === topicArn;
  if (url === null || url.origin !== `https://${hostOf(topicArn)}` || url.username !== '' || !asksThat)
    return false;
  try {
    return (await visit(url, { redirect: 'error', signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

/** The port's subscription for a carrier that comes by SNS, given how its account names the topics. */
export const subscriptionFor = (
  topicArnsOf: (account: CarrierAccount) => readonly string[],
): Subscription => ({
  topicOf: topicToConfirm,
  confirm: (request, account) => confirmSubscription(request, topicArnsOf(account)),
});
