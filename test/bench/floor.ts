import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/*
 * The floor: what a text that comes in costs where somebody writes that one thing by hand, with no layers. A bare node:http server that checks
 * the signature, reads the text, finds its contact, decides the acknowledgement, and writes contact, both texts, the goal's timer and the
 * events to SQLite (WAL, synchronous=FULL), all that arrived at once in one transaction; it answers when that is on the disk.
 *
 * It takes DATA_DIR and SECRET from the environment, and prints `{"ready":true,"url":...}`.
 */

const { DATA_DIR: folder = '.', SECRET: secret = '' } = process.env;
const database = new DatabaseSync(join(folder, 'floor.sqlite'));
database.exec(`
  PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -65536;
  CREATE TABLE contacts (
    id TEXT PRIMARY KEY, phone TEXT NOT NULL, next_seq INTEGER NOT NULL, waiting_on TEXT NOT NULL, goal_due_at TEXT,
    last_text_at TEXT NOT NULL, opted_out INTEGER NOT NULL
  );
  CREATE INDEX inbox ON contacts (waiting_on, goal_due_at);
  CREATE TABLE texts (
    contact TEXT NOT NULL, seq INTEGER NOT NULL, direction TEXT NOT NULL, body TEXT NOT NULL, status TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (contact, seq)
  );
  CREATE TABLE timers (contact TEXT NOT NULL, kind TEXT NOT NULL, due_at TEXT NOT NULL, PRIMARY KEY (contact, kind));
  CREATE TABLE seen (message TEXT PRIMARY KEY, at TEXT NOT NULL);
  CREATE TABLE events (position INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL);
`);
const sql = {
  begin: database.prepare('BEGIN IMMEDIATE'),
  commit: database.prepare('COMMIT'),
  rollback: database.prepare('ROLLBACK'),
  seen: database.prepare('INSERT OR IGNORE INTO seen (message, at) VALUES (?, ?)'),
  contact: database.prepare('SELECT next_seq, waiting_on, opted_out FROM contacts WHERE id = ?'),
  putContact: database.prepare(
    `INSERT INTO contacts (id, phone, next_seq, waiting_on, goal_due_at, last_text_at, opted_out) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET next_seq = excluded.next_seq, waiting_on = excluded.waiting_on,
        goal_due_at = excluded.goal_due_at, last_text_at = excluded.last_text_at, opted_out = excluded.opted_out`,
  ),
  putText: database.prepare(
    'INSERT INTO texts (contact, seq, direction, body, status, at) VALUES (?, ?, ?, ?, ?, ?)',
  ),
  putTimer: database.prepare('INSERT OR REPLACE INTO timers (contact, kind, due_at) VALUES (?, ?, ?)'),
  putEvent: database.prepare('INSERT INTO events (event) VALUES (?)'),
};

interface Text {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
}

const stopWords = new Set(['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'optout', 'revoke']);

function store({ id, from, body }: Text): void {
  const now = new Date().toISOString();
  if (sql.seen.run(id, now).changes === 0) return;
  const contact = createHmac('sha256', secret).update(from).digest('hex');
  const before = sql.contact.get(contact);
  const seq = Number(before?.next_seq ?? 1);
  const stops = stopWords.has(body.trim().toLowerCase());
  const acknowledged = before?.waiting_on === 'practice';
  const answer = stops
    ? 'Riverside Family: You are opted out of all our texts.'
    : acknowledged
      ? undefined
      : `Riverside Family: We got your request and will reply by ${dueAt(now)}. Reply STOP to opt out.`;
  sql.putText.run(contact, seq, 'in', body, 'received', now);
  if (answer) sql.putText.run(contact, seq + 1, 'out', answer, 'queued', now);
  if (answer && !stops) sql.putTimer.run(contact, 'goal', dueAt(now));
  sql.putContact.run(
    contact,
    from,
    seq + (answer ? 2 : 1),
    'practice',
    dueAt(now),
    now,
    stops || before?.opted_out === 1 ? 1 : 0,
  );
  sql.putEvent.run(JSON.stringify({ id: randomUUID(), type: 'text.received', contact, seq }));
  if (answer)
    sql.putEvent.run(JSON.stringify({ id: randomUUID(), type: 'text.queued', contact, seq: seq + 1 }));
}

const dueAt = (now: string): string => new Date(Date.parse(now) + 7_200_000).toISOString();

/** All that arrived in one turn of the event loop is one transaction. */
let waiting: { readonly text: Text; readonly response: ServerResponse }[] = [];
function flush(): void {
  const batch = waiting;
  waiting = [];
  sql.begin.run();
  try {
    for (const { text } of batch) store(text);
    sql.commit.run();
  } catch (error) {
    sql.rollback.run();
    process.stderr.write(`${String(error)}\n`);
    for (const { response } of batch) response.writeHead(503).end();
    return;
  }
  for (const { response } of batch) response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
}

function receive(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const expected = createHmac('sha256', secret).update(`${url}${request.url}\n`).update(body).digest();
  const given = Buffer.from(String(request.headers['x-simulated-signature'] ?? ''), 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    response.writeHead(403).end();
    return;
  }
  const said: unknown = JSON.parse(body.toString('utf8'));
  if (!isText(said)) {
    response.writeHead(422).end();
    return;
  }
  waiting.push({ text: said, response });
  if (waiting.length === 1) setImmediate(flush);
}

const isText = (said: unknown): said is Text =>
  typeof said === 'object' &&
  said !== null &&
  'id' in said &&
  typeof said.id === 'string' &&
  'from' in said &&
  /^\+1\d{10}$/.test(String(said.from)) &&
  'to' in said &&
  'body' in said &&
  typeof said.body === 'string' &&
  said.body.length <= 1600;

let url = '';
const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => receive(request, response, Buffer.concat(parts)));
});
server.listen(0, '127.0.0.1', () => {
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  console.log(JSON.stringify({ ready: true, url }));
});
