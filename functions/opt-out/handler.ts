import { contactHint } from '../../shared/runtime/bus-event.ts';
import { job } from '../../shared/runtime/job.ts';
import { followRevocation } from '../../shared/use-cases/follow-revocation.ts';

/** A contact revoked consent: what that switches off is switched off. */
export const handler = job<unknown>('opt-out', (event, world) =>
  followRevocation(world, contactHint(event).contact),
);
