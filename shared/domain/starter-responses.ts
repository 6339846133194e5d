import { type ResponseName, responseNameSchema, type StandardResponse } from './standard-response.ts';
import { starterResponses } from './starter-responses-data.ts';

/** The starter set: what a practice has until it writes its own of that name. */
export const starters: readonly StandardResponse[] = starterResponses.map(
  ({ name, type, purpose, en, es }) => ({
    name: responseNameSchema.parse(name),
    type,
    ...(purpose && { purpose }),
    body: { en, es },
  }),
);

export const starterNamed = (name: ResponseName): StandardResponse | undefined =>
  starters.find((one) => one.name === name);
