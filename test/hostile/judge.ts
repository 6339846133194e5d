import { catalogue } from '../../shared/runtime/catalogue.ts';
import type { Heard } from './conversation.ts';
import type { Thrown } from './requests.ts';
import { bystandersWords } from './setting.ts';
import { canary } from './values.ts';

const json = (words: string): unknown => {
  try {
    // RFC 8259 lets a reader pass over a byte order mark.
    return JSON.parse(words.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
};

/** Words without blanks around them, as fields of words are read. */
const trimmed = (value: unknown): unknown => {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(trimmed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, trimmed(inner)]));
};

interface Problem {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && 'detail' in body && 'status' in body;

/** What is wrong with a refusal, whichever route it came from. */
function faultOfRefusal({ status, words, contentType }: Heard): string | undefined {
  if (contentType !== 'application/problem+json') return `a refusal of type ${contentType}`;
  const body = json(words);
  if (!isProblem(body)) return 'a refusal that is no problem';
  const meaning = Object.entries(catalogue).find(([code]) => code === body.code)?.[1];
  if (!meaning) return `a code that the catalogue does not have`;
  if (meaning.http !== status || body.status !== status) return `${body.code} with ${status}`;
  // What to do next is a sentence, and where fields are wrong each is named.
  if (!/^[A-Z0-9].*[.:]/s.test(body.detail)) return `a detail that is no sentence: ${body.detail}`;
  if (body.code === 'invalid' && !body.errors?.length) return 'no field is named';
  // A path may name a field that the caller named, such as a fact of its evidence, and nothing longer.
  const said = JSON.stringify({ ...body, errors: body.errors?.map(({ message }) => message) });
  if (said.toLowerCase().includes(canary)) return 'a refusal quotes the request';
  if (body.errors?.some(({ path }) => path.length > 120)) return 'a path quotes the request';
  return undefined;
}

/** What is wrong with an answer to a request; `undefined` where nothing is. */
export function faultOf(thrown: Thrown, heard: Heard): string | undefined {
  const { operation, method, broken, body, key } = thrown;
  const { status, words, contentType } = heard;
  const private_ = bystandersWords.find((word) => words.includes(word));
  if (private_) return `another practice's ${private_} is told`;
  if (status >= 500) return `${status}`;
  const refused = status >= 400 && method !== 'HEAD' ? faultOfRefusal(heard) : undefined;
  if (refused) return refused;
  // Another method or path is another route, or none: of those only what is said above holds.
  if (broken.some((name) => name.includes('path') || name === 'method' || name === 'capitals'))
    return undefined;
  const promised = operation.faultOf(status, contentType, words === '' ? undefined : json(words));
  if (promised) return `not as the document says: ${promised}`;
  if (status >= 400) {
    const { code } = json(words) as Problem;
    if (!operation.codesOf(status).includes(code)) return `the document does not name ${code}`;
  }
  if (broken.length === 0 && [400, 401, 403, 413, 415].includes(status))
    return `valid, and answered ${status}`;
  if (
    operation.body &&
    status < 300 &&
    typeof body === 'string' &&
    body !== '' &&
    !operation.isValidBody(trimmed(json(body)))
  )
    return 'the document calls the body wrong, and it was taken';
  if (status < 300 && !['own', 'foreign'].includes(key) && operation.operationId !== 'readOpenApi')
    return `taken with a key that is ${key}`;
  return undefined;
}
