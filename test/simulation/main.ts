import { runHistory } from './history.ts';

let bad = 0;
const begun = performance.now();
const [from = 1, count = 200] = process.argv.slice(2).map(Number);
for (let seed = from; seed < from + count; seed += 1) {
  const result = await runHistory(seed);
  if (result.violation) {
    bad += 1;
    console.log(seed, result.violation);
    if (bad > 12) break;
  }
}
console.log((count * 1000) / (performance.now() - begun), 'per second', bad);
