import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPoints, topicOf } from '../../../src/core/feedback/find.ts';
import { saidWords } from '../../../src/core/feedback/words.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readPlaceholders } from '../../../src/formats/question/placeholders.ts';
import { anyCharacter } from '../../support/characters.ts';
import { HALVES, areaUnderCurve, labelledAnswers, type Label } from '../../support/point-pairs.ts';
import { root } from '../../support/environment.ts';
import { shippedLexicon } from '../../support/lexicon.ts';
import { quizQuestion } from '../../support/quiz-bank.ts';

type Point = { readonly text: string; readonly also?: readonly string[] };

const latency = quizQuestion('latency');
const placeholdersIn = (text: string) =>
  readPlaceholders(openSource('q.md', text), 0, text.length, { question: 'q', inFollowUp: false })
    .placeholders;
const asked = (points: readonly (string | Point)[], title = 'Q', answer = '') => ({
  title,
  placeholders: points.flatMap((point) => placeholdersIn(typeof point === 'string' ? point : point.text)),
  answer: { ...latency.answer, text: answer },
  keyPoints: points.map((point) => ({
    at: latency.answer.at,
    ...(typeof point === 'string' ? { text: point } : point),
  })),
});
const find = (text: string, points: readonly (string | Point)[], title?: string, answer?: string) =>
  findPoints(text, asked(points, title, answer), shippedLexicon);
const states = (...args: Parameters<typeof find>) => find(...args).map(({ state }) => state);

const POINTS = [
  'Time O(n²·d), score matrix O(n²) memory per head',
  'Projections cost O(n·d²), linear in n',
  'FlashAttention: linear extra memory, but the arithmetic stays',
];

describe('the points that an answer has', () => {
  it('are none for an empty answer', () => {
    expect(states('', POINTS)).toEqual(['missing', 'missing', 'missing']);
    expect(states('  \n ', POINTS)).toEqual(['missing', 'missing', 'missing']);
    expect(states('anything', [])).toEqual([]);
  });

  it.each([
    ['the matrix takes n squared memory per head and the time is n squared times d', POINTS[0]],
    ['eighty two percent, with no padding', '82 % without padding'],
    ['p ninety five stays under forty five milliseconds', 'p95 under 45 milliseconds'],
    ['it was six point four times slower', '6.4× slower'],
    ['i used b f sixteen and loss scaling', 'bf16 without loss scaling'],
    ['the rotated queries', 'Rotation of the queries'],
    // Misspelled, by one letter and by two.
    ['the gradiant is cliped by its norm', 'Clip the gradient by norm'],
    ['the asymptotc complexty is linear', 'Asymptotic complexity is linear'],
    // Other words for it.
    ['a quick algorithm cuts the cost', 'A fast algorithm lowers the cost'],
    // Other words between the words that tell something.
    [
      'the median, as outliers dominate a mean',
      'Report the median instead of the mean, otherwise outliers dominate',
    ],
    ['we indexed the db', 'Index the database'],
    ['the avg of the probs', 'Average of the probabilities'],
    // Written in one word, in two, with a hyphen, and by initials.
    ['we chose layernorm, and prenorm too', 'Layer norm as pre-norm'],
    ['pre norm with a layer norm', 'LayerNorm, prenorm'],
    ['I put the LN before the block', 'Layer norm before the block'],
    ['stochastic gradient descent with momentum', 'SGD with momentum'],
  ])('are found in %j', (said, point) => {
    expect(states(said, [point ?? ''])).toEqual(['found']);
  });

  it.each([
    ['Attention is about memory and time.', POINTS[0]],
    ['It is the one that was in the other', 'It was the one in use'],
    ['Fill in the form', '[FILL IN: the form] [X]'],
    ['It takes hours', '[X hours]'],
    ['The company name', '[Company Name]'],
    ['Your latency', '{your latency} ms'],
    ['we measured 43 ms', '512 tokens take 320 ms'],
    // Opposites are near to each other in every text.
    ['it decreases', 'Increases'],
    ['unsupervised', 'Supervised'],
  ])('are not found in %j', (said, point) => {
    expect(states(said, [point ?? ''])).not.toContain('found');
  });

  it('are not found by one word of several', () => {
    expect(states('yesterday I scanned a letter', ['index-only scan'], 'Which index?')).toEqual(['maybe']);
  });

  it('are not found by the words of the title alone', () => {
    const point = 'Attention memory grows quadratically';
    expect(states('attention needs memory', [point], 'How much memory does attention need?')).toEqual([
      'missing',
    ]);
  });

  it('are found by phrasings that the question gives', () => {
    const also = ['room grows with the square', 'photolysis'];
    const point = { text: 'Memory O(n²)', also };
    expect(states('the room that it takes grows with the square of the length', [point])).toEqual(['found']);
    expect(states('by photolysis', [point])).toEqual(['found']);
  });

  it('are found by what a sentence has of one of them more than of the others', () => {
    const [cost, memory] = ['Containers start within seconds', 'Machines keep a kernel of their own'];
    const said = 'A container is up in a second or two.';
    const [alone] = find(said, [cost]);
    const [beside, other] = find(said, [cost, memory]);
    expect(beside?.score).toBeGreaterThan(alone?.score ?? 1);
    expect(other?.state).toBe('missing');
    // Nearer to neither.
    expect(find(said, [cost, `${cost} or two`])[0]?.score).toBeLessThan(alone?.score ?? 0);
  });

  it('are trusted more in an answer that has the others, and less in one that denies them', () => {
    const points = [
      'Containers start within seconds',
      'Machines keep a kernel of their own',
      'Images consist of layers that are shared',
    ];
    const said = (rest: string) => find(`An image comes in pieces. ${rest}`, points)[2]?.score ?? 0;
    const alone = said('That is practical.');
    expect(said('A machine has a kernel of its own.')).toBeGreaterThan(alone);
    expect(said('No machine has a kernel of its own.')).toBeLessThan(alone);
  });

  it('are looked for by spelling alone without a lexicon', () => {
    const point = asked(['A fast algorithm lowers the cost']);
    expect(findPoints('a quick algorithm cuts expenses', point)[0]?.state).not.toBe('found');
    expect(findPoints('fast algoritms lower costs', point)[0]?.state).toBe('found');
  });
});

describe('the sentence that is shown', () => {
  const quoted = (text: string, point: string): string => {
    const [finding] = find(text, [point]);
    return text.slice(finding?.sentence?.start, finding?.sentence?.end);
  };

  it('is the one with most of the point', () => {
    const text = 'Caches help. Replicas lag behind the leader by 2.5 s. The leader writes first!';
    expect(quoted(text, 'Replicas lag behind the leader')).toBe('Replicas lag behind the leader by 2.5 s.');
  });

  it('is the one that is closer to the point than to the others', () => {
    const text = 'The leader writes first, replicas read. When it fails, a follower is promoted.';
    const points = ['The leader writes, replicas read', 'A replica is promoted when the leader fails'];
    const [, promoted] = find(text, points);
    expect(text.slice(promoted?.sentence?.start, promoted?.sentence?.end)).toBe(
      'When it fails, a follower is promoted.',
    );
  });

  it('is a piece of what was said without punctuation', () => {
    const filler = 'then people walked home through green gardens and cooked dinner '.repeat(8);
    const found = quoted(`${filler}replicas lag behind leaders ${filler}`, 'Replicas lag behind the leader');
    expect(found).toContain('replicas lag behind leaders');
    expect(found.length).toBeLessThan(300);
  });

  it('has its matching words marked, numbers in words included', () => {
    const text = 'Well, I timed one hundred and twenty-eight tokens; five twelve too. ';
    const [timed] = find(text, ['I timed 128 and 512 tokens']);
    expect(timed?.places.map(({ start, end }) => text.slice(start, end))).toEqual([
      'timed',
      'one hundred and twenty-eight',
      'tokens',
      'five twelve',
    ]);
  });

  it('is in the text, and so are the places, whatever the text', () => {
    const texts = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.constantFrom(...POINTS, 'a. b! LN\n[X] é.g. 5'),
    );
    fc.assert(
      fc.property(texts, fc.array(texts), texts, texts, (text, points, title, answer) => {
        const found = find(text, points, title, answer);
        expect(found).toHaveLength(points.length);
        for (const { places, score, sentence } of found) {
          expect(score >= 0 && score <= 1).toBe(true);
          let last = 0;
          for (const { start, end } of [...places, ...(sentence ? [sentence] : [])])
            expect(start >= 0 && end > start && end <= text.length).toBe(true);
          for (const { start, end } of places) {
            expect(start).toBeGreaterThanOrEqual(last);
            last = end;
          }
        }
      }),
      { seed: 1 },
    );
  });

  it('is looked for in the first 100,000 characters of a long answer', () => {
    const long = 'word and others. '.repeat(60_000);
    const points = ['word and another', ...Array.from({ length: 10 }, () => 'word other thing')];
    expect(find(long, points)).toHaveLength(11);
    expect(saidWords(long).at(-1)?.end).toBeLessThanOrEqual(100_000);
  });
});

describe('what an answer is about', () => {
  const of = (text: string, change: object = {}) => topicOf(text, { ...latency, ...change });

  it('is nothing when it says nothing', () => {
    expect(['', ' \n', '…', 'um, I do not know', 'I don’t know.'].map((text) => of(text))).toEqual(
      Array.from({ length: 5 }, () => 'empty'),
    );
  });

  it('is something else when few of its words are like those of the question', () => {
    const lunch =
      'We had lunch by the lake, and after that the children played cards in the green garden until a cold wind chased them inside.';
    // So short an answer may be right in other words.
    expect(of('We had lunch by the lake, and then the children played cards.')).toBe('on-topic');
    expect(of(lunch)).toBe('off-topic');
    // A story is the user's own, a draft has nothing to compare with, and other languages are not judged.
    expect(of(lunch, { kind: 'star' })).toBe('on-topic');
    expect(of(lunch, { draft: true })).toBe('on-topic');
    expect(of('Wir haben am See gegessen, danach spielten Kinder Karten im Garten.')).toBe('on-topic');
  });

  it('is the question when the text is on the same subject in other words', () => {
    const question = asked(
      ['A congestion window limits the data in flight', 'Slow start doubles it'],
      'How does TCP control congestion?',
      'The sender limits the data in flight with a congestion window, which slow start doubles each round trip.',
    );
    const story = `We had lunch by the lake, and after that the children played cards in the green garden until a
      cold wind chased them inside.`;
    const paraphrase = `The sender may only put so much data on the wire before a receipt comes back; that limit
      grows quickly at first, and the router drops packets when its buffers are full.`;
    expect(topicOf(paraphrase, question, shippedLexicon)).toBe('on-topic');
    expect(topicOf(story, question, shippedLexicon)).toBe('off-topic');
  });

  it('is the question when its words are there, found or not', () => {
    expect(of(latency.answer.text)).toBe('on-topic');
    expect(of('quadratic')).toBe('on-topic');
  });
});

describe.each(HALVES)('the labelled answers, %s half', (half) => {
  const answers = labelledAnswers(root, half);
  const pairs = answers.flatMap(({ question, text, labels }) => {
    const found = findPoints(text, question, shippedLexicon);
    return labels.map(([point, label]) => ({ label, ...found[point] }));
  });
  const of = (label: Label) => pairs.filter((pair) => pair.label === label);
  const scores = (label: Label): readonly number[] => of(label).map(({ score = 0 }) => score);
  const found = (label: Label): number =>
    of(label).filter(({ state }) => state === 'found').length / of(label).length;

  it('are enough to tell', () => {
    const counts = (['covered', 'missing', 'off-topic'] as const).map((label) => of(label).length);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(55);
  });

  it('have covered points told from missing ones, and from texts on something else', () => {
    expect(areaUnderCurve(scores('covered'), scores('missing'))).toBeGreaterThanOrEqual(0.9);
    expect(areaUnderCurve(scores('covered'), scores('off-topic'))).toBeGreaterThanOrEqual(0.95);
  });

  it('have most covered points found, few missing ones, and none in a text on something else', () => {
    expect(found('covered')).toBeGreaterThanOrEqual(0.8);
    expect(found('missing')).toBeLessThanOrEqual(0.22);
    expect(found('off-topic')).toBe(0);
  });

  it('have their topic judged right nine times in ten, and are hardly ever sent away', () => {
    const judged = answers.map(
      ({ question, text, style }) => [style, topicOf(text, question, shippedLexicon)] as const,
    );
    const right = judged.filter(([style, topic]) => (style === 'off-topic') === (topic === 'off-topic'));
    expect(right.length / judged.length).toBeGreaterThan(0.9);
    const sentAway = judged.filter(([style, topic]) => style !== 'off-topic' && topic === 'off-topic');
    expect(sentAway.length).toBeLessThanOrEqual(1);
  });
});
