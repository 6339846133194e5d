import { webhook } from '../../shared/runtime/webhook.ts';
import { acceptText } from '../../shared/use-cases/accept-webhook.ts';

/** A carrier brings a text. Answers 2xx only after it is stored. */
export const handler = webhook('inbound-text', async ({ carrier, request, world }) => {
  const { contentType, body } = await acceptText(world, carrier, request);
  return { statusCode: 200, headers: { 'content-type': contentType }, body };
});
