import { describe, expect, it } from 'vitest';
import { capDays, fuzzed, lastRehearsalShare } from '../../../src/core/schedule/memory.ts';

describe('fuzz', () => {
  it('leaves intervals under four days as they are', () => {
    for (const days of [1, 2, 3])
      for (let seed = 0; seed < 50; seed++) expect(fuzzed(days, `q#${seed}`)).toBe(days);
  });

  it('moves longer intervals both ways, by at most 15%', () => {
    for (const days of [7, 20, 100, 365]) {
      const moved = Array.from({ length: 300 }, (_, seed) => fuzzed(days, `q#${seed}`));
      expect(Math.max(...moved)).toBeGreaterThan(days);
      expect(Math.min(...moved)).toBeLessThan(days);
      for (const value of moved) expect(Math.abs(value - days)).toBeLessThanOrEqual(Math.ceil(days * 0.15));
    }
  });

  it('never lets a longer interval become the shorter one', () => {
    for (let seed = 0; seed < 100; seed++) {
      let last = 0;
      for (let days = 1; days <= 365; days++) {
        const value = fuzzed(days, `q#${seed}`);
        expect(value).toBeGreaterThanOrEqual(last);
        last = value;
      }
    }
  });

  it('is the same for the same seed', () => {
    expect([fuzzed(30, 'attention#3'), fuzzed(30, 'attention#4'), fuzzed(30, 'softmax#3')]).toEqual([
      28, 32, 32,
    ]);
  });
});

describe('the cap before an interview', () => {
  it.each([
    // recalls, days left, share, cap
    [0, 21, 0, 7],
    [1, 21, 0, 10],
    [2, 21, 0, 20],
    [3, 21, 0, 20],
    [2, 21, 0.99, 14],
    [3, 21, 0.99, 14],
    [3, 21, 0.5, 17],
    [9, 400, 0, 365],
    [1, 10, 0, 5],
    [0, 2, 0, 1],
    [2, 2, 0, 1],
    [2, 5, 0.99, 4],
    [2, 1, 0, 1],
    [0, 1, 0.99, 1],
  ])('after %d recalls with %d days left, at a share of %d, is %d days', (recalls, left, share, cap) => {
    expect(capDays(recalls, left, share)).toBe(cap);
  });

  it('is gone after the last rehearsal of a question that had its recalls', () => {
    expect(capDays(3, 7, 0.99)).toBe(365);
    expect(capDays(3, 1, 0)).toBe(365);
    expect(capDays(2, 7, 0.99)).toBe(6);
  });

  it('is gone on the interview day and after it', () => {
    expect(capDays(0, 0, 0.5)).toBe(365);
    expect(capDays(0, -30, 0.5)).toBe(365);
  });

  it('always leaves room for the recalls that are wanting', () => {
    for (const share of [0, 0.3, 0.6, 0.99]) {
      for (let left = 4; left < 200; left++) {
        let day = 0;
        let recalls = 1;
        while (recalls < 3) {
          day += capDays(recalls, left - day, share);
          recalls++;
        }
        expect(day).toBeLessThan(left);
      }
    }
  });

  it('spreads the last rehearsals of a bank over seven days', () => {
    const days = Array.from({ length: 700 }, (_, i) => 30 - capDays(5, 30, lastRehearsalShare(`q${i}`)));
    const counts = [1, 2, 3, 4, 5, 6, 7].map((left) => days.filter((day) => day === left).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(700);
    for (const count of counts) expect(count).toBeGreaterThan(60);
  });
});
