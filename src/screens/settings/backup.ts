import { countOf, firstLines, firstText, listText } from '../../core/base/wording.ts';
import type { MergeRow, RestoreLoss } from '../../core/settings/backup.ts';
import { type Display, inset, listItem, paragraph } from '../ui/frame.ts';
import { oneLine, truncateTo } from '../ui/width.ts';

const MOST_NAMED = 8;
const MOST_ROWS = 20;
const TEXT_SHOWN = 40;

const NOUNS = { fills: 'value', answers: 'own answer', settings: 'setting', drills: 'drill' } as const;

/** `2 values, 1 own answer` */
export const countedRows = (rows: readonly Pick<MergeRow, 'section'>[]): string =>
  listText(
    Object.entries(NOUNS).flatMap(([section, noun]) => {
      const count = rows.filter((row) => row.section === section).length;
      return count === 0 ? [] : [countOf(count, noun)];
    }),
  );

type NameOf = (name: string) => string;

function named(names: readonly string[], noun: string, nameOf: NameOf): readonly string[] {
  if (names.length === 0) return [];
  return [`${countOf(names.length, noun)} (${firstText(names.map(nameOf), MOST_NAMED)})`];
}

/** What the copy has, compared with now. */
export type Comparison = {
  readonly rows: readonly MergeRow[];
  /** What is here and not in the copy, or differs; absent if the config file is unreadable. */
  readonly lacks: RestoreLoss | undefined;
  /** The current file may have more than could be read. */
  readonly isDamaged: boolean;
};

/**
 * Empty if nothing changes.
 * @param attempts since the day of a daily copy; undefined for an archive
 * @param nameOf of anything that is stored by name
 */
export function renderComparison(
  name: string,
  { rows, lacks, isDamaged }: Comparison,
  attempts: number | undefined,
  nameOf: NameOf,
  display: Display,
): string {
  if (rows.length === 0 && lacks && !isDamaged) return '';
  const { theme } = display;
  const say = (text: string): string => paragraph(text, display);
  const changing = new Set(rows.map(({ section, name: one }) => `${section} ${one}`));
  const only = (section: MergeRow['section'], names: readonly string[]): readonly string[] =>
    named(
      names.filter((one) => !changing.has(`${section} ${one}`)),
      NOUNS[section],
      nameOf,
    );
  const staying = lacks
    ? [
        ...only('fills', lacks.values),
        ...only('answers', lacks.answers),
        ...only('settings', lacks.settings),
        ...only('drills', lacks.drills),
      ]
    : [];
  const shown = (text: string): string => truncateTo(oneLine(text), TEXT_SHOWN, theme.symbols.ellipsis);
  const line = ({ section, name: one, ours, theirs }: MergeRow): string => {
    const what = section === 'answers' ? `${oneLine(one)} (own answer)` : nameOf(one);
    return ours === undefined || ours === ''
      ? `${what}: ${shown(theirs)} in the copy, missing here`
      : `${what}: now ${shown(ours)} ${theme.symbols.arrow} ${shown(theirs)} in the copy`;
  };
  const items = firstLines(rows, MOST_ROWS, line, (count) => `and ${count} more`);
  const list = items.map((one) => listItem(theme.symbols.bullet, one, display)).join('\n');
  const since = attempts ? ` (${attempts} since that day)` : '';
  const parts = [
    ...(lacks
      ? []
      : [say(`The current config file is unreadable, so the copy from ${name} takes its place.`)]),
    ...(lacks && isDamaged ? [say('The config file is damaged: this compares what can be read of it.')] : []),
    ...(rows.length > 0 ? [say(`Restoring ${name} changes:`), inset(list, display)] : []),
    ...(staying.length > 0 ? [say(theme.dim(`Not in it, and kept: ${staying.join(', ')}.`))] : []),
    ...(attempts === undefined
      ? []
      : [
          say(
            theme.dim(`Attempts${since}, mocks and recordings stay as they are: they are not in this file.`),
          ),
        ]),
  ];
  return `${parts.join('\n')}\n`;
}
