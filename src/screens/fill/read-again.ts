// The sentences that a person should read again because a value in them changed.
import { lineText } from '../../core/base/problem.ts';
import type { QuestionHead, QuestionId } from '../../core/base/question.ts';
import type { ReadAgain } from '../../core/fill/read-again.ts';
import { firstLines } from '../../core/base/wording.ts';
import { labelOf } from '../quiz/card.ts';
import { innerColumns, inset, type Look, withoutMarks } from '../ui/frame.ts';
import { clean, oneLine, truncateTo, wrapText } from '../ui/width.ts';

/** Lines that a sentence may take. */
const MOST_LINES = 2;
const INDENT = '    ';

type Limits = {
  /** How many sentences are shown; the rest is counted. */
  readonly most: number;
  /** The command that shows the rest. */
  readonly rest: string;
  /** Places are shown where people edit files; else the number of the question. */
  readonly placed?: boolean;
};

type Heads = ReadonlyMap<QuestionId, Pick<QuestionHead, 'id' | 'number'>>;

function labelIn({ citing, placeholder }: ReadAgain, heads: Heads, placed: boolean): string {
  const label = labelOf(heads.get(citing.question) ?? { id: citing.question });
  if (citing.isOwn) return `${label}, your answer`;
  return placed ? oneLine(lineText(citing.at ?? placeholder.written.at)) : label;
}

/** A sentence behind its label, cut to a few lines. */
function renderSentence(label: string, sentence: string, look: Look): string {
  const room = innerColumns(look) - INDENT.length;
  const lines = wrapText(`${label}: ${withoutMarks(sentence)}`, room).split('\n');
  const [last, ...cut] = lines.slice(MOST_LINES - 1);
  const shown = cut.length === 0 ? lines : lines.slice(0, MOST_LINES - 1);
  if (cut.length > 0) shown.push(truncateTo(`${last} ${cut[0]}`, room, look.theme.symbols.ellipsis));
  return shown.map((line, i) => (i === 0 ? '  ' : INDENT) + line).join('\n');
}

/** What to read again, without a final newline; empty for nothing. */
export function renderReadAgain(
  found: readonly ReadAgain[],
  heads: Heads,
  { most, rest, placed = false }: Limits,
  look: Look,
): string {
  if (found.length === 0) return '';
  const those =
    found.length === 1
      ? 'Read this sentence again: it holds a figure or comparison written by hand.'
      : `Read these ${found.length} sentences again: they hold figures or comparisons written by hand.`;
  const lines = [
    wrapText(look.theme.warn(those), innerColumns(look)),
    ...firstLines(
      found,
      most,
      (one) => renderSentence(clean(labelIn(one, heads, placed)), one.sentence, look),
      (more) => `  and ${more} more: \`${rest}\` lists them`,
    ),
  ];
  return inset(lines.join('\n'), look);
}
