// The report of a mock as a file: Markdown, or a page that needs nothing else. Nothing is ever overwritten.
import type { Context } from '../context.ts';
import type { Calendar } from '../core/day.ts';
import { Failure } from '../core/failure.ts';
import type { MockReport } from '../core/mock-report.ts';

/** Writes a report to the file that was named before. */
export type ReportFile = {
  readonly path: string;
  readonly write: (report: MockReport, calendar: Calendar) => void;
};

/**
 * The file that `path` names, so that what is wrong with it is said before a mock is held for it.
 * Fails with `report-kind` and `file-exists`.
 */
export async function reportFile({ files }: Context, path: string): Promise<ReportFile> {
  const ending = /\.(md|markdown|html?)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === undefined)
    throw new Failure('report-kind', `A report is Markdown or HTML, and "${path}" is neither.`, {
      hint: 'name a file that ends in .md or .html',
    });
  if (files.exists(path))
    throw new Failure('file-exists', `${path} exists already.`, {
      hint: 'choose another name, or move it away',
    });
  const { mockMarkdown } = await import('../formats/mock-markdown.ts');
  const { mockPage } = await import('../formats/pages/mock-page.ts');
  const text = ending.startsWith('h') ? mockPage : mockMarkdown;
  return { path, write: (report, calendar) => files.createText(path, text(report, calendar)) };
}
