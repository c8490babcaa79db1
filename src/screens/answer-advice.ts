// Advice on a story, in words: what to look at again, and which sentences are meant.
import type { Advice } from '../core/answer-advice.ts';
import { partName } from '../core/star-shares.ts';
import { innerColumns, type Look } from './frame.ts';
import { hangText, oneLine, truncateTo } from './width.ts';
import { percentText } from '../core/wording.ts';

/** Sentences shown of one part. */
const SHOWN = 3;

/** `Task`, `Situation and Task`, `Situation, Task and Result`. */
function names(advice: readonly Advice[]): string {
  const all = advice.map(({ part }) => partName(part));
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}

function sentenceOf(advice: Exclude<Advice, { readonly code: 'part-missing' | 'part-empty' }>): string {
  const part = partName(advice.part);
  if (advice.code === 'number-missing') return `${part} has no number: what changed, and by how much?`;
  if (advice.code === 'part-long')
    return `${part} takes ${percentText(advice.share)} of the words; most stories give it at most ${percentText(advice.most)} of the time.`;
  const count = advice.sentences.length;
  return `${part} says "we" in ${count === 1 ? 'a sentence' : `${count} sentences`}: say what you did yourself.`;
}

function lacking(advice: readonly Advice[], code: Advice['code'], what: string): readonly string[] {
  const some = advice.filter((each) => each.code === code);
  return some.length === 0 ? [] : [`${names(some)} ${some.length === 1 ? 'is' : 'are'} ${what}.`];
}

/** What to look at again, one line each, with the sentences that are meant; empty without advice. Ends in a newline. */
export function renderAdvice(advice: readonly Advice[], look: Look): string {
  const { theme, columns } = look;
  const { bullet, ellipsis } = theme.symbols;
  const item = (text: string): string => hangText(`${theme.warn(bullet)} `, text, columns);
  const lines = advice.flatMap((each) => {
    if (each.code === 'part-missing' || each.code === 'part-empty') return [];
    if (each.code !== 'we') return [item(sentenceOf(each))];
    const room = Math.max(20, innerColumns(look) - 4);
    const shown = each.sentences
      .slice(0, SHOWN)
      .map((sentence) => theme.dim(`    ${truncateTo(oneLine(sentence), room, ellipsis)}`));
    const more = each.sentences.length - SHOWN;
    return [item(sentenceOf(each)), ...shown, ...(more > 0 ? [theme.dim(`    and ${more} more`)] : [])];
  });
  const all = [
    ...[...lacking(advice, 'part-missing', 'missing'), ...lacking(advice, 'part-empty', 'empty')].map(item),
    ...lines,
  ];
  return all.length === 0 ? '' : `Worth another look:\n${all.join('\n')}\n`;
}
