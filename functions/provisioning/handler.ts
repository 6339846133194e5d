import { api } from '../../shared/runtime/api.ts';
import { routes } from './routes.ts';

/** The operator's API: practices, keys and lines. */
export const handler = api('provisioning', routes);
