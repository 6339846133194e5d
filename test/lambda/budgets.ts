import type { FunctionName } from '../../infra/topology.ts';

/*
 * What each bundle may weigh, and how long it may take to load as a multiple of the bare DynamoDB client's time in the same run.
 * Bytes are a little above what was measured, and load a third or more, for the other tests keep every core busy meanwhile: a budget stops
 * what comes in by mistake, and whoever raises one says why.
 */

export interface Budget {
  readonly bytesMax: number;
  readonly loadRatioMax: number;
  /** What it loads before its first event, and so has to pay for. */
  readonly because: string;
}

/** Every directory holds the adapters of all bindings, loaded or not: most of its bytes are theirs. */
const bytesMax = 1_260_000;

const settings =
  'Clients of DynamoDB and Secrets Manager, zod, time zones and numbering plans, for settings and lines';

export const budgets: Readonly<Record<FunctionName, Budget>> = {
  relay: { bytesMax, loadRatioMax: 3.3, because: "EventBridge's client and zod; no table" },
  authorizer: { bytesMax, loadRatioMax: 3.6, because: "DynamoDB's client, the store and zod" },
  timekeeper: { bytesMax, loadRatioMax: 3.8, because: "The authorizer's, and the scheduler's client" },
  'auto-reply': { bytesMax: 1_320_000, loadRatioMax: 4.6, because: settings },
  statistics: { bytesMax: 1_320_000, loadRatioMax: 4.6, because: settings },
  reminder: { bytesMax: 1_320_000, loadRatioMax: 4.6, because: settings },
  provisioning: {
    bytesMax: 1_280_000,
    loadRatioMax: 4.6,
    because: `${settings}, routes, and API Gateway's client`,
  },
  deliver: {
    bytesMax: 1_320_000,
    loadRatioMax: 4.6,
    because: `${settings}, and the carriers without their clients`,
  },
  'opt-out': {
    bytesMax: 1_320_000,
    loadRatioMax: 4.6,
    because: `${settings}, and the carriers without their clients`,
  },
  sweep: { bytesMax: 1_330_000, loadRatioMax: 4.6, because: 'All that deliver, opt-out and the timers load' },
  'delivery-receipt': {
    bytesMax: 1_380_000,
    loadRatioMax: 4.6,
    because: `${settings}, the carriers, and receipts' decisions`,
  },
  'inbound-text': {
    bytesMax: 1_380_000,
    loadRatioMax: 4.6,
    because: `${settings}, the carriers, and every decision`,
  },
  'practice-api': {
    bytesMax: 1_490_000,
    loadRatioMax: 5.2,
    because: `${settings}, and the schemas of every route`,
  },
};

/** What of a bundle is over its budget, or was not measured at all, in words. */
export function overBudget(
  { bytes, loadRatio }: { readonly bytes: number; readonly loadRatio: number },
  budget: Budget,
): readonly string[] {
  return [
    ...(bytes <= budget.bytesMax ? [] : [`${bytes} bytes, of ${budget.bytesMax}`]),
    ...(loadRatio <= budget.loadRatioMax
      ? []
      : [`${loadRatio.toFixed(2)} times the bare client's load, of ${budget.loadRatioMax}`]),
  ];
}
