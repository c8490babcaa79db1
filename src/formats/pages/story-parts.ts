// The parts of a story as they stand in an answer, when nothing but their names stands between them.
// Knows headings and labels; does not know how a part is shown.
import { STAR_PARTS, type StarPart } from '../../core/question.ts';

export type StoryPart = { readonly part: StarPart; readonly text: string };

/** A heading or a label with the name of the part, and nothing else. */
const NAME = /^\s*(?:#{1,6}[ \t]+|[-*+][ \t]+)?[*_]{0,3}\p{L}{4,9}[*_]{0,3}[ \t]?:?[*_]{0,3}[ \t#]*\s*$/u;

/**
 * The parts of `star` in the order in which `answer` tells them.
 * @returns undefined when the answer says anything beside them: then it is to be shown as it is
 */
export function storyParts(
  answer: string,
  star: Readonly<Partial<Record<StarPart, string>>> | undefined,
): readonly StoryPart[] | undefined {
  if (!star) return undefined;
  const parts: StoryPart[] = [];
  let from = 0;
  for (const part of STAR_PARTS) {
    const text = star[part]?.trim();
    if (text === undefined || text === '') continue;
    const at = answer.indexOf(text, from);
    const name = at === -1 ? '' : answer.slice(from, at);
    if (!NAME.test(name) || !name.toLowerCase().includes(part)) return undefined;
    parts.push({ part, text });
    from = at + text.length;
  }
  return parts.length > 0 && answer.slice(from).trim() === '' ? parts : undefined;
}
