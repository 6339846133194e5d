import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RoundTrip } from '../../shared/adapters/dynamodb/store.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { makeTable, type TestTable } from '../support/dynamo-store.ts';
import { type Dynoxide, dynoxideExists, startDynoxide } from '../support/dynoxide.ts';
import { lineNumber, patientNumber } from '../support/facts.ts';
import { openWorld, riverside, type TestWorld } from '../support/world.ts';

/** What one path used: round trips, and the units that the engine reports for them (index writes included). */
interface Cost {
  readonly trips: number;
  readonly read: number;
  readonly write: number;
}

describe.skipIf(!dynoxideExists())('on a DynamoDB engine', () => {
  let engine: Dynoxide | undefined;
  let table: TestTable;
  let world: TestWorld;
  const trips: RoundTrip[] = [];

  beforeAll(async () => {
    engine = await startDynoxide();
    table = await makeTable(engine?.endpoint ?? '');
    const store = table.storeWith({ onRoundTrip: (trip) => trips.push(trip) });
    world = await openWorld({ wrap: () => store });
    // Settings and the line are remembered from here on, as in a function that is warm.
    await world.settings.view(riverside, lineNumber);
  });
  afterAll(async () => {
    table.close();
    await engine?.stop();
  });

  async function costOf(run: () => Promise<unknown>): Promise<Cost> {
    trips.length = 0;
    await run();
    const sum = (pick: (trip: RoundTrip) => number) => trips.reduce((total, trip) => total + pick(trip), 0);
    return {
      trips: trips.length,
      read: sum((trip) => trip.readUnits),
      write: sum((trip) => trip.writeUnits),
    };
  }

  const deliver = (seq: number) => () =>
    deliverTexts(world, { practiceId: riverside, contactId: world.contactOf(patientNumber) }, seq);

  test('each path costs what the README says; a transaction that failed is not reported', async () => {
    const costs = {
      'first text, acknowledged': await costOf(() => world.text('Can I come in?', patientNumber, 'one')),
      'the same webhook again': await costOf(() => world.text('Can I come in?', patientNumber, 'one')),
      'delivery of the acknowledgement': await costOf(deliver(2)),
      'another text of the episode': await costOf(() => world.text('In the morning?', patientNumber, 'two')),
      reply: await costOf(() => world.reply('Yes, at 9:30.')),
      STOP: await costOf(() => world.text('STOP', patientNumber, 'three')),
    };
    // Writing in a transaction costs two units a kilobyte and item, and one or two for each index that moves.
    expect(costs).toEqual({
      'first text, acknowledged': { trips: 2, read: 1, write: 20 },
      // The transaction that finds its name taken writes nothing, and is not reported; it is the second round trip.
      'the same webhook again': { trips: 1, read: 1, write: 0 },
      'delivery of the acknowledgement': { trips: 3, read: 3, write: 23 },
      'another text of the episode': { trips: 2, read: 1, write: 8 },
      // Two of them for the episode that it ends, two for the audit.
      reply: { trips: 2, read: 2, write: 20 },
      STOP: { trips: 2, read: 1, write: 16 },
    });
  });
});
