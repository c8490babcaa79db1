// Advice on stories, held against sentences that were judged by hand.
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adviceOn, hasNumber, sentencesOfWe, type StoryText } from '../../../src/core/stories/stories.ts';
import { ownStory } from '../../../src/formats/question/filled-text.ts';
import { questions as shipped } from '../../bank/shipped.ts';
import { anyCharacter } from '../../support/characters.ts';

/** Judged lines: the mark, and the text behind it. */
const corpus = (name: string): readonly (readonly [string, string])[] =>
  readFileSync(new URL(`../../corpus/answer-advice/${name}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const);

const told = (text: string, placeholders = 0): { text: string; placeholders: number } => ({
  text,
  placeholders,
});
const STORY: StoryText = {
  situation: told('The cache was stale.'),
  task: told('I had to find out why.'),
  action: told('I read the log and deleted the key.'),
  result: told('Stale pages fell from 40 a day to none.'),
};

describe('"we" in a story', () => {
  const sentences = corpus('we.txt');

  it.each(sentences)('%s: %s', (mark, sentence) => {
    expect(sentencesOfWe(sentence)).toHaveLength(mark === 'we' ? 1 : 0);
  });

  it('is shown sentence by sentence, as written and on one line', () => {
    const text =
      'I read the log.\n\nThen we moved the "hot"\nkeys. I met them daily, as we agreed.\n- We tested it!';
    expect(sentencesOfWe(text)).toEqual(['Then we moved the "hot" keys.', 'We tested it!']);
  });

  it('never takes long, and never fails, whatever the text', () => {
    expect(sentencesOfWe('we '.repeat(60_000))).toHaveLength(1);
    expect(sentencesOfWe(`"${'we did '.repeat(20_000)}`)).toHaveLength(1);
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 200 }), (text) => {
        expect(sentencesOfWe(text).length).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('a number in the Result', () => {
  it.each(corpus('numbers.txt'))('%s: %s', (mark, sentence) => {
    expect(hasNumber(sentence)).toBe(mark === '+');
  });
});

describe('advice on a story', () => {
  it('has nothing to say of one that has all of it', () => {
    expect(adviceOn(STORY)).toEqual([]);
  });

  it('has nothing to say of the stories that ship, nor of their other answers', () => {
    const stories = shipped.filter(({ kind }) => kind === 'star');
    expect(stories.length).toBeGreaterThan(0);
    expect(stories.flatMap((story) => adviceOn(ownStory(story, story.answer.text, new Map())))).toEqual([]);
    expect(shipped.flatMap(({ answer }) => sentencesOfWe(answer.text))).toEqual([]);
  });

  it('divides a story that is told in one piece as feedback does', () => {
    const adviceIn = (text: string) =>
      shipped.slice(0, 1).flatMap((one) => adviceOn(ownStory({ ...one, kind: 'star' }, text, new Map())));
    const text =
      'Last year the cache was stale. My task was to find out why. I checked the log and deleted the key. As a result, stale pages fell from 40 to none.';
    expect(adviceIn(text)).toEqual([]);
    const short = 'Last year the cache was stale. My task was to find out why.';
    expect(adviceIn(short)).toMatchObject([
      { code: 'part-missing', part: 'action' },
      { code: 'part-missing', part: 'result' },
    ]);
  });

  it('names parts that are missing or empty, but no learning', () => {
    const { situation: _, ...rest } = STORY;
    expect(adviceOn({ ...rest, task: told(' \n'), learning: told('') })).toEqual([
      { code: 'part-missing', part: 'situation' },
      { code: 'part-missing', part: 'task' },
    ]);
  });

  it('looks for "we" in Task and Action alone', () => {
    const text = 'We rewrote the importer.';
    const story = { ...STORY, situation: told(text), action: told(text), result: told(`${text} In 3 days.`) };
    expect(adviceOn(story)).toEqual([{ code: 'we', part: 'action', sentences: [text] }]);
  });

  it('misses a number in the Result, where a placeholder counts as one', () => {
    const result = 'The pages are fresh.';
    expect(adviceOn({ ...STORY, result: told(result) })).toEqual([
      { code: 'number-missing', part: 'result' },
    ]);
    expect(adviceOn({ ...STORY, result: told(`${result} [FILL IN: pages_a_day]`, 1) })).toEqual([]);
  });
});
