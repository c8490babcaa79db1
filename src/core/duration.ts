// Times in more than one unit, as people and tools write them: `1:30`, `1:30:00`, `1h30m`, `2 min 30 s`, `1 day, 2:30:00`.
// Rewrites them with one unit; knows nothing of what stands around them.
import { decimalText, parseDecimal, type Ratio } from './decimal.ts';
import { knownUnit, type KnownUnit } from './unit-names.ts';
import type { Unit } from './units.ts';

/** Longest text that is looked through. */
const LONGEST = 200;
const CLOCK =
  /(?<![\d.:,])(?:(\d{1,4}) days?,? )?(\d{1,4}):([0-5]\d)(?::([0-5]\d))?(\.\d+)?(?![\d:])(?: ?(hours?|h|minutes?|mins?|m|seconds?|secs?|s)(?!\p{L}))?/giu;
const CLOCK_OF_HOURS = /:\d\d ?h/i;
const RUN = /(?<![\p{L}\d.,:])(?:\d+(?:\.\d+)? ?\p{L}+(?: ?, ?| and | )?){2,7}/gu;
const PART = /(\d+(?:\.\d+)?) ?(\p{L}+)/gu;
/** `1h30`. */
const HOURS_AND_MINUTES = /(?<![\p{L}\d.,:])(\d{1,4})h(\d\d)(?![\p{L}\d.,:])/giu;
const SHORT_MINUTES = /(?<=\d) ?m(?!\p{L})/gu;

const isAtLeast = ({ factor }: Unit, seconds: bigint): boolean => factor.over >= seconds * factor.under;

/** `1:30` is minutes and seconds, or hours and minutes where hours or more are wanted; the unit behind it decides. */
function plainClocks(text: string, inHours: boolean): string {
  return text.replaceAll(
    CLOCK,
    (whole: string, days?: string, first = '0', second = '0', third?: string, fraction = '', unit = '') => {
      const hours = days !== undefined || third !== undefined || (unit === '' ? inHours : /^h/i.test(unit));
      const [a, b, c] = [Number(first), Number(second), Number(third ?? 0)];
      if (!hours) return `${a * 60 + b}${fraction} s`;
      const minutes = Number(days ?? 0) * 1440 + a * 60 + b;
      if (third !== undefined) return `${minutes * 60 + c}${fraction} s`;
      return fraction === '' ? `${minutes} min` : whole;
    },
  );
}

/** How many of the smaller unit the larger one is; undefined when that is no whole number, or not more than one. */
function times(larger: Ratio, smaller: Ratio): bigint | undefined {
  const [over, under] = [larger.over * smaller.under, larger.under * smaller.over];
  return over % under === 0n && over > under ? over / under : undefined;
}

type Part = { readonly digits: string; readonly unit: KnownUnit };

function partsOf(run: string): readonly Part[] {
  return [...run.matchAll(PART)].flatMap(([, digits = '', word = '']) => {
    const unit = knownUnit(word === 'm' ? 'min' : word);
    return [{ digits, unit: unit ?? { text: word, powers: new Map(), factor: { over: 0n, under: 1n } } }];
  });
}

/** `2 min 30.5 s` → `150.5 s`; what is no time from its largest to its smallest unit stays as it is. */
function plainRun(run: string, measures: string): string {
  const parts = partsOf(run);
  const last = parts.at(-1);
  const rest = last && parseDecimal(last.digits);
  if (!rest || parts.some(({ unit }) => [...unit.powers.keys()].join('') !== measures)) return run;
  let sum = 0n;
  for (const [i, { digits, unit }] of parts.slice(0, -1).entries()) {
    const next = parts[i + 1];
    const count = times(unit.factor, last.unit.factor);
    if (digits.includes('.') || !next || times(unit.factor, next.unit.factor) === undefined) return run;
    sum += BigInt(digits) * (count ?? 0n);
  }
  const mantissa = rest.mantissa + sum * 10n ** BigInt(-rest.exponent);
  const behind = /[ ,]*$/.exec(run)?.[0] ?? '';
  return `${decimalText({ ...rest, mantissa })} ${last.unit.text}${behind}`;
}

/**
 * The text with each time that is written in several units in one unit: `1h30m` → `90 min`, `1:30` → `90 s`.
 * @param text has one plain blank wherever it has any
 * @param wanted the unit that a value is wanted in; when it is none of time the text stays as it is
 */
export function plainDurations(text: string, wanted: Unit): string {
  if (text.length > LONGEST) return text;
  const [measures = '', power = 0] = wanted.powers.size === 1 ? ([...wanted.powers][0] ?? []) : [];
  if ((measures !== 'time' && measures !== 'month') || power !== 1 || wanted.nouns !== '') return text;
  if (measures === 'month') return text.replaceAll(RUN, (run) => plainRun(run, measures));
  const inHours = isAtLeast(wanted, 3600n) || CLOCK_OF_HOURS.test(text);
  const plain = plainClocks(text, inHours)
    .replaceAll(RUN, (run) => plainRun(run, measures))
    .replaceAll(
      HOURS_AND_MINUTES,
      (_, hours: string, minutes: string) => `${Number(hours) * 60 + Number(minutes)} min`,
    );
  // A lone `m` where seconds or less are wanted may as well be a slip for `ms`.
  return isAtLeast(wanted, 60n) ? plain.replaceAll(SHORT_MINUTES, ' min') : plain;
}
