// The figures of an answer: each number with the units that it may be in, and how exactly it was said.
// Numbers in words count like digits.
import { spokenNumbers } from '../values/spoken-numbers.ts';
import { knownUnit } from '../values/unit-table.ts';
import { conversionNumber, declaredUnit, readUnits, sameDimension, type Unit } from '../values/units.ts';
import type { Place } from './find.ts';

/** In UTF-16 units; the rest is ignored. */
const MAX_LENGTH = 100_000;
const REACH = 70;
const NUMBER =
  /(?<![\p{L}\p{N}_.])([$€£¥₹₩]?)(-?)(\d{1,3}(?:[,\u00A0\u202F ]\d{3})+(?!\d)|\d+(?:,\d{3})*)?(\.\d+)?(?![\p{N}])/gu;
/** Between two numbers that share the unit behind the second. */
const CONNECTOR =
  /^ ?(?:,|,? (?:and|or|then)|, (?:and )?then|to|vs\.?|versus|against|->|→|–|-|±|(?:down|up) to|rather than|instead of)(?: (?:about|around|roughly|nearly|almost|some|only))? $|^(?:–|-|±|\/|->|→)$/u;
/** With the one before it next to it. */
const NEXT_WORD = /[ \u00A0-]?(×|[\p{L}%]+(?:\/\p{L}+)*)/guy;
const MONEY_BEHIND =
  /^(?: ?(k|K|M|B|bn|thousand|million|billion|trillion)(?!\p{L}))?((?:\/\p{L}+| per \p{L}+| an? (?:hour|day|month|year)(?!\p{L})| (?:hour|month|year)ly(?!\p{L}))?)/u;
const PER = /^(?:per|an?|each|every)$/;

const TIMES = declaredUnit('×');
const FACTOR = /factor (?:of )?(?:about |around |roughly |nearly )?$/i;

/** A number of a text, and the units it may be in. */
export type Figure = {
  readonly number: number;
  /** Likeliest first, each with where it ends in the text as written; a unit of a number behind counts too. */
  readonly units: readonly { readonly unit: Unit; readonly end: number }[];
  /** A unit of fixed meaning follows. */
  readonly known: boolean;
  /** Of the number, in the text as written. */
  readonly place: Place;
  /** Of the number and of its likeliest unit, in the text with digits. */
  readonly from: number;
  readonly to: number;
  readonly unitEnd: number;
  /** The size of one in its last digit, in the unit as written: 0.1 of `6.4`, 1 of `120`. */
  readonly step: number;
};

/** Whether both measure the same, under the same label. */
export const isSameKind = (a: Unit, b: Unit): boolean =>
  a.nouns === b.nouns && a.percent === b.percent && a.text !== '' && sameDimension(a, b);

/** A text with its number words in digits, and where each of its characters was. */
export type DigitText = { readonly text: string; readonly placeOf: (start: number, end: number) => Place };

/** What is said for a number or a unit besides, and what it is in digits. */
const OTHER_WORDS: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [/\bgigs?\b/giu, () => 'GB'],
  [/\btwice(?= (?:as|the|that|what)\b)/giu, () => '2×'],
  [/(?<=\d)[- ]dimensional\b/giu, () => ' dimensions'],
  [/\bhalf a (?:percentage )?point\b/giu, () => '0.5 points'],
  [/\b(?:an?|one) (second|minute|hour|day|week|month|year) and a half\b/giu, ([, unit]) => `1.5 ${unit}s`],
  [
    /(?<![\p{L}\d.,:])(\d{1,3}) ?h ?([0-5]\d)(?![\p{L}\d.,:%])/giu,
    ([, hours, minutes]) => `${Number(hours) * 60 + Number(minutes)} min`,
  ],
];

export function digitText(written: string): DigitText {
  const plain = written
    .slice(0, MAX_LENGTH)
    .replaceAll(/[\u2212\u2011]/gu, '-')
    .replaceAll(/\s/gu, ' ');
  const spoken = spokenNumbers(plain);
  const others = OTHER_WORDS.flatMap(([pattern, digits]) =>
    [...plain.matchAll(pattern)].map((match) => ({
      digits: digits(match),
      start: match.index,
      end: match.index + match[0].length,
    })),
  ).filter(({ start, end }) => !spoken.some((each) => each.start < end && start < each.end));
  let [text, from] = ['', 0];
  // Where each character was in the text as written.
  const places: Place[] = [];
  const keep = (to: number): void => {
    text += plain.slice(from, to);
    for (let at = from; at < to; at += 1) places.push({ start: at, end: at + 1 });
  };
  for (const { digits, start, end } of [...spoken, ...others].toSorted((a, b) => a.start - b.start)) {
    keep(start);
    text += digits;
    for (let i = 0; i < digits.length; i += 1) places.push({ start, end });
    from = end;
  }
  keep(plain.length);
  return {
    text,
    placeOf: (start, end) => ({
      start: places[start]?.start ?? plain.length,
      end: places[end - 1]?.end ?? plain.length,
    }),
  };
}

/** A unit, and how much of the text behind the number writes it. */
type Written = { readonly unit: Unit; readonly length: number };

/** Units of the words after a number: directly after it, or a noun after one more word (`8 attention heads`). */
function unitsBehind(after: string): readonly Written[] {
  const [first, second, third, fourth] = [...after.matchAll(NEXT_WORD)].map(
    ({ 0: all, 1: text = '', index }) => ({ text, end: index + all.length }),
  );
  if (!first) return [];
  const phrase = (text: string, end = first.end): readonly Written[] =>
    readUnits(text).map((unit) => ({ unit, length: end }));
  const rate =
    PER.test(second?.text ?? '') && third
      ? phrase(`${first.text} per ${third.text}`, third.end)
      : second && third?.text === 'per' && fourth
        ? phrase(`${first.text} ${second.text} per ${fourth.text}`, fourth.end)
        : [];
  const direct = [
    ...rate,
    ...(second ? phrase(`${first.text} ${second.text}`, second.end) : []),
    ...phrase(first.text),
  ];
  const nouns = second
    ? phrase(second.text, second.end).filter(({ unit }) => unit.nouns !== '' && unit.powers.size === 0)
    : [];
  return [...direct, ...(knownUnit(first.text) ? [] : nouns)];
}

/**
 * `$` with what follows the number: `/h`, ` per hour`, ` million`. A count (`$0.44 per million requests`) may
 * be left out.
 */
function moneyUnits(money: string, after: string): readonly Written[] {
  const [all = '', multiplier = '', rate = ''] = MONEY_BEHIND.exec(after) ?? [];
  if (multiplier !== '')
    return readUnits(`${multiplier} ${money}${rate}`).map((unit) => ({ unit, length: all.length }));
  const rated = readUnits(money + rate.replace(/^ an? /, ' per ').replace(/^ (.*)ly$/, ' per $1')).map(
    (unit) => ({
      unit,
      length: all.length,
    }),
  );
  const whole = readUnits(money).map((unit) => ({ unit, length: 0 }));
  return rated.some(({ unit }) => unit.powers.size > 1) ? rated : [...rated, ...whole];
}

const isFixed = ({ powers, percent, text }: Unit): boolean => powers.size > 0 || percent || text === '×';

/** Before the smaller unit of one duration: `a day and two hours`. */
const LARGER_UNIT = /\b(?:days?|hours?|hrs?|h|minutes?|mins?)(?: and)? $/iu;
const SECOND = declaredUnit('s');

/** Durations in two units as one figure in the smaller one; left out where the larger has no number that is read. */
function joinedDurations(figures: readonly Figure[], text: string): readonly Figure[] {
  const joined: Figure[] = [];
  const unitOf = ({ units }: Figure): Unit | undefined =>
    units.find(({ unit }) => sameDimension(unit, SECOND))?.unit;
  for (const figure of figures) {
    const unit = unitOf(figure);
    const [before] = LARGER_UNIT.exec(text.slice(Math.max(0, figure.from - 20), figure.from)) ?? [];
    const last = joined.at(-1);
    const larger = last && unitOf(last);
    if (!unit || before === undefined) joined.push(figure);
    else if (larger && text.slice(last.to, figure.from).trimStart() === before)
      joined[joined.length - 1] = {
        ...figure,
        number: last.number * conversionNumber(larger, unit) + figure.number,
        place: { start: last.place.start, end: figure.place.end },
        from: last.from,
      };
  }
  return joined;
}

/** The figures of a text, in order. */
export function figuresIn({ text, placeOf }: DigitText): readonly Figure[] {
  const found = [...text.matchAll(NUMBER)].filter(([, , , whole, part]) => (whole ?? part) !== undefined);
  const figures: Figure[] = [];
  let behind: { readonly from: number; readonly figure: Figure } | undefined;
  for (const match of found.toReversed()) {
    const [all, money = '', sign = '', whole = '', part = ''] = match;
    const to = match.index + all.length;
    const after = text.slice(to, to + REACH);
    const own = money === '' ? unitsBehind(after) : moneyUnits(money, after);
    const shared = behind && CONNECTOR.test(text.slice(to, behind.from)) ? behind.figure : undefined;
    const place = placeOf(match.index, to);
    const units = [
      ...own.map(({ unit, length }) => ({
        unit,
        end: length === 0 ? place.end : placeOf(to, to + length).end,
      })),
      ...(FACTOR.test(text.slice(Math.max(0, match.index - 24), match.index))
        ? [{ unit: TIMES, end: place.end }]
        : []),
      ...(shared?.units ?? [])
        .filter(({ unit }) => unit.text.startsWith(money))
        .map(({ unit }) => ({ unit, end: place.end })),
    ];
    const fixed = own.find(({ unit }) => isFixed(unit));
    const figure: Figure = {
      number: Number(`${sign}${whole.replaceAll(/[^\d]/gu, '')}${part}`),
      units,
      known: shared?.known === true || money !== '' || fixed !== undefined,
      place,
      from: match.index,
      to,
      unitEnd: to + ((fixed ?? own[0])?.length ?? 0),
      step: 10 ** -Math.max(0, part.length - 1),
    };
    figures.push(figure);
    behind = { from: match.index, figure };
  }
  return joinedDurations(figures.toReversed(), text);
}
