import type { Carriers } from '../../ports/carrier.ts';
import { createAwsCarrier } from './aws/carrier.ts';
import type { AwsCredentials } from './aws-client.ts';
import { createPinpointCarrier } from './pinpoint/carrier.ts';
import { createSimulatedCarrier, type SimulatedNetwork } from './simulated/carrier.ts';
import { createTwilioCarrier } from './twilio/carrier.ts';

export interface CarriersOptions {
  /** The AWS region of accounts that name none. */
  readonly region: string;
  /** Where simulated texts go; a deployment has none. */
  readonly simulatedNetwork?: SimulatedNetwork;
  /** Servers on this machine in place of the carriers'. For tests. */
  readonly endpoints?: { readonly aws?: string; readonly pinpoint?: string; readonly twilio?: string };
  /** AWS credentials in place of the function's role. For tests. */
  readonly credentials?: AwsCredentials;
  /** How long one hand-over may take, in place of 10 seconds. For tests. */
  readonly timeoutMs?: number;
}

/** All carriers. A new one is a folder, a line here and its name in domain/line.ts. */
export function createCarriers({
  region,
  simulatedNetwork,
  endpoints,
  credentials,
  timeoutMs,
}: CarriersOptions): Carriers {
  const aws = { region, credentials, timeoutMs };
  return {
    aws: createAwsCarrier({ ...aws, endpoint: endpoints?.aws }),
    pinpoint: createPinpointCarrier({ ...aws, endpoint: endpoints?.pinpoint }),
    simulated: createSimulatedCarrier({ network: simulatedNetwork }),
    twilio: createTwilioCarrier({ endpoint: endpoints?.twilio, timeoutMs }),
  };
}
