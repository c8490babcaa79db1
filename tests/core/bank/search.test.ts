import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bank, findQuestion } from '../../../src/core/base/bank.ts';
import { likeness, nearest } from '../../../src/core/base/spelling.ts';
import type { Question, QuestionHead } from '../../../src/core/base/question.ts';
import type { Values } from '../../../src/core/fill/conditional.ts';
import { searchQuestions } from '../../../src/core/bank/search.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';
import { anyCharacter } from '../../support/characters.ts';

function question(id: string, title: string, answer = 'Something.', number = 0): Question {
  const front = number > 0 ? `id: ${id}\nnumber: ${number}` : `id: ${id}`;
  const source = openSource(`${id}.md`, `---\n${front}\n---\n# ${title}\n\n${answer}\n`);
  const [first] = readQuestionFile(source, 'bank').questions;
  if (!first) throw new Error('no question');
  return first;
}

const bankOf = <I extends QuestionHead>(...questions: readonly I[]): Bank<I> => ({
  questions: new Map(questions.map((each) => [each.id, each])),
  metrics: new Map(),
  problems: [],
});

const bank = bankOf(
  question('attention-complexity', 'What does attention cost?', 'Quadratic in the sequence length.', 4),
  question('attention-heads', 'Why several heads?', 'Each query attends in its own way.', 8),
  question('layer-norm', 'Why layer normalisation?', 'Café tables vary; attention is mentioned here.', 7),
);

describe('finding one question', () => {
  it.each([
    ['4', 'attention-complexity'],
    ['Q8', 'attention-heads'],
    ['q7', 'layer-norm'],
    ['layer-norm', 'layer-norm'],
    ['LAYER', 'layer-norm'],
    ['attention-c', 'attention-complexity'],
  ])('understands %s', (name, id) => {
    expect(findQuestion(bank, name)).toMatchObject({ found: { id } });
  });

  it('guesses nothing between two', () => {
    const result = findQuestion(bank, 'attention');
    expect('ambiguous' in result && result.ambiguous.map((each) => each.id)).toEqual([
      'attention-complexity',
      'attention-heads',
    ]);
  });

  it('names the closest ids for what it does not know', () => {
    const result = findQuestion(bank, 'layr-nrom');
    expect('closest' in result && result.closest[0]).toBe('layer-norm');
    expect(findQuestion(bank, '99')).toHaveProperty('closest');
    expect(findQuestion(bank, '')).toHaveProperty('closest');
    expect(findQuestion(bank, '__proto__')).toHaveProperty('closest');
  });
});

const NONE: Values = new Map();

describe('searching', () => {
  const ids = (words: string): readonly string[] =>
    searchQuestions(bank, words, NONE).map((hit) => hit.question.id);

  it('ranks a title above an answer', () => {
    expect(ids('attention')).toEqual(['attention-complexity', 'attention-heads', 'layer-norm']);
  });

  it('wants every word', () => {
    expect(ids('attention quadratic')).toEqual(['attention-complexity']);
    expect(ids('attention zebra')).toEqual([]);
  });

  it('looks past accents, case and endings', () => {
    expect(ids('CAFE')).toEqual(['layer-norm']);
    expect(ids('queries')).toEqual(['attention-heads']);
  });

  it('matches beginnings of words and not their middles', () => {
    expect(ids('quad')).toEqual(['attention-complexity']);
    expect(ids('dratic')).toEqual([]);
  });

  it('shows the words in their place', () => {
    expect(searchQuestions(bank, 'mentioned', NONE)[0]?.excerpt).toContain('attention is mentioned here');
  });

  it('finds the values that an answer shows, and shows them', () => {
    const cited = bankOf(question('pool', 'What broke?', 'The p99 rose to [FILL IN: p99_ms] at once.'));
    const values: Values = new Map([['p99_ms', { text: '1900\u00A0ms', origin: 'typed' }]]);
    expect(searchQuestions(cited, '1900', values)[0]?.excerpt).toBe('The p99 rose to 1900 ms at once.');
    expect(searchQuestions(cited, 'p99_ms', values)).toHaveLength(1);
    expect(searchQuestions(cited, '1900', NONE)).toEqual([]);
  });

  it('finds nothing for no words, and never throws', () => {
    expect(ids(' … ')).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (words) =>
        Array.isArray(searchQuestions(bank, words, NONE)),
      ),
      { seed: 1 },
    );
  });
});

describe('the nearest name', () => {
  it.each([
    ['qiuz', 'quiz'],
    ['sugest', 'suggest'],
    ['histroy', 'history'],
    ['unsus', 'unsuspend'],
  ])('of %s is %s', (typed, meant) => {
    expect(nearest(typed, ['quiz', 'history', 'fill', 'suggest', 'unsuspend', 'suspend'], 1)).toEqual([
      meant,
    ]);
  });

  it('keeps the order of equals and gives no more than there are', () => {
    expect(nearest('x', ['b', 'a'], 5)).toEqual(['b', 'a']);
  });

  it('is symmetric and 1 for the same spelling', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(likeness(a, a)).toBe(1);
        expect(likeness(a, b)).toBeCloseTo(likeness(b, a), 10);
      }),
      { seed: 1 },
    );
  });
});
