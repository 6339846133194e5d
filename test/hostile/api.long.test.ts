import { hostileApi } from './api.suite.ts';

/* Other requests each time; HOSTILE_SEED throws those of a run again, HOSTILE_RUNS more or fewer of them. */
hostileApi({
  seed: Number(process.env.HOSTILE_SEED ?? Math.trunc(Math.random() * 2 ** 31)),
  runs: Number(process.env.HOSTILE_RUNS ?? 150),
});
