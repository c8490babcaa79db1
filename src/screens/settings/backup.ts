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

const isNew = ({ section, ours = '', taken }: MergeRow): boolean =>
  (section === 'fills' || section === 'answers') && ours === '' && taken === 'theirs';

/**
 * What a copy of a config file changes, and what of it is not taken.
 * @param nameOf of anything that is stored by name
 * @param mostNew of values and answers that are missing here; more are counted
 */
export function renderComparison(
  heading: string,
  rows: readonly MergeRow[],
  nameOf: (name: string) => string,
  display: Display,
  mostNew = MOST_ROWS,
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
  const fresh = rows.filter(isNew);
  const counted = fresh.length > mostNew ? [`${countedRows(fresh)}, missing here`] : [];
  const listed = counted.length > 0 ? rows.filter((row) => !isNew(row)) : rows;
  const items = [...counted, ...firstLines(listed, MOST_ROWS, line, (count) => `and ${count} more`)];
  const list = items.map((one) => listItem(symbols.bullet, one, display)).join('\n');
  return `${paragraph(heading, display)}\n${inset(list, display)}\n`;
}
