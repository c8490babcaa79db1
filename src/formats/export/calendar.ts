// iCalendar (RFC 5545) with all-day events, which need no time zone. Their texts are prep's own: one line of ASCII.
import { addDays, type Day, type Instant } from '../../core/base/day.ts';

export type CalendarEvent = {
  /** The same for the same event in every file, so that importing again replaces it. */
  readonly uid: string;
  readonly day: Day;
  readonly summary: string;
  readonly description?: string;
};

/** Lines have at most 75 characters; continuation lines begin with a space. */
const fold = (line: string): string => (line.match(/^.{1,75}|.{1,74}/g) ?? []).join('\r\n ');

const escaped = (text: string): string => text.replaceAll(',', String.raw`\,`);

const dateValue = (day: Day): string => day.replaceAll('-', '');

/** `20261126T120000Z` */
const utcValue = (instant: Instant): string =>
  `${new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** @param stamp when it was made */
export function calendarFile(events: readonly CalendarEvent[], stamp: Instant): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//prep//plan//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:prep',
    ...events.flatMap(({ uid, day, summary, description }) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      `DTSTAMP:${utcValue(stamp)}`,
      `DTSTART;VALUE=DATE:${dateValue(day)}`,
      // The end is exclusive.
      `DTEND;VALUE=DATE:${dateValue(addDays(day, 1))}`,
      `SUMMARY:${escaped(summary)}`,
      ...(description === undefined ? [] : [`DESCRIPTION:${escaped(description)}`]),
      // Does not block time.
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}
