// How a turn asks for its answer: the card, the question read aloud, a prediction, then the answer itself. Everything but the
// answer happens once a turn, whatever keys come in between.
import type { Reply } from '../context.ts';
import { storyParts } from '../core/star-shares.ts';
import { tickItems } from '../core/ticks.ts';
import { innerColumns } from '../screens/frame.ts';
import { askForAnswer, type Answered, type Asked } from './answering.ts';
import { cardOf, opened, type Turn } from './table.ts';
import { trying } from './turn-keys.ts';

/** The card, with what is asked beyond the title where there is more. Only then the question's file is read first. */
export async function cardFor(turn: Turn): Promise<string> {
  const asked = turn.head.asksMore ? (await trying(turn, () => opened(turn)))?.question.asked : undefined;
  if (!asked) return cardOf(turn);
  const { renderMarkdown } = await import('../screens/markdown.ts');
  const { look } = turn.table;
  const options = { columns: innerColumns(look), theme: look.theme };
  return cardOf(turn, renderMarkdown(asked.text, options).replace(/\s+$/, ''));
}

/** How many items will be ticked; a story is read for that. */
async function itemCount(turn: Turn): Promise<number> {
  const { head } = turn;
  if (head.draft) return 0;
  if (head.kind !== 'star') return head.points;
  const open = await trying(turn, () => opened(turn));
  return open ? tickItems(open.question).length : 0;
}

/**
 * What comes between the card and the answer, once: the question is read aloud, a prediction is asked for.
 * @returns the card as far as it still is to be shown, or a key
 */
async function prepared(turn: Turn, card: string): Promise<Reply<string>> {
  const { table } = turn;
  if (turn.isPrepared || !(table.voice || table.predict)) return { kind: 'value', value: card };
  table.prompts.show(card);
  if (table.voice) {
    const [{ readAloud }, { spokenWords }] = await Promise.all([
      import('./listening.ts'),
      import('../formats/spoken-words.ts'),
    ]);
    table.voice = await readAloud(table, spokenWords(turn.head.title, turn.question?.asked?.text));
  }
  const points = table.predict ? await itemCount(turn) : 0;
  if (points > 0) {
    const { askPrediction } = await import('./predicting.ts');
    const predicted = await askPrediction(table, points, turn.head.kind === 'star' ? 'part' : 'point');
    if (predicted.kind === 'key') return predicted;
    turn.predicted = predicted.value;
  }
  turn.isPrepared = true;
  turn.startedAt = table.context.clock.now();
  return { kind: 'value', value: '' };
}

/** The parts of a story, to be told one after the other. */
async function partsOf(turn: Turn): Promise<Partial<Asked>> {
  if (turn.head.kind !== 'star' || turn.head.draft) return {};
  const open = await trying(turn, () => opened(turn));
  return open ? { parts: storyParts(open.question) } : {};
}

/** Asks for the answer of a turn once: it comes, or a key. */
export async function askTurn(turn: Turn): Promise<Reply<Answered>> {
  const { head, table } = turn;
  const card = await prepared(turn, await cardFor(turn));
  if (card.kind === 'key') return card;
  const parts = await partsOf(turn);
  const { startedAt } = turn;
  return askForAnswer(table, {
    question: head,
    mode: table.session.mode,
    card: card.value,
    startedAt,
    ...parts,
  });
}
