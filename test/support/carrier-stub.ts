import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stub does with a request: an answer, a reset after it was read, half an answer, or nothing at all. */
export type StubAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string }
  | 'reset'
  | 'stall'
  | 'silence';

export interface StubRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A service's API on this machine: records what was sent to it, and answers as it was told. */
export interface CarrierStub {
  readonly url: string;
  readonly requests: StubRequest[];
  /** One answer, or what answers each request. */
  answer: StubAnswer | ((request: StubRequest) => StubAnswer);
  close(): Promise<void>;
}

export async function startCarrierStub(): Promise<CarrierStub> {
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    const asked = { method, path: url, headers, body: Buffer.concat(chunks).toString('utf8') };
    stub.requests.push(asked);
    const answer = typeof stub.answer === 'function' ? stub.answer(asked) : stub.answer;
    if (answer === 'reset') request.socket.resetAndDestroy();
    else if (answer === 'stall') response.writeHead(200, { 'content-length': '99' }).write('{');
    else if (answer !== 'silence') {
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(answer.body);
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const stub: CarrierStub = {
    url: `http://127.0.0.1:${port}`,
    requests: [],
    answer: { status: 200, body: '{}' },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return stub;
}

/** The URL of a port on this machine where nothing listens. */
export async function refusingUrl(): Promise<string> {
  const stub = await startCarrierStub();
  await stub.close();
  return stub.url;
}
