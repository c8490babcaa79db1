// How ready one will be, by section and by question, and what keeps answers from being whole.
import type { Plan } from '../core/plan.ts';
import type { QuestionHead, QuestionId } from '../core/question.ts';
import { leastReady, type QuestionReadiness, type ReadinessOf } from '../core/readiness.ts';

import { countOf, percentText } from '../core/wording.ts';
import { labelOf } from './card.ts';
import { innerColumns, inset, paragraph, type Look } from './frame.ts';
import { renderLeastReady } from './least-ready.ts';
import { renderTable } from './table.ts';
import { clean, hangText } from './width.ts';

/** Ids that are named before the rest is only counted. */
const MOST_NAMED = 8;

type Heads = ReadonlyMap<QuestionId, QuestionHead>;

/** `Q4, Q7 and 5 more` */
export function namedQuestions(ids: readonly QuestionId[], heads: Heads): string {
  const labels = ids.slice(0, MOST_NAMED).map((id) => {
    const head = heads.get(id);
    return head ? labelOf(head) : clean(id);
  });
  return ids.length > MOST_NAMED
    ? `${labels.join(', ')} and ${ids.length - MOST_NAMED} more`
    : labels.join(', ');
}

/** What the columns of shares are called: where no day is planned, to stop and to go on are one. */
const shareHeaders = ({ days }: Plan): readonly string[] =>
  days.length === 0 ? ['Today'] : ['If you stop', 'If you go on'];

const cells = (name: string, stopped: ReadinessOf, followed: ReadinessOf | undefined): readonly string[] => [
  name,
  String(stopped.questions),
  percentText(stopped.readiness),
  percentText(followed?.readiness ?? 0),
];

/** A table of the sections: ready if you stop today, and if you follow the plan. */
export function renderReadiness(plan: Plan, look: Look): string {
  const { theme } = look;
  const { ifStopped, ifFollowed } = plan.readiness;
  const planned = new Map(ifFollowed.sections.map((each) => [each.section, each]));
  const rows = [
    ...ifStopped.sections.map((each) =>
      cells(clean(each.section) || 'no section', each, planned.get(each.section)),
    ),
    cells('all', ifStopped.overall, ifFollowed.overall),
  ];
  const columns = [
    { header: 'Section', min: 8 },
    { header: 'Questions', align: 'right', priority: 1 } as const,
    ...shareHeaders(plan).map((header) => ({ header, align: 'right' }) as const),
  ];
  const table = renderTable(
    rows.map((row) => row.slice(0, columns.length)),
    columns,
    innerColumns(look),
    { headerStyle: theme.dim, ellipsis: theme.symbols.ellipsis },
  );
  const when = plan.interviewDay === ifStopped.day ? `on the day of the interview` : `on ${ifStopped.day}`;
  const about =
    plan.days.length === 0
      ? 'today: the share of all key points that you recall'
      : `${when}: the share of all key points that you will recall`;
  return `${paragraph(`${theme.strong('Readiness')} ${about}`, look)}\n${inset(table, look)}`;
}

/** What will be the weakest if the plan is followed, of the questions attempted so far; empty before any was. */
export function renderWeakest(plan: Plan, heads: Heads, look: Look): string {
  const { ifStopped, ifFollowed } = plan.readiness;
  const stopped = new Map(ifStopped.questions.map((each) => [each.question, each]));
  const inOrder = leastReady(ifFollowed.questions).flatMap((ready) => {
    const question = heads.get(ready.question);
    return question && stopped.get(ready.question)?.attempted ? [{ question, ready }] : [];
  });
  const shares = [
    ({ question }: QuestionReadiness) => stopped.get(question)?.readiness ?? 0,
    ({ readiness }: QuestionReadiness) => readiness,
  ];
  const columns = shareHeaders(plan).flatMap((header, at) => {
    const of = shares[at];
    return of ? [{ header, of }] : [];
  });
  return renderLeastReady(inOrder, columns, look);
}

/** Numbers that are missing and answers that are not written; empty without any. */
export function renderHoles(plan: Plan, heads: Heads, look: Look): string {
  const { holes } = plan.readiness.ifStopped;
  const lines = [
    ...(holes.missingNumbers === 0
      ? []
      : [
          `${countOf(holes.missingNumbers, 'number')} missing in the answers to ${namedQuestions(holes.unfilled, heads)}`,
        ]),
    ...(holes.drafts.length === 0 ? [] : [`No answer yet: ${namedQuestions(holes.drafts, heads)}`]),
  ];
  return lines
    .map((line) => inset(hangText(`${look.theme.warn('!')} `, line, innerColumns(look)), look))
    .join('\n');
}
