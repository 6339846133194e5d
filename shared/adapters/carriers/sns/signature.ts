import MessageValidator from 'sns-validator';
import type { CarrierRequest } from '../../../ports/carrier.ts';
import { type Envelope, envelopeOf } from './envelope.ts';

/** SNS sends it with every post; the signature itself is in the body. */
export const signatureHeader = 'x-amz-sns-message-type';

/** How long a signing certificate may take to come. Less than the 15 seconds after which SNS gives a post up. */
const certificateTimeoutMs = 4_000;

/** The host that speaks for a topic: where its certificates are, and where its subscriptions are confirmed. */
export function hostOf(topicArn: string): string | undefined {
  const [, partition, region] =
    /^arn:(aws|aws-cn|aws-us-gov):sns:([a-z]{2}(?:-[a-z]+)+-[0-9]+):[0-9]{12}:/.exec(topicArn) ?? [];
  if (region === undefined) return undefined;
  return `sns.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
}

/**
 * Whether SNS signed the request's message for one of these topics, checked by AWS's own package. A topic of a
 * stranger is signed just as well, so only those of the account count. The package would fetch a certificate from
 * any `sns.*.amazonaws.com`, which a bucket of that name could be: here it comes from the topic's own region. SNS
 * signs neither the URL nor the headers.
 */
export async function isSigned(request: CarrierRequest, topicArns: readonly string[]): Promise<boolean> {
  if (request.headers[signatureHeader] === undefined) return false;
  const envelope = envelopeOf(request);
  if (envelope.kind !== 'parsed' || !topicArns.includes(envelope.value.TopicArn)) return false;
  const host = hostOf(envelope.value.TopicArn);
  if (host === undefined || !isCertificateUrl(envelope.value.SigningCertURL, host)) return false;
  // Twice, because a certificate that did not come would cost a text: SNS does not repeat what was answered 403.
  return (await holds(envelope.value, host)) || (await holds(envelope.value, host));
}

const literally = (text: string) => text.replaceAll('.', '\\.');

const isCertificateUrl = (url: string, host: string) =>
  new RegExp(`^https://${literally(host)}/SimpleNotificationService-[A-Za-z0-9]{1,64}\\.pem$`).test(url);

function holds(envelope: Envelope, host: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timeout = setTimeout(() => resolve(false), certificateTimeoutMs);
  try {
    // A copy: the package writes to what it is given.
    new MessageValidator(new RegExp(`^${literally(host)}$`)).validate({ ...envelope }, (error) =>
      resolve(error === null),
    );
  } catch {
    resolve(false);
  }
  return promise.finally(() => clearTimeout(timeout));
}
