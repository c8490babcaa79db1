// Code fences that are never closed, as problems. Knows fences; knows nothing of questions.
import type { Problem } from '../../core/problem.ts';
import type { Source } from '../../core/span.ts';
import type { CodeFence } from '../outline.ts';

/** A problem for each fence that hides what follows. */
export function openFences(source: Source, fences: readonly CodeFence[]): readonly Problem[] {
  return fences
    .filter(({ closed }) => !closed)
    .map(({ start }): Problem => {
      const newline = source.text.indexOf('\n', start);
      return {
        severity: 'warning',
        code: 'question-malformed',
        at: source.spanAt(start, newline === -1 ? source.text.length : newline),
        message: 'This code fence is never closed, and hides all that follows.',
        hint: 'Close it with a line of the same marks.',
      };
    });
}
