import type { Node } from 'constructs';
import * as z from 'zod';

/** How one deployment of the system is told apart, and what it is asked once. Given as `-c name=value` to `cdk`. */
const settingsSchema = z.object({
  /** Which deployment this is; a part of every name. */
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9]{1,11}$/, 'is 2 to 12 small letters and digits, such as prod')
    .default('prod'),
  /** Who hears of alarms. Without one they are seen in the console alone. */
  alarmEmail: z.email('is an e-mail address').optional(),
  /** A name of your own in place of API Gateway's: `texts.example.com`, with its certificate in the same region. */
  domainName: z.hostname('is a host name').optional(),
  certificateArn: z.string().startsWith('arn:aws:acm:', 'is the ARN of a certificate in ACM').optional(),
});

export type DeploymentSettings = z.output<typeof settingsSchema>;

/** Reads the settings from the app's context. Throws an error whose message says what to mend. */
export function settingsFrom(node: Node): DeploymentSettings {
  const given = Object.fromEntries(
    Object.keys(settingsSchema.shape).map((name) => [name, node.tryGetContext(name)]),
  );
  const result = settingsSchema.safeParse(given);
  if (!result.success) {
    const faults = result.error.issues.map(({ path, message }) => `-c ${path.join('.')}=… ${message}.`);
    throw new Error(faults.join('\n'));
  }
  const { domainName, certificateArn } = result.data;
  if ((domainName === undefined) !== (certificateArn === undefined))
    throw new Error('-c domainName=… and -c certificateArn=… go together.');
  return result.data;
}
