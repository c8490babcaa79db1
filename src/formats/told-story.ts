// The parts of a story, the user's own or the model's, with the values of their placeholders put in. Knows headings and labels of parts.
import type { ToldPart } from '../core/answer-advice.ts';
import { fillText, segmentsText } from '../core/fill.ts';
import { type Segment, type Values } from '../core/fill-value.ts';
import { STAR_PARTS, type Question, type StarPart } from '../core/question.ts';
import { openSource } from '../core/span.ts';
import { storyOf } from './banks/guide-story.ts';
import { filledText } from './filled-text.ts';

/** A part, and how many of its placeholders have no value yet. */
export type StoryPart = ToldPart & { readonly open: number };
export type StoryParts = Readonly<Partial<Record<StarPart, StoryPart>>>;

function partOf(segments: readonly Segment[]): StoryPart {
  const open = segments.filter(({ kind }) => kind === 'open').length;
  const filled = segments.filter(({ kind }) => kind === 'filled').length;
  return { text: segmentsText(segments), placeholders: open + filled, open };
}

function partsOf<T>(
  story: Readonly<Partial<Record<StarPart, T>>>,
  fill: (part: T) => readonly Segment[],
): StoryParts {
  const parts: Partial<Record<StarPart, StoryPart>> = {};
  for (const part of STAR_PARTS) {
    const told = story[part];
    if (told !== undefined) parts[part] = partOf(fill(told));
  }
  return parts;
}

/**
 * The parts of a story as the user wrote it, under headings or labels, each with its values put in.
 * @returns no part for a text that has none
 */
export function toldStory(question: Question, text: string, values: Values): StoryParts {
  const source = openSource('', text);
  const story = storyOf(source, source.textAt(0, text.length), true) ?? {};
  return partsOf(story, (part) => filledText(question, part.text, values));
}

/** The parts of the story in the question's file. */
export const modelStory = (question: Question, values: Values): StoryParts =>
  partsOf(question.star ?? {}, (part) => fillText(part, question, values));
