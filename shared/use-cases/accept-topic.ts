import { Failure } from '../domain/failure.ts';
import { type CarrierName, carrierNames } from '../domain/line.ts';
import type { Parsed, TopicRecords } from '../ports/carrier.ts';
import { receiveText } from './receive-text.ts';
import { recordReceipt } from './record-receipt.ts';
import type { World } from './world.ts';

/** Asks each carrier that comes by topic what it makes of a record; the first that can read it answers. */
function readBy<T>(
  world: World,
  read: (topic: TopicRecords) => Parsed<T>,
): readonly { name: CarrierName; value: T }[] | 'ignored' {
  const found: { name: CarrierName; value: T }[] = [];
  let ignored = false;
  for (const name of carrierNames) {
    const { topic } = world.carriers[name];
    const parsed = topic && read(topic);
    if (parsed?.kind === 'parsed') found.push({ name, value: parsed.value });
    else if (parsed?.kind === 'ignored') ignored = true;
  }
  if (found.length > 0) return found;
  if (ignored) return 'ignored';
  throw new Failure(
    'malformed',
    'No carrier knows this record: see which topic the function is subscribed to.',
  );
}

/** A text that came by topic. Carriers of one cloud write theirs alike: the line says whose it is. */
export async function acceptTopicText(world: World, record: unknown): Promise<void> {
  const read = readBy(world, (topic) => topic.text(record));
  if (read === 'ignored') return;
  for (const { name, value } of read) {
    const line = await world.settings.line(value.to);
    if (line?.carrier !== name) continue;
    await receiveText(world, await world.settings.view(line.practiceId, line.number), value);
    return;
  }
  throw new Failure(
    'unknown-line',
    'No line of ours on this carrier has the number that the record is for: put the line, or take its number off the topic.',
  );
}

/** A receipt that came by topic. */
export async function acceptTopicReceipt(world: World, record: unknown): Promise<void> {
  const read = readBy(world, (topic) => topic.receipt(record));
  if (read === 'ignored') return;
  for (const { value } of read) await recordReceipt(world, value);
}
