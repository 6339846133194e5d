import { CfnResource } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { acknowledgementsFor } from '../../infra/acknowledgements.ts';
import { makeStacks } from '../../infra/deployment.ts';
import { defaultRules, deploymentOf, flags } from '../support/synthesized.ts';

const packs = [HIPAASecurityChecks, AwsSolutionsChecks, ServerlessChecks];
const { app } = deploymentOf({ ...flags, [defaultRules]: false });

interface Finding {
  readonly id: string;
  readonly path: string;
}

const findingsIn = (scope: typeof app, Pack: (typeof packs)[number]): Finding[] =>
  new Pack(scope)
    .validateScope(scope)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => ({ id: ruleName, path: constructPath ?? '' })),
    );

test.each(packs)('%o finds nothing that is not accepted with its reason', (Pack) => {
  expect(findingsIn(app, Pack)).toEqual([]);
});

describe('the list of what is accepted', () => {
  const { app: bare } = deploymentOf({ ...flags, [defaultRules]: false }, makeStacks);
  const findings = packs.flatMap((Pack) => findingsIn(bare, Pack));
  const accepted = acknowledgementsFor('prod');

  test('would not be needed if the packs found nothing', () => {
    expect(findings.length).toBeGreaterThan(50);
  });

  test.each(
    accepted.flatMap(({ ids, at, reason }) => ids.flatMap((id) => at.map((path) => ({ id, path, reason })))),
  )('accepts $id at $path because a pack finds it there', ({ id, path, reason }) => {
    const below = `practice-texting-prod-${path}/`;
    expect(findings.filter((found) => found.id === id && `${found.path}/`.startsWith(below))).not.toEqual([]);
    expect(reason).toMatch(/\S{3,}.*\.$/s);
  });
});

describe('CloudFormation validation', () => {
  test('finds no error in the templates', () => {
    const whole = deploymentOf(flags);
    expect(flags[defaultRules]).toBe(true);
    expect(() => whole.app.synth()).not.toThrow();
    expect(process.exitCode).toBeUndefined();
  });

  test('is an error where a template is wrong', () => {
    const { app: wrong, deployment } = deploymentOf(flags);
    new CfnResource(deployment.data, 'Wrong', {
      type: 'AWS::SQS::Queue',
      properties: { VisibilityTimeout: 'a while' },
    });
    expect(() => wrong.synth()).toThrow();
  });
});
