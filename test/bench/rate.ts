/** How often something runs in a second of the processor's time, so that what else runs on the machine does not count. */
function perSecond(run: () => unknown): number {
  const begun = process.cpuUsage();
  let count = 0;
  let microseconds = 0;
  while (microseconds < 1_000_000) {
    for (let times = 0; times < 100; times += 1) run();
    count += 100;
    const { user, system } = process.cpuUsage(begun);
    microseconds = user + system;
  }
  return (count * 1_000_000) / microseconds;
}

const round = (rate: number): string => Math.round(rate).toLocaleString('en-US');

/** Prints the median of five rounds with the least and the most, after one to warm up. */
export function printRate(name: string, unit: string, run: () => unknown): void {
  perSecond(run);
  const rates = Array.from({ length: 5 }, () => perSecond(run)).toSorted((a, b) => a - b);
  const [least = 0, , median = 0, , most = 0] = rates;
  console.log(`${name.padEnd(48)} ${round(median)} ${unit}/s (${round(least)} to ${round(most)})`);
}
