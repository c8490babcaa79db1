import { describe, expect, it } from 'vitest';
import { daysMeant, dayMeant, readAsText, vacationMeant } from '../../../src/core/base/day-words.ts';

/** A Tuesday. */
const TODAY = '2026-11-24';

describe('a day to come', () => {
  it.each([
    ['2026-12-18', '2026-12-18'],
    ['2026/12/18', '2026-12-18'],
    ['2026.12.18', '2026-12-18'],
    ['18.12.2026', '2026-12-18'],
    ['18.12.', '2026-12-18'],
    ['5. 1. 2027', '2027-01-05'],
    ['12/18', '2026-12-18'],
    ['18/12', '2026-12-18'],
    ['12/18/2026', '2026-12-18'],
    ['12/12', '2026-12-12'],
    ['Dec 18', '2026-12-18'],
    ['Dec 18th', '2026-12-18'],
    ['Dec. 18th, 2026', '2026-12-18'],
    ['the 18th of December', '2026-12-18'],
    ['18. Dec', '2026-12-18'],
    ['December 18, 2027', '2027-12-18'],
    ['Fri, Dec 18', '2026-12-18'],
    ['friday 18.12.2026', '2026-12-18'],
    ['Sept 1', '2027-09-01'],
    ['Jan 5', '2027-01-05'],
    ['Nov 24', '2026-11-24'],
    ['Nov 3', '2027-11-03'],
    ['today', '2026-11-24'],
    ['Tomorrow', '2026-11-25'],
    ['friday', '2026-11-27'],
    ['on Fri', '2026-11-27'],
    ['this friday', '2026-11-27'],
    ['next friday', '2026-12-04'],
    ['next monday', '2026-11-30'],
    ['tuesday', '2026-12-01'],
    ['thurs', '2026-11-26'],
    ['in 3 weeks', '2026-12-15'],
    ['in three weeks', '2026-12-15'],
    ['3 weeks', '2026-12-15'],
    ['3 weeks from now', '2026-12-15'],
    ['in a week', '2026-12-01'],
    ['in 1 day', '2026-11-25'],
    ['21d', '2026-12-15'],
    ['+21d', '2026-12-15'],
    ['+2w', '2026-12-08'],
    ['in 1 month', '2026-12-24'],
    ['in 2 months', '2027-01-24'],
  ])('may be given as %s', (text, day) => {
    expect(daysMeant(text, TODAY)).toEqual([day]);
  });

  it('is the last of a month that is shorter', () => {
    expect(daysMeant('in 1 month', '2027-01-31')).toEqual(['2027-02-28']);
    expect(daysMeant('in a month', '2026-12-31')).toEqual(['2027-01-31']);
  });

  it.each(
    [
      'soon',
      'Dec',
      'Dec 32',
      'Foo 12',
      'in weeks',
      '3 weeks ago',
      '2026-02-30',
      '12 18',
      '18/13',
      'Thu, Dec 18',
    ].concat(['last friday', 'next', 'De 18', '3', '', '__proto__', '99999d']),
  )('is not %j', (text) => {
    expect(daysMeant(text, TODAY)).toEqual([]);
  });

  it('is asked for where it could be two, and an error names the forms once', () => {
    expect(() => dayMeant('interviewDate', '12/11', TODAY)).toThrow(
      'interviewDate must be one day, but "12/11" can be Fri, Dec 11 or Fri, Nov 12, 2027.',
    );
    expect(() => dayMeant('--until', 'soon', TODAY)).toThrow('--until must be a day, not "soon".');
  });

  it('is said, unless it was written in full', () => {
    expect(readAsText('Nov 3', '2027-11-03', TODAY)).toBe(
      '"Nov 3" is read as 2027-11-03 (Wed, Nov 3, 2027).',
    );
    expect(readAsText('2026-12-18', '2026-12-18', TODAY)).toBeUndefined();
  });
});

describe('a day in the past', () => {
  it.each([
    ['2026-11-01', '2026-11-01'],
    ['Nov 3', '2026-11-03'],
    ['Dec 3', '2025-12-03'],
    ['yesterday', '2026-11-23'],
    ['friday', '2026-11-20'],
    ['last friday', '2026-11-20'],
    ['tuesday', '2026-11-24'],
    ['last tuesday', '2026-11-17'],
    ['1d', '2026-11-24'],
    ['30d', '2026-10-26'],
    ['12W', '2026-09-02'],
    ['3 weeks', '2026-11-04'],
    ['3 weeks ago', '2026-11-03'],
    ['a month', '2026-10-25'],
  ])('may be given as %s', (text, day) => {
    expect(daysMeant(text, TODAY, 'back')).toEqual([day]);
  });

  it.each(['0d', '99999w', 'in 3 weeks', 'next friday', '2026-02-30', ''])('is not %j', (text) => {
    expect(daysMeant(text, TODAY, 'back')).toEqual([]);
  });
});

describe('a vacation', () => {
  it.each([
    ['2026-12-24..2026-12-26, 2027-01-01', '2026-12-24..2026-12-26, 2027-01-01'],
    ['2026-12-24 .. 2026-12-26,2027-01-01', '2026-12-24..2026-12-26, 2027-01-01'],
    ['Dec 24 to 26', '2026-12-24..2026-12-26'],
    ['Dec 24–Jan 2', '2026-12-24..2027-01-02'],
    ['Dec 24, 2026 to Jan 2, 2027, 18.1.2027', '2026-12-24..2027-01-02, 2027-01-18'],
    ['Thu, Dec 24', '2026-12-24'],
    ['friday to monday', '2026-11-27..2026-11-30'],
    ['tomorrow', '2026-11-25'],
  ])('%s is stored as %s', (text, stored) => {
    expect(vacationMeant(text, TODAY)).toBe(stored);
  });

  it.each([
    ['soon', 'vacation must be a day, not "soon".'],
    ['2026-12-24..', 'vacation must be a day, not "".'],
    ['2026-12-26..2026-12-24', 'vacation cannot end on 2026-12-24, before it begins on 2026-12-26.'],
    [
      '2026-12-24..2026-12-25..2026-12-26',
      'vacation must be a day, not "2026-12-24..2026-12-25..2026-12-26".',
    ],
    ['2026-02-30', 'vacation must be a day, not "2026-02-30".'],
  ])('is not %s', (text, message) => {
    expect(() => vacationMeant(text, TODAY)).toThrow(message);
  });
});
