// A story under the headings of its parts, as `prep answer` lays it out, written and read. Knows nothing of question files.
import { STAR_PARTS, type StarPart } from '../core/question.ts';
import { partName } from '../core/star-shares.ts';

/** The texts under their headings; empty when nothing was written. One text a part. */
export function headedParts(parts: readonly StarPart[], texts: readonly string[]): string {
  if (texts.every((text) => text.trim() === '')) return '';
  return parts.map((part, i) => `## ${partName(part)}\n\n${(texts[i] ?? '').trim()}`.trimEnd()).join('\n\n');
}

const HEADINGS = new RegExp(`^##[ \\t]+(${STAR_PARTS.join('|')})[ \\t]*(?:\\n+|$)`, 'gim');
const HEADING = new RegExp(`^##[ \\t]+(${STAR_PARTS.join('|')})[ \\t]*$`, 'i');

/** The text, each heading of a part replaced by what `mark` makes of its name, which the part follows on the next line. */
export const markedParts = (text: string, mark: (name: string) => string): string =>
  text.replaceAll(HEADINGS, (_, name: string) => `${mark(name)}\n`);

/** The text with names where it has headings, for what shows no Markdown: `Situation:` on a line of its own. */
export const namedParts = (text: string): string => markedParts(text, (name) => `${name}:`).trimEnd();

/** The text under the heading of each of `parts`, one a part; what stands before any heading belongs to the first. */
export function partTexts(text: string, parts: readonly StarPart[]): readonly string[] {
  const lines = new Map<StarPart, string[]>();
  let current = parts[0];
  for (const line of text.split('\n')) {
    const name = HEADING.exec(line)?.[1]?.toLowerCase();
    const part = parts.find((one) => one === name);
    if (part) current = part;
    else if (current) lines.set(current, [...(lines.get(current) ?? []), line]);
  }
  return parts.map((part) => (lines.get(part) ?? []).join('\n').trim());
}
