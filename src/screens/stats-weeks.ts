// A share over time on one line: small columns, a character for each week or month, with the first and the last one told.
// In plain lines they are all told. What rests on too little is left empty.
import { DAY_MS } from '../core/day.ts';
import { percentText } from '../core/wording.ts';
import { sparkline } from './chart.ts';
import { flow, innerColumns, inset, type Look } from './frame.ts';

/** A week by its Monday, or a month; `value` 0–1, left out where it rests on too little. */
export type Stretch = { readonly from: string; readonly value?: number | undefined; readonly total: number };

const LEAST_SHOWN = 2;

/** Weeks without anything between those with something. */
function withGaps(stretches: readonly Stretch[]): readonly Stretch[] {
  return stretches.flatMap((stretch, i) => {
    const before = stretches[i - 1];
    if (!before || stretch.from.length < 10) return [stretch];
    const weeks = Math.round((Date.parse(stretch.from) - Date.parse(before.from)) / (7 * DAY_MS));
    const gaps = Array.from({ length: Math.max(0, Math.min(weeks, 500) - 1) }, () => ({
      from: '',
      total: 0,
    }));
    return [...gaps, stretch];
  });
}

/** In plain lines no more than these are told, the latest. */
const TOLD_IN_WORDS = 12;

/** The latest of some lines, which are told one by one. @param lines in order of time */
export const latestLines = (lines: readonly string[]): readonly string[] => lines.slice(-TOLD_IN_WORDS);

type Known = Stretch & { readonly value: number };
const isKnown = (stretch: Stretch): stretch is Known => stretch.value !== undefined;

/**
 * The line; empty when fewer than two stretches have a figure.
 * @param stretches in order
 * @param name what a column is: `By week`
 */
export function weekLine(stretches: readonly Stretch[], name: string, look: Look): string {
  const known = stretches.filter(isKnown);
  if (known.length < LEAST_SHOWN) return '';
  if (look.plain)
    return latestLines(
      known.map(({ from, value, total }) => `${name}, ${from}: ${percentText(value)} of ${total}.`),
    ).join('\n');
  const { theme } = look;
  const room = innerColumns(look);
  const columns = withGaps(stretches).slice(-room);
  const start = columns.findIndex(isKnown);
  const shown = columns.slice(start);
  const [first, last] = [shown.find(isKnown), shown.findLast(isKnown)];
  const ends = [first, last].flatMap((end) => (end ? [`${end.from} ${percentText(end.value)}`] : []));
  const line = sparkline(
    shown.map(({ value }) => value),
    theme,
  );
  const words = flow([`${name}: ${ends[0] ?? ''},`, ends[1] ?? ''], ' ', room);
  return inset(`${line.trimEnd()}\n${theme.dim(words)}`, look);
}
