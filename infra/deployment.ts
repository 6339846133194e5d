import { type App, Tags } from 'aws-cdk-lib';
import { acknowledge } from './acknowledgements.ts';
import type { Bundle } from './bundle.ts';
import type { DeploymentSettings } from './settings.ts';
import { AppStack } from './stacks/app.ts';
import { DataStack } from './stacks/data.ts';
import { MonitoringStack } from './stacks/monitoring.ts';

export interface Deployment {
  readonly data: DataStack;
  readonly app: AppStack;
  readonly monitoring: MonitoringStack;
}

/**
 * One deployment of the system: what is kept, what runs, what watches, and which findings of the rule packs are accepted. For
 * whichever account and region `cdk deploy` is run with; synthesis asks neither.
 */
export function makeDeployment(...parts: Parameters<typeof makeStacks>): Deployment {
  const [scope, { stage }] = parts;
  const stacks = makeStacks(...parts);
  acknowledge(scope, stage);
  return stacks;
}

/** The stacks, with every finding of the rule packs standing. */
export function makeStacks(scope: App, settings: DeploymentSettings, bundles: readonly Bundle[]): Deployment {
  const name = `practice-texting-${settings.stage}`;
  const data = new DataStack(scope, `${name}-data`, {
    stage: settings.stage,
    description: 'Practice texting: what is kept when all else goes',
    terminationProtection: true,
  });
  const app = new AppStack(scope, `${name}-app`, {
    settings,
    data,
    bundles,
    description: 'Practice texting: what runs',
  });
  const monitoring = new MonitoringStack(scope, `${name}-monitoring`, {
    settings,
    data,
    app,
    description: 'Practice texting: what watches',
  });
  Tags.of(scope).add('application', 'practice-texting');
  Tags.of(scope).add('stage', settings.stage);
  return { data, app, monitoring };
}
