// A question file that prep writes is read back as the same question: the sample bank, all fixtures, whatever people may write.
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/core/base/question.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';
import { validId } from '../../../src/formats/question/draft.ts';
import {
  writeQuestion,
  writtenQuestion,
  type WrittenQuestion,
} from '../../../src/formats/question/question-writer.ts';
import { questions as shipped } from '../../bank/shipped.ts';
import { corpusFolder } from '../../support/corpus.ts';
import { hostileText, questionText } from '../../support/question-texts.ts';

const read = (text: string, file = 'Basics/one.md'): readonly Question[] =>
  readBankFile(openSource(file, text), 'bank').questions;

/** An id that was made of a title without letters cannot be written down. */
const wantedOf = (question: Question): WrittenQuestion => {
  const all = writtenQuestion(question);
  return { ...all, id: validId(all.id) };
};

/** Writes a question, and gives what is read from that. Its file has no problem that its texts do not bring along. */
function again(question: Question): Question {
  const text = writeQuestion(wantedOf(question));
  const content = readQuestionFile(openSource('Basics/one.md', text), 'bank');
  const codes = content.problems.map(({ code }) => code);
  expect(codes.filter((code) => !['placeholder-unclosed', 'id-invalid'].includes(code))).toEqual([]);
  const [first] = content.questions;
  if (!first) throw new Error(`nothing is read from:\n${text}`);
  // Whatever else a file of its kind may look like, it is a question file.
  expect(read(text)).toEqual(content.questions);
  return first;
}

function expectKept(question: Question): void {
  const [kept, wanted] = [writtenQuestion(again(question)), wantedOf(question)];
  expect({ ...kept, section: '' }).toEqual({ ...wanted, section: '' });
  if (wanted.section !== '') expect(kept.section).toBe(wanted.section);
}

/** Every text file below a folder of the corpus. */
const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:json|apkg|db|png|py)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();

describe('a question of the sample bank', () => {
  it.each(shipped.map((question) => [question.id, question] as const))('%s comes back', (_, question) => {
    expectKept(question);
    expect(writeQuestion(writtenQuestion(question))).not.toContain('<!-- prep:');
    expect(again(question).placeholderKeys).toEqual(question.placeholderKeys);
  });
});

describe('a question of the corpus', () => {
  const files = ['guides', 'banks', 'questions'].flatMap((part) => {
    try {
      return filesBelow(corpusFolder(part));
    } catch {
      return [];
    }
  });
  it.each(files)('comes back from %s', (file) => {
    for (const question of read(readFileSync(file, 'utf8'), file)) expectKept(question);
  });
});

describe('whatever people write', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(questionText, (text) => {
        for (const question of readQuestionFile(openSource('Basics/one.md', text), 'bank').questions)
          expectKept(question);
      }),
      { seed: 5 },
    );
  });

  it('comes back from other shapes, too, whose texts a question file could not have', () => {
    const trimmed = hostileText.map((text) => text.trim());
    const filled = trimmed.filter((text) => text !== '');
    const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    const word = line.map((text) => text.trim()).filter((text) => text !== '');
    const question = fc.record({
      id: fc.constant('some-id'),
      section: word,
      title: line.map((text) => `Why ${text.replace(/[\r\n]/g, '')}`.trim()),
      kind: fc.constant('open' as const),
      tags: fc.uniqueArray(word, { maxLength: 3 }),
      difficulty: fc.constantFrom('easy' as const, 'hard' as const),
      minutes: fc.constantFrom(1, 2.5),
      suspended: fc.boolean(),
      source: word,
      asked: trimmed,
      answer: trimmed,
      points: fc.array(
        word.map((text) => text.replace(/\s+/g, ' ')),
        { maxLength: 3 },
      ),
      followUps: fc.array(fc.tuple(filled, trimmed), { maxLength: 3 }),
      notes: trimmed,
    });
    fc.assert(
      fc.property(question, (one) => {
        const [back] = readQuestionFile(openSource('q.md', writeQuestion(one)), '').questions;
        expect(back && writtenQuestion(back)).toEqual(one);
      }),
      { seed: 5 },
    );
  });
});

describe('the file of a question', () => {
  const written = (question: Partial<WrittenQuestion>): string =>
    writeQuestion({
      id: 'an-id',
      section: 'Basics',
      title: 'What is it?',
      kind: 'open',
      tags: [],
      difficulty: 'medium',
      minutes: 2,
      suspended: false,
      asked: '',
      answer: 'It is a thing.',
      points: [],
      followUps: [],
      notes: '',
      ...question,
    });

  it('reads as people write one', () => {
    const text = written({
      number: 4,
      tags: ['gpu', 'c++'],
      source: 'https://example.com/a',
      points: ['A thing'],
      followUps: [
        ['Why?', 'Because.'],
        ['And then?', ''],
      ],
      notes: 'Look this up.',
    });
    expect(text).toBe(
      [
        '---',
        'id: an-id',
        'number: 4',
        'section: Basics',
        'tags: [gpu, c++]',
        'difficulty: medium',
        'minutes: 2',
        'source: "https://example.com/a"',
        '---',
        '# What is it?',
        '',
        'It is a thing.',
        '',
        '## Key points',
        '- A thing',
        '',
        '## Follow-ups',
        '### Why?',
        'Because.',
        '',
        '### And then?',
        '',
        '## Notes',
        'Look this up.',
        '',
      ].join('\n'),
    );
  });

  it('puts an answer with a title of its own between marks, and nothing else', () => {
    const text = written({ answer: '# Setup\n\nInstall it.', points: ['Install'] });
    expect(text).toContain('<!-- prep: answer -->\n# Setup\n\nInstall it.\n<!-- prep: end -->');
    expect(text).toContain('## Key points\n- Install\n');
  });

  it('keeps a story under labels as it stands', () => {
    const star = { situation: 'We were late.', task: 'I had to catch up.', result: 'We did.' };
    const labelled = '**Situation**: We were late.\n\n**Task**: I had to catch up.\n\n**Result**: We did.';
    expect(written({ kind: 'star', star, answer: labelled })).toContain(labelled);
  });

  it('has the line ends of its answer', () => {
    const text = written({ answer: 'One.\r\n\r\nTwo.', points: ['One'] });
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});
