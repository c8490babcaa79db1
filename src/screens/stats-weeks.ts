// A share over time on one line: small columns, a character for each week or month, with the first and the last one told.
// In plain lines they are all told. What rests on too little is left empty.
import { percent } from '../core/stats-words.ts';
import { sparkline } from './chart.ts';
import { innerColumns, inset, type Look } from './frame.ts';
import { truncateTo } from './width.ts';

/** A week by its Monday, or a month; `value` 0–1, left out where it rests on too little. */
export type Stretch = { readonly from: string; readonly value?: number | undefined; readonly total: number };

const DAY_MS = 86_400_000;
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

/**
 * The line; empty when fewer than two stretches have a figure.
 * @param stretches in order
 * @param name what a column is: `By week`
 */
export function weekLine(stretches: readonly Stretch[], name: string, look: Look): string {
  const told = stretches.filter(({ value }) => value !== undefined);
  const [first, last] = [told[0], told.at(-1)];
  if (told.length < LEAST_SHOWN || first?.value === undefined || last?.value === undefined) return '';
  if (look.plain) {
    return told
      .map(({ from, value = 0, total }) => `${name}, ${from}: ${percent(value)} of ${total}.`)
      .join('\n');
  }
  const { theme } = look;
  const ends = `${first.from} ${percent(first.value)}, ${last.from} ${percent(last.value)}`;
  const columns = withGaps(stretches.slice(stretches.indexOf(first))).slice(-innerColumns(look));
  const lines = [
    sparkline(
      columns.map(({ value }) => value),
      theme,
    ).trimEnd(),
    theme.dim(truncateTo(`${name}: ${ends}`, innerColumns(look), theme.symbols.ellipsis)),
  ];
  return inset(lines.join('\n'), look);
}
