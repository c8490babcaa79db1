// Stories and what they serve, as JSON (docs/json.md).
import type { ServedRow, StoryMatrix } from '../core/story-bank.ts';
import type { StarPart } from '../core/question.ts';
import type { JsonFields } from './json-output.ts';

/** How a story stands, beside the fields of its question. */
export const storyJson = (story: {
  readonly own: boolean;
  readonly goTo: boolean;
  readonly serves: readonly string[];
  readonly parts: readonly StarPart[];
  readonly numbers: { readonly filled: number; readonly open: number; readonly written: boolean };
}): JsonFields => ({
  own: story.own,
  goTo: story.goTo,
  serves: story.serves,
  parts: story.parts,
  resultNumbers: { filled: story.numbers.filled, open: story.numbers.open, written: story.numbers.written },
});

/** Which stories serve which questions. `gaps`: those that no story serves, as shown. */
export const matrixJson = ({ stories, rows }: StoryMatrix, gaps: readonly ServedRow[]): JsonFields => ({
  stories: stories.map(({ id, number, title }) => ({ id, number: number ?? null, title })),
  rows: rows.map(({ question, theme, servings, itself }) => ({
    question: question?.id ?? null,
    theme: theme ?? null,
    title: question?.title ?? null,
    itself,
    servings: servings.map((each) => ({
      story: each.story,
      by: each.by,
      topics: each.by === 'guess' ? each.topics : [],
    })),
  })),
  gaps: gaps.map(({ question }) => question?.id ?? null),
});
