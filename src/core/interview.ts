// Where the interview stands, and what that means for somebody who prepares for it.
import { addDays, type Day } from './day.ts';

/** `passed`: its day is over, and no other was set. */
export type InterviewStage = 'none' | 'ahead' | 'today' | 'passed';

/** No plan looks further, in days: what it says of a day so far away hangs on too much. */
export const LONGEST_PLAN_DAYS = 366;

/** Where an interview on `date` stands on the day `today`. */
export function interviewStage(date: Day | undefined, today: Day): InterviewStage {
  if (date === undefined) return 'none';
  return date > today ? 'ahead' : date === today ? 'today' : 'passed';
}

/** The command that goes over questions on the eve and on the day itself, whatever is due. */
export const LAST_LOOK = 'prep quiz --cram --all';
/** The command that makes a page of one's numbers to take along. */
const TAKE_ALONG = 'prep export --format cheatsheet --to sheet.html';

/** What the eve and the day of the interview are for; undefined on other days. */
export function interviewEveText(date: Day | undefined, today: Day): string | undefined {
  const isToday = date === today;
  if (!isToday && date !== addDays(today, 1)) return undefined;
  return `The interview is ${isToday ? 'today' : 'tomorrow'}. Go over what you like, and no date moves (${LAST_LOOK}); your numbers and stories fit on one page (${TAKE_ALONG}).`;
}

/** What to do about a day that is over; undefined while it is not. */
export function interviewPassedText(date: Day | undefined, today: Day): string | undefined {
  if (date === undefined || interviewStage(date, today) !== 'passed') return undefined;
  return `The interview was on ${date}. Set the day of the next one (prep config interviewDate YYYY-MM-DD), or go on without one (prep config interviewDate --unset).`;
}
