// The other words of the shipped key points: short, one idea each, and never those of another point. How often they are
// right on real answers `benchmarks/feedback.js` measures; the labelled pairs are not looked at here.
import { describe, expect, it } from 'vitest';
import { findPoints } from '../../src/core/feedback/find.ts';
import { saidWords } from '../../src/core/feedback/words.ts';
import type { Question } from '../../src/core/base/question.ts';
import { shownItems } from '../../src/formats/question/filled-text.ts';
import { shippedLexicon } from '../support/lexicon.ts';
import { questions } from './shipped.ts';

const MOST_PHRASES = 3;
const WORDS = { least: 2, most: 7 };

type Phrase = { readonly question: Question; readonly point: number; readonly text: string };

/** With the words that the points show before any value is filled. */
const open = questions
  .filter(({ kind }) => kind === 'open')
  .map((question): Question => {
    const shown = shownItems(question, new Map());
    const keyPoints = question.keyPoints.map((point, i) => ({ ...point, text: shown[i] ?? point.text }));
    return { ...question, keyPoints };
  });
const phrases: readonly Phrase[] = open.flatMap((question) =>
  question.keyPoints.flatMap(({ also = [] }, point) => also.map((text) => ({ question, point, text }))),
);
const where = ({ question, point, text }: Phrase): string =>
  `Q${question.number ?? 0}, point ${point + 1}: ${text}`;
const breaking = (rule: (phrase: Phrase) => boolean): readonly string[] =>
  phrases.filter((phrase) => !rule(phrase)).map(where);

const withoutPhrases = new Map(
  open.map((question) => [
    question,
    { ...question, keyPoints: question.keyPoints.map(({ text, at }) => ({ text, at })) },
  ]),
);

/** Which points of a question are found in a text, by their numbers from 0; `bare` without their other words. */
function ticks(text: string, question: Question, bare = false): readonly number[] {
  const asked = (bare && withoutPhrases.get(question)) || question;
  return findPoints(text, asked, shippedLexicon).flatMap(({ state }, i) => (state === 'found' ? [i] : []));
}

describe('the other words of the key points', () => {
  it('are given for nine points in ten of the open questions, at most three a point', () => {
    const points = open.flatMap(({ keyPoints }) => keyPoints);
    expect(points.filter(({ also = [] }) => also.length > 0).length).toBeGreaterThan(0.9 * points.length);
    expect(points.filter(({ also = [] }) => also.length > MOST_PHRASES)).toEqual([]);
  });

  it('are phrases of two to seven words that say something, without gaps and signs', () => {
    const counts = (text: string): number => new Set(saidWords(text).map(({ stem }) => stem)).size;
    expect(breaking(({ text }) => counts(text) >= WORDS.least && counts(text) <= WORDS.most)).toEqual([]);
    expect(breaking(({ text }) => /^[\p{L}\d' -]+$/u.test(text))).toEqual([]);
  });

  it('add words that the point itself does not have, each of them once in its question', () => {
    // With no other point beside it, so that words alone count.
    const alone = ({ question, point }: Phrase) => ({
      ...question,
      keyPoints: (withoutPhrases.get(question) ?? question).keyPoints.slice(point, point + 1),
    });
    expect(breaking((phrase) => ticks(phrase.text, alone(phrase)).length === 0)).toEqual([]);
    const written = phrases.map(({ question, text }) => `${question.id}: ${text}`);
    expect(new Set(written).size).toBe(written.length);
  });

  it('tick their own point and no other of the question', () => {
    const others = phrases.map((phrase) => ({ phrase, ticked: ticks(phrase.text, phrase.question) }));
    const wrong = others.filter(({ phrase, ticked }) => ticked.length !== 1 || ticked[0] !== phrase.point);
    expect(
      wrong.map(({ phrase, ticked }) => `${where(phrase)} → ${ticked.map((i) => i + 1).join(' ')}`),
    ).toEqual([]);
  });

  it('are not what the title or another point says: naming the topic ticks nothing', () => {
    const wrong = open.flatMap((question) =>
      [question.title, ...question.keyPoints.map(({ text }) => text)].flatMap((text) => {
        const own = ticks(text, question, true);
        return ticks(text, question)
          .filter((point) => !own.includes(point))
          .map((point) => `Q${question.number ?? 0}, point ${point + 1}, by: ${text}`);
      }),
    );
    expect(wrong).toEqual([]);
  });
});
