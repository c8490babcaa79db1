import { countOf, firstText } from '../../core/base/wording.ts';
import { losesNothing, type RestoreLoss } from '../../core/settings/backup.ts';
import { type Display, inset, listItem, paragraph } from '../ui/frame.ts';
import { type Theme, tickOrCross } from '../ui/theme.ts';
import { clean, hangText, oneLine } from '../ui/width.ts';

export type Finding = {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly remedy?: string;
};

/** The longest name, `transcriber`. */
const NAME_WIDTH = 11;

export function findingLines(finding: Finding, style: Theme, columns: number): string {
  const detail = hangText(
    `${tickOrCross(finding.ok, style)} ${style.strong(finding.name.padEnd(NAME_WIDTH))} `,
    clean(finding.detail),
    columns,
  );
  const arrow = `  ${style.symbols.arrow} `;
  return `${detail}\n${finding.remedy ? `${hangText(arrow, clean(finding.remedy), columns)}\n` : ''}`;
}

const MOST_NAMED = 8;

function named(names: readonly string[], noun: string): readonly string[] {
  if (names.length === 0) return [];
  return [`${countOf(names.length, noun)}: ${firstText(names.map(oneLine), MOST_NAMED)}`];
}

/** What a restore would lose; `lacks` is absent if the current file is unreadable. */
export type Loss = {
  readonly lacks: RestoreLoss | undefined;
  /** The current file may have more than could be read. */
  readonly isDamaged: boolean;
};

export function renderLoss(
  day: string,
  { lacks: loss, isDamaged }: Loss,
  attempts: number | undefined,
  display: Display,
): string {
  const since = attempts ? ` (${attempts} since that day)` : '';
  const untouched = `Attempts${since}, mocks and recordings stay as they are: they are not in this file.`;
  const stay = attempts === undefined ? '' : `\n${paragraph(display.theme.dim(untouched), display)}`;
  if (!loss) {
    const unknown = `The current config file is unreadable, so prep cannot tell what the copy from ${day} is missing.`;
    return `${paragraph(unknown, display)}${stay}`;
  }
  const copy = isDamaged
    ? `Compared with what is readable in the damaged file, the copy from ${day}`
    : `The copy from ${day}`;
  if (losesNothing(loss)) return `${paragraph(`${copy} is missing nothing.`, display)}${stay}`;
  const lines = [
    ...named(loss.values, 'value'),
    ...named(loss.answers, 'own answer'),
    ...named(loss.settings, 'setting'),
    ...named(loss.drills, 'drill'),
    ...(loss.banks ? ['your list of banks'] : []),
    ...(loss.memory ? ['your trained memory model (`memory`)'] : []),
  ];
  const { bullet } = display.theme.symbols;
  const list = lines.map((line) => listItem(bullet, line, display)).join('\n');
  return [
    paragraph(`${copy} is missing, or has different values for:`, display),
    `${inset(list, display)}${stay}`,
  ].join('\n');
}
