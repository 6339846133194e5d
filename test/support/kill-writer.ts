import { writeSync } from 'node:fs';
import { SqliteStore } from '../../shared/adapters/sqlite/store.ts';
import { practiceIdSchema } from '../../shared/domain/identifiers.ts';
import { commitOf, contactOf, eventOf, headOf, noon, putHead, putText } from './records.ts';

/*
 * The victim of kill.test.ts: `kill-writer.ts <file> <round>` commits as fast as it can, 16 at a time, each commit a head, a
 * text, an event and its name, and writes each acknowledged name to its output. It never ends by itself.
 */

const [, , file = '', round = ''] = process.argv;
const store = new SqliteStore({ file, now: () => noon });
const practiceId = practiceIdSchema.parse('killed');

async function caller(number: number): Promise<never> {
  const of = contactOf(practiceId, Number(round) * 100 + number);
  for (let seq = 1; ; seq += 1) {
    const name = `${of.contactId}/${seq}`;
    const answer = await store.commit(
      commitOf(of, {
        name,
        changes: [putHead(headOf(of, { nextSeq: seq }), seq === 1 ? 'absent' : seq - 1), putText(of, seq)],
        events: [eventOf(of, name)],
        result: name,
      }),
    );
    if (answer.outcome !== 'committed') throw new Error(`${name}: ${answer.outcome}`);
    // Synchronous: what the parent has read was acknowledged before the kill.
    writeSync(1, `${name}\n`);
  }
}

await Promise.all(Array.from({ length: 16 }, (_, number) => caller(number)));
