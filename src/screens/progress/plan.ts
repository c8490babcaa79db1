// The plan: whether it keeps its promise, the days, how ready one will be, and what that rests on.
import { type Day, daysBetween } from '../../core/base/day.ts';
import type { QuestionHead, QuestionId } from '../../core/base/question.ts';
import { countOf, firstText, percentText } from '../../core/base/wording.ts';
import type { Plan, PlanDay } from '../../core/progress/plan.ts';
import { leastReady, type QuestionReadiness, type ReadinessOf } from '../../core/progress/readiness.ts';
import { interviewEveText, interviewPassedText } from '../../core/schedule/days-off.ts';
import { SPACED_RECALLS } from '../../core/schedule/memory.ts';
import { labelOf } from '../quiz/card.ts';
import { innerColumns, inset, type Look, paragraph, rule } from '../ui/frame.ts';
import { type Column, insetTable, renderTable, shownColumns } from '../ui/table.ts';
import { clean, hangText, oneLine } from '../ui/width.ts';

// The questions that are least ready, with their shares: what to look at first.

/** The rest is in JSON. */
const MOST_SHOWN = 5;

export type ShareColumn = { readonly header: string; readonly of: (ready: QuestionReadiness) => number };

/**
 * A row each for the least ready of some questions; empty without any.
 * @param inOrder the least ready first, each with its question
 */
export function renderLeastReady(
  inOrder: readonly { readonly question: QuestionHead; readonly ready: QuestionReadiness }[],
  columns: readonly ShareColumn[],
  look: Look,
): string {
  if (inOrder.length === 0) return '';
  const shown = inOrder.slice(0, MOST_SHOWN);
  if (look.plain) {
    const lines = shown.map(({ question, ready }) => {
      const shares = columns.map(({ header, of }) => `${header.toLowerCase()} ${percentText(of(ready))}`);
      return `Least ready: ${labelOf(question)}, ${shares.join(', ')}.`;
    });
    return lines.join('\n');
  }
  const rows = shown.map(({ question, ready }) => [
    `${labelOf(question)} ${oneLine(question.title)}`,
    ...columns.map(({ of }) => percentText(of(ready))),
  ]);
  const headers: readonly Column[] = [
    { header: 'Weakest', min: 7 },
    ...columns.map(({ header }): Column => ({ header, align: 'right' })),
  ];
  return insetTable(rows, headers, look);
}

const SINGLE_DAYS = 14;
const WEEK = 7;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `Thu 2026-11-26` */
export function dayText(day: Day): string {
  // The first of January 1970 was a Thursday.
  const weekday = (((daysBetween('1970-01-01', day) + 4) % 7) + 7) % 7;
  return `${WEEKDAYS[weekday] ?? ''} ${day}`;
}

export function minutesText(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`;
}

const numberOrNothing = (count: number): string => (count === 0 ? '' : String(count));

/** Some days as one row: of one day its own facts, of several their sums. */
function dayRow(days: readonly PlanDay[], label: string): readonly string[] {
  const sum = (of: (day: PlanDay) => number): number => days.reduce((total, day) => total + of(day), 0);
  const minutes = sum((day) => day.minutes);
  const isOff = days.every(({ isVacation }) => isVacation);
  return [
    label,
    isOff ? 'off' : String(sum(({ reviews }) => reviews.length)),
    numberOrNothing(sum(({ fresh }) => fresh.length)),
    numberOrNothing(sum(({ numbers }) => numbers.length)),
    numberOrNothing(sum(({ mock }) => (mock ? 1 : 0))),
    minutes === 0 ? '' : minutesText(minutes),
    numberOrNothing(days.at(-1)?.held ?? 0),
  ];
}

function weekLabel(days: readonly PlanDay[]): string {
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? ''];
  return first === last ? dayText(first) : `${first.slice(5)} to ${last.slice(5)}`;
}

function rowsOf(days: readonly PlanDay[], single: number): readonly (readonly string[])[] {
  const rows = days.slice(0, single).map((day) => dayRow([day], dayText(day.day)));
  for (let at = single; at < days.length; at += WEEK) {
    const week = days.slice(at, at + WEEK);
    rows.push(dayRow(week, weekLabel(week)));
  }
  return rows;
}

/** Days of mocks that are named where their column has no room. */
const MOCKS_NAMED = 4;

/** Why some days take so long, where no column says it; nothing without a mock. */
function mocksNote(days: readonly PlanDay[]): string {
  const named = days.flatMap(({ day, mock }) => (mock ? [day.slice(5)] : []));
  if (named.length === 0) return '';
  const later = named.length - MOCKS_NAMED;
  const more = later > 0 ? ` and ${countOf(later, 'day')} later` : '';
  return `With a mock interview: ${named.slice(0, MOCKS_NAMED).join(', ')}${more}.`;
}

/**
 * The table, and the mocks below it where their column has no room, without a final newline.
 * @param single how many days are shown one by one; the first two weeks when left out
 */
function renderPlanDays(days: readonly PlanDay[], look: Look, single = SINGLE_DAYS): string {
  const { theme } = look;
  const hasHeld = days.some(({ held }) => held > 0);
  const mocks: Column = { header: 'Mocks', align: 'right', priority: 1 };
  const columns: readonly Column[] = [
    { header: 'Day' },
    { header: 'Reviews', align: 'right' },
    { header: 'New', align: 'right' },
    { header: 'Numbers', align: 'right', priority: 2 },
    mocks,
    { header: 'Time', align: 'right' },
    ...(hasHeld ? [{ header: 'Left over', align: 'right', priority: 3, style: theme.warn } as const] : []),
  ];
  const rows = rowsOf(days, single).map((cells) => cells.slice(0, columns.length));
  const table = inset(renderTable(rows, columns, innerColumns(look), { headerStyle: theme.dim }), look);
  const note = shownColumns(rows, columns, innerColumns(look)).includes(mocks) ? '' : mocksNote(days);
  return note === '' ? table : `${table}\n${paragraph(theme.dim(note), look)}`;
}

const MOST_NAMED = 8;

type Heads = ReadonlyMap<QuestionId, QuestionHead>;

/** `Q4, Q7 and 5 more` */
function namedQuestions(ids: readonly QuestionId[], heads: Heads): string {
  const labels = ids.map((id) => {
    const head = heads.get(id);
    return head ? labelOf(head) : clean(id);
  });
  return firstText(labels, MOST_NAMED);
}

/** Where no day is planned, to stop and to go on are one. */
const shareHeaders = ({ days }: Plan): readonly string[] =>
  days.length === 0 ? ['Today'] : ['If you stop', 'If you go on'];

const readinessRow = (
  name: string,
  stopped: ReadinessOf,
  followed: ReadinessOf | undefined,
): readonly string[] => [
  name,
  String(stopped.questions),
  percentText(stopped.readiness),
  percentText(followed?.readiness ?? 0),
];

/** A table of the sections: ready if you stop today, and if you follow the plan. */
function renderReadiness(plan: Plan, look: Look): string {
  const { theme } = look;
  const { ifStopped, ifFollowed } = plan.readiness;
  const planned = new Map(ifFollowed.sections.map((each) => [each.section, each]));
  const rows = [
    ...ifStopped.sections.map((each) =>
      readinessRow(clean(each.section) || 'no section', each, planned.get(each.section)),
    ),
    readinessRow('all', ifStopped.overall, ifFollowed.overall),
  ];
  const columns: readonly Column[] = [
    { header: 'Section', min: 8 },
    { header: 'Questions', align: 'right', priority: 1 },
    ...shareHeaders(plan).map((header): Column => ({ header, align: 'right' })),
  ];
  const cells = rows.map((each) => each.slice(0, columns.length));
  const table = insetTable(cells, columns, look);
  const when = plan.interviewDay === ifStopped.day ? `on the day of the interview` : `on ${ifStopped.day}`;
  const about =
    plan.days.length === 0
      ? 'today: the share of all key points that you recall'
      : `${when}: the share of all key points that you will recall`;
  return `${paragraph(`${theme.strong('Readiness')} ${about}`, look)}\n${table}`;
}

/** What will be the weakest if the plan is followed, of the questions attempted so far; empty before any was. */
function renderWeakest(plan: Plan, heads: Heads, look: Look): string {
  const { ifStopped, ifFollowed } = plan.readiness;
  const stopped = new Map(ifStopped.questions.map((each) => [each.question, each]));
  const inOrder = leastReady(ifFollowed.questions).flatMap((ready) => {
    const question = heads.get(ready.question);
    return question && stopped.get(ready.question)?.attempted ? [{ question, ready }] : [];
  });
  const columns = shareHeaders(plan).map((header, at): ShareColumn => ({
    header,
    of: ({ question, readiness }) => (at === 0 ? (stopped.get(question)?.readiness ?? 0) : readiness),
  }));
  return renderLeastReady(inOrder, columns, look);
}

/** Numbers that are missing and answers that are not written; empty without any. */
function renderHoles(plan: Plan, heads: Heads, look: Look): string {
  const { holes } = plan.readiness.ifStopped;
  const { missingNumbers, unfilled, drafts } = holes;
  const missing = `${countOf(missingNumbers, 'number')} missing in the answers to ${namedQuestions(unfilled, heads)}`;
  return [
    missingNumbers === 0 ? '' : missing,
    drafts.length === 0 ? '' : `No answer yet: ${namedQuestions(drafts, heads)}`,
  ]
    .filter((line) => line !== '')
    .map((line) => inset(hangText(`${look.theme.warn('!')} `, line, innerColumns(look)), look))
    .join('\n');
}

export type PlanView = {
  readonly plan: Plan;
  readonly heads: ReadonlyMap<QuestionId, QuestionHead>;
  readonly settings: {
    readonly newPerDay: number;
    readonly reviewsPerDay: number;
    readonly interviewDate?: Day;
  };
  /** Days that were asked for; left out for all, two weeks of them one by one. */
  readonly shownDays?: number;
  readonly look: Look;
};

function changes(view: PlanView): readonly string[] {
  const { plan, settings } = view;
  const { limits, interviewOn } = plan.change ?? {};
  const more = (name: 'newPerDay' | 'reviewsPerDay', what: string): string => {
    const [limit, before] = [limits?.[name] ?? 0, settings[name]];
    return limit > before ? `${limit - before} more ${what} a day (prep config ${name} ${limit})` : '';
  };
  return [
    [more('newPerDay', 'new'), more('reviewsPerDay', 'reviews')].filter(Boolean).join(' and '),
    interviewOn === undefined ? '' : `an interview on ${interviewOn} or later`,
  ].filter(Boolean);
}

function startText({ startBy, today, isBegun, days }: Plan): string {
  if (startBy === undefined) return '';
  const verb = isBegun ? 'Go on' : 'Start';
  if (startBy !== today) return ` ${verb} by ${dayText(startBy)} at the latest.`;
  // What was done today needs no hurry.
  const isDone = isBegun && days[0]?.reviews.length === 0 && days[0].fresh.length === 0;
  return isDone ? '' : ` ${verb} today: tomorrow is too late.`;
}

function promisePart(view: PlanView): string {
  const { plan, look } = view;
  const { theme } = look;
  if (plan.interviewDay === undefined) return '';
  if (!plan.isPromised)
    return paragraph(`The interview is more than a year away; this is the first year until then.`, look);
  const { questions, short } = plan;
  if (short.length === 0) {
    const all = `Every question (${questions}) will have had ${SPACED_RECALLS} spaced recalls before the interview.`;
    return inset(
      hangText(`${theme.good(theme.symbols.tick)} `, `${all}${startText(plan)}`, innerColumns(look)),
      look,
    );
  }
  const names = namedQuestions(
    short.map(({ question }) => question),
    view.heads,
  );
  const sentence = `${short.length} of ${countOf(questions, 'question')} will have had fewer than ${SPACED_RECALLS} spaced recalls before the interview: ${names}.`;
  const first = inset(hangText(`${theme.bad(theme.symbols.cross)} `, sentence, innerColumns(look)), look);
  const ways = changes(view);
  if (ways.length === 0) return first;
  const lines = ways.map((way) => hangText(`${theme.symbols.bullet} `, way, innerColumns(look)));
  const intro = ways.length === 1 ? 'This would change that:' : 'Each of these alone would change that:';
  return [first, paragraph(intro, look), inset(lines.join('\n'), look)].join('\n');
}

function backlogPart({ plan: { backlog }, settings, look }: PlanView): string {
  if (!backlog) return '';
  const cleared =
    backlog.clearedOn === undefined
      ? 'It will not be cleared in these days'
      : `It will be cleared on ${dayText(backlog.clearedOn)}`;
  if (settings.reviewsPerDay === 0) {
    const waiting = `${countOf(backlog.held, 'review')} will be due on the next day of study, and none is asked, as reviewsPerDay is 0. New questions wait for them; prep quiz --new asks some all the same.`;
    return paragraph(waiting, look);
  }
  const left = backlog.held === 1 ? '1 review is due and does' : `${backlog.held} reviews are due and do`;
  return paragraph(
    `${left} not fit into the next day of study (${settings.reviewsPerDay} a day). The most forgotten come first, and new questions wait. ${cleared}.`,
    look,
  );
}

function pacePart(
  { days, pace: { reviews, retention, timed, timeFactor } }: PlanView['plan'],
  look: Look,
): string {
  if (days.length === 0) return '';
  const recall =
    retention === undefined
      ? 'the published memory model, until you have reviewed something'
      : `the ${percentText(retention)} that you recalled in ${countOf(reviews, 'review')}`;
  const time = timed < 5 ? 'target times' : `your own times (${percentText(timeFactor)} of the target)`;
  return paragraph(look.theme.dim(`Simulated with ${recall}, and with ${time}.`), look);
}

function title({ plan, settings }: PlanView): string {
  const { today, interviewDay } = plan;
  if (interviewDay !== undefined) {
    const daysLeft = daysBetween(today, interviewDay);
    return `${interviewDay}, ${daysLeft === 1 ? 'tomorrow' : `in ${countOf(daysLeft, 'day')}`}`;
  }
  const { interviewDate } = settings;
  if (interviewDate === undefined) return 'no interview date';
  return `${interviewDate}, ${interviewDate === today ? 'today' : 'passed'}`;
}

/** What the eve and the day of the interview are for, and what to do about a day that is over; empty on other days. */
function interviewPart({ plan: { today }, settings: { interviewDate }, look }: PlanView): string {
  const text = interviewEveText(interviewDate, today) ?? interviewPassedText(interviewDate, today);
  return text === undefined ? '' : paragraph(text, look);
}

export function renderPlan(view: PlanView): string {
  const { plan, shownDays, look } = view;
  if (plan.questions === 0) return `${paragraph('There is no question to plan for.', look)}\n`;
  const days = plan.days.slice(0, shownDays ?? plan.days.length);
  const parts = [
    rule('Plan', title(view), look),
    interviewPart(view),
    promisePart(view),
    backlogPart(view),
    days.length === 0 ? '' : renderPlanDays(days, look, shownDays),
    renderReadiness(plan, look),
    renderWeakest(plan, view.heads, look),
    renderHoles(plan, view.heads, look),
    pacePart(plan, look),
  ].filter((part) => part !== '');
  return `${parts.join(look.plain ? '\n' : '\n\n')}\n`;
}
