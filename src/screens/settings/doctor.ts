import { type Theme, tickOrCross } from '../ui/theme.ts';
import { clean, hangText } from '../ui/width.ts';

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
