import { contactHint } from '../../shared/runtime/bus-event.ts';
import { job } from '../../shared/runtime/job.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';

/** A contact has texts that may leave: one was queued, or a held one was released. */
export const handler = job<unknown>('deliver', async (event, world) => {
  const { contact, seq } = contactHint(event);
  await deliverTexts(world, contact, seq);
});
