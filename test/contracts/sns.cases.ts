import type { CarrierRequest } from '../../shared/ports/carrier.ts';
import { snsRequest, strangersTopicArn } from '../support/sns-signer.ts';

/*
 * What goes wrong with SNS, whichever carrier it brings. Each case changes one thing of a good post.
 */

/** Posts that no carrier may believe. */
export function forgedSns(url: string, payload: unknown): { title: string; request: CarrierRequest }[] {
  const post = (title: string, changes: object) => ({
    title,
    request: snsRequest(url, { payload, ...changes }),
  });
  const certificate = (title: string, SigningCertURL: string) =>
    post(title, { tampered: { SigningCertURL } });
  const file = 'SimpleNotificationService-0123456789abcdef.pem';
  return [
    post("a stranger's key", { signedBy: 'stranger' }),
    post("a stranger's topic, signed by SNS", { topicArn: strangersTopicArn }),
    post('a topic changed to ours after signing', {
      topicArn: strangersTopicArn,
      tampered: { TopicArn: 'arn:aws:sns:us-east-1:123456789012:inbound-texts' },
    }),
    post('no signature', { tampered: { Signature: undefined } }),
    post('a signature that is no base64', { tampered: { Signature: '***' } }),
    post('a signature version to come', { tampered: { SignatureVersion: '3' } }),
    post('another time', { tampered: { Timestamp: '2026-11-24T00:00:00.000Z' } }),
    post('a subject added', { tampered: { Subject: 'added' } }),
    certificate('a certificate from elsewhere', `https://sns.us-east-1.amazonaws.com.example.com/${file}`),
    certificate('a certificate from another region', `https://sns.eu-west-1.amazonaws.com/${file}`),
    certificate('a certificate from a bucket called sns', `https://sns.s3-us-west-2.amazonaws.com/${file}`),
    certificate('a certificate by plain HTTP', `http://sns.us-east-1.amazonaws.com/${file}`),
    certificate('a certificate at another port', `https://sns.us-east-1.amazonaws.com:8443/${file}`),
    certificate(
      'a certificate behind a user name',
      `https://sns.us-east-1.amazonaws.com@example.com/${file}`,
    ),
    certificate(
      'an answer of the API as certificate',
      'https://sns.us-east-1.amazonaws.com/?Action=GetTopic&x=.pem',
    ),
    certificate('no certificate', ''),
  ];
}

/** Posts that SNS may have signed, and that are no text. */
export function malformedSns(
  url: string,
  payload: object,
): { title: string; request: CarrierRequest; detail: string }[] {
  const post = (title: string, changes: object, detail: string) => ({
    title,
    request: snsRequest(url, { payload, ...changes }),
    detail,
  });
  return [
    post('a message that is not JSON', { message: 'hello' }, 'Message is not JSON'),
    post('a message that is a list', { message: '[]' }, 'is not an object'),
    post('no topic', { tampered: { TopicArn: undefined } }, 'TopicArn is missing'),
    post('a type to come', { tampered: { Type: 'Gossip' } }, 'Type is not known'),
  ];
}
