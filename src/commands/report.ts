// `prep report`: how it goes, as a page to keep, to print or to send.
import type { Input } from '../cli.ts';
import type { Context } from '../context.ts';
import { readStats } from '../drivers/stats.ts';
import { jsonDocument } from '../formats/json-output.ts';
import { reportPage } from '../formats/pages/report.ts';
import { countOf } from '../core/wording.ts';

const STDOUT = '-';

/** Writes the page to a new file, or to stdout. */
export async function report(
  context: Context,
  _args: readonly string[],
  options: Input<'report'>,
): Promise<number> {
  const { study, stats, only } = await readStats(context, options);

  const page = reportPage(stats, study, only);

  const { html, json } = options;
  if (html === STDOUT) {
    context.out.data(page);
    return 0;
  }
  context.files.createText(html, page);
  if (json) context.out.data(jsonDocument('report', { file: html, attempts: stats.attempts }));
  else context.out.talk(`${countOf(stats.attempts, 'attempt')} shown in ${html}.\n`);
  return 0;
}
