// Lines that count in any notation, and lines whose two sides a sign parts.
import { describe, expect, it } from 'vitest';
import { guideReader } from '../../support/read-guides.ts';

const { answersOf, told, titles, crlf } = guideReader('guide.txt');

const ASKED = [
  ['Which part computes?', 'The processor, which adds and compares.'],
  ['Where do instructions run', 'In the arithmetic unit of a core.'],
  ['The unit that adds is …', 'An adder, made of gates.'],
  ['What executes code?', 'A processor does that, step by step.'],
] as const;
const guide = (number: (count: number) => string, between = '\n\n') =>
  `Notes on computers\n\n${ASKED.map(([asked, said], i) => `${number(i + 1)}${asked}\n${said}`).join(between)}\n`;

describe('a number before a question', () => {
  it.each([
    ['1 ', (n: number) => `${n} `],
    ['01 ', (n: number) => `0${n} `],
    ['1]', (n: number) => `${n}] `],
    ['[1]', (n: number) => `[${n}] `],
    ['<1>', (n: number) => `<${n}> `],
    ['#1', (n: number) => `#${n} `],
    ['№ 1:', (n: number) => `№ ${n}: `],
    ['Nr. 1', (n: number) => `Nr. ${n} `],
    ['1/', (n: number) => `${n}/ `],
    ['1 *', (n: number) => `${n} * `],
    ['1 |', (n: number) => `${n} | `],
    ['1°', (n: number) => `${n}° `],
    ['1：', (n: number) => `${n}：`],
    ['1 and a tab', (n: number) => `${n}\t`],
    ['1 on a line of its own', (n: number) => `${n}\n`],
    ['1. on a line of its own', (n: number) => `${n}.\n`],
  ])('may be written as %s', (_, number) => {
    expect(answersOf(guide(number))).toEqual(ASKED);
    expect(answersOf(crlf(guide(number)))).toEqual(ASKED);
  });

  it('keeps its place', () => {
    const lines = ASKED.map(([asked, said], i) => [asked, said, 3 + i * 3]);
    expect(told(guide((n) => `${n} `))).toEqual(lines);
    expect(told(guide((n) => `${n}\n`))).toEqual(ASKED.map(([asked, said], i) => [asked, said, 4 + i * 4]));
  });

  it('may have a part, and be left out once', () => {
    const numbers = ['1 ', '1-1 ', '1-2 ', '3 '];
    expect(titles(guide((n) => numbers[n - 1] ?? ''))).toEqual(ASKED.map(([asked]) => asked));
  });

  it('counts in an answer, too, and is then a part of it', () => {
    const steps = '1️⃣ Fetch\n2️⃣ Decode\n3️⃣ Execute';
    const text = ASKED.map(([asked], i) => `${i + 1}. ${asked}\n\n${steps}\n`).join('\n');
    expect(answersOf(text)).toEqual(ASKED.map(([asked]) => [asked, steps]));
  });

  it('is none that only begins a line of text', () => {
    const text =
      '## How long does it take?\n\nAbout\n3 seconds here,\n4 seconds there,\n5 seconds at most.\n';
    expect(answersOf(`${text}\n## And then?\n\nIt ends.\n`)).toEqual([
      ['How long does it take?', 'About\n3 seconds here,\n4 seconds there,\n5 seconds at most.'],
      ['And then?', 'It ends.'],
    ]);
  });

  it('is none of a page', () => {
    const page = Array.from({ length: 30 }, (_, i) => `The text of line ${i}.`).join('\n');
    const text = [1, 2, 3, 4].map((n) => `${page}\n${n}\nThe handbook\n`).join('\n');
    expect(answersOf(`## What is it?\n\n${text}\n## And then?\n\nIt ends.\n`)[0]?.[1]).toBe(text.trim());
  });
});

it('boxes without marks of a list are options below numbers without a point', () => {
  const options = '[ ] A disk\n[ x ] A core\n[ ] A bus';
  const quiz = ASKED.map(([asked], i) => `${i + 1}\n${asked}\n${options}`).join('\n');
  expect(titles(`CATALOG 2026\n\n${quiz}\n`)).toEqual(ASKED.map(([asked]) => asked));
});

const TERMS = [
  ['CPU', 'The part that runs instructions'],
  ['RAM', 'Memory that forgets: it is volatile'],
  ['What is a cache?', 'A small and fast memory'],
  ['Virtual memory', 'A disk used as memory'],
  ['Pipelining', 'Instructions that overlap'],
] as const;

describe('two sides of a line', () => {
  it.each([' - ', ' – ', ': ', ' = ', '=', ';', '; ', '|', '*', '~', ' -> ', ' → ', '::', '--', '^', ' / '])(
    'are parted by %j in every line',
    (sign) => {
      const text = TERMS.map((sides) => sides.join(sign)).join('\n');
      expect(answersOf(text)).toEqual(TERMS);
      expect(answersOf(crlf(text))).toEqual(TERMS);
    },
  );

  it.each([
    ['settings', 'host: example\nport: 80\nuser: kim\nlevel: debug\nmode: fast'],
    [
      'notes that begin alike',
      'Kim: we met at the office\nKim: it was late\nLee: so we left early\nLee: and came back\nKim: the next day',
    ],
    ['hyphens in words', TERMS.map(([, back]) => `A well-known thing, ${back}`).join('\n')],
    [
      'too few lines',
      TERMS.slice(0, 3)
        .filter(([front]) => !front.endsWith('?'))
        .map((sides) => sides.join(': '))
        .join('\n'),
    ],
  ])('are not: %s', (_, text) => {
    expect(titles(text)).toEqual([]);
  });
});
