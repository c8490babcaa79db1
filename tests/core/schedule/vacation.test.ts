import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/core/base/day.ts';
import {
  besideVacation,
  type DayRange,
  isVacation,
  parseVacation,
  vacationUntil,
} from '../../../src/core/schedule/days-off.ts';

const TODAY = '2026-12-01';
/** 10 to 15 December. */
const week: readonly DayRange[] = [{ from: '2026-12-10', to: '2026-12-15' }];
const dueOn = (days: number, vacation = week, interviewDay?: string): string =>
  addDays(TODAY, besideVacation(TODAY, days, { vacation, ...(interviewDay ? { interviewDay } : {}) }));

describe('the end of a vacation', () => {
  it('is the last day off in a row, whatever it was written as', () => {
    const days: readonly DayRange[] = [...week, { from: '2026-12-16', to: '2026-12-16' }];
    expect(vacationUntil('2026-12-11', days)).toBe('2026-12-16');
    expect(vacationUntil('2026-12-17', days)).toBeUndefined();
  });
});

describe('vacation as written', () => {
  it('is single days and ranges, blanks or not', () => {
    expect(parseVacation('2026-12-24..2026-12-26, 2027-01-01')).toEqual([
      { from: '2026-12-24', to: '2026-12-26' },
      { from: '2027-01-01', to: '2027-01-01' },
    ]);
  });

  it.each(['', 'soon', '2026-12-26..2026-12-24', '2026-12-24..', '2026-02-30', '2026-12-24...2026-12-26'])(
    'is not "%s"',
    (text) => {
      expect(parseVacation(text)).toBeUndefined();
    },
  );
});

describe('what would come due in a vacation', () => {
  it('is mirrored at its nearer end', () => {
    const dues = [9, 10, 11, 12, 13, 14].map((days) => dueOn(days));
    expect(dues).toEqual([
      '2026-12-09',
      '2026-12-08',
      '2026-12-07',
      '2026-12-18',
      '2026-12-17',
      '2026-12-16',
    ]);
  });

  it('stays where it is on any other day', () => {
    expect(dueOn(8)).toBe('2026-12-09');
    expect(dueOn(15)).toBe('2026-12-16');
    expect(dueOn(3, [])).toBe('2026-12-04');
  });

  it('comes after one that begins tomorrow, spread over several days', () => {
    const now = [{ from: '2026-12-02', to: '2026-12-05' }];
    expect([1, 2, 3, 4].map((days) => dueOn(days, now))).toEqual([
      '2026-12-09',
      '2026-12-08',
      '2026-12-07',
      '2026-12-06',
    ]);
  });

  it('comes before one that ends with the interview', () => {
    const last = [{ from: '2026-12-10', to: '2026-12-20' }];
    expect(dueOn(18, last, '2026-12-21')).toBe('2026-12-09');
    expect(dueOn(12, last, '2026-12-21') < '2026-12-10').toBe(true);
  });

  it('stays in one that leaves no other day before the interview', () => {
    const all = [{ from: '2026-12-02', to: '2026-12-20' }];
    expect(dueOn(5, all, '2026-12-21')).toBe('2026-12-06');
  });

  it('takes ranges that touch as one', () => {
    const two = [
      { from: '2026-12-10', to: '2026-12-12' },
      { from: '2026-12-13', to: '2026-12-15' },
    ];
    expect(dueOn(11, two)).toBe('2026-12-07');
  });

  it('is found at once for a vacation of thousands of years', () => {
    const forever = [{ from: '1900-01-01', to: '8999-12-31' }];
    expect(besideVacation(TODAY, 5, { vacation: forever })).toBeGreaterThan(2_000_000);
  });

  it('never falls into it while there is a day of study, nor on the day of the review, nor past the interview', () => {
    const range = fc.tuple(fc.integer({ min: -5, max: 40 }), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(
        fc.array(range, { maxLength: 3 }),
        fc.integer({ min: 1, max: 40 }),
        fc.option(fc.integer({ min: 2, max: 60 })),
        (ranges, days, left) => {
          const vacation = ranges.map(([from, length]) => ({
            from: addDays(TODAY, from),
            to: addDays(TODAY, from + length),
          }));
          const until = left === null ? {} : { interviewDay: addDays(TODAY, left) };
          const found = besideVacation(TODAY, days, { vacation, ...until });
          expect(found).toBeGreaterThanOrEqual(1);
          if (left !== null && days < left) expect(found).toBeLessThan(left);
          const isOff = isVacation(addDays(TODAY, found), vacation);
          if (left === null) expect(isOff).toBe(false);
        },
      ),
      { seed: 71 },
    );
  });
});
