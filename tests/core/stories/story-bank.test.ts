// Which question asks for a story, and which story serves it: said by tags, or guessed from them and marked as a guess.
import { describe, expect, it } from 'vitest';
import type { Bank } from '../../../src/core/base/bank.ts';
import type { QuestionHead } from '../../../src/core/base/question.ts';
import { asksForStory, isGoTo, isServed, servesOf, storyMatrix } from '../../../src/core/stories/stories.ts';
import { bankOf as questionsOf, head } from '../../support/heads.ts';

const bankOf = (...heads: readonly QuestionHead[]): Bank => ({
  questions: questionsOf(...heads),
  metrics: new Map(),
  problems: [],
});
const story = (id: string, tags: readonly string[], more: Partial<QuestionHead> = {}): QuestionHead =>
  head(id, { kind: 'star', tags, title: `Story ${id}`, ...more });
const asked = (id: string, more: Partial<QuestionHead> = {}): QuestionHead =>
  head(id, { title: `Tell me about a ${id}.`, ...more });
const NOBODY = new Set<string>();

describe('a question that asks for a story', () => {
  it.each([
    'Tell me about a time when your results surprised you.',
    'Tell me about the hardest bug you fixed.',
    'Describe a situation in which you disagreed with your manager.',
    'Give me an example of a goal that you missed.',
    'What is your biggest failure?',
    'What are you most proud of?',
    'Have you ever missed a deadline?',
    'Looking back, what would you do differently?',
  ])('is %j', (title) => expect(asksForStory(head('q', { title }))).toBe(true));

  it.each([
    'What is the complexity of attention?',
    'How did you load test the service, and what did you find?',
    'Describe the architecture of a Transformer.',
    'Why does it take so long the first time?',
    'What is the time complexity of a heap?',
    'What is the difference between a process and a thread?',
  ])('is not %j', (title) => expect(asksForStory(head('q', { title }))).toBe(false));

  it('is one of that kind or section, whatever its words', () => {
    expect(asksForStory(head('q', { title: 'Why us?', kind: 'star' }))).toBe(true);
    expect(asksForStory(head('q', { title: 'Why us?', section: 'Behavioral questions' }))).toBe(true);
  });
});

describe('the tags of a story', () => {
  it('say that it is told again and again, and what it serves', () => {
    const tags = ['Go-To', 'serves:tricky-bug', 'Serves: 39', 'serves:', 'serves', 'preserves:x'];
    expect(isGoTo({ tags })).toBe(true);
    expect(servesOf({ tags })).toEqual(['tricky-bug', '39']);
    expect(isGoTo({ tags: ['goto'] })).toBe(false);
  });
});

describe('the matrix of stories', () => {
  it('knows a story as its own, by its tags, and by a guess that names the topics', () => {
    const outage = story('outage', ['latency', 'go-to', 'serves:tricky-bug']);
    const bug = asked('tricky-bug', { tags: ['latency', 'go-to'] });
    const slow = asked('slow-service', { tags: ['Latency', 'star'] });
    const { rows } = storyMatrix(bankOf(outage, bug, slow), [outage], NOBODY);
    expect(rows.map(({ question, servings, itself }) => [question?.id, servings, itself])).toEqual([
      ['outage', [{ story: 'outage', by: 'itself' }], 'story'],
      ['tricky-bug', [{ story: 'outage', by: 'tag' }], 'answer'],
      ['slow-service', [{ story: 'outage', by: 'guess', topics: ['latency'] }], 'answer'],
    ]);
    expect(rows.map(isServed)).toEqual([true, true, false]);
  });

  it('guesses nothing from tags that only say what kind of question it is', () => {
    const one = story('one', ['go-to', 'star', 'serves:x']);
    const { rows } = storyMatrix(
      bankOf(one, asked('other', { tags: ['go-to', 'star', 'serves:x'] })),
      [one],
      NOBODY,
    );
    expect(rows.find(({ question }) => question?.id === 'other')?.servings).toEqual([]);
  });

  it('takes a number or the start of an id for the question, and any other name for a theme', () => {
    const one = story('one', ['serves:7', 'serves:dead', 'serves:Conflict', 'serves:conflict']);
    const bank = bankOf(one, head('what-is-7', { number: 7, title: 'What?' }), asked('deadline'));
    const { rows } = storyMatrix(bank, [one], NOBODY);
    expect(rows.map(({ question, theme }) => question?.id ?? theme)).toEqual([
      'one',
      'what-is-7',
      'deadline',
      'conflict',
    ]);
    expect(rows.every(isServed)).toBe(true);
  });

  it('leaves drafts out of the stories until the user has a version of their own', () => {
    const draft = story('draft', ['serves:bug'], { draft: true });
    const bank = bankOf(draft, asked('bug', { draft: true }));
    const none = storyMatrix(bank, [draft], NOBODY);
    expect(none.stories).toEqual([]);
    expect(none.rows.map((row) => [row.itself, isServed(row)])).toEqual([
      ['nothing', false],
      ['nothing', false],
    ]);
    const own = storyMatrix(bank, [draft], new Set(['draft']));
    expect(own.rows.map((row) => [row.itself, isServed(row)])).toEqual([
      ['story', true],
      ['nothing', true],
    ]);
  });

  it('stays whole with hostile names', () => {
    const one = story('__proto__', ['serves:constructor', 'serves:__proto__', 'constructor']);
    const { rows } = storyMatrix(bankOf(one), [one], NOBODY);
    expect(rows.map(({ theme }) => theme ?? 'question')).toEqual(['question', 'constructor']);
  });
});
