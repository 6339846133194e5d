import { expect, test } from 'vitest';
import { histories } from './histories.ts';
import { differences } from './outcome.ts';
import { replay } from './replay.ts';

/*
 * A few of the places at which a function may die, in `npm test`: those around what cannot be taken back. `npm run test:long` has every
 * place of every history, and pairs of them.
 */

const asked = histories.find(({ name }) => name.startsWith('a question, its acknowledgement'));

test('a function that dies anywhere around a hand-over or a commit changes nothing but what nobody can know', async () => {
  if (!asked) return expect.fail('There is no history.');
  const calm = await replay(asked, []);
  expect(calm.outcome.unknown + calm.outcome.deadLetters).toBe(0);
  const places = calm.places.flatMap((where, at) =>
    /hand-over|inbound-text, .* commit/.test(where) ? [at] : [],
  );
  expect(places.length).toBeGreaterThanOrEqual(8);
  for (const at of places) {
    const cut = await replay(asked, [at]);
    expect(cut.deaths).toEqual([calm.places[at]]);
    expect(differences(calm.outcome, cut.outcome, 1), calm.places[at]).toEqual([]);
  }
});

test('a history that is replayed comes out the same, place by place', async () => {
  if (!asked) return expect.fail('There is no history.');
  const [one, other] = [await replay(asked, []), await replay(asked, [])];
  expect(other.places).toEqual(one.places);
  expect(differences(one.outcome, other.outcome, 0)).toEqual([]);
});
