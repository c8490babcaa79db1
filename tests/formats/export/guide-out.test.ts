// A guide that prep writes is read back as the same questions: the sample bank, and whatever people may write.
import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXPORT_MODES } from '../../../src/core/import/export.ts';
import type { Value } from '../../../src/core/fill/conditional.ts';
import type { Question } from '../../../src/core/base/question.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';
import { writeGuide } from '../../../src/formats/export/guide.ts';
import { outgoing } from '../../../src/formats/export/outgoing.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';
import { bankCases, bankSource } from '../../support/bank-corpus.ts';
import { corpusCases, corpusFolder, corpusTexts } from '../../support/corpus.ts';
import { hostileText, questionText } from '../../support/question-texts.ts';
import { questions as shipped } from '../../bank/shipped.ts';

const read = (text: string): readonly Question[] =>
  readBankFile(openSource('guide.md', text), 'bank').questions;
const native = (text: string): readonly Question[] =>
  readQuestionFile(openSource('Basics/one.md', text), 'bank').questions;
const write = (questions: readonly Question[]): string =>
  writeGuide(
    'Interview guide',
    questions.map((question) => outgoing(question, undefined, 'open', new Map())),
  );

/** What must survive. The answer of a story may stand under labels in place of headings; its parts are the same. */
function kept(question: Question): object {
  const { id, number, section, title, kind, tags, difficulty, minutes, suspended } = question;
  const { source, created, updated, star, answer, pointsProposed, keyPoints, followUpTexts, notes } =
    question;
  // A guide has a label where a question file has the heading.
  const told = answer.text.replace(/^## In depth$/m, '**In depth**');
  const parts = Object.entries(star ?? {}).map(([part, { text }]) => [part, text] as const);
  return {
    head: {
      id,
      number,
      section,
      title,
      kind,
      tags,
      difficulty,
      minutes,
      suspended,
      source,
      created,
      updated,
    },
    asked: question.asked?.text,
    answer: parts.length > 0 ? Object.fromEntries(parts) : told,
    keyPoints: pointsProposed ? [] : keyPoints.map(({ text, also }) => [text, also]),
    followUps: followUpTexts.map((each) => [each.question.text, each.answer.text]),
    notes: notes?.text,
  };
}

function expectKept(questions: readonly Question[], text = write(questions), again = read(text)): void {
  expect(again.map(kept)).toEqual(questions.map(kept));
  for (const { titleAt, answer, title } of again) {
    expect(text.slice(titleAt.start.offset, titleAt.end.offset)).toBe(title);
    expect(text.slice(answer.at.start.offset, answer.at.end.offset)).toBe(answer.text);
  }
}

describe('the sample bank', () => {
  const guide = write(shipped);
  const again = read(guide);

  it('comes back as it was, with the same placeholders', () => {
    expectKept(shipped, guide, again);
    const keys = (all: readonly Question[]): readonly (readonly string[])[] =>
      all.map((one) => one.placeholderKeys);
    expect(keys(again)).toEqual(keys(shipped));
  });

  it('goes out again byte for byte', () => {
    expect(write(again)).toBe(guide);
  });

  it('needs no marks', () => {
    expect(guide).not.toContain('<!-- prep:');
  });
});

describe('guides as people write them', () => {
  it.each(corpusCases('guides'))('come back from the case %s', (name) => {
    for (const [file, text] of corpusTexts('guides', name))
      expectKept(readBankFile(openSource(file, text), 'bank').questions);
  });
});

describe('banks of other shapes', () => {
  const shapes = readdirSync(corpusFolder('banks')).toSorted();
  it.each(shapes)('come back from guides: %s', (shape) => {
    for (const name of bankCases(shape))
      if (!name.endsWith('.apkg')) expectKept(readBankFile(bankSource(shape, name), 'bank').questions);
  });
});

describe('what is asked beyond a title', () => {
  it('comes back as it was, whatever is written', () => {
    fc.assert(
      fc.property(questionText, hostileText, (written, asked) => {
        const [question] = native(written);
        if (!question || asked === '') return;
        const going = { ...outgoing(question, undefined, 'open', new Map()), asked };
        const again = read(writeGuide('Guide', [going]));
        expect(again.map((one) => one.asked?.text)).toEqual([asked]);
        expect(again.map((one) => ({ ...kept(one), asked: undefined }))).toEqual([
          { ...kept(question), asked: undefined },
        ]);
      }),
      { seed: 5 },
    );
  });
});

/** What stands in a guide in place of placeholders. */
const value = fc
  .oneof(
    fc.constantFrom(
      '**Answer**: no',
      '# Head',
      '<!-- prep: end -->',
      '```',
      '---',
      '- item',
      '[X]',
      '|',
      '<!--',
    ),
    fc.string({ maxLength: 8 }),
  )
  .map((words): Value => ({ text: words.replaceAll(/\s+/g, ' ').trim(), origin: 'typed' }));

describe('whatever values people have', () => {
  it('come back within their texts', () => {
    fc.assert(
      fc.property(questionText, value, fc.constantFrom(...EXPORT_MODES), (written, one, mode) => {
        const [question] = native(written);
        if (!question) return;
        const values = new Map(question.placeholderKeys.map((key) => [key, one]));
        const going = outgoing(question, undefined, mode, values);
        const [again, ...more] = read(writeGuide('Guide', [going]));
        expect(more).toEqual([]);
        const parts = Object.entries(going.star ?? {});
        const told = Object.entries(again?.star ?? {}).map(([part, { text: words }]) => [part, words]);
        // A value such as ``` may hide the heading of a part; the answer as a whole is the same even then.
        if (again?.answer.text !== going.answer) expect(told).toEqual(parts);
        expect(again?.pointsProposed ? [] : again?.keyPoints.map((each) => each.text)).toEqual(going.points);
        const asked = again?.followUpTexts.map((each) => [each.question.text, each.answer.text]);
        expect(asked).toEqual(going.followUps);
      }),
      { seed: 5 },
    );
  });
});

describe('whatever people write', () => {
  it('comes back as it was, question by question', () => {
    fc.assert(
      fc.property(questionText, (written) => {
        expectKept(native(written));
      }),
      { seed: 5 },
    );
  });

  it('comes back from one guide, in order', () => {
    fc.assert(
      fc.property(fc.array(questionText, { maxLength: 5 }), (files) => {
        const questions = files.flatMap(native);
        const ids = new Set<string>();
        expectKept(questions.filter(({ id }) => !ids.has(id) && ids.add(id)));
      }),
      { numRuns: 30, seed: 5 },
    );
  });
});
