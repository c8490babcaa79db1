// What each setting takes. One table for the config file, `prep config` and the documents.
import type { Settings } from '../core/config.ts';
import { parseDay, parseTimeOfDay } from '../core/day.ts';
import { templateFault } from '../core/sound.ts';
import { parseVacation } from '../core/vacation.ts';
import { isTimeZone } from '../core/zone.ts';

type SettingRule = {
  readonly holds: (value: unknown) => boolean;
  readonly wants: string;
  /** What is wrong with a text that does not hold, as one clause; for rules that can tell. */
  readonly faultOf?: (text: string) => string | undefined;
};

/** True for a text of a bearable length. */
export const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 100_000;
/** A test for numbers within bounds, both included. */
export const isNumberIn = (low: number, high: number) => (value: unknown) =>
  typeof value === 'number' && value >= low && value <= high;
/** The same for whole numbers. */
export const isWholeIn = (low: number, high: number) => (value: unknown) =>
  Number.isInteger(value) && isNumberIn(low, high)(value);
const isOneOf = (words: readonly unknown[]) => (value: unknown) => words.includes(value);

const commandWith = (place: '{file}' | '{text}', example: string): SettingRule => ({
  holds: (value) => isText(value) && templateFault(value, place) === undefined,
  wants: `a command with ${place} in it, such as "${example}"`,
  faultOf: (text) => templateFault(text, place),
});

/** What each setting takes, in the words that an error shows. */
export const SETTING_RULES: Readonly<Record<keyof Settings, SettingRule>> = {
  retention: { holds: isNumberIn(0.7, 0.97), wants: 'a number from 0.7 to 0.97' },
  newPerDay: { holds: isWholeIn(0, 1000), wants: 'a whole number from 0 to 1000' },
  reviewsPerDay: { holds: isWholeIn(0, 10_000), wants: 'a whole number from 0 to 10000' },
  dayStart: {
    holds: (value) => isText(value) && (parseTimeOfDay(value) ?? 721) <= 720,
    wants: 'a time from 00:00 to 12:00, such as 04:00',
  },
  interviewDate: {
    holds: (value) => isText(value) && parseDay(value) !== undefined,
    wants: 'a day written YYYY-MM-DD',
  },
  buttons: { holds: isOneOf([2, 4]), wants: '2 or 4' },
  mode: { holds: isOneOf(['type', 'think', 'speak']), wants: 'type, think or speak' },
  thousands: { holds: isOneOf(['none', 'comma', 'space', 'point']), wants: 'none, comma, space or point' },
  timeZone: {
    holds: (value) => isText(value) && isTimeZone(value),
    wants: 'an IANA zone such as Europe/Berlin',
  },
  editor: {
    holds: (value) => isText(value) && value.trim() !== '',
    wants: 'a command such as "code --wait"',
  },
  recorder: commandWith('{file}', 'arecord -q -f S16_LE -r 16000 -c 1 {file}'),
  player: commandWith('{file}', 'aplay -q {file}'),
  transcriber: commandWith('{file}', 'whisper-cli -nt -np -f {file}'),
  voice: commandWith('{text}', 'espeak-ng {text}'),
  recordingsMegabytes: { holds: isWholeIn(0, 1_000_000), wants: 'a whole number from 0 to 1000000' },
  vacation: {
    holds: (value) => isText(value) && parseVacation(value) !== undefined,
    wants: 'days such as "2026-12-24..2026-12-26, 2027-01-01"',
  },
};

/** True for a name that `Object.hasOwn` finds among the settings. */
export function isSettingName(name: string): name is keyof Settings {
  return Object.hasOwn(SETTING_RULES, name);
}
