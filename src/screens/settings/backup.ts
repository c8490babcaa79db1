import { countOf, firstLines, listText } from '../../core/base/wording.ts';
import type { MergeRow } from '../../core/settings/backup.ts';
import { type Display, inset, listItem, paragraph } from '../ui/frame.ts';
import { oneLine, truncateTo } from '../ui/width.ts';

const MOST_ROWS = 20;
const TEXT_SHOWN = 40;

const NOUNS = {
  fills: 'value',
  answers: 'own answer',
  settings: 'setting',
  drills: 'drill',
  banks: 'bank',
} as const;

/** `2 values, 1 own answer` */
export const countedRows = (rows: readonly Pick<MergeRow, 'section'>[]): string =>
  listText(
    Object.entries(NOUNS).flatMap(([section, noun]) => {
      const count = rows.filter((row) => row.section === section).length;
      return count === 0 ? [] : [countOf(count, noun)];
    }),
  );

/**
 * What a copy of a config file changes, and what of it is not taken.
 * @param nameOf of anything that is stored by name
 */
export function renderComparison(
  heading: string,
  rows: readonly MergeRow[],
  nameOf: (name: string) => string,
  display: Display,
): string {
  const { symbols } = display.theme;
  const shown = (text: string): string => truncateTo(oneLine(text), TEXT_SHOWN, symbols.ellipsis);
  const line = ({ section, name, ours = '', theirs, taken }: MergeRow): string => {
    const isNamed = section === 'answers' || section === 'banks';
    const what = isNamed ? `${oneLine(name)} (${NOUNS[section]})` : nameOf(name);
    const [here, there] = [shown(ours), `${theirs === '' ? 'removed' : shown(theirs)} in the copy`];
    if (taken === 'ours') return `${what}: stays ${ours === '' ? 'removed' : here}: ${there}`;
    return ours === '' ? `${what}: ${there}, missing here` : `${what}: now ${here} ${symbols.arrow} ${there}`;
  };
  const isAllNew = rows.every(({ ours = '', taken }) => ours === '' && taken === 'theirs');
  const items =
    isAllNew && rows.length > MOST_ROWS
      ? [`${countedRows(rows)}, missing here`]
      : firstLines(rows, MOST_ROWS, line, (count) => `and ${count} more`);
  const list = items.map((one) => listItem(symbols.bullet, one, display)).join('\n');
  return `${paragraph(heading, display)}\n${inset(list, display)}\n`;
}
