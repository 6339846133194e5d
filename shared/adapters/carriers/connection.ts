/** How long a carrier may take to answer one request: a hand-over slower than this is unknown. */
export const handOverTimeoutMs = 10_000;

/** Codes of failures that come before a request can be written, where no system call is named. */
const beforeWriting: readonly string[] = [
  'UND_ERR_CONNECT_TIMEOUT', // undici: no TCP connection in time
  'ERR_TLS_CERT_ALTNAME_INVALID', // the TLS handshake ended without trust, before any request
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/**
 * The code of a failure after which nothing can have reached the carrier: no name resolved, no connection made, no
 * trust. Everything else (a reset, a time-out) may have come after the text was taken, and answers `undefined`.
 * Follows `cause` (fetch wraps what failed) and `errors` (one per address that was tried: all must have failed so).
 */
export function neverConnected(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof AggregateError) {
    const codes = error.errors.map(neverConnected);
    return codes.includes(undefined) ? undefined : codes[0];
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const call = 'syscall' in error ? error.syscall : undefined;
  if (code !== undefined && (call === 'connect' || call === 'getaddrinfo' || beforeWriting.includes(code)))
    return code;
  return neverConnected(error.cause);
}

/** The code of any other failure: the carrier's silence, or a connection that broke. */
export function lostHow(error: unknown): 'time-out' | 'connection-lost' {
  if (!(error instanceof Error) || error.name !== 'TimeoutError') return 'connection-lost';
  // The AWS SDK calls a reset a TimeoutError too.
  return 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
    ? 'connection-lost'
    : 'time-out';
}
