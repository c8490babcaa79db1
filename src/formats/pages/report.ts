// A person's progress and the report of a mock, each its Markdown report as a self-contained page. No script
// runs and nothing is loaded.
import type { Calendar } from '../../core/base/day.ts';
import type { MockReport } from '../../core/mock/report.ts';
import type { Stats } from '../../core/progress/stats.ts';
import { mockMarkdown, statsMarkdown } from '../export/markdown-reports.ts';
import { htmlWriter } from '../markdown/to-html.ts';
import * as style from './assets/report.css';
import { pageHead } from './page.ts';

const pageOf = (title: string, markdown: string): string =>
  `${pageHead(title, style)}<body>
<main>
${htmlWriter({ heading: 1 }).block(markdown)}</main>
</body>
</html>
`;

/** @param only names of the requested sections and tags */
export const reportPage = (stats: Stats, only: readonly string[]): string =>
  pageOf('Your progress', statsMarkdown(stats, only));

export const mockPage = (report: MockReport, calendar: Calendar): string =>
  pageOf('Mock interview', mockMarkdown(report, calendar));
