import { overHttpOrTopic, topic } from '../../shared/runtime/topic.ts';
import { webhook } from '../../shared/runtime/webhook.ts';
import { acceptTopicReceipt } from '../../shared/use-cases/accept-topic.ts';
import { acceptReceipt } from '../../shared/use-cases/accept-webhook.ts';

const overHttp = webhook('delivery-receipt', async ({ carrier, request, world }) => {
  const { contentType, body } = await acceptReceipt(world, carrier, request);
  return { statusCode: 200, headers: { 'content-type': contentType }, body };
});

/** A carrier reports what became of a text, by webhook or by topic. */
export const handler = overHttpOrTopic(overHttp, topic('delivery-receipt', acceptTopicReceipt));
