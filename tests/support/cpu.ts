// Time as a test may set limits to it: what this process worked, not what went by, so that a busy machine fails no test.

/** Milliseconds that the processor worked for this process so far, its other threads included. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
