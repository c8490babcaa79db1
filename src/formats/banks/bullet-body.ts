// What belongs to a list item that asks: its answer, what else is asked, items within it that ask on. Knows one item at a time.
import type { FoundQuestion } from './found.ts';
import type { BulletItem } from './bullet-items.ts';
import { asksOn, inlineAnswer, itemWords, linkTail, namesWhatFollows } from './bullet-words.ts';
import type { Stretch } from './made-source.ts';
import { columnsToCut, linesWithin, passage, type Desk } from './sheet-passages.ts';

export type BulletBody = Pick<FoundQuestion, 'asked' | 'answer' | 'followUps' | 'notes'>;

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** The words that ask, links behind them, and the text that follows up to a place, its indent taken away. */
type Told = {
  readonly words: Stretch;
  readonly links: Stretch;
  readonly rest: Stretch;
  readonly says: 'nothing' | 'code' | 'text';
};

/** Where the words of the question end, and where what follows them begins. */
function partedWords(
  text: string,
  item: BulletItem,
): Pick<Told, 'words' | 'links'> & { readonly from: number } {
  const { start, end } = item.words;
  const written = itemWords(text, item);
  const tail = linkTail(written);
  const inline = tail === undefined ? inlineAnswer(written) : undefined;
  const stop = start + (tail ?? inline?.asked ?? end - start);
  const links = { start: stop, end: tail === undefined ? stop : end };
  return { words: { start, end: stop }, links, from: inline ? start + inline.answer : end };
}

function toldBy(desk: Desk, item: BulletItem, stop: number): Told {
  const { text } = desk.source;
  const { words, links, from } = partedWords(text, item);
  const own = { start: from, end: Math.max(from, stop) };
  const filled = linesWithin(desk.lines, own).filter(
    (line) => text.slice(line.start, line.end).trim() !== '',
  );
  const columns = from < item.words.end ? 0 : columnsToCut(text, filled, item.indent);
  const rest = filled.length === 0 ? { start: from, end: from } : passage(desk, [own], columns);
  const says = filled.length === 0 ? 'nothing' : filled.every(({ code }) => code) ? 'code' : 'text';
  return { words, links, rest, says };
}

/** Where the words of the question stand, without an answer or links on the same line. */
export const askedWords = (text: string, item: BulletItem): Stretch => partedWords(text, item).words;

/** Takes apart what belongs to an item. Code alone is part of the question, and so is what it says that follows. */
export function bulletBody(desk: Desk, item: BulletItem): BulletBody {
  const { text } = desk.source;
  const asking = item.children.filter((child) => asksOn(itemWords(text, child)));
  const stops = [...asking.map(({ words }) => lineStart(text, words.start)), item.end];
  const { rest, says, links } = toldBy(desk, item, stops[0] ?? item.end);
  const followUps = asking.map((child, i) => {
    const told = toldBy(desk, child, stops[i + 1] ?? item.end);
    return { question: told.words, answer: told.rest };
  });
  const answers = says === 'text' && !namesWhatFollows(itemWords(text, item));
  const nothing = { start: item.end, end: item.end };
  return {
    ...(!answers && says !== 'nothing' && { asked: rest }),
    answer: answers ? rest : nothing,
    ...(followUps.length > 0 && { followUps }),
    ...(links.end > links.start && { notes: links }),
  };
}
