// `prep stats`: how it goes.
import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { type Day, dayOf } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import { countOf } from '../../core/base/wording.ts';
import { sinceDay, type Stats, statsOf } from '../../core/progress/stats.ts';
import { liveAttempts } from '../../core/schedule/journal.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { statsJson } from '../../formats/json/progress.ts';
import { reportPage } from '../../formats/pages/report.ts';
import { renderStats } from '../../screens/progress/stats.ts';
import { requireKnownNames } from '../shared/choose.ts';
import { loadStudy, type Study } from '../shared/load.ts';
import { lookOf } from '../shared/look.ts';

// What statistics are made of, read once for the screen, for JSON and for the page.

/** The first day to count. Fails for what is no day, and for one that is still to come (`usage`). */
function firstDay(text: string | undefined, today: Day): Day | undefined {
  const day = text === undefined ? undefined : sinceDay(text, today);
  if (text !== undefined && day === undefined)
    throw new Failure('usage', `--since takes a day that has begun, not "${text.slice(0, 40)}".`, {
      hint: 'for example --since 2026-11-01, --since 30d or --since 12w',
    });
  return day;
}

/** The figures that the options ask for. */
async function readStats(
  context: Context,
  options: Input<'stats'>,
): Promise<{ readonly study: Study; readonly stats: Stats; readonly only: readonly string[] }> {
  const study = await loadStudy(context, options);
  requireKnownNames(study.bank, options);
  const since = firstDay(options.since, dayOf(study.now, study.calendar));
  const attempts = liveAttempts(context.journal.read().entries);
  const filters = { section: options.section ?? [], tag: options.tag ?? [] };
  const { section, tag } = filters;
  const wanted = { ...(section.length > 0 && { section }), ...(tag.length > 0 && { tag }) };
  const stats = statsOf({ ...study, heads: study.bank.questions, attempts, filters: wanted, since });
  return { study, stats, only: [...section, ...tag.map((name) => `#${name}`)] };
}

/** Prints every figure, with what it rests on. */
export async function stats(
  context: Context,
  _args: readonly string[],
  options: Input<'stats'>,
): Promise<number> {
  const read = await readStats(context, options);

  if (options.json) {
    context.out.data(statsJson(read.stats, options));
    return 0;
  }
  const look = lookOf(context, options.plain ?? false);
  context.out.data(renderStats({ ...read.study, stats: read.stats, only: read.only, look }));
  return 0;
}

// `prep report`: how it goes, as a page to keep, to print or to send.

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
