import { createSign, generateKeyPairSync } from 'node:crypto';
import { EventEmitter } from 'node:events';
import https from 'node:https';
import { vi } from 'vitest';
import type { CarrierRequest } from '../../shared/ports/carrier.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

export const topicArn = 'arn:aws:sns:us-east-1:123456789012:inbound-texts';
export const strangersTopicArn = 'arn:aws:sns:us-east-1:210987654321:inbound-texts';
const certificateUrl = 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem';

/** Serves our public key wherever a certificate is fetched from SNS: the validator's own code runs on it. */
export function serveCertificate() {
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return vi.spyOn(https, 'get').mockImplementation(((_url: string, done: (answer: EventEmitter) => void) => {
    const answer = Object.assign(new EventEmitter(), { statusCode: 200 });
    done(answer);
    answer.emit('data', Buffer.from(pem));
    answer.emit('end');
    return new EventEmitter();
  }) as never);
}

export interface SnsPost {
  readonly payload?: unknown;
  /** The message as it is, where it is not the JSON of a payload. */
  readonly message?: string;
  readonly type?: string;
  readonly topicArn?: string;
  /** Of a confirmation, where it is not the one that SNS writes. */
  readonly subscribeUrl?: string;
  readonly signatureVersion?: '1' | '2';
  readonly signedBy?: 'sns' | 'stranger';
  /** Fields that are changed or, with `undefined`, taken away after signing. */
  readonly tampered?: Readonly<Record<string, unknown>>;
}

/** A post of SNS, signed as docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html says. */
export function snsRequest(url: string, post: SnsPost): CarrierRequest {
  const { type = 'Notification', signatureVersion = '2', signedBy = 'sns' } = post;
  const arn = post.topicArn ?? topicArn;
  const confirms = type !== 'Notification';
  const envelope: Record<string, string> = {
    Type: type,
    MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
    TopicArn: arn,
    Message: post.message ?? JSON.stringify(post.payload),
    Timestamp: '2026-11-23T20:45:04.751Z',
    ...(confirms && {
      Token: '2336412f37f',
      SubscribeURL:
        post.subscribeUrl ??
        `https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${arn}&Token=2336412f37f`,
    }),
  };
  const algorithm = signatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256';
  const words = Object.keys(envelope)
    .sort()
    .map((key) => `${key}\n${envelope[key]}\n`);
  const key = signedBy === 'sns' ? privateKey : stranger.privateKey;
  const Signature = createSign(algorithm).update(words.join('')).sign(key, 'base64');
  const signed = {
    ...envelope,
    SignatureVersion: signatureVersion,
    Signature,
    SigningCertURL: certificateUrl,
  };
  return {
    url,
    headers: { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': type },
    body: Buffer.from(JSON.stringify({ ...signed, ...post.tampered })),
  };
}
