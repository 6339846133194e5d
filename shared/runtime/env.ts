import * as z from 'zod';

/**
 * What a function may be bound to, and the variables that come with it: binding a resource gives the permission and the
 * variables at once, so that one cannot stand without the other.
 */
export const bindings = {
  /** The table, read and written. */
  table: z.object({ TABLE_NAME: z.string().min(3) }),
  /** The table, read alone. */
  'table-read': z.object({ TABLE_NAME: z.string().min(3) }),
  /** The secret under which ids are made. */
  identity: z.object({ IDENTITY_SECRET_ARN: z.string().startsWith('arn:') }),
  /** The carriers' account secrets, by name under a prefix. */
  carriers: z.object({ CARRIER_SECRETS_PREFIX: z.string().min(1) }),
  /** The carriers' own block lists, where they keep one that we can change. */
  'opt-out-list': z.object({}),
  /** The event bus, to put events on. */
  bus: z.object({ EVENT_BUS_NAME: z.string().min(1) }),
  /** The API's usage plans, one for each tier, by what their names begin with. */
  'usage-plans': z.object({ USAGE_PLAN_PREFIX: z.string().min(1) }),
  /** Sending through the carriers. */
  sending: z.object({ PUBLIC_URL: z.url() }),
  /** The scheduler's group, and what its schedules wake. */
  schedules: z.object({
    SCHEDULE_GROUP: z.string().min(1),
    SCHEDULE_ROLE_ARN: z.string().startsWith('arn:'),
    SCHEDULE_DEAD_LETTER_ARN: z.string().startsWith('arn:'),
    REMINDER_FUNCTION_ARN: z.string().startsWith('arn:'),
    AUTO_REPLY_FUNCTION_ARN: z.string().startsWith('arn:'),
    DELIVER_FUNCTION_ARN: z.string().startsWith('arn:'),
  }),
} as const;

export type Binding = keyof typeof bindings;

/** The variables that a list of bindings brings. */
export type VariablesOf<B extends Binding> = B extends Binding ? keyof z.output<(typeof bindings)[B]> : never;

/** The environment of a function with these bindings, parsed once at cold start; throws naming what is missing. */
export function environmentOf<const B extends readonly Binding[]>(
  names: B,
  variables: Readonly<Record<string, string | undefined>>,
) {
  const missing: string[] = [];
  const values: Record<string, string> = {};
  for (const name of names) {
    const result = bindings[name].safeParse(variables);
    if (result.success) Object.assign(values, result.data);
    else missing.push(...result.error.issues.map((issue) => issue.path.join('.')));
  }
  if (missing.length > 0)
    throw new Error(`These environment variables are missing or wrong: ${[...new Set(missing)].join(', ')}.`);
  return values as Readonly<Record<VariablesOf<B[number]>, string>>;
}
