// Times of an answer as people read them: minutes and seconds, against a target.
import { elapsedText } from '../core/wording.ts';
import type { Theme } from './theme.ts';

/** `0:42 / 3:00`, in the colour of a warning past the target, and of an error past half as much again. */
export function renderClock(elapsedMs: number, targetMs: number, theme: Theme): string {
  const text = `${elapsedText(elapsedMs)} / ${elapsedText(targetMs)}`;
  if (elapsedMs <= targetMs) return theme.dim(text);
  return elapsedMs <= 1.5 * targetMs ? theme.warn(text) : theme.bad(text);
}
