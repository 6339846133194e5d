import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { FunctionName } from '../topology.ts';

/*
 * What things of a stage are called, known before they are made: what is wired to them waits for nothing in a circle, and a stack that
 * watches or uses another holds on to nothing of it that could not be removed.
 */

export const tableNameOf = (stage: string): string => `practice-texting-${stage}`;
export const busNameOf = (stage: string): string => `practice-texting-${stage}`;
export const functionNameOf = (stage: string, name: FunctionName): string =>
  `practice-texting-${stage}-${name}`;
export const logGroupNameOf = (stage: string, of: FunctionName | 'api'): string =>
  `/practice-texting/${stage}/${of}`;

/** A function's name as an ARN. */
export const functionArnOf = (scope: Construct, stage: string, name: FunctionName): string =>
  Stack.of(scope).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: functionNameOf(stage, name),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
