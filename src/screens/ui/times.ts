import { type Calendar, dayOf, daysBetween, type Instant, MINUTE_MS } from '../../core/base/day.ts';
import { elapsedText } from '../../core/base/wording.ts';
import type { Theme } from './theme.ts';

/** `0:42 / 3:00`: a warning past the target, an error past one and a half times the target. */
export function renderClock(elapsedMs: number, targetMs: number, theme: Theme): string {
  const text = `${elapsedText(elapsedMs)} / ${elapsedText(targetMs)}`;
  if (elapsedMs <= targetMs) return theme.dim(text);
  return elapsedMs <= 1.5 * targetMs ? theme.warn(text) : theme.bad(text);
}

const HOUR_MS = 60 * MINUTE_MS;

const rounded = (value: number): string => value.toFixed(1).replace(/\.0$/, '');

/** `now`, `10 min`, `5 h`, `3 d`, `2.5 mo`, `1.2 y`. Days are local days, so tomorrow is `1 d`. */
export function intervalText(now: Instant, due: Instant, calendar: Calendar): string {
  const awayMs = due - now;
  if (awayMs <= 0) return 'now';
  const days = daysBetween(dayOf(now, calendar), dayOf(due, calendar));
  if (days === 0 && awayMs < HOUR_MS) return `${Math.max(1, Math.round(awayMs / MINUTE_MS))} min`;
  if (days === 0) return `${Math.round(awayMs / HOUR_MS)} h`;
  if (days < 60) return `${days} d`;
  return days < 365 ? `${rounded(days / 30.4)} mo` : `${rounded(days / 365)} y`;
}
