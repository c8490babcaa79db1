// The texts of the shipped bank read as finished prose with the examples in them, and state no figure of the project.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fillText, valuesOf } from '../../src/core/fill/values.ts';
import { root } from '../support/environment.ts';
import { bank, questions, type Said, spoken, texts, textsIn, values } from './shipped.ts';
import { found, proseOf, slips } from './slips.ts';
import { statedFigures } from './stated-figures.ts';

const count = (text: string, mark: string): number => text.split(mark).length - 1;

describe('a text with the examples in it', () => {
  for (const slip of slips)
    it(`has nowhere ${slip.what}`, () => {
      expect(found(texts, slip)).toEqual([]);
    });

  it('has every placeholder filled', () => {
    const open = texts.flatMap(({ question, written, where }) =>
      fillText(written, question, values)
        .filter(({ kind }) => kind === 'open')
        .map(({ text }) => `${where}: ${text}`),
    );
    expect(open).toEqual([]);
  });

  it('closes what it opens: quotation marks, parentheses, and every paragraph', () => {
    for (const said of texts) {
      const prose = proseOf(said);
      expect(count(prose, '"') % 2, said.where).toBe(0);
      expect(count(prose, '('), said.where).toBe(count(prose, ')'));
      const paragraphs = prose.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '');
      expect(
        paragraphs.filter((paragraph) => !/[.?!:]["”)]?\s*$/u.test(paragraph)),
        said.where,
      ).toEqual([]);
    }
  });
});

describe('the judge of slips', () => {
  it.each([
    ['a bracket', 'It took [X] ms.'],
    ['a word twice', 'It has 8 heads heads.'],
    ['a word twice', 'It is is slow.'],
    ['a unit twice', 'It took 45 ms ms.'],
    ['a unit twice', 'It reached 82% per cent.'],
    ['a unit twice', 'It was 2.3× times as fast.'],
    ['a currency twice', 'It costs $0.44 dollars.'],
    ['`a` before a vowel sound', 'It has a 8% share.'],
    ['`a` before a vowel sound', 'It is a example.'],
    ['`an` before a consonant', 'It has an 12% share.'],
    ['one of many', 'It runs on 1 instances.'],
    ['many of one', 'It runs on 8 instance.'],
    ['two spaces', 'It  runs.'],
    ['a space before a mark', 'It runs .'],
    ['a mark twice', 'It runs..'],
    ['a hyphen for a minus', 'It is -1.0 points.'],
    ['a small letter after a full stop', 'It runs. it stops.'],
  ])('finds %s in "%s"', (what, text) => {
    expect(slips.some((slip) => slip.what === what && slip.pattern.test(text))).toBe(true);
  });
});

/** The texts with every number as near to `wanted` as its range lets it be; derived ones follow. */
function textsWith(wanted: number): readonly Said[] {
  const updatedAt = '2026-11-24T10:00:00+01:00';
  const fills = Object.fromEntries(
    [...bank.metrics.values()]
      .filter(({ derive, kind }) => derive === undefined && kind === 'number')
      .map(({ name, min = wanted, max = wanted }) => {
        const number = Math.min(max, Math.max(min, wanted));
        return [name, { value: String(number), number, updatedAt }];
      }),
  );
  return textsIn(valuesOf(bank, fills, { thousands: 'none' }));
}

describe('a text with other values', () => {
  const wanted = new Set(['a word twice', 'a unit twice', 'one of many', 'many of one', 'two spaces']);
  it.each([1, 3, 1234])('has no slip when every number is as near to %d as it may be', (number) => {
    const some = textsWith(number);
    for (const slip of slips.filter(({ what }) => wanted.has(what))) expect(found(some, slip)).toEqual([]);
  });

  it('has an article before no value, whatever sound it begins with', () => {
    const articles = texts.flatMap(({ where, written }) =>
      [...written.text.matchAll(/\b(?:an?|A|An) \[FILL IN: [^\]]*\]/g)].map(([text]) => `${where}: ${text}`),
    );
    expect(articles).toEqual([]);
  });

  it('has no unit of its own around a value', () => {
    const units = texts.flatMap(({ where, written }) =>
      [
        ...written.text.matchAll(
          /\$\[FILL IN: (?<dollars>[^\]]*)\]|\[FILL IN: (?<name>[^\]]*)\](?: ?%|×| ?(?:ms|s|min|h|GB|MB|points|times|percent)(?!\p{L}))/gu,
        ),
      ]
        .filter(({ groups }) => {
          const name = groups?.['name'] ?? groups?.['dollars'] ?? '';
          return [...bank.metrics.values()].some(
            (metric) => metric.name === name && metric.unit !== undefined,
          );
        })
        .map(([text]) => `${where}: ${text}`),
    );
    expect(units).toEqual([]);
  });
});

const NUMBER_WORDS =
  'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand';
const MEASURED =
  'per cent|percent|percentage points|milliseconds|seconds|minutes|hours|days|weeks|months|years|dollars|cents|bits|bytes|kilobytes|megabytes|gigabytes|requests|instances|tasks|layers|heads|epochs|runs|trials|tokens|labels|parameters|GPUs|reviews|images';
const spelledFigure = new RegExp(
  `\\b(?:${NUMBER_WORDS})(?:[- ](?:${NUMBER_WORDS}|one|two|three|four|five))*(?: [\\p{L}-]+)? (?:${MEASURED})(?!\\p{L})`,
  'iu',
);
/** More, less or faster by a number that is not computed: it would hold for one value only. */
const claim = new RegExp(
  `\\b(?:twice|half|double|(?:${NUMBER_WORDS}) times) (?:as )?(?:fast|slow|small|large|cheap|expensive|accurate|good|bad)(?:er)?\\b`,
  'iu',
);

/** Digits in `text` that are no year of a source and no constant of a formula such as `8·n·d²`. */
const digitFigure =
  /(?<![\p{L}\p{N}@_.,·/])\$?(?!(?:19|20)\d\d(?![\d,.]\d))\d[\d.,]*(?![\d.,]*(?:·|d²|d\b|th\b| × layers))/u;

/** What a text states beyond its metrics: placeholders, code and stated figures taken out. */
function remaining({ question, written }: Said): string {
  // Figures in conditions are thresholds; they are never said.
  const said = written.text.replaceAll(/`[^`]*`/g, '').replaceAll(/\[IF [^:\]]*:/g, '');
  const bare = spoken(said).replaceAll(/\[FILL IN: [^\]]*\]/g, '@');
  return statedFigures
    .filter(([number]) => number === question.number)
    .toSorted(([, a], [, b]) => b.length - a.length)
    .reduce((text, [, phrase]) => text.replaceAll(phrase, '…'), bare);
}

function unstated(pattern: RegExp, some: readonly Said[]): readonly string[] {
  return some.flatMap((said) => {
    const text = remaining(said);
    const match = pattern.exec(text);
    return match ? [`${said.where}: …${text.slice(Math.max(0, match.index - 30), match.index + 40)}…`] : [];
  });
}

describe('figures in the shipped bank', () => {
  it("are metrics wherever they are the reader's: no other digits", () => {
    expect(unstated(digitFigure, texts)).toEqual([]);
  });

  it("are metrics wherever they are the reader's: no numbers in words with a unit", () => {
    expect(unstated(spelledFigure, texts)).toEqual([]);
  });

  it('are no claims that hold for one value only', () => {
    expect(unstated(claim, texts)).toEqual([]);
  });

  it('that are stated as facts all stand in their question, with a reason', () => {
    for (const [number, phrase, because] of statedFigures) {
      const own = texts
        .filter(({ question }) => question.number === number)
        .map(({ written }) => written.text);
      expect(
        own.some((text) => text.includes(phrase)),
        `Q${number}: ${phrase}`,
      ).toBe(true);
      expect(because.length).toBeGreaterThan(10);
    }
  });

  it.each([
    ['I got 82% on it.', digitFigure],
    ['It cost $5 then.', digitFigure],
    ['We ran 8 instances.', digitFigure],
    ['It took two hours.', spelledFigure],
    ['It took twenty-five GPU hours.', spelledFigure],
    ['It was four times slower.', claim],
    ['It is twice as fast.', claim],
  ])('would be found in "%s"', (text, pattern) => {
    expect(pattern.test(text)).toBe(true);
  });

  it.each([
    'Vaswani and colleagues, 2017, say so.',
    'That is 4·d² weights.',
    'It costs 8·n·d² against 2·n²·d.',
  ])('are not seen in "%s"', (text) => {
    expect(digitFigure.test(text)).toBe(false);
  });
});

describe('what the texts cite', () => {
  const sources = readFileSync(join(root, 'questions', 'SOURCES.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('- '));

  it('stands in SOURCES.md by name and year', () => {
    const cited = texts.flatMap((said) =>
      proseOf(said)
        .split(/(?<=[.?!])\s/u)
        .flatMap((sentence) =>
          [...sentence.matchAll(/\b(?:19\d\d|20[0-2]\d)\b(?![\d,.]*\d| (?:tokens|test))/g)].map(([year]) => ({
            sentence,
            year,
            said,
          })),
        ),
    );
    expect(cited.length).toBeGreaterThan(30);
    const missing = cited.filter(({ sentence, year }) => {
      const names = sentence.match(/\p{Lu}[\p{L}-]{2,}/gu) ?? [];
      return !sources.some((line) => line.includes(`(${year}`) && names.some((name) => line.includes(name)));
    });
    expect(missing.map(({ sentence, said }) => `${said.where}: ${sentence}`)).toEqual([]);
  });

  it('is cited by the questions that SOURCES.md names', () => {
    const numbers = sources.flatMap(
      (line) =>
        (/ For (.*)$/.exec(line)?.[1] ?? '').match(/(?<![\d.,])\d{1,2}(?![\d.,%²·]*\d|%| in )/g) ?? [],
    );
    expect(numbers.length).toBeGreaterThan(80);
    expect(numbers.map(Number).filter((number) => number < 1 || number > questions.length)).toEqual([]);
  });
});
