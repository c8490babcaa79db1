// Where an answer may repeat its values: within a sentence, in the sentence after, in the same item of a list, in the same row of a
// table. Knows the layout of answers; leaves it to claim-restated.ts what repeats what.
import { unitAt, type Data, type Figure } from './claim-figures.ts';
import { isForeign, setsBeside } from './claim-foreign.ts';
import { MAX_TOKENS, placedFigures, restatedIn, type Repeating, type Restated } from './claim-restated.ts';
import { hasAside } from './claim-restated-written.ts';
import { BREAK, hasPlaceholder, MAX_CELLS } from './claim-scopes.ts';
import type { Block, Sentence } from './claim-text.ts';

const wordsOf = (tokens: Sentence | undefined): readonly string[] => (tokens ?? []).map(({ text }) => text);

/** Longest stretch before a place that is looked at. */
const MAX_BEFORE = 300;

/** The words of the sentence or line before a place in a text. */
function wordsBefore(text: string, at: number): readonly string[] {
  const before = text.slice(Math.max(0, at - MAX_BEFORE), at).replace(/[\s\d.!?:|)*+-]+$/, '');
  const start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('. '));
  return (
    before
      .slice(start + 1)
      .toLowerCase()
      .match(/\p{L}[\p{L}-]*/gu) ?? []
  );
}

/** Each sentence alone, and one without placeholders behind the one before it. */
function following(
  sentences: readonly Sentence[],
  singles: readonly Figure[],
  text: string,
): readonly Repeating[] {
  return sentences.flatMap((tokens, i): readonly Repeating[] => {
    const before = sentences[i - 1] ?? [];
    if (hasPlaceholder(tokens))
      return [
        { tokens, from: 0, singles: isForeign(wordsBefore(text, tokens[0]?.from ?? 0)) ? [] : singles },
      ];
    return hasPlaceholder(before)
      ? [{ tokens: [...before, ...tokens], from: before.length, singles: [] }]
      : [];
  });
}

const COMPARING =
  /^(?:comparison|compared|summary|short|vs|versus|against|both|together|words|results?|overview)$/;

/** Whether a column may hold what its row says once more. */
const isSummary = (heading: readonly string[]): boolean =>
  heading.length === 0 || (heading.some((word) => COMPARING.test(word)) && !setsBeside(heading));

/** Whether a heading has something in parentheses that is no unit: `median (p95)`. */
function namesTwo(heading: Sentence): boolean {
  const open = heading.findIndex(({ text }) => text === '(');
  const unit = open === -1 ? undefined : unitAt(heading, open + 1, ({ powers }) => powers.size > 0);
  return open !== -1 && heading[unit?.end ?? open]?.text !== ')';
}

/** The cells of a table: those with placeholders alone, the others behind the rest of their row. */
function inRows(rows: readonly (readonly Sentence[])[], singles: readonly Figure[]): readonly Repeating[] {
  const [headings = []] = rows;
  const plain = !headings.some((heading) => setsBeside(wordsOf(heading)) || namesTwo(heading));
  return rows.flatMap((row, r) => {
    const own = plain && !setsBeside(wordsOf(row[0]));
    const figures = row.filter(hasPlaceholder).flatMap((cell) => [...cell, BREAK]);
    return row.flatMap((cell, c): readonly Repeating[] => {
      if (hasPlaceholder(cell)) return [{ tokens: cell, from: 0, singles: own ? singles : [] }];
      if (r === 0 || c === 0 || !isSummary(wordsOf(headings[c]))) return [];
      return [{ tokens: [...figures, ...cell], from: figures.length, singles: [] }];
    });
  });
}

const sentencesOf = (block: Block): readonly Sentence[] =>
  block.kind === 'prose' ? block.sentences : (block.kind === 'list' ? block.items : block.rows).flat();

function repeatingIn(block: Block, singles: readonly Figure[], text: string): readonly Repeating[] {
  if (block.kind === 'prose') return following(block.sentences, singles, text);
  if (block.kind === 'list') return block.items.flatMap((item) => following(item, singles, text));
  return inRows(block.rows, singles);
}

/** One figure of each kind in a block. */
function kindsIn(sentences: readonly Sentence[], data: Data): readonly Figure[] {
  const kinds = new Map<string, Figure>();
  for (const tokens of sentences)
    for (const figure of placedFigures(tokens, data) ?? [])
      kinds.set(`${figure.measure} ${figure.unit.text}`, figure);
  return [...kinds.values()];
}

const EXPLAINED = /\b(?:parenthes[ei]s|brackets?)\b/i;

/**
 * Values of a block that it repeats by hand and that are others now.
 * @param text the answer that the block is of
 */
export function restatedValues(block: Block, data: Data, text: string): readonly Restated[] {
  const sentences = sentencesOf(block).filter(({ length }) => length <= MAX_TOKENS);
  if (block.kind === 'table' && sentences.length > MAX_CELLS) return [];
  const at = sentences.find(({ length }) => length > 0)?.[0]?.from ?? 0;
  const open = sentences.some((tokens) => tokens.some(({ text: one }) => one === '('));
  const set = block.kind !== 'prose' && setsBeside(wordsBefore(text, at));
  const explained = !open || set || EXPLAINED.test(text);
  // A parenthesis that says what its value is says it of the others as well.
  const singles = (explained ? [] : kindsIn(sentences, data)).filter(
    (kind) => !sentences.some((tokens) => hasAside(tokens, kind)),
  );
  return repeatingIn(block, singles, text).flatMap((one) => restatedIn(one, data));
}
