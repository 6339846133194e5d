import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Bundle } from '../../infra/bundle.ts';
import { type Deployment, makeDeployment } from '../../infra/deployment.ts';
import { settingsFrom } from '../../infra/settings.ts';
import { type FunctionName, functions } from '../../infra/topology.ts';
import { temporaryFolder } from './temporary.ts';

/** A resource as it stands in a template. */
export interface Resource {
  readonly id: string;
  readonly stack: 'data' | 'app' | 'monitoring';
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Synthesized {
  readonly app: App;
  readonly deployment: Deployment;
  /** Of all three stacks. */
  readonly resources: readonly Resource[];
  readonly ofType: (type: string) => readonly Resource[];
  readonly lambdaOf: (name: FunctionName) => Resource;
}

const cdk = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));
export const flags: Readonly<Record<string, unknown>> = cdk.context;
/** An engine of 3 s: one test has it. */
export const defaultRules = '@aws-cdk/core:validateAgainstDefaultRules';

const known = new Map<string, Synthesized>();

/** The same deployment is synthesized once in a process: nobody changes it. */
export function synthesize(context: Readonly<Record<string, unknown>> = {}): Synthesized {
  const name = JSON.stringify(context);
  const found = known.get(name) ?? synthesizeNew(context);
  known.set(name, found);
  return found;
}

/** A deployment's templates, as `cdk synth` makes them but for the code of the functions, which stands still here. */
function synthesizeNew(context: Readonly<Record<string, unknown>>): Synthesized {
  const { app, deployment } = deploymentOf({ ...flags, [defaultRules]: false, ...context });
  const templates = new Map(
    (['data', 'app', 'monitoring'] as const).map((stack) => [stack, Template.fromStack(deployment[stack])]),
  );
  const resources = [...templates].flatMap(([stack, template]) =>
    Object.entries<Resource>(template.toJSON().Resources).map(([id, resource]) => ({
      ...resource,
      id,
      stack,
    })),
  );
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type);
  return {
    app,
    deployment,
    resources,
    ofType,
    lambdaOf: (name) => {
      const functionName = `practice-texting-${context.stage ?? 'prod'}-${name}`;
      const found = ofType('AWS::Lambda::Function').find(
        ({ Properties }) => Properties.FunctionName === functionName,
      );
      if (!found) throw new Error(`${name} is not mounted.`);
      return found;
    },
  };
}

/** The variables of a function, with the names of one account in them. */
export function variablesOf({ Properties }: Resource): Readonly<Record<string, string>> {
  const { Variables = {} } = (Properties.Environment ?? {}) as { readonly Variables?: object };
  return resolved(Variables) as Record<string, string>;
}

/** What is removed when the process ends: synthesis writes until then. */
const folders: (() => void)[] = [];
process.once('exit', () => {
  for (const remove of folders) remove();
});

/** The constructs of a deployment, not yet synthesized. */
export function deploymentOf(context: Readonly<Record<string, unknown>>, make = makeDeployment) {
  const folder = temporaryFolder();
  folders.push(folder.remove);
  const app = new App({ context: { ...context }, outdir: join(folder.path, 'cdk.out') });
  const deployment = make(app, settingsFrom(app.node), standingBundles(folder.path));
  return { app, deployment };
}

function standingBundles(folder: string): readonly Bundle[] {
  return functions.map(({ name }) => {
    const directory = join(folder, name);
    mkdirSync(directory);
    writeFileSync(join(directory, 'index.mjs'), `export const handler = '${name}';`);
    return { name, directory, handler: 'index.handler' as const, bytes: 0 };
  });
}

/** A value of a template with the names of one account in it: joins are joined, references stand as what they name. */
export function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[name, of] = ['', undefined]] = entries;
  if (entries.length === 1 && name === 'Ref') return pseudo[String(of)] ?? String(of);
  if (entries.length === 1 && name === 'Fn::GetAtt') return (of as string[]).join('.');
  if (entries.length === 1 && name === 'Fn::ImportValue') return String(resolved(of));
  if (entries.length === 1 && name === 'Fn::Join') {
    const [separator, parts] = of as [string, unknown[]];
    return parts.map((part) => String(resolved(part))).join(separator);
  }
  return Object.fromEntries(entries.map(([key, inner]) => [key, resolved(inner)]));
}

const pseudo: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::AccountId': '123456789012',
  'AWS::URLSuffix': 'amazonaws.com',
};
