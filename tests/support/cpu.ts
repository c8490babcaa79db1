// Time as a test may set limits to it: what this process worked, not what went by, so that a busy machine fails no test.

/** Milliseconds that the processor worked for this process so far, its other threads included. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What is quicker counts as this long: the clock says little of less. */
const SHORTEST_MS = 20;
const MOST_TRIES = 3;

/**
 * How many times as long work takes on four times as much: about 4 where it is linear, 16 where it is quadratic. The least of
 * a few tries, as other work on the machine only makes it more.
 * @param limit below this no further try is made
 */
export function growth(work: (times: number) => void, limit: number): number {
  const spentMs = (times: number): number => {
    const start = cpuMs();
    work(times);
    return Math.max(SHORTEST_MS, cpuMs() - start);
  };
  let least = Infinity;
  for (let tries = 0; tries < MOST_TRIES && least >= limit; tries += 1)
    least = Math.min(least, spentMs(4) / spentMs(1));
  return least;
}
