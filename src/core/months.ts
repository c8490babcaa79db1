// Months, as calendars of a year name them. Knows day numbers alone.
import { dayOfNumber } from './day.ts';

/** January first. */
const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The month of a day, 1–12. @param dayNumber days since 1970-01-01 */
export const monthOf = (dayNumber: number): number => Number(dayOfNumber(dayNumber).slice(5, 7));

/** `Nov`. @param month 1–12 */
export const monthName = (month: number): string => NAMES[month - 1] ?? '';
