import https from 'node:https';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCarriers } from '../../shared/adapters/carriers/registry.ts';
import { confirmSubscription, topicToConfirm } from '../../shared/adapters/carriers/sns/subscription.ts';
import { serveCertificate, snsRequest, strangersTopicArn, topicArn } from '../support/sns-signer.ts';

const url = 'https://texts.example.com/carriers/aws/texts';
const message = 'You have chosen to subscribe to the topic.';
const { aws } = createCarriers({ region: 'us-east-1' });

let served: ReturnType<typeof serveCertificate>;
beforeEach(() => {
  served = serveCertificate();
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** A `fetch` that goes nowhere, and remembers where it was told to go. */
const visitor = (status: number) => vi.fn<typeof fetch>(async () => new Response('', { status }));

describe('a subscription to a topic', () => {
  const type = 'SubscriptionConfirmation';
  const asked = snsRequest(url, { type, message });

  it('is asked for by a signed request that is no text', async () => {
    expect(topicToConfirm(asked)).toBe(topicArn);
    expect(topicToConfirm(snsRequest(url, { payload: {} }))).toBeUndefined();
    expect(await aws.verify(asked, { topicArns: [topicArn] })).toBe(true);
    expect(aws.lineOf(asked)).toBeUndefined();
    for (const result of [aws.parseText(asked), aws.parseReceipt(asked)])
      expect(result).toEqual({ kind: 'ignored', reason: 'SNS: SubscriptionConfirmation.' });
  });

  it('is confirmed by one visit to the URL that SNS signed', async () => {
    const visit = visitor(200);
    expect(await confirmSubscription(asked, [topicArn], visit)).toBe(true);
    expect(visit).toHaveBeenCalledOnce();
    expect(String(visit.mock.calls[0]?.[0])).toMatch(
      /^https:\/\/sns\.us-east-1\.amazonaws\.com\/\?Action=ConfirmSubscription&/,
    );
    expect(visit.mock.calls[0]?.[1]).toMatchObject({ redirect: 'error' });
  });

  it('is not confirmed where SNS says no, or nothing', async () => {
    expect(await confirmSubscription(asked, [topicArn], visitor(403))).toBe(false);
    expect(
      await confirmSubscription(
        asked,
        [topicArn],
        vi.fn<typeof fetch>().mockRejectedValue(new Error('Gone.')),
      ),
    ).toBe(false);
  });

  const confirm = `/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=1`;
  // Signed by SNS, as if a topic of ours could be made to ask for such a visit.
  it.each([
    ['another host', `https://example.com${confirm}`],
    ['a host that begins like it', `https://sns.us-east-1.amazonaws.com.example.com${confirm}`],
    ['another region', `https://sns.eu-west-1.amazonaws.com${confirm}`],
    ['plain HTTP', `http://sns.us-east-1.amazonaws.com${confirm}`],
    ['a user name', `https://user@sns.us-east-1.amazonaws.com${confirm}`],
    ['another action', `https://sns.us-east-1.amazonaws.com/?Action=DeleteTopic&TopicArn=${topicArn}`],
    [
      'another topic',
      `https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${strangersTopicArn}`,
    ],
    ['no URL', 'nowhere'],
  ])('leads to no visit to %s', async (_title, subscribeUrl) => {
    const visit = visitor(200);
    expect(
      await confirmSubscription(snsRequest(url, { type, message, subscribeUrl }), [topicArn], visit),
    ).toBe(false);
    expect(visit).not.toHaveBeenCalled();
  });

  it.each([
    ["a stranger's topic", snsRequest(url, { type, message, topicArn: strangersTopicArn })],
    ["a stranger's signature", snsRequest(url, { type, message, signedBy: 'stranger' })],
    [
      'a URL changed after signing',
      snsRequest(url, {
        type,
        message,
        tampered: { SubscribeURL: `https://sns.us-east-1.amazonaws.com${confirm}` },
      }),
    ],
    ['an ordinary notification', snsRequest(url, { payload: {} })],
  ])('leads to no visit for %s', async (_title, request) => {
    const visit = visitor(200);
    expect(await confirmSubscription(request, [topicArn], visit)).toBe(false);
    expect(visit).not.toHaveBeenCalled();
  });
});

describe('a signing certificate', () => {
  const account = { topicArns: [topicArn] };
  /** The package keeps certificates by URL, so each case has its own. */
  const post = (file: string) =>
    snsRequest(url, {
      payload: {},
      tampered: {
        SigningCertURL: `https://sns.us-east-1.amazonaws.com/SimpleNotificationService-${file}.pem`,
      },
    });

  it('is fetched once', async () => {
    expect(await aws.verify(post('a1'), account)).toBe(true);
    expect(await aws.verify(post('a1'), account)).toBe(true);
    expect(https.get).toHaveBeenCalledOnce();
  });
  it('that does not come is fetched once more', async () => {
    served.mockImplementationOnce(((_url: string, done: (answer: object) => void) => {
      done({ statusCode: 503 });
      return { on: () => undefined };
    }) as never);
    expect(await aws.verify(post('b2'), account)).toBe(true);
    expect(https.get).toHaveBeenCalledTimes(2);
  });
  it('is never fetched for a topic that is not ours', async () => {
    expect(await aws.verify(post('c3'), { topicArns: [strangersTopicArn] })).toBe(false);
    expect(https.get).not.toHaveBeenCalled();
  });
});
