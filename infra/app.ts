import { fileURLToPath } from 'node:url';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, ServerlessChecks } from 'cdk-nag';
import { bundleFunctions } from './bundle.ts';
import { makeDeployment } from './deployment.ts';
import { settingsFrom } from './settings.ts';

/* What `cdk synth` and `cdk deploy` run. A finding of any pack that is not accepted with its reason fails it. */

const app = new App();
const settings = settingsFrom(app.node);
const bundles = await bundleFunctions(fileURLToPath(new URL('../dist/functions', import.meta.url)));
makeDeployment(app, settings, bundles);
Validations.of(app).addPlugins(
  new HIPAASecurityChecks(app),
  new AwsSolutionsChecks(app),
  new ServerlessChecks(app),
);
app.synth();
