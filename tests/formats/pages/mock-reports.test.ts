// The report of a mock as Markdown and as a page: what is told, and that nothing that was typed becomes anything but text.
import { describe, expect, it } from 'vitest';
import { reportOf } from '../../../src/core/mock/report.ts';
import type { MockEvent } from '../../../src/core/mock/mock.ts';
import { mockJson } from '../../../src/formats/json/rehearsal.ts';
import { mockMarkdown, mockPage, ratedText, stepAfterMock } from '../../../src/formats/pages/report.ts';
import { headedParts } from '../../../src/formats/question/filled-text.ts';
import { berlin } from '../../support/entries.ts';
import { after, INTERVIEW, mockAfter, RICH } from '../../support/mocks.ts';
import { digestOf, policyOf, textIn } from '../../support/page-head.ts';

const report = reportOf(mockAfter(...RICH));
const markdown = mockMarkdown(report, berlin);
const page = mockPage(report, berlin);

describe('the report as Markdown', () => {
  it('looks like this', async () => {
    await expect(markdown).toMatchFileSnapshot('../../golden/mock/report.md');
  });

  it('has one heading a question, whatever was typed', () => {
    expect(markdown.match(/^#+ /gm)).toHaveLength(1 + report.rows.length);
    expect(markdown).toContain('\n> \\# No heading\n');
  });

  it('keeps a bar in a title inside its cell', () => {
    expect(markdown).toContain('heads \\| and not one?');
    const rows = markdown.split('\n').filter((line) => line.startsWith('|'));
    expect(new Set(rows.map((row) => row.replaceAll('\\|', '').split('|').length))).toEqual(new Set([8]));
  });
});

describe('a wrong number', () => {
  it('is said in every report, with the value', () => {
    const told = reportOf(mockAfter(...INTERVIEW));
    const wrong = 'You said 999 ms; long is 320 ms.';
    expect(mockMarkdown(told, berlin)).toContain(wrong);
    expect(mockPage(told, berlin)).toContain(wrong);
  });
});

describe('the report as a page', () => {
  it('has a policy under which its style counts and nothing runs', () => {
    const style = `style-src '${digestOf(textIn(page, 'style'))}'`;
    expect(policyOf(page).slice(0, 2)).toEqual([`default-src 'none'`, style]);
    expect(page).not.toMatch(/<script|<b>several|style="/);
  });

  it('looks like this', async () => {
    await expect(page.slice(page.indexOf('<body'))).toMatchFileSnapshot('../../golden/mock/report.html');
  });

  it('has the parts of a story under their names', () => {
    const [row, ...rows] = report.rows;
    if (!row) throw new Error('there is no row');
    const text = headedParts(['situation', 'result'], ['The <bill> grew.', 'It fell by 12%.']);
    const told = mockPage({ ...report, rows: [{ ...row, text }, ...rows] }, berlin);
    expect(told).toContain('<p>Situation:\nThe &lt;bill&gt; grew.</p>\n<p>Result:\nIt fell by 12%.</p>');
  });

  it('is whole for a mock in which nothing was answered', () => {
    const empty = mockPage(reportOf(mockAfter(...RICH.slice(0, 1))), berlin);
    expect(empty).toMatch(/answered 0 of 5 questions[^]*<\/html>\n$/);
  });
});

describe('points that nobody settled', () => {
  const unsettled = mockAfter(
    ...RICH.map((event) =>
      event.type !== 'ticked'
        ? event
        : {
            ...event,
            points: event.question === 'attention' ? ([1, null, 0] as const) : event.points.map(() => null),
          },
    ),
  );
  const of = reportOf(unsettled);
  const attention = of.rows.find(({ question }) => question.question === 'attention');

  it('are neither covered nor missed, and leave figures to the others', () => {
    expect(attention).toMatchObject({ covered: 1 });
    expect(of.totals.points).toEqual({ count: 1, of: 2 });
    expect(mockJson(of, berlin)).toMatchObject({ pointsCovered: 1, points: 2 });
    expect(JSON.stringify(mockJson(of, berlin))).toContain('"covered":null');
  });

  it('are shown as not checked', () => {
    expect(mockMarkdown(of, berlin)).toContain(
      '- [ ] Measured at **two** lengths: 128 and 512 tokens (not checked)\n',
    );
    expect(mockMarkdown(of, berlin)).toContain('| 1/2, 1 unsettled |');
    expect(mockMarkdown(of, berlin)).toContain('| 4 unsettled |');
    expect(mockPage(of, berlin)).toMatch(/<li class="task">☐ Measured at .* \(not checked\)<\/li>/);
  });
});

describe('an answer without a rating', () => {
  const ratedIn = (events: readonly MockEvent[]): readonly string[] =>
    reportOf(mockAfter(...events)).rows.map(ratedText);

  it('is to be rated while the mock can be gone on with, and unrated after that', () => {
    const ended = INTERVIEW.slice(0, 8);
    expect(ratedIn(ended)).toEqual(['to rate', '']);
    expect(ratedIn([...ended, { type: 'abandoned', at: after(200) }])).toEqual(['unrated', '']);
    expect(ratedIn([...ended, { type: 'unrated', at: after(200), question: 'a' }])).toEqual(['unrated', '']);
  });
});

describe('what comes after a mock', () => {
  it('names the banks that it was held with', () => {
    const mock = { ...mockAfter(...RICH), banks: ['/tmp/my bank'] };
    expect(stepAfterMock(reportOf(mock)).command).toMatch(/^prep show \S+ --bank '\/tmp\/my bank'$/);
  });
});
