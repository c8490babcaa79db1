import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveredPoints, type LookedFor, topicOf } from '../../../src/core/feedback/find.ts';
import { saidWords } from '../../../src/core/feedback/words.ts';
import { HALVES, areaUnderCurve, labelledAnswers, type Label } from '../../support/point-pairs.ts';
import { root } from '../../support/environment.ts';
import { quizQuestion } from '../../support/quiz-bank.ts';

const asPoints = (...texts: readonly string[]): readonly LookedFor[] => texts.map((text) => ({ text }));
const POINTS = asPoints(
  'Time O(n²·d), score matrix O(n²) memory per head',
  'Projections cost O(n·d²), linear in n',
  'FlashAttention: linear extra memory, but the arithmetic stays',
);
const ANSWER = `Attention takes time, attention needs memory for the score matrix per head. The projections cost linear time.
FlashAttention keeps the arithmetic and needs linear extra memory. Attention, attention.`;
const ticks = (text: string, points = POINTS): readonly number[] =>
  coveredPoints(text, points, ANSWER).map((each) => each.covered);

describe('the points that an answer seems to cover', () => {
  it('are none for an empty answer', () => {
    expect(ticks('')).toEqual([0, 0, 0]);
    expect(ticks('  \n ')).toEqual([0, 0, 0]);
  });

  it('are those whose telling words were said, in another form and order', () => {
    expect(ticks('The arithmetic does not change with FlashAttention; the extra memory is linear.')).toEqual([
      0, 0, 1,
    ]);
    expect(ticks('Projecting costs O(n·d²) and is linear in n')).toEqual([0, 1, 0]);
  });

  it('are not those that the answer is merely on the topic of', () => {
    expect(ticks('Attention is about memory and time.')).toEqual([0, 0, 0]);
  });

  it('are not those that share little words with it', () => {
    expect(ticks('It is the one that was in the other', asPoints('It was the one in use'))).toEqual([0]);
  });

  it('are not those whose words are scattered over a long answer', () => {
    const filler = 'Then we looked at another part of the house and its garden for a long while. ';
    const scattered = ['The projections.', 'What they cost.', 'It was linear.'].join(filler.repeat(6));
    expect(ticks(scattered)).toEqual([0, 0, 0]);
  });

  it('are all of them for an answer that says all of them', () => {
    expect(ticks(POINTS.map(({ text }) => text).join('. '))).toEqual([1, 1, 1]);
  });

  it.each([
    ['the matrix takes n squared memory per head and the time is n squared times d', POINTS[0]],
    ['eighty two percent, with no padding', { text: '82 % without padding' }],
    ['p ninety five stays under forty five milliseconds', { text: 'p95 under 45 milliseconds' }],
    ['it was six point four times slower', { text: '6.4× slower' }],
    ['i used b f sixteen and loss scaling', { text: 'bf16 without loss scaling' }],
    ['the rotated queries', { text: 'Rotation of the queries' }],
  ])('are found as they are said: %j', (said, point) => {
    expect(ticks(said, point ? [point] : [])).toEqual([1]);
  });

  it('are found by other words that the question gives', () => {
    const point = {
      text: 'Memory O(n²)',
      also: ['quadratic memory', 'room grows with the square', 'photolysis'],
    };
    expect(ticks('it needs quadratic memory', [point])).toEqual([1]);
    expect(ticks('the room that it takes grows with the square of the length', [point])).toEqual([1]);
    expect(ticks('by photolysis', [point])).toEqual([1]);
    // A short phrase has to stand together.
    expect(ticks('it is quadratic in time, and we never looked at the memory', [point])).toEqual([0]);
  });

  it('are not found by what stands for a value of the user', () => {
    expect(ticks('Fill in the form', asPoints('[FILL IN: the form] [X]'))).toEqual([0]);
  });
});

describe('why a point is ticked', () => {
  it('is said in its own words, the most telling first', () => {
    const [, , flash] = coveredPoints('flashattention stays', POINTS, ANSWER);
    expect(flash).toMatchObject({ covered: 0, words: ['FlashAttention', 'stays'] });
  });

  it('is shown where it stands in the answer, numbers in words included', () => {
    const text = 'Well, I timed one hundred and twenty-eight tokens; five twelve too. ';
    const [timed] = coveredPoints(text, asPoints('I timed 128 and 512 tokens'), '');
    expect(timed?.places.map(({ start, end }) => text.slice(start, end))).toEqual([
      'timed',
      'one hundred and twenty-eight',
      'tokens',
      'five twelve',
    ]);
  });

  it('has one entry a point, and places in order, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constant(ANSWER)),
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...POINTS.map(({ text }) => text)))),
        fc.string(),
        (text, points, answer) => {
          const found = coveredPoints(text, asPoints(...points), answer);
          expect(found).toHaveLength(points.length);
          for (const { places, share } of found) {
            expect(share >= 0 && share <= 1 + 1e-9).toBe(true);
            places.reduce((last, { start, end }) => {
              expect(start >= last && end > start && end <= text.length).toBe(true);
              return end;
            }, 0);
          }
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it('is looked for in the first 100,000 characters of a long answer', () => {
    const long = 'word and others '.repeat(60_000);
    expect(
      ticks(long, asPoints('word and another', ...Array.from({ length: 10 }, () => 'word other thing'))),
    ).toHaveLength(11);
    expect(saidWords(long).at(-1)?.end).toBeLessThanOrEqual(100_000);
  });
});

describe('what an answer is about', () => {
  const question = quizQuestion('latency');
  const of = (text: string, change: object = {}) => topicOf(text, { ...question, ...change });

  it('is nothing when it says nothing', () => {
    expect(['', ' \n', '…', 'um, I do not know', 'I don’t know.'].map((text) => of(text))).toEqual(
      Array.from({ length: 5 }, () => 'empty'),
    );
  });

  it('is something else when few of its words are those of the question', () => {
    const lunch = 'We had lunch by the lake, and after that the children played cards in the garden.';
    expect(of(lunch)).toBe('off-topic');
    // A story is the user's own, a draft has nothing to compare with, and other languages are not judged.
    expect(of(lunch, { kind: 'star' })).toBe('on-topic');
    expect(of(lunch, { draft: true })).toBe('on-topic');
    expect(of('Wir haben am See gegessen, danach spielten Kinder Karten im Garten.')).toBe('on-topic');
  });

  it('is the question when its words are there, covered or not', () => {
    expect(of(question.answer.text)).toBe('on-topic');
    expect(of('quadratic')).toBe('on-topic');
  });
});

describe.each(HALVES)('the labelled answers, %s half', (half) => {
  const answers = labelledAnswers(root, half);
  const pairs = answers.flatMap(({ question, text, labels }) => {
    const found = coveredPoints(text, question.keyPoints, question.answer.text);
    return labels.map(([point, label]) => ({ label, ...found[point] }));
  });
  const of = (label: Label) => pairs.filter((pair) => pair.label === label);
  const shares = (label: Label): readonly number[] => of(label).map(({ share = 0 }) => share);

  it('are enough to tell', () => {
    const counts = (['covered', 'missing', 'off-topic'] as const).map((label) => of(label).length);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(55);
  });

  it('have covered points told from texts on something else', () => {
    expect(areaUnderCurve(shares('covered'), shares('off-topic'))).toBeGreaterThanOrEqual(0.9);
  });

  it('have no point ticked in a text on something else, and few that are missing', () => {
    expect(of('off-topic').filter(({ covered }) => covered === 1)).toEqual([]);
    const ticked = pairs.filter(({ covered }) => covered === 1);
    expect(ticked.filter(({ label }) => label === 'covered').length / ticked.length).toBeGreaterThan(0.85);
  });

  it('have their topic judged right nine times in ten, and are hardly ever sent away', () => {
    const judged = answers.map(({ question, text, style }) => [style, topicOf(text, question)] as const);
    const right = judged.filter(([style, topic]) => (style === 'off-topic') === (topic === 'off-topic'));
    expect(right.length / judged.length).toBeGreaterThan(0.9);
    const sentAway = judged.filter(([style, topic]) => style !== 'off-topic' && topic === 'off-topic');
    expect(sentAway.length).toBeLessThanOrEqual(1);
  });
});
