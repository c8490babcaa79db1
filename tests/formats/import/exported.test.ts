// Tables and JSON that prep exports are read back as the same questions: the sample bank, and whatever people may write.
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/core/base/question.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { exportedJson, exportedTable } from '../../../src/formats/import/exported.ts';
import { draftsContent } from '../../../src/formats/import/draft.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';
import { ankiNotes } from '../../../src/formats/export/anki.ts';
import { deckText } from '../../../src/formats/import/anki-text.ts';
import { type Outgoing, outgoing, outgoingJson, writeTable } from '../../../src/formats/export/outgoing.ts';
import { parseCsv } from '../../../src/formats/notation/csv.ts';
import { jsonDocument } from '../../../src/formats/json/document.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';
import { bankCases, bankSource } from '../../support/bank-corpus.ts';
import { corpusCases, corpusFolder, corpusTexts } from '../../support/corpus.ts';
import { mutated, randomFrom } from '../../support/mutate.ts';
import { hostileText, questionText } from '../../support/question-texts.ts';
import { questions as shipped } from '../../bank/shipped.ts';

const native = (text: string): readonly Question[] =>
  readQuestionFile(openSource('Basics/one.md', text), 'bank').questions;

const csv = (going: readonly Outgoing[]): readonly Question[] =>
  readBankFile(openSource('questions.csv', writeTable(going)), 'bank').questions;
const json = (going: readonly Outgoing[]): readonly Question[] => {
  const document = jsonDocument('export', { mode: 'open', questions: going.map(outgoingJson) });
  return readBankFile(openSource('questions.json', document), 'bank').questions;
};
const anki = (going: readonly Outgoing[]): readonly Question[] =>
  readBankFile(openSource('questions.txt', deckText(ankiNotes(going))), 'bank').questions;
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
  expect(anki(going).map((one) => kept(one))).toEqual(questions.map((one) => kept(one)));
  expect(csv(going).map((one) => kept(one, lines))).toEqual(questions.map((one) => kept(one, lines)));
}

describe('the sample bank', () => {
  it('comes back from a table and from JSON, with the same placeholders', () => {
    expectKept(shipped);
  });
});

describe('whatever people write', () => {
  it('comes back as it was, but for line ends of a table', () => {
    fc.assert(
      fc.property(questionText, (written) => expectKept(native(written))),
      { seed: 5 },
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
      { nil: '' },
    ),
    answer: wild,
    points: fc.array(wild, { maxLength: 3 }),
    followUps: fc.array(fc.tuple(wild, wild), { maxLength: 3 }),
    notes: fc.option(
      wild.filter((text) => text !== ''),
      { nil: '' },
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
    asked: question.asked?.text ?? '',
    answer: question.answer.text,
    points: question.pointsProposed ? [] : question.keyPoints.map(({ text }) => text),
    followUps: question.followUpTexts.map((each) => [each.question.text, each.answer.text]),
    notes: question.notes?.text ?? '',
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
      { seed: 5 },
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
      { seed: 5 },
    );
  });

  it('holds no cell that a spreadsheet runs', () => {
    fc.assert(
      fc.property(outgoings, (all) => {
        const cells = parseCsv(writeTable(complete(all)), ',').flat();
        expect(cells.filter((cell) => /^[=+@\t\r]|^-(?![\d.]+$)/.test(cell))).toEqual([]);
      }),
      { seed: 5 },
    );
  });
});

const HEADER = 'id,number,question,answer,key points,follow-ups,tags,difficulty,minutes,kind';

describe('tables that people changed', () => {
  it('are understood, with a warning where a cell cannot be what it should', () => {
    const text = `${HEADER.toUpperCase()}
one,Q4,What is it?,It is.,"- a point
2. another",Why?,"a; b","Very hard","1,5",open
,5,"Without an id?","'- a list",,,,easy,soon,closed
,,,no question,,,,,,
`;
    const { questions, problems } = readBankFile(openSource('Basics/q.csv', text), 'bank');
    const [one, two] = questions;
    expect(one).toMatchObject({ id: 'one', tags: ['a', 'b'], difficulty: 'medium', minutes: 1.5, line: 2 });
    expect(one?.keyPoints.map((point) => [point.text, point.at.start.line])).toEqual([
      ['a point', 2],
      ['another', 2],
    ]);
    expect(one?.followUpTexts.map((each) => each.question.text)).toEqual(['Why?']);
    expect(two).toMatchObject({
      id: 'without-an-id',
      number: 5,
      minutes: 2,
      difficulty: 'easy',
      kind: 'open',
    });
    expect(two?.answer).toMatchObject({ text: '- a list', at: { start: { line: 4 } } });
    expect(problems.map(({ at, message }) => `${at.start.line}:${at.start.column} ${message}`)).toEqual([
      '2:5 `number` must be a whole number.',
      '3:25 `difficulty` must be easy, medium, hard.',
      '4:41 `minutes` must be a number of minutes.',
      '4:46 `kind` must be open or star.',
      '5:3 This row has no question.',
    ]);
  });

  it('are other tables when they have other columns', () => {
    expect(exportedTable.recognises(openSource('q.csv', 'id,question,answer,key points\n'))).toBe(false);
    expect(exportedTable.recognises(openSource('q.csv', `${HEADER}\n`))).toBe(true);
    expect(exportedTable.recognises(openSource('q.tsv', `${HEADER.replaceAll(',', '\t')}\n`))).toBe(true);
    expect(exportedTable.recognises(openSource('q.md', `# Guide\n\n${HEADER}\n`))).toBe(false);
  });
});

describe('JSON that is not as it was written', () => {
  it('of a newer version of prep is refused', () => {
    const text = '{"v":2,"command":"export","mode":"open","questions":[{"title":"What?"}]}';
    const { questions, problems } = readBankFile(openSource('q.json', text), 'bank');
    expect(questions).toEqual([]);
    expect(problems).toMatchObject([
      { severity: 'error', message: 'A newer version of prep wrote this export.' },
    ]);
  });

  it('that was torn gives what is whole, and its place', () => {
    const text = jsonDocument('export', { mode: 'open', questions: shipped.map(open).map(outgoingJson) });
    const { questions, problems } = readBankFile(openSource('q.json', text.slice(0, 40_000)), 'bank');
    expect(questions.length).toBeGreaterThan(3);
    expect(questions.map(({ id }) => id)).toEqual(shipped.slice(0, questions.length).map(({ id }) => id));
    expect(problems).toMatchObject([{ severity: 'error', code: 'question-malformed' }]);
  });

  it('is read when a program has laid it out anew', () => {
    const text = jsonDocument('export', { mode: 'open', questions: shipped.map(open).map(outgoingJson) });
    const laid = openSource('q.json', JSON.stringify(JSON.parse(text), null, 2));
    expect(readBankFile(laid, 'bank').questions.map((one) => kept(one))).toEqual(
      shipped.map((one) => kept(one)),
    );
  });
});

describe('damaged exports', () => {
  it('never throw, and keep their questions in order', () => {
    const going = shipped.slice(0, 3).map(open);
    const texts = [
      writeTable(going),
      jsonDocument('export', { mode: 'open', questions: going.map(outgoingJson) }),
    ];
    for (let seed = 1; seed <= 150; seed += 1) {
      const text = mutated(texts, randomFrom(seed));
      for (const reader of [exportedTable, exportedJson])
        for (const { titleAt } of draftsContent(reader.read(openSource('q', text)), 'bank').questions)
          expect(titleAt.start.line).toBeGreaterThan(0);
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
