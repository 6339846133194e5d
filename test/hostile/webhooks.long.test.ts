import { hostileWebhooks } from './webhooks.suite.ts';

/* Other payloads each time; HOSTILE_SEED throws those of a run again, HOSTILE_RUNS more or fewer of them. */
hostileWebhooks({
  seed: Number(process.env.HOSTILE_SEED ?? Math.trunc(Math.random() * 2 ** 31)),
  runs: Number(process.env.HOSTILE_RUNS ?? 1000),
});
