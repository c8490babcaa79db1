// What `prep doctor` shows: a line for each piece that was looked at, and below it what to do about one that is not there.
import { tickOrCross, type Theme } from './theme.ts';
import { clean, hangText } from './width.ts';

/** What was looked at, how it stands, and what to do. */
export type Finding = {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly remedy?: string;
};

/** The longest name, `transcriber`. */
const NAME_WIDTH = 11;

/** One finding, with a newline at its end. @param columns of the screen */
export function findingLines(finding: Finding, style: Theme, columns: number): string {
  const detail = hangText(
    `${tickOrCross(finding.ok, style)} ${style.strong(finding.name.padEnd(NAME_WIDTH))} `,
    clean(finding.detail),
    columns,
  );
  const arrow = `  ${style.symbols.arrow} `;
  return `${detail}\n${finding.remedy ? `${hangText(arrow, clean(finding.remedy), columns)}\n` : ''}`;
}
