import type { Node } from 'constructs';
import * as z from 'zod';

/** What one stage is asked, once. */
const stageSchema = z.strictObject({
  /** Who hears of alarms. Without one they are seen in the console alone. */
  alarmEmail: z.email('is an e-mail address').optional(),
  /** A name of your own in place of API Gateway's: `texts.example.com`, with its certificate in the same region. */
  domainName: z.hostname('is a host name').optional(),
  certificateArn: z.string().startsWith('arn:aws:acm:', 'is the ARN of a certificate in ACM').optional(),
});

/** Which deployment it is; a part of every name. */
const stageName = z
  .string()
  .regex(/^[a-z][a-z0-9]{1,11}$/, 'is 2 to 12 small letters and digits, such as prod')
  .default('prod');

export type DeploymentSettings = z.output<typeof stageSchema> & { readonly stage: string };

/**
 * Reads the settings from the app's context: the stage from `-c stage=…`, and what it is asked from the context's entry of its name, so
 * that no stage takes another's domain. Throws an error whose message says what to mend.
 */
export function settingsFrom(node: Node): DeploymentSettings {
  const stage = checked(stageName, node.tryGetContext('stage'), '-c stage=…');
  const asked = checked(stageSchema.default({}), node.tryGetContext(stage), `"${stage}" of cdk.context.json`);
  if ((asked.domainName === undefined) !== (asked.certificateArn === undefined))
    throw new Error(`"${stage}" of cdk.context.json: domainName and certificateArn go together.`);
  return { ...asked, stage };
}

function checked<S extends z.ZodType>(schema: S, given: unknown, where: string): z.output<S> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    ({ path, message }) => `${[where, ...path].join(', ')}: ${message}.`,
  );
  throw new Error(faults.join('\n'));
}
