// How soon a question comes back, in the few characters that fit a screen.
import { dayOf, daysBetween, MINUTE_MS, type Calendar, type Instant } from '../core/day.ts';

const HOUR_MS = 60 * MINUTE_MS;

const rounded = (value: number): string => value.toFixed(1).replace(/\.0$/, '');

/** How far away `due` is: `now`, `10 min`, `5 h`, `3 d`, `2.5 mo`, `1.2 y`. Days are local days, so that tomorrow is `1 d`. */
export function intervalText(now: Instant, due: Instant, calendar: Calendar): string {
  const awayMs = due - now;
  if (awayMs <= 0) return 'now';
  const days = daysBetween(dayOf(now, calendar), dayOf(due, calendar));
  if (days === 0 && awayMs < HOUR_MS) return `${Math.max(1, Math.round(awayMs / MINUTE_MS))} min`;
  if (days === 0) return `${Math.round(awayMs / HOUR_MS)} h`;
  if (days < 60) return `${days} d`;
  return days < 365 ? `${rounded(days / 30.4)} mo` : `${rounded(days / 365)} y`;
}
