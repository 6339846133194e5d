import { webhook } from '../../shared/runtime/webhook.ts';
import { acceptReceipt } from '../../shared/use-cases/accept-webhook.ts';

/** A carrier reports what became of a text. */
export const handler = webhook('delivery-receipt', async ({ carrier, request, world }) => {
  const { contentType, body } = await acceptReceipt(world, carrier, request);
  return { statusCode: 200, headers: { 'content-type': contentType }, body };
});
