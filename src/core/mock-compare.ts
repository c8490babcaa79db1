// Two mocks side by side: totals, and the questions that both asked. Which is better is for the reader to say.
import type { QuestionId } from './question.ts';
import { pointsIn, reportOf, type MockReport, type ReportRow } from './mock-report.ts';
import type { Mock } from './mock.ts';

/** A question that both had and that was answered in one of them at least, as each left it. */
export type InBoth = {
  readonly question: QuestionId;
  readonly earlier: ReportRow;
  readonly later: ReportRow;
  /** Points by name that only the later answer covered, and those that only the earlier did. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
};

export type MockComparison = {
  readonly earlier: MockReport;
  readonly later: MockReport;
  readonly inBoth: readonly InBoth[];
};

const coveredBy = (row: ReportRow): ReadonlySet<string> =>
  new Set(pointsIn(row).flatMap(({ text, covered }) => (covered ? [text] : [])));

/** Points of `some` that are known to `other` and not covered there. */
function only(some: ReportRow, other: ReportRow): readonly string[] {
  const known = new Set(other.check?.items ?? []);
  const there = coveredBy(other);
  return [...coveredBy(some)].filter((item) => known.has(item) && !there.has(item));
}

/** Compares two mocks, the earlier one first whatever their order. */
export function compareMocks(one: Mock, other: Mock): MockComparison {
  const [first, second] = one.startedAt <= other.startedAt ? [one, other] : [other, one];
  const [earlier, later] = [reportOf(first), reportOf(second)];
  const inBoth = later.rows.flatMap((row) => {
    const before = earlier.rows.find(({ question }) => question.question === row.question.question);
    if (!before || (before.state !== 'answered' && row.state !== 'answered')) return [];
    const question = row.question.question;
    return [{ question, earlier: before, later: row, gained: only(row, before), lost: only(before, row) }];
  });
  return { earlier, later, inBoth };
}
