import { hostileWebhooks } from './webhooks.suite.ts';

/* A few of them, the same ones each time; many more are thrown by `npm run test:long`. */
hostileWebhooks({ seed: 1, runs: 25 });
