// The parts of a story in a text of the user's own, with the values of its placeholders. Knows headings and labels of parts.
import type { ToldPart, ToldStory } from '../core/answer-advice.ts';
import type { Values } from '../core/fill.ts';
import { STAR_PARTS, type Question, type StarPart } from '../core/question.ts';
import { openSource } from '../core/span.ts';
import { storyOf } from './banks/guide-story.ts';
import { filledText } from './filled-text.ts';

/**
 * The parts of a story as the user wrote it, under headings or labels, each with its values put in.
 * @returns no part for a text that has none
 */
export function toldStory(question: Question, text: string, values: Values): ToldStory {
  const source = openSource('', text);
  const story = storyOf(source, source.textAt(0, text.length), true) ?? {};
  const parts: Partial<Record<StarPart, ToldPart>> = {};
  for (const part of STAR_PARTS) {
    const told = story[part];
    if (!told) continue;
    const segments = filledText(question, told.text, values);
    const placeholders = segments.filter(({ kind }) => kind !== 'plain').length;
    parts[part] = { text: segments.map((each) => each.text).join(''), placeholders };
  }
  return parts;
}
