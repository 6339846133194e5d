import { hostileApi } from './api.suite.ts';

/* A handful of requests to every route, the same ones each time; many more are thrown by `npm run test:long`. */
hostileApi({ seed: 1, runs: 6 });
