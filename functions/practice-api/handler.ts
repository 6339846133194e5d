import { api } from '../../shared/runtime/api.ts';
import { routes } from './routes/index.ts';

/** The practices' API. */
export const handler = api('practice-api', routes);
