import { describe, expect, it } from 'vitest';
import { capDays, fuzzed } from '../../src/core/interval.ts';

describe('fuzz', () => {
  it('leaves intervals under four days as they are', () => {
    for (const days of [1, 2, 3])
      for (let seed = 0; seed < 50; seed++) expect(fuzzed(days, `q#${seed}`)).toBe(days);
  });

  it('moves longer intervals both ways, by at most 15 %', () => {
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
    // recalls, days left, cap
    [0, 21, 7],
    [1, 21, 10],
    [2, 21, 20],
    [3, 21, 20],
    [9, 400, 365],
    [1, 10, 5],
    [0, 2, 1],
    [2, 2, 1],
    [3, 1, 1],
    [0, 1, 1],
  ])('after %d recalls with %d days left is %d days', (recalls, left, cap) => {
    expect(capDays(recalls, left)).toBe(cap);
  });

  it('is gone on the interview day and after it', () => {
    expect(capDays(0, 0)).toBe(365);
    expect(capDays(0, -30)).toBe(365);
  });

  it('always leaves room for the recalls that are wanting', () => {
    for (let left = 4; left < 200; left++) {
      let day = 0;
      let recalls = 1;
      while (recalls < 3) {
        day += capDays(recalls, left - day);
        recalls++;
      }
      expect(day).toBeLessThan(left);
    }
  });
});
