// The plan as a person sees it: whether it keeps its promise, the days, how ready one will be, and what that rests on.
import { daysBetween, type Day } from '../core/day.ts';
import { interviewEveText, interviewPassedText } from '../core/interview.ts';
import { SPACED_RECALLS } from '../core/interval.ts';
import type { Plan } from '../core/plan.ts';
import type { QuestionHead, QuestionId } from '../core/question.ts';

import { countOf, percentText } from '../core/wording.ts';
import { innerColumns, inset, paragraph, rule, type Look } from './frame.ts';
import { dayText, renderPlanDays } from './plan-days.ts';
import { namedQuestions, renderHoles, renderReadiness, renderWeakest } from './plan-readiness.ts';
import { hangText } from './width.ts';

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

const UNTRIED = 'Other changes may do as well: trying them out would take too long with so many questions.';

/** Every way out, each enough by itself. */
function changes(view: PlanView): readonly string[] {
  const { plan, settings } = view;
  const { limits, leaveOut, interviewOn } = plan.change ?? {};
  const fresh = (limits?.newPerDay ?? 0) - settings.newPerDay;
  const reviews = (limits?.reviewsPerDay ?? 0) - settings.reviewsPerDay;
  const more = [
    ...(fresh > 0 ? [`${fresh} more new a day (prep config newPerDay ${limits?.newPerDay ?? ''})`] : []),
    ...(reviews > 0
      ? [`${reviews} more reviews a day (prep config reviewsPerDay ${limits?.reviewsPerDay ?? ''})`]
      : []),
  ];
  return [
    ...(limits && more.length > 0 ? [more.join(' and ')] : []),
    ...(leaveOut
      ? [
          `leave out ${countOf(leaveOut.length, 'question')} (prep suspend): ${namedQuestions(leaveOut, view.heads)}`,
        ]
      : []),
    ...(interviewOn === undefined ? [] : [`an interview on ${interviewOn} or later`]),
  ];
}

/** By when to start, or to go on where that was done. */
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
  const ids = short.map(({ question }) => question);
  const sentence = `${short.length} of ${countOf(questions, 'question')} will have had fewer than ${SPACED_RECALLS} spaced recalls before the interview: ${namedQuestions(ids, view.heads)}.`;
  const ways = changes(view);
  const lines = ways.map((way) => hangText(`${theme.symbols.bullet} `, way, innerColumns(look)));
  return [
    inset(hangText(`${theme.bad(theme.symbols.cross)} `, sentence, innerColumns(look)), look),
    ...(ways.length === 0
      ? []
      : [
          paragraph(
            ways.length === 1 ? 'This would change that:' : 'Each of these alone would change that:',
            look,
          ),
          inset(lines.join('\n'), look),
        ]),
    ...(plan.change?.isComplete === false ? [paragraph(UNTRIED, look)] : []),
  ].join('\n');
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

/** The plan, with a final newline. */
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
