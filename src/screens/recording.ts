// How loud it is while a recording runs, as a bar. Knows decibels and widths; knows nothing of recorders.
import type { Theme } from './theme.ts';

/** The quietest level that the bar shows, dB below full scale. */
const QUIETEST_DB = -60;
/** From here on it may be cut off. */
const TOO_LOUD_DB = -3;
const WIDEST = 40;
const LABEL = 8;

/** `████████░░░░ -23 dB`, no wider than `columns`. */
export function renderLevel(levelDb: number | undefined, columns: number, theme: Theme): string {
  if (levelDb === undefined || Number.isNaN(levelDb)) return theme.dim('no sound yet');
  const cells = Math.max(4, Math.min(WIDEST, columns - LABEL));
  const clamped = Math.min(0, Math.max(QUIETEST_DB, levelDb));
  const filled = Math.round((cells * (clamped - QUIETEST_DB)) / -QUIETEST_DB);
  const { bar, barEmpty } = theme.symbols;
  const isTooLoud = clamped > TOO_LOUD_DB;
  const drawn = (isTooLoud ? theme.warn : theme.good)(bar.repeat(filled));
  const label = isTooLoud ? 'loud' : `${Math.round(clamped)} dB`;
  return `${drawn}${theme.dim(barEmpty.repeat(cells - filled))} ${theme.dim(label.padStart(LABEL - 2))}`;
}
