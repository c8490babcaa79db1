// The unit that the name of a value states: `latency_ms`, `Time (s)`, `elapsedMs`. Knows endings that mean one thing.

/** Endings of a name in lower case with `_` between its words. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ...names('ns', 'ns', 'nanoseconds', 'nanosecond', 'nanos'),
  ...names('µs', 'us', 'µs', 'μs', 'microseconds', 'microsecond', 'micros'),
  ...names('ms', 'ms', 'msec', 'msecs', 'milliseconds', 'millisecond', 'millis'),
  ...names('s', 's', 'sec', 'secs', 'seconds'),
  ...names('B', 'bytes'),
  ...names('kB', 'kb'),
  ...names('MB', 'mb'),
  ...names('GB', 'gb'),
  ...names('KiB', 'kib'),
  ...names('MiB', 'mib'),
  ...names('GiB', 'gib'),
  ...names('%', 'pct', 'percent', '%'),
]);

function names(unit: string, ...words: readonly string[]): readonly (readonly [string, string])[] {
  return words.map((word) => [word, unit]);
}

/** The unit that a key states; empty when it states none, or one of something per time. */
export function unitOfKey(key: string): string {
  const name = key.slice(-200).trim();
  const [, stated] = /[([]([^()[\]]{1,20})[)\]]$/.exec(name) ?? [];
  if (stated !== undefined) return ENDINGS.get(stated.trim().toLowerCase()) ?? '';
  const words = name
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toLowerCase()
    .split(/[_\s.-]+/);
  const [before = '', last = ''] = words.slice(-2);
  // `99_pct` is a percentile, and `tokens_per_sec` a rate.
  if (words.length < 2 || before === 'per' || (/^p?\d+$/.test(before) && ENDINGS.get(last) === '%'))
    return '';
  return ENDINGS.get(last) ?? '';
}
