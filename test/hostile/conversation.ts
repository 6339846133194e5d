import { Agent, request } from 'node:http';

/** An answer as it came over the wire. */
export interface Heard {
  readonly status: number;
  readonly contentType: string;
  readonly words: string;
}

/** Speaks to a host over kept connections, and sends paths and headers just as they are: `fetch` would mend them. */
export function conversationWith(url: string) {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  return {
    say: (
      method: string,
      path: string,
      headers: Readonly<Record<string, string>>,
      body?: string | Uint8Array,
    ): Promise<Heard> =>
      new Promise((resolve, reject) => {
        // Said for every method: the client itself would not frame the body of a GET.
        const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
        const options = { hostname, port, agent, method, path, headers: { ...headers, ...length } };
        const sent = request(options, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              contentType: answer.headers['content-type'] ?? '',
              words: Buffer.concat(chunks).toString(),
            }),
          );
        });
        sent.on('error', reject);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}

export type Conversation = ReturnType<typeof conversationWith>;
