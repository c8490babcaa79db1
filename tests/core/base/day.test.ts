import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayMeant,
  dayNumberOf,
  dayOf,
  daysBetween,
  daysMeant,
  dayStartAfter,
  dayStartInstant,
  type Instant,
  instantOf,
  isoWithOffset,
  parseDay,
  parseIso,
  parseTimeOfDay,
  readAsText,
  vacationMeant,
} from '../../../src/core/base/day.ts';
import { DEFAULT_SETTINGS } from '../../../src/core/settings/config.ts';
import { openClock } from '../../../src/io/programs/system.ts';
import { calendarOf } from '../../support/zones.ts';

const HOUR_MS = 3_600_000;
const at = (iso: string): Instant => {
  const instant = parseIso(iso);
  if (instant === undefined) throw new Error(`not an instant: ${iso}`);
  return instant;
};
const berlin = calendarOf('Europe/Berlin');

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Asia/Beirut',
  'Africa/Casablanca',
  'UTC',
];

describe('days', () => {
  it('count the night as the day before, until four', () => {
    expect(dayOf(at('2026-11-24T23:59:59.999+01:00'), berlin)).toBe('2026-11-24');
    expect(dayOf(at('2026-11-25T03:59:59.999+01:00'), berlin)).toBe('2026-11-24');
    expect(dayOf(at('2026-11-25T04:00:00.000+01:00'), berlin)).toBe('2026-11-25');
  });

  it('begin at midnight when the setting says so', () => {
    const midnight = calendarOf('Europe/Berlin', 0);
    expect(dayOf(at('2026-11-25T00:00:00.000+01:00'), midnight)).toBe('2026-11-25');
    expect(dayOf(at('2026-11-24T23:59:59.999+01:00'), midnight)).toBe('2026-11-24');
  });

  it.each([
    ['Europe/Berlin', '2026-03-29', '2026-03-29T04:00:00.000+02:00', 24],
    ['Europe/Berlin', '2026-03-28', '2026-03-28T04:00:00.000+01:00', 23],
    ['Europe/Berlin', '2026-10-24', '2026-10-24T04:00:00.000+02:00', 25],
    ['America/New_York', '2026-03-07', '2026-03-07T04:00:00.000-05:00', 23],
    ['America/New_York', '2026-10-31', '2026-10-31T04:00:00.000-04:00', 25],
    ['Asia/Kolkata', '2026-06-01', '2026-06-01T04:00:00.000+05:30', 24],
    ['Australia/Lord_Howe', '2026-10-03', '2026-10-03T04:00:00.000+10:30', 23.5],
    ['Australia/Lord_Howe', '2026-04-04', '2026-04-04T04:00:00.000+11:00', 24.5],
  ])('in %s, %s begins at %s and lasts %d hours', (zone, day, start, hours) => {
    const calendar = calendarOf(zone);
    const begins = dayStartInstant(day, calendar);
    expect(isoWithOffset(begins, calendar)).toBe(start);
    expect((dayStartInstant(addDays(day, 1), calendar) - begins) / HOUR_MS).toBe(hours);
    expect(dayOf(begins, calendar)).toBe(day);
    expect(dayOf(instantOf(begins - 1), calendar)).toBe(addDays(day, -1));
  });

  it('survive the day that Samoa skipped: its last four night hours are all that is left of it', () => {
    const apia = calendarOf('Pacific/Apia');
    expect(dayOf(at('2011-12-29T23:59:59.999-10:00'), apia)).toBe('2011-12-29');
    expect(dayOf(at('2011-12-31T00:00:00.000+14:00'), apia)).toBe('2011-12-30');
    expect(dayOf(at('2011-12-31T04:00:00.000+14:00'), apia)).toBe('2011-12-31');
    const length = dayStartInstant('2011-12-31', apia) - dayStartInstant('2011-12-30', apia);
    expect(length / HOUR_MS).toBe(4);
    const midnight = calendarOf('Pacific/Apia', 0);
    expect(dayStartInstant('2011-12-30', midnight)).toBe(dayStartInstant('2011-12-31', midnight));
  });

  it('do not return when clocks are set back across the start of a day', () => {
    const midnight = calendarOf('America/St_Johns', 0);
    // On 2006-10-29 at 00:01 clocks went back to 23:01.
    expect(dayOf(at('2006-10-29T00:00:30.000-02:30'), midnight)).toBe('2006-10-29');
    expect(dayOf(at('2006-10-28T23:30:00.000-03:30'), midnight)).toBe('2006-10-29');
    expect(dayOf(at('2006-10-28T23:30:00.000-02:30'), midnight)).toBe('2006-10-28');
  });

  it('begin with the jump when clocks skip their beginning', () => {
    const beirut = calendarOf('Asia/Beirut', 0);
    expect(isoWithOffset(dayStartInstant('2022-03-27', beirut), beirut)).toBe(
      '2022-03-27T01:00:00.000+03:00',
    );
  });

  it('hold every instant, in every zone: start of day ≤ instant < start of next day', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom(0, 30, 240, 720),
        fc.integer({ min: 0, max: at('2037-12-31T00:00:00Z') }),
        (zone, start, millis) => {
          const calendar = calendarOf(zone, start);
          const instant = instantOf(millis);
          const day = dayOf(instant, calendar);
          expect(dayStartInstant(day, calendar)).toBeLessThanOrEqual(instant);
          expect(dayStartInstant(addDays(day, 1), calendar)).toBeGreaterThan(instant);
        },
      ),
      { seed: 3 },
    );
  });

  it('never run backwards around a change of clocks', () => {
    for (const zone of ZONES) {
      const calendar = calendarOf(zone, 0);
      for (const around of ['2006-10-29T03:00:00Z', '2026-03-29T00:00:00Z', '2011-12-30T10:00:00Z']) {
        let last = 0;
        for (let step = -200; step < 200; step++) {
          const number = dayNumberOf(instantOf(at(around) + step * 10 * 60_000), calendar);
          expect(number).toBeGreaterThanOrEqual(last);
          last = number;
        }
      }
    }
  });

  it('are found from the offset of the machine, exactly as from the name of its zone', () => {
    const given = openClock({}).calendar(DEFAULT_SETTINGS);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: at('2037-12-31T00:00:00Z') }), (millis) => {
        const instant = instantOf(millis);
        expect(dayOf(instant, given)).toBe(dayOf(instant, berlin));
        expect(isoWithOffset(instant, given)).toBe(isoWithOffset(instant, berlin));
        const day = dayOf(instant, berlin);
        expect(dayStartInstant(day, given)).toBe(dayStartInstant(day, berlin));
      }),
      { seed: 4 },
    );
  });
});

describe('counting days', () => {
  it('goes over months, leap days and changes of clocks', () => {
    expect(daysBetween('2026-11-24', '2026-12-15')).toBe(21);
    expect(daysBetween('2026-12-15', '2026-11-24')).toBe(-21);
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });

  it('finds the start of the day some days on', () => {
    const start = dayStartAfter(at('2026-10-24T23:00:00.000+02:00'), 1, berlin);
    expect(isoWithOffset(start, berlin)).toBe('2026-10-25T04:00:00.000+01:00');
    const night = dayStartAfter(at('2026-10-24T02:00:00.000+02:00'), 1, berlin);
    expect(isoWithOffset(night, berlin)).toBe('2026-10-24T04:00:00.000+02:00');
  });
});

describe('parseDay', () => {
  it.each(['2026-11-24', '2028-02-29', '1999-12-31', '8999-12-31'])('takes %s', (text) => {
    expect(parseDay(text)).toBe(text);
  });
  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-11-31', '0026-01-01', '9000-01-01', '2026-1-1'])(
    'refuses %s',
    (text) => expect(parseDay(text)).toBeUndefined(),
  );
  it.each(['', '2026-11-24 ', '2026-11-24\n', '24.11.2026', '٢٠٢٦-11-24', '2026-11-24T00:00'])(
    'refuses %j',
    (text) => expect(parseDay(text)).toBeUndefined(),
  );
});

describe('parseTimeOfDay', () => {
  it('takes hours and minutes', () => {
    expect(parseTimeOfDay('04:00')).toBe(240);
    expect(parseTimeOfDay('00:00')).toBe(0);
    expect(parseTimeOfDay('23:59')).toBe(1439);
  });
  it.each(['4:00', '24:00', '12:60', '04:00:00', '04:00\n', '', '-1:00'])('refuses %j', (text) => {
    expect(parseTimeOfDay(text)).toBeUndefined();
  });
});

describe('instants as text', () => {
  it('carry milliseconds and the local offset', () => {
    const instant = instantOf(1_795_507_200_000);
    expect(isoWithOffset(instant, berlin)).toBe('2026-11-24T09:00:00.000+01:00');
    expect(isoWithOffset(instant, calendarOf('Asia/Kolkata'))).toBe('2026-11-24T13:30:00.000+05:30');
    expect(isoWithOffset(instant, calendarOf('America/St_Johns'))).toBe('2026-11-24T04:30:00.000-03:30');
    expect(isoWithOffset(instant, calendarOf('UTC'))).toBe('2026-11-24T08:00:00.000+00:00');
  });

  it('read back as the very same instant, in every zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES, 'Europe/Amsterdam', 'Africa/Monrovia'),
        fc.integer({ min: at('1900-01-01T00:00:00Z'), max: at('8999-12-31T23:59:59.999Z') }),
        (zone, millis) => {
          expect(parseIso(isoWithOffset(instantOf(millis), calendarOf(zone)))).toBe(millis);
        },
      ),
      { seed: 5 },
    );
  });

  it('read back at the very ends of time too', () => {
    for (const iso of ['1900-01-01T00:00:00Z', '8999-12-31T23:59:59.999Z'])
      for (const zone of ZONES) expect(parseIso(isoWithOffset(at(iso), calendarOf(zone)))).toBe(at(iso));
  });

  it('are read with Z, without milliseconds, and with more digits than are kept', () => {
    expect(parseIso('2026-11-24T08:00:00Z')).toBe(1_795_507_200_000);
    expect(parseIso('2026-11-24T09:00:00+01:00')).toBe(1_795_507_200_000);
    expect(parseIso('2026-11-24T09:00:00.5+01:00')).toBe(1_795_507_200_500);
    expect(parseIso('2026-11-24T09:00:00.123999+01:00')).toBe(1_795_507_200_123);
  });

  it.each([
    '',
    '2026-11-24',
    '2026-11-24T09:00:00',
    '2026-11-24T09:00Z',
    '2026-11-24 09:00:00Z',
    '2026-02-30T09:00:00Z',
    '2026-11-24T24:00:00Z',
    '2026-11-24T09:60:00Z',
    '2026-11-24T09:00:60Z',
    '2026-11-24T09:00:00+19:00',
    '2026-11-24T09:00:00+01',
    '2026-11-24T09:00:00Z\n',
    '+002026-11-24T09:00:00Z',
    '1900-01-01T00:00:00+00:01',
    '9000-01-01T00:00:00Z',
    '8999-12-31T23:59:59-00:01',
  ])('are refused when written %j', (text) => expect(parseIso(text)).toBeUndefined());

  it('never make the parser throw', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => [parseIso(text), parseDay(text), parseTimeOfDay(text)]).not.toThrow();
      }),
      { seed: 6 },
    );
  });
});

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
    ['Nov 23 to 27', '2026-11-23..2026-11-27'],
    ['20.11. - 24.11.', '2026-11-20..2026-11-24'],
    ['24.12.-26.12., 1.1.2027-3.1.2027', '2026-12-24..2026-12-26, 2027-01-01..2027-01-03'],
    ['Nov 20 to 23', '2027-11-20..2027-11-23'],
    ['2027-11-20..2027-11-30', '2027-11-20..2027-11-30'],
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
    ['Dec 24 to Dec 20', 'vacation from 2025-12-24 to 2026-12-20 would be 362 days.'],
  ])('is not %s', (text, message) => {
    expect(() => vacationMeant(text, TODAY)).toThrow(message);
  });
});
