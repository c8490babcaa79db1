// iCalendar (RFC 5545) with all-day events, which need no time zone.
import { addDays, type Day, type Instant } from '../../core/base/day.ts';
import { withNewlines } from '../../core/base/text.ts';

export type CalendarEvent = {
  /** The same for the same event in every file, so that importing again replaces it. */
  readonly uid: string;
  readonly day: Day;
  readonly summary: string;
  readonly description?: string;
};

/** Octets per line without its end (section 3.1). */
const LINE_OCTETS = 75;

const octets = (character: string): number => new TextEncoder().encode(character).length;

/** Folds a long line; continuation lines begin with a space. Never splits a character. */
function fold(line: string): string {
  let folded = '';
  let used = 0;
  for (const character of line) {
    const size = octets(character);
    if (used + size > LINE_OCTETS) {
      folded += '\r\n ';
      used = 1;
    }
    folded += character;
    used += size;
  }
  return folded;
}

const UNWRITABLE =
  /[\x00-\x08\x0b-\x1f\x7f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const textValue = (text: string): string =>
  withNewlines(text)
    .replaceAll(UNWRITABLE, '')
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`);

const dateValue = (day: Day): string => day.replaceAll('-', '');

/** `20261126T120000Z` */
const utcValue = (instant: Instant): string =>
  `${new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

function eventLines({ uid, day, summary, description }: CalendarEvent, stamp: Instant): readonly string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${textValue(uid)}`,
    `DTSTAMP:${utcValue(stamp)}`,
    `DTSTART;VALUE=DATE:${dateValue(day)}`,
    // The end is exclusive.
    `DTEND;VALUE=DATE:${dateValue(addDays(day, 1))}`,
    `SUMMARY:${textValue(summary)}`,
    ...(description === undefined || description === '' ? [] : [`DESCRIPTION:${textValue(description)}`]),
    // Does not block time.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/**
 * @param name shown by programs that support X-WR-CALNAME
 * @param stamp when it was made
 */
export function calendarFile(events: readonly CalendarEvent[], name: string, stamp: Instant): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//prep//plan//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${textValue(name)}`,
    ...events.flatMap((event) => eventLines(event, stamp)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}
