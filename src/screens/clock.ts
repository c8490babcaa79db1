// Times of an answer as people read them: minutes and seconds, against a target.
import type { Theme } from './theme.ts';

const two = (number: number): string => String(number).padStart(2, '0');

/** `m:ss`, or `h:mm:ss` from an hour on. */
export function renderElapsed(elapsedMs: number): string {
  const seconds = Math.floor(Math.max(0, elapsedMs) / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** `0:42 / 3:00`, in the colour of a warning past the target, and of an error past half as much again. */
export function renderClock(elapsedMs: number, targetMs: number, theme: Theme): string {
  const text = `${renderElapsed(elapsedMs)} / ${renderElapsed(targetMs)}`;
  if (elapsedMs <= targetMs) return theme.dim(text);
  return elapsedMs <= 1.5 * targetMs ? theme.warn(text) : theme.bad(text);
}
