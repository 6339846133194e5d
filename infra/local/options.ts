import * as z from 'zod';
import { type IsoInstant, isoFrom } from '../../shared/domain/time.ts';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  DATA_DIR: z.string().min(1).default('.data'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  CLOCK: z
    .string()
    .transform((text, context): IsoInstant => {
      try {
        return isoFrom(text);
      } catch {
        context.addIssue({
          code: 'custom',
          message: 'Write CLOCK as a moment, such as 2026-12-01T15:00:00Z.',
        });
        return z.NEVER;
      }
    })
    .optional(),
  STORE: z.enum(['sqlite', 'dynamodb']).default('sqlite'),
  DYNAMODB_ENDPOINT: z.url().optional(),
});

/** How the local host is to run. */
export interface LocalOptions {
  readonly port: number;
  readonly dataDir: string;
  /** What carriers sign; by default where the host listens. */
  readonly publicUrl: string | undefined;
  /** Where a standing clock starts; real time where it is absent. */
  readonly clockFrom: IsoInstant | undefined;
  readonly store: { readonly kind: 'sqlite' } | { readonly kind: 'dynamodb'; readonly endpoint: string };
  /** Without the demo practices. */
  readonly empty: boolean;
}

/** Reads the host's environment and arguments. Throws an error whose message says what to mend. */
export function localOptions(
  variables: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): LocalOptions {
  const unknown = args.filter((argument) => argument !== '--empty');
  if (unknown.length > 0) throw new Error(`Unknown argument ${unknown.join(' ')}: there is only --empty.`);
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const result = environment.safeParse(set);
  if (!result.success)
    throw new Error(
      result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  const { PORT, DATA_DIR, PUBLIC_URL, CLOCK, STORE, DYNAMODB_ENDPOINT } = result.data;
  if (STORE === 'dynamodb' && !DYNAMODB_ENDPOINT) {
    throw new Error('STORE=dynamodb needs DYNAMODB_ENDPOINT, such as http://127.0.0.1:8000.');
  }
  return {
    port: PORT,
    dataDir: DATA_DIR,
    publicUrl: PUBLIC_URL?.replace(/\/$/, ''),
    clockFrom: CLOCK,
    store:
      STORE === 'dynamodb' && DYNAMODB_ENDPOINT
        ? { kind: 'dynamodb', endpoint: DYNAMODB_ENDPOINT }
        : { kind: 'sqlite' },
    empty: args.includes('--empty'),
  };
}
