// Days of study in a row. A vacation that was planned neither counts nor breaks a run.
import { addDays, dayOfNumber, numberOfDay, type Day } from './day.ts';
import { isVacation, type DayRange } from './vacation.ts';

/** Free days in a row after which a run is over whatever was planned; no vacation is longer. */
const MOST_FREE = 366;

/** Days in a row with something done, ending today, or on the day of study before while today has nothing yet. */
export function streakDays(
  days: { readonly has: (day: Day) => boolean },
  today: Day,
  vacation: readonly DayRange[],
): number {
  let count = 0;
  let number = numberOfDay(today) - (days.has(today) ? 0 : 1);
  for (let free = 0; free <= MOST_FREE; number--) {
    const day = dayOfNumber(number);
    if (days.has(day)) {
      count++;
      free = 0;
    } else if (isVacation(day, vacation)) free++;
    else break;
  }
  return count;
}

/** True when no day of study lies between two days: one follows the other, or all between them are free. */
export function follows(day: Day, before: Day, vacation: readonly DayRange[]): boolean {
  let next = addDays(before, 1);
  for (let free = 0; free <= MOST_FREE && next < day && isVacation(next, vacation); free++)
    next = addDays(next, 1);
  return next === day;
}
