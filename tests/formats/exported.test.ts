// Tables and JSON that prep exports are read back as the same questions: the bank that ships, and whatever people may write.
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outgoing } from '../../src/core/export.ts';
import type { Question } from '../../src/core/question.ts';
import { openSource } from '../../src/core/span.ts';
import { readBankFile } from '../../src/formats/banks/index.ts';
import { writeTable } from '../../src/formats/banks-out/table.ts';
import { parseCsv } from '../../src/formats/csv.ts';
import { jsonDocument } from '../../src/formats/json-output.ts';
import { outgoing } from '../../src/formats/outgoing.ts';
import { outgoingJson } from '../../src/formats/outgoing-json.ts';
import { readQuestionFile } from '../../src/formats/question-file.ts';
import { bankCases, bankSource } from '../support/bank-corpus.ts';
import { corpusCases, corpusFolder, corpusTexts } from '../support/corpus.ts';
import { hostileText, questionText } from '../support/question-texts.ts';
import { questions as shipped } from '../bank/shipped.ts';

const native = (text: string): readonly Question[] =>
  readQuestionFile(openSource('Basics/one.md', text), 'bank').questions;

const csv = (going: readonly Outgoing[]): readonly Question[] =>
  readBankFile(openSource('questions.csv', writeTable(going)), 'bank').questions;
const json = (going: readonly Outgoing[]): readonly Question[] => {
  const document = jsonDocument('export', { mode: 'open', questions: going.map(outgoingJson) });
  return readBankFile(openSource('questions.json', document), 'bank').questions;
};
const open = (question: Question): Outgoing => outgoing(question, undefined, 'open', new Map());

const bankShapes = (): readonly string[] => readdirSync(corpusFolder('banks')).toSorted();
const lines = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');

/** All that a question says, line ends as a table has them when `tidy` is given. */
function kept(question: Question, tidy: (text: string) => string = (text) => text): unknown {
  const { file, line, bank, titleAt, answerHash, idWritten, native: isNative, ...rest } = question;
  void [file, line, bank, titleAt, answerHash, idWritten, isNative];
  const whole = { ...rest, placeholders: rest.placeholders.map(({ written, key }) => [key, written.text]) };
  return JSON.parse(
    JSON.stringify(whole, (name, value: unknown) => {
      if (name === 'at') return undefined;
      return typeof value === 'string' ? tidy(value) : value;
    }),
  );
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
/** A table has all line ends alike; JSON keeps each. */
function expectKept(questions: readonly Question[]): void {
  const going = questions.map(open);
  expect(json(going).map((one) => kept(one))).toEqual(questions.map((one) => kept(one)));
  expect(csv(going).map((one) => kept(one, lines))).toEqual(questions.map((one) => kept(one, lines)));
}

describe('the bank that ships', () => {
  it('comes back from a table and from JSON, with the same placeholders', () => {
    expectKept(shipped);
  });
});

describe('whatever people write', () => {
  it('comes back as it was, but for line ends of a table', () => {
    fc.assert(
      fc.property(questionText, (written) => expectKept(native(written))),
      { numRuns: 300, seed: 5 },
    );
  });
});

describe('files of other shapes', () => {
  const all = [
    ...corpusCases('guides').flatMap((name) => corpusTexts('guides', name)),
    ...bankShapes().flatMap((shape) =>
      bankCases(shape)
        .filter((name) => !name.endsWith('.apkg'))
        .map((name) => [name, bankSource(shape, name).text] as const),
    ),
  ];

  it.each(all)('come back: %s', (file, text) => {
    const { questions } = readBankFile(openSource(file, text), 'bank');
    expectKept(questions);
  });
});

const wild = fc.oneof(
  hostileText,
  fc.constantFrom(
    '=1+1',
    '+x',
    '-',
    "'=A1",
    '@cmd',
    '• item',
    '→ reply',
    '  set in',
    '"',
    ',;|\t',
    '-5',
    '[1]',
  ),
  fc.string({ maxLength: 12, unit: 'grapheme' }),
);
const outgoings = fc.array(
  fc.record({
    title: wild.filter((text) => text.trim() !== ''),
    section: wild,
    tags: fc.array(wild, { maxLength: 3 }),
    asked: fc.option(
      wild.filter((text) => text !== ''),
      { nil: undefined },
    ),
    answer: wild,
    keyPoints: fc.array(wild, { maxLength: 3 }),
    followUps: fc.array(fc.record({ question: wild, answer: wild }), { maxLength: 3 }),
    notes: fc.option(
      wild.filter((text) => text !== ''),
      { nil: undefined },
    ),
  }),
  { maxLength: 3 },
);

describe('whatever goes out', () => {
  const complete = (all: readonly object[]): readonly Outgoing[] =>
    all.map((one, i) => {
      const base = { id: `q-${i}`, number: 4, kind: 'open', difficulty: 'hard', minutes: 2.5, draft: false };
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the generator makes the rest of it
      return { ...base, suspended: false, own: false, ...one } as unknown as Outgoing;
    });
  const textsOf = (question: Question): unknown => ({
    id: question.id,
    number: question.number,
    title: question.title,
    section: question.section,
    tags: question.tags,
    asked: question.asked?.text,
    answer: question.answer.text,
    keyPoints: question.pointsProposed ? [] : question.keyPoints.map(({ text }) => text),
    followUps: question.followUpTexts.map((each) => ({
      question: each.question.text,
      answer: each.answer.text,
    })),
    notes: question.notes?.text,
  });
  const tidied = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (_, one: unknown) => (typeof one === 'string' ? lines(one) : one));

  it('comes back from JSON as it was', () => {
    fc.assert(
      fc.property(outgoings, (all) => {
        const wanted = complete(all).map(({ kind, difficulty, minutes, draft, suspended, own, ...rest }) => {
          void [kind, difficulty, minutes, draft, suspended, own];
          return rest;
        });
        expect(json(complete(all)).map(textsOf)).toEqual(wanted);
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('comes back from a table as it was, also when a spreadsheet had it', () => {
    fc.assert(
      fc.property(outgoings, (all) => {
        const wanted = tidied(json(complete(all)).map(textsOf));
        const table = writeTable(complete(all));
        expect(tidied(csv(complete(all)).map(textsOf))).toEqual(wanted);
        const rows = parseCsv(table, ',').map((row) => row.map(quoted).join(';'));
        const saved = openSource('saved.csv', `\ufeff${rows.join('\r\n')}\r\n`);
        expect(tidied(readBankFile(saved, 'bank').questions.map(textsOf))).toEqual(wanted);
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('holds no cell that a spreadsheet runs', () => {
    fc.assert(
      fc.property(outgoings, (all) => {
        const cells = parseCsv(writeTable(complete(all)), ',').flat();
        expect(cells.filter((cell) => /^[=+@\t\r]|^-(?![\d.]+$)/.test(cell))).toEqual([]);
      }),
      { numRuns: 100, seed: 5 },
    );
  });
});
