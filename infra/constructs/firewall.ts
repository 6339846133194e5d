import { RemovalPolicy } from 'aws-cdk-lib';
import type { Stage } from 'aws-cdk-lib/aws-apigateway';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { stageName } from './api.ts';

/**
 * Requests of one address in five minutes: far above what one key's plan allows, for a vendor calls for many practices. A carrier's
 * webhooks come from a few addresses: they are not counted.
 */
const requestsMax = 30_000;

/** Carriers' paths, with the stage and, at a custom domain, without it. */
const carrierPaths = ['/carriers/', `/${stageName}/carriers/`];

const notFromCarriers: CfnWebACL.StatementProperty = {
  notStatement: {
    statement: {
      orStatement: {
        statements: carrierPaths.map((searchString) => ({
          byteMatchStatement: {
            searchString,
            fieldToMatch: { uriPath: {} },
            positionalConstraint: 'STARTS_WITH',
            textTransformations: [{ priority: 0, type: 'NONE' }],
          },
        })),
      },
    },
  },
};

const seen = (metricName: string) => ({
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
  metricName,
});

/** A rule set that AWS keeps. Source: docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html. */
const managed = (
  priority: number,
  name: string,
  more: Partial<CfnWebACL.ManagedRuleGroupStatementProperty> = {},
): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: 'AWS', name, ...more } },
  visibilityConfig: seen(name),
});

/**
 * The firewall before the API. Rules that read bodies leave `/carriers/*` alone: patients write odd things, and what is held there
 * is a lost message; a carrier is known by its signature.
 */
export class Firewall extends Construct {
  constructor(scope: Construct, stage: string, apiStage: Stage, key: IKey) {
    super(scope, 'Firewall');
    const name = `practice-texting-${stage}`;
    const acl = new CfnWebACL(this, 'Acl', {
      name,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: seen(name),
      // What a rule found in a body is an excerpt of it: no log may hold that.
      dataProtectionConfig: {
        dataProtections: [
          { field: { fieldType: 'BODY' }, action: 'SUBSTITUTION', excludeRuleMatchDetails: false },
        ],
      },
      rules: [
        managed(0, 'AWSManagedRulesAmazonIpReputationList', { scopeDownStatement: notFromCarriers }),
        managed(1, 'AWSManagedRulesKnownBadInputsRuleSet', { scopeDownStatement: notFromCarriers }),
        managed(2, 'AWSManagedRulesCommonRuleSet', {
          scopeDownStatement: notFromCarriers,
          // A batch of appointments is larger than its 8 KB: the API's own bounds hold. Names and words look like an attack at times:
          // what it finds in bodies is counted, and nothing that is stored is ever run or shown as markup.
          ruleActionOverrides: [
            'SizeRestrictions_BODY',
            'CrossSiteScripting_BODY',
            'GenericRFI_BODY',
            'GenericLFI_BODY',
            'EC2MetaDataSSRF_BODY',
          ].map((rule) => ({
            name: rule,
            actionToUse: { count: {} },
          })),
        }),
        {
          name: 'TooManyRequests',
          priority: 3,
          action: { block: {} },
          statement: {
            rateBasedStatement: {
              aggregateKeyType: 'IP',
              limit: requestsMax,
              evaluationWindowSec: 300,
              scopeDownStatement: notFromCarriers,
            },
          },
          visibilityConfig: seen('TooManyRequests'),
        },
      ],
    });
    new CfnWebACLAssociation(this, 'Association', { resourceArn: apiStage.stageArn, webAclArn: acl.attrArn });
    const logs = new LogGroup(this, 'Logs', {
      // WAF writes to groups of this prefix alone.
      logGroupName: `aws-waf-logs-${name}`,
      retention: RetentionDays.THREE_MONTHS,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [logs.logGroupArn],
      redactedFields: ['x-api-key', 'authorization', 'x-amz-security-token'].map((header) => ({
        singleHeader: { Name: header },
      })),
      // What was let through, counted or not, says nothing that the access log does not.
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: [{ ActionCondition: { Action: 'BLOCK' } }],
          },
        ],
      },
    });
  }
}
