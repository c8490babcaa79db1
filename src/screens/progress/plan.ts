// The plan: whether it keeps its promise, the days, readiness, and the data behind them.
import { sumOf } from '../../core/base/collections.ts';
import { type Day, daysBetween, dayText, monthDayText } from '../../core/base/day.ts';
import type { QuestionHead, QuestionId } from '../../core/base/question.ts';
import { countOf, firstText, percentText } from '../../core/base/wording.ts';
import { minutesPerDay, type Plan, type PlanDay } from '../../core/progress/plan.ts';
import { notAttemptedText, rangeText, readinessMadeText } from '../../core/progress/readiness.ts';
import { interviewEveText, interviewText, TAKE_ALONG } from '../../core/schedule/days-off.ts';
import { SPACED_RECALLS } from '../../core/schedule/progress.ts';
import type { Settings } from '../../core/settings/config.ts';
import { labelIn } from '../quiz/card.ts';
import { type Display, innerColumns, inset, listItem, paragraph, rule } from '../ui/frame.ts';
import { hangText, padTo, textWidth } from '../ui/width.ts';

export type PlanView = {
  readonly plan: Plan;
  readonly heads: ReadonlyMap<QuestionId, QuestionHead>;
  readonly settings: Pick<Settings, 'newPerDay' | 'reviewsPerDay' | 'interviewDate'>;
  /** Absent: all days, two weeks of them one by one. */
  readonly shownDays?: number;
  readonly display: Display;
};

export function renderPlan(view: PlanView): string {
  const { plan, settings, shownDays, display } = view;
  if (plan.questions === 0) return `${paragraph('No questions to plan for.', display)}\n`;
  const days = plan.days.slice(0, shownDays);
  const { interviewDate } = settings;
  const isEve = interviewEveText(interviewDate, plan.today) !== undefined;
  const parts = [
    rule('Plan', titleText(view), display),
    paragraph(interviewText(interviewDate, plan.today) ?? '', display),
    promisePart(view, isEve),
    // A day before, nothing changes that.
    ...(isEve ? [] : [atPacePart(plan, display), changePart(view)]),
    backlogPart(view),
    days.length === 0 ? '' : renderPlanDays(days, display, shownDays),
    aloudPart(view),
    renderReadiness(view),
  ].filter((part) => part !== '');
  return `${parts.join(display.plain ? '\n' : '\n\n')}\n`;
}

function titleText({ plan, settings }: PlanView): string {
  const { today, interviewDay } = plan;
  if (interviewDay !== undefined) {
    const daysLeft = daysBetween(today, interviewDay);
    return `${dayText(interviewDay, today)}, ${daysLeft === 1 ? 'tomorrow' : `in ${countOf(daysLeft, 'day')}`}`;
  }
  const { interviewDate } = settings;
  if (interviewDate === undefined) return 'no interview date';
  return `${dayText(interviewDate, today)}, ${interviewDate === today ? 'today' : 'passed'}`;
}

/** A promise without a day to spare. */
const missedText = ({ ifMissed }: Plan): string =>
  !ifMissed?.short
    ? ''
    : ` If you miss ${countOf(ifMissed.days, 'day')}, ${countOf(ifMissed.short, 'question')} will not.`;

/** Longer days are hard to keep up. */
const LONG_DAY_MINUTES = 180;

/** A kept promise may still be more than anybody can do. */
function heavyText({ days }: Plan): string {
  const each = minutesPerDay(days);
  return each <= LONG_DAY_MINUTES
    ? ''
    : ` That takes ${minutesText(each)} a day. To do less, leave out questions (\`prep suspend\`).`;
}

function promisePart({ plan, heads, display }: PlanView, isEve: boolean): string {
  const { questions, short } = plan;
  const { drafts } = plan.readiness.ifStopped;
  const { good, bad, symbols } = display.theme;
  if (plan.interviewDay === undefined) return '';
  const unanswered = drafts.length === 0 ? '' : `, ${drafts.length} of them without an answer`;
  const everyDay = plan.atPace && !isEve ? 'If you study every day, ' : '';
  if (short.length === 0) {
    const all = `${everyDay ? `${everyDay}every` : 'Every'} question (${questions}${unanswered}) will get ${SPACED_RECALLS} spaced recalls before the interview.`;
    const text = `${all}${heavyText(plan)}${missedText(plan)}`;
    return inset(listItem(good(symbols.tick), text, display), display);
  }
  const names = short.map(({ question }) => labelIn(heads)(question));
  const some = `${everyDay}${short.length} of ${countOf(questions, 'question')} will get fewer than ${SPACED_RECALLS} spaced recalls before the interview: ${firstText(names, MOST_NAMED)}.`;
  return inset(listItem(bad(symbols.cross), some, display), display);
}

/** Compared with the mean of all days. */
const FULL_DAY = 1.5;

/** What would keep the promise. */
function changePart({ plan, settings, display }: PlanView): string {
  const { change, days, short, questions, interviewDay } = plan;
  if (interviewDay === undefined) return '';
  const names = { newPerDay: 'more new question', reviewsPerDay: 'more review' } as const;
  const more = (['newPerDay', 'reviewsPerDay'] as const).flatMap((name) => {
    const limit = change?.[name] ?? 0;
    const by = limit - settings[name];
    return by > 0 ? [`${countOf(by, names[name])} a day (\`prep config ${name} ${limit}\`)`] : [];
  });
  const isSome = short.length > 0 && short.length < questions;
  const leave = isSome ? 'leave out these questions (`prep suspend`)' : '';
  if (!change || more.length === 0) return leave && paragraph(`To change that, ${leave}.`, display);
  const what = short.length === 0 ? 'leave room for missed days' : 'change that';
  const minutes = `${minutesText(change.minutesPerDay)} a day, instead of ${minutesText(minutesPerDay(days))}`;
  const most = change.mostMinutes < FULL_DAY * change.minutesPerDay ? '' : change.mostMinutes;
  const fullest = most && `, and up to ${minutesText(most)} on the fullest day`;
  const text = `This would ${what}: ${more.join(' and ')}. That takes ${minutes}${fullest}.`;
  return paragraph(`${text}${leave && ` Or ${leave}.`}`, display);
}

/** What the skipped days mean if the pace stays. */
function atPacePart({ atPace, pace, questions }: Plan, display: Display): string {
  if (!atPace) return '';
  const { short, shortFrom, shortTo, readiness } = atPace;
  const { studied, days } = pace.studied;
  const range = shortFrom === shortTo ? '' : ` (${shortFrom} to ${shortTo})`;
  const recalls =
    short === 0
      ? shortTo === 0
        ? 'every question will get its spaced recalls'
        : `up to ${countOf(shortTo, 'question')} may get too few spaced recalls`
      : `${short} of ${countOf(questions, 'question')}${range} will get too few spaced recalls`;
  return paragraph(
    `You studied on ${studied} of the ${days} days with questions to study. At that pace ${recalls}, and you will be ${percentText(readiness.readiness)} ready (${rangeText(readiness)}). The days and figures below are those of someone who studies every day.`,
    display,
  );
}

function aloudPart({ plan: { aloud }, heads, display }: PlanView): string {
  if (aloud.length === 0) return '';
  const words = aloud.map(labelIn(heads)).join(' ');
  const text = `Today, practice aloud: \`prep quiz ${words} --mode speak --cram\`. Learn your values by heart: \`prep fill --list\` shows them, and \`${TAKE_ALONG}\` prints them.`;
  return paragraph(text, display);
}

function backlogPart({ plan: { backlog }, settings, display }: PlanView): string {
  if (!backlog) return '';
  const { held, clearedOn } = backlog;
  const left = held === 1 ? '1 due review does' : `${held} due reviews do`;
  const cleared =
    clearedOn === undefined ? 'not be cleared within this plan' : `be cleared on ${dayText(clearedOn)}`;
  return paragraph(
    `${left} not fit into your next study day (limit: ${settings.reviewsPerDay} a day). The most forgotten come first, and new questions come later. The backlog will ${cleared}.`,
    display,
  );
}

const SINGLE_DAYS = 14;
const WEEK = 7;

/** `Nov 26 to 28`, `Nov 26 to Dec 2` */
export function daysText(first: Day, last: Day): string {
  if (first === last) return monthDayText(first);
  const isOneMonth = first.slice(0, 7) === last.slice(0, 7);
  return `${monthDayText(first)} to ${isOneMonth ? Number(last.slice(8)) : monthDayText(last)}`;
}

export function minutesText(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
}

type Span = readonly PlanDay[];

function spanText(days: Span): string {
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? ''];
  return first === last ? dayText(first) : daysText(first, last);
}

function workText(days: Span): string {
  if (days.every(({ isVacation }) => isVacation)) return 'off';
  const [reviews, fresh, values, aloud, mocks] = [
    sumOf(days, (day) => day.reviews.length),
    sumOf(days, (day) => day.fresh.length),
    sumOf(days, (day) => day.numbers.length),
    sumOf(days, (day) => day.aloud),
    sumOf(days, (day) => (day.mock ? 1 : 0)),
  ];
  const work = [
    reviews > 0 && countOf(reviews, 'review'),
    fresh > 0 && `${fresh} new`,
    values > 0 && countOf(values, 'value'),
    aloud > 0 && `${aloud} aloud`,
    mocks > 0 && countOf(mocks, 'mock'),
  ].filter(Boolean);
  const minutes = sumOf(days, (day) => day.minutes);
  const time = minutes === 0 ? '' : `, ${minutesText(minutes)}`;
  return `${work.join(', ') || 'nothing is due'}${time}`;
}

/**
 * Without a final newline.
 * @param single how many days are shown one by one (default: the first two weeks)
 */
function renderPlanDays(days: readonly PlanDay[], display: Display, single = SINGLE_DAYS): string {
  const spans: Span[] = days.slice(0, single).map((day) => [day]);
  for (let at = single; at < days.length; at += WEEK) spans.push(days.slice(at, at + WEEK));
  const widest = Math.max(...spans.map((span) => textWidth(spanText(span))));
  const lines = spans.map((span) =>
    hangText(`${padTo(spanText(span), widest)}  `, workText(span), innerColumns(display)),
  );
  return inset(lines.join('\n'), display);
}

const MOST_NAMED = 8;

function renderReadiness({ plan, display }: PlanView): string {
  const { ifStopped, ifFollowed } = plan.readiness;
  const isOver = plan.days.length === 0;
  const isAtInterview = plan.interviewDay === ifStopped.day;
  const day = isAtInterview ? 'on the day of the interview' : `on ${dayText(ifStopped.day, plan.today)}`;
  const what = isOver
    ? 'today, the share of all key points that you recall'
    : `${day}, the share of all key points that you will recall`;
  const assuming = isOver ? '' : plan.atPace ? ' if you study every day' : ' with the plan';
  const parts = [
    `${display.theme.strong('Readiness')} ${what}:`,
    readinessMadeText((isOver ? ifStopped : ifFollowed).overall, assuming),
    isOver ? '' : `If you stop now: ${percentText(ifStopped.overall.readiness)}.`,
    notAttemptedText(ifStopped.overall),
    '`prep stats` has readiness by section.',
  ];
  return paragraph(parts.filter(Boolean).join(' '), display);
}
