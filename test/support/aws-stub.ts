import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** One call that a function made of an AWS service. */
export interface AwsCall {
  /** `scheduler:POST /schedules/...` has no target; the others are named by theirs, such as `AWSEvents.PutEvents`. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The services beside DynamoDB that functions call, on this machine: records what they were asked, and answers that it was done. */
export interface AwsStub {
  readonly calls: AwsCall[];
  /** Where the SDK's clients find it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

export async function startAwsStub(secrets: Readonly<Record<string, unknown>>): Promise<AwsStub> {
  const calls: AwsCall[] = [];
  const server = createServer(async (request, response) => {
    const input = JSON.parse((await text(request)) || '{}');
    const { 'x-amz-target': target } = request.headers;
    const operation = typeof target === 'string' ? target : `${request.method} ${request.url}`;
    calls.push({ operation, input });
    const answer = answerOf(operation, input, secrets);
    response.writeHead(answer ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(answer ?? { __type: 'ResourceNotFoundException', message: 'Not here.' }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const services = ['SECRETS_MANAGER', 'SCHEDULER', 'EVENTBRIDGE', 'PINPOINT_SMS_VOICE_V2', 'API_GATEWAY'];
  return {
    calls,
    variables: Object.fromEntries(
      services.map((service) => [`AWS_ENDPOINT_URL_${service}`, `http://127.0.0.1:${port}`]),
    ),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function answerOf(
  operation: string,
  input: { readonly SecretId?: string; readonly Entries?: readonly unknown[] },
  secrets: Readonly<Record<string, unknown>>,
): object | undefined {
  switch (operation.split('?')[0]) {
    case 'GET /usageplans':
      return { item: [{ id: 'plan', name: 'practice-texting-test-standard' }] };
    case 'POST /apikeys':
      return { id: 'usage-key' };
    case 'secretsmanager.GetSecretValue': {
      const secret = secrets[input.SecretId ?? ''];
      return secret === undefined ? undefined : { SecretString: JSON.stringify(secret) };
    }
    case 'AWSEvents.PutEvents':
      return {
        FailedEntryCount: 0,
        Entries: input.Entries?.map((_entry, index) => ({ EventId: `${index}` })),
      };
    case 'PinpointSMSVoiceV2.SendTextMessage':
      return { MessageId: 'aws-1' };
    default:
      return {};
  }
}
