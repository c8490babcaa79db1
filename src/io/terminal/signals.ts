// Signals while a session runs: Ctrl-C is a wish to end, and whatever kills prep leaves the terminal as it
// was.
/**
 * Listens for signals until released.
 * @param interrupted called for SIGINT, which then no longer ends the process
 * @param restore called before SIGTERM or SIGHUP end the process, and when it exits
 * @returns releases the signals
 */
export function onSignals(interrupted: () => void, restore: () => void): () => void {
  const die = (signal: NodeJS.Signals): void => {
    restore();
    release();
    process.kill(process.pid, signal);
  };
  const release = (): void => {
    process.removeListener('SIGINT', interrupted);
    process.removeListener('SIGTERM', die);
    process.removeListener('SIGHUP', die);
    process.removeListener('exit', restore);
  };
  process.on('SIGINT', interrupted);
  process.on('SIGTERM', die);
  process.on('SIGHUP', die);
  process.on('exit', restore);
  return release;
}
