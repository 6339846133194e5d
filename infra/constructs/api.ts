import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  ApiKeySourceType,
  DomainName,
  EndpointType,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Tier } from '../../shared/domain/api-key.ts';
import type { DeploymentSettings } from '../settings.ts';
import { answerInProblemJson } from './gateway-responses.ts';
import { logGroupNameOf } from './names.ts';

/** The one stage; a part of every URL but those of a custom domain. */
export const stageName = 'live';

/** What a tier may ask of the API, over all its practices' keys taken one by one: requests in a second, and at once. */
const plans: Readonly<Record<Tier, { readonly rateLimit: number; readonly burstLimit: number }>> = {
  standard: { rateLimit: 20, burstLimit: 60 },
};

/** Over all callers together, carriers too. */
const stageLimits = { throttlingRateLimit: 500, throttlingBurstLimit: 1000 };

/** What is written of each request: ids of ours and what came of it. No address, no path with its ids, no word. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTimeEpoch',
    method: '$context.httpMethod',
    route: '$context.resourcePath',
    status: '$context.status',
    bytes: '$context.responseLength',
    milliseconds: '$context.responseLatency',
    integrationStatus: '$context.integrationStatus',
    answeredBy: '$context.error.responseType',
    practiceId: '$context.authorizer.practiceId',
    waf: '$context.wafResponseCode',
  }),
);

/** The REST API: what carriers, practices and the operator call. Its routes are the topology's. */
export class Api extends Construct {
  readonly api: RestApi;
  /** What carriers are told and sign; without a slash at its end. */
  readonly publicUrl: string;
  /** A name of the operator's own, where one was given. */
  readonly domain: DomainName | undefined;

  constructor(scope: Construct, { stage, domainName, certificateArn }: DeploymentSettings, key: IKey) {
    super(scope, 'Api');
    const logs = new LogGroup(this, 'Logs', {
      logGroupName: logGroupNameOf(stage, 'api'),
      retention: RetentionDays.ONE_YEAR,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.api = new RestApi(this, 'Rest', {
      restApiName: `practice-texting-${stage}`,
      description: 'Carriers, practices and the operator call it',
      endpointTypes: [EndpointType.REGIONAL],
      apiKeySourceType: ApiKeySourceType.AUTHORIZER,
      // Webhooks are signed over their bytes: they arrive as they were sent, in base64.
      binaryMediaTypes: ['*/*'],
      // The account has one such role for all its APIs: it stays, for another stage's logs go by it.
      cloudWatchRole: true,
      cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN,
      deployOptions: {
        stageName,
        ...stageLimits,
        tracingEnabled: true,
        metricsEnabled: true,
        // Of executions the errors alone, and never what was sent.
        loggingLevel: MethodLoggingLevel.ERROR,
        dataTraceEnabled: false,
        accessLogDestination: new LogGroupLogDestination(logs),
        accessLogFormat,
      },
    });
    // CDK's own output of the URL: with a name of one's own it is the wrong one to tell a carrier.
    this.api.node.tryRemoveChild('Endpoint');
    answerInProblemJson(this.api);
    for (const [tier, throttle] of Object.entries(plans))
      this.api.addUsagePlan(`Plan-${tier}`, {
        name: `practice-texting-${stage}-${tier}`,
        throttle,
        apiStages: [{ stage: this.api.deploymentStage }],
      });
    const { region, urlSuffix } = Stack.of(this);
    this.publicUrl =
      domainName === undefined
        ? `https://${this.api.restApiId}.execute-api.${region}.${urlSuffix}/${stageName}`
        : `https://${domainName}`;
    if (domainName !== undefined && certificateArn !== undefined) {
      this.domain = new DomainName(this, 'Domain', {
        domainName,
        certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
        endpointType: EndpointType.REGIONAL,
        securityPolicy: SecurityPolicy.TLS_1_2,
      });
      this.domain.addBasePathMapping(this.api, { stage: this.api.deploymentStage });
    }
  }
}
