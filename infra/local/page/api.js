/** What the host says when it will not do something: RFC 9457 problem details. */
export class Problem extends Error {
  constructor(status, { title, detail, errors } = {}) {
    super(detail ?? title ?? `The host answered ${status}.`);
    this.status = status;
    this.title = title;
    this.errors = errors ?? [];
  }

  /** The whole of it in words, with each field that is to be mended. */
  get words() {
    const fields = this.errors.map(({ path, message }) => `${path}: ${message}`);
    // The detail often begins with the title: once is enough.
    const start = this.title && !this.message.startsWith(this.title) ? `${this.title}. ` : '';
    return [`${start}${this.message}`, ...fields].join(' ');
  }
}

/** The words for whatever went wrong; what is not the host's own answer is a line that broke. */
export const wordsOf = (error) =>
  error instanceof Problem ? error.words : 'The host did not answer. Is it still running?';

async function call(method, path, body, headers = {}) {
  const response = await fetch(path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  let value;
  try {
    value = text === '' ? undefined : JSON.parse(text);
  } catch {
    // Not JSON: then the status has to say it all.
  }
  if (!response.ok) throw new Problem(response.status, value);
  return value;
}

/** The practice API with one practice's key, acting as a person of its staff. */
export function practiceApi(key, staff) {
  const headers = { 'x-api-key': key, 'x-staff-id': staff };
  return {
    get: (path) => call('GET', path, undefined, headers),
    put: (path, body) => call('PUT', path, body, headers),
    post: (path, body, more) => call('POST', path, body, { ...headers, ...more }),
    remove: (path) => call('DELETE', path, undefined, headers),
  };
}

/** What only the local host has: handsets and the clock. */
export const host = {
  clock: () => call('GET', '/local/clock'),
  moveClock: (move) => call('POST', '/local/clock', move),
  settle: () => call('POST', '/local/settle'),
  texts: (phone) => call('GET', `/local/phones/${encodeURIComponent(phone)}/texts`),
  send: (phone, to, body) => call('POST', `/local/phones/${encodeURIComponent(phone)}/texts`, { to, body }),
};
