import { describe, expect, it } from 'vitest';
import {
  isInterviewKey,
  keyOfLetter,
  leavesQuestion,
  sessionKeys,
} from '../../../src/core/quiz/session-keys.ts';

describe('the keys of a session', () => {
  it('have a letter each, and no two the same', () => {
    const letters = sessionKeys.map(([, { letter }]) => letter);
    expect(letters.filter((letter) => letter.length !== 1)).toEqual([]);
    expect(new Set(letters).size).toBe(letters.length);
    // At the points `a` ticks all, and digits tick and rate.
    expect(letters.filter((letter) => /[a\d]/.test(letter))).toEqual([]);
  });

  it('are found by their letter, small and alone, where they act', () => {
    for (const [key, { letter }] of sessionKeys) expect(keyOfLetter(letter)).toBe(key);
    expect(['S', 'ss', '', ' '].map((letter) => keyOfLetter(letter))).toEqual(Array(4).fill(undefined));
    expect(keyOfLetter('p', 'text')).toBeUndefined();
    expect(keyOfLetter('u', 'recording')).toBeUndefined();
  });

  it('leave the question where a recorder runs', () => {
    const recording = sessionKeys.filter(([, { places }]) => places.includes('recording'));
    expect(recording.map(([key]) => key)).toEqual(['skip', 'quit']);
    expect(recording.every(([key]) => leavesQuestion(key))).toBe(true);
  });

  it('take nothing back and show nothing of the answer in an interview', () => {
    const interview = sessionKeys.map(([key]) => key).filter((key) => isInterviewKey(key));
    expect(interview).toEqual(['help', 'skip', 'view', 'quit']);
  });
});
