// Lines of `timestamp value step`, as MLflow keeps one file of for each metric. Knows the notation alone.
import type { Json } from '../../core/result.ts';
import { plainNumber } from './plain-number.ts';

const LINE = /^(\d{1,20})[ \t]+(\S{1,40})[ \t]+(-?\d{1,20})$/;
const WORDS: ReadonlyMap<string, string> = new Map([
  ['nan', 'NaN'],
  ['inf', 'Infinity'],
  ['infinity', 'Infinity'],
  ['-inf', '-Infinity'],
  ['-infinity', '-Infinity'],
]);

/** The rows of such a file, in order; undefined when it is none. A last line that was torn off is left out. */
export function parseMetricLines(text: string): readonly Json[] | undefined {
  const rows: Json[] = [];
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const line = text.slice(at, newline === -1 ? text.length : newline).trim();
    at = newline === -1 ? text.length : newline + 1;
    if (line === '') continue;
    const row = readLine(line);
    if (row) rows.push(row);
    else if (newline !== -1 || rows.length === 0) return undefined;
  }
  return rows.length > 0 ? rows : undefined;
}

function readLine(line: string): Json | undefined {
  const [, timestamp, written = '', step] = LINE.exec(line) ?? [];
  const value = plainNumber(written) ?? WORDS.get(written.toLowerCase());
  return timestamp === undefined || value === undefined
    ? undefined
    : { timestamp: Number(timestamp), value, step: Number(step) };
}
