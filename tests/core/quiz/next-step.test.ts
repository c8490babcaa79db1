import { describe, expect, it } from 'vitest';
import { nextStep, stepAfterSession, withBanks } from '../../../src/core/quiz/next-step.ts';
import type { Work } from '../../../src/core/schedule/queue.ts';

const work = (more: Partial<Work> = {}): Work => ({
  due: 0,
  new: 0,
  held: 0,
  areReviewsOff: false,
  nextDue: undefined,
  learning: 0,
  questions: 10,
  drafts: 0,
  suspended: 0,
  reviewedToday: 0,
  streakDays: 0,
  ...more,
});

describe('the next step from anywhere', () => {
  it.each([
    [work({ questions: 0 }), 3, false, 'No questions yet. Import a guide of your own.', 'prep import FILE'],
    [
      work({ questions: 4, suspended: 4 }),
      3,
      true,
      'All questions are suspended; bring some back.',
      'prep unsuspend QUESTION',
    ],
    [work({ new: 5 }), 3, false, 'Start with the first questions.', 'prep quiz'],
    [work({ due: 1 }), 3, true, '1 question is due.', 'prep quiz'],
    [work({ new: 1 }), 3, true, '1 new question is left for today.', 'prep quiz'],
    [
      work({ due: 2, new: 2 }),
      3,
      true,
      '2 questions are due, and 2 new questions are left for today.',
      'prep quiz',
    ],
    [work(), 1, true, "Today's questions are done; 1 value is still missing from your answers.", 'prep fill'],
    [work(), 0, true, "Today's questions are done. The next question is due in 3 d.", 'prep quiz --weak'],
  ])('%j, %i unfilled', (standing, unfilled, attempted, sentence, command) => {
    expect(nextStep(standing, unfilled, attempted, '3 d')).toEqual({ sentence, command });
  });

  it('names no day when nothing comes back', () => {
    expect(nextStep(work(), 0, true, undefined).sentence).toBe("Today's questions are done.");
  });
});

describe('the next step after a session', () => {
  it.each([
    [work({ due: 2, new: 1 }), 3, '2 questions are still due today, and 1 new question is left', 'prep quiz'],
    [work({ new: 2 }), 1, '1 value is missing from these answers, and 2 new questions are left', 'prep fill'],
    [work(), 1, '1 value is missing from these answers', 'prep fill'],
    [work({ new: 4 }), 0, '4 new questions are left for today', 'prep quiz'],
    [work(), 0, 'Done for today; the next question is due on 2026-11-27, in 3 d', 'prep'],
  ])('%j, %i missing', (standing, missing, sentence, command) => {
    expect(stepAfterSession(standing, missing, '2026-11-27, in 3 d')).toEqual({ sentence, command });
  });

  it('is all questions when nothing comes back', () => {
    expect(stepAfterSession(work(), 0, undefined).command).toBe('prep quiz --all');
  });
});

describe('banks that the command line named', () => {
  it('are named in the command again, as one types them', () => {
    const step = { sentence: 's', command: 'prep fill' };
    expect(withBanks(step, []).command).toBe('prep fill');
    expect(withBanks(step, ['my guide.md', "o'hara"]).command).toBe(
      "prep fill --bank 'my guide.md' --bank 'o'\\''hara'",
    );
  });
});
