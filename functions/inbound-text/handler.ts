import { overHttpOrTopic, topic } from '../../shared/runtime/topic.ts';
import { webhook } from '../../shared/runtime/webhook.ts';
import { acceptTopicText } from '../../shared/use-cases/accept-topic.ts';
import { acceptText } from '../../shared/use-cases/accept-webhook.ts';

const overHttp = webhook('inbound-text', async ({ carrier, request, world }) => {
  const { contentType, body } = await acceptText(world, carrier, request);
  return { statusCode: 200, headers: { 'content-type': contentType }, body };
});

/** A carrier brings a text, by webhook or by topic. Answers 2xx only after it is stored. */
export const handler = overHttpOrTopic(overHttp, topic('inbound-text', acceptTopicText));
