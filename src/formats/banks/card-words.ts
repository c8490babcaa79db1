// The words of a question that a card gives, as Markdown: options as a list, the right ones named in the answer. Knows all
// cards of a file together, since what one means may show in the others; knows nothing of where the texts go.
import { STAR_PARTS } from '../../core/question.ts';
import { partName } from '../../core/star-shares.ts';
import { fencedCode } from '../html-pieces.ts';
import type { JsonNode } from '../json-tree.ts';
import type { Card } from './card.ts';
import { difficultyScale, type DifficultyScale } from './card-difficulty.ts';
import { markdownText, plainText, seemsHtml, shortMarkdown, withoutEmphasis } from './cell-text.ts';
import { nodeText, type Written } from './field-values.ts';
import { optionsWithin, rightIndexes, type FoundOption } from './field-options.ts';
import { optionAnswer, optionList, type Option } from './option-answer.ts';
import { questionWords } from './question-words.ts';

/** What holds for all cards of a file. */
export type Manner = {
  readonly html: { readonly question: boolean; readonly answer: boolean; readonly option: boolean };
  /** What the first option is called where options are numbered. */
  readonly firstOption: 0 | 1;
  readonly difficulty: DifficultyScale;
};

/** The options of a card; those that stand in the words of its question when it has no others. */
function optionsOf(card: Card): { readonly stem: Written; readonly options: readonly FoundOption[] } {
  const within = card.options.length === 0 ? optionsWithin(card.question.text) : undefined;
  if (!within) return { stem: card.question, options: card.options };
  return { stem: { text: within.stem, at: card.question.at }, options: within.options };
}

/** Numbers of options: programs count from 0, people from 1. What is out of range one way settles it for all. */
function firstOption(cards: readonly Card[], usual: 0 | 1): 0 | 1 {
  for (const card of cards) {
    for (const [name, value] of card.right) {
      const number = Number(nodeText(value).trim() || Number.NaN);
      if (number === 0 || /ind(?:ex|ices|exes)$/i.test(name)) return 0;
      if (number === card.options.length) return 1;
    }
  }
  return cards.some(({ counted }) => counted) ? 1 : usual;
}

/**
 * Looks at all cards of a file.
 * @param usual where numbered options begin when the file does not show it
 */
export function mannerOf(cards: readonly Card[], usual: 0 | 1): Manner {
  return {
    html: {
      question: seemsHtml(cards.map(({ question }) => question.text)),
      answer: seemsHtml(
        cards.flatMap(({ answer, explanation }) => [answer?.text ?? '', explanation?.text ?? '']),
      ),
      option: seemsHtml(cards.flatMap(({ options }) => options.map(({ text }) => text))),
    },
    firstOption: firstOption(cards, usual),
    difficulty: difficultyScale(cards),
  };
}

type Judged = { readonly options: readonly Option[]; readonly unmet: string };

/** Options with the right ones among them; `unmet` is what was given as the answer and is none of them: it explains. */
function judged(card: Card, found: readonly FoundOption[], manner: Manner): Judged {
  const given = card.right.map(([, value]) => value);
  const said: readonly JsonNode[] =
    given.length > 0 || card.answer === undefined ? given : [{ kind: 'text', ...card.answer }];
  const meant = said.map((value) => ({ value, indexes: rightIndexes(found, value, manner.firstOption) }));
  const right = new Set(meant.flatMap(({ indexes }) => indexes));
  const options = found.map(({ text, right: itself, note }, index) => ({
    text: shortMarkdown(text, manner.html.option),
    right: itself ?? right.has(index),
    ...(note !== undefined && { note: markdownText(note, manner.html.answer) }),
  }));
  const settled = options.some((option) => option.right);
  const others = meant.flatMap(({ value, indexes }) =>
    indexes.length === 0 ? [nodeText(value).trim()] : [],
  );
  // A letter beside flags that say something else explains nothing.
  const unmet = others.filter((text) => !settled || /\S\s+\S/.test(text));
  return { options, unmet: joined(unmet.map((text) => markdownText(text, manner.html.answer))) };
}

const asCode = (code: string): string => (/^\s*(?:`{3}|~{3})/.test(code) ? code : fencedCode(code, ''));

/** Texts one below the other. */
export const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');

/** The answer of a card without options. */
function openAnswer({ answer, explanation, others, star }: Card, html: boolean): string {
  const story = STAR_PARTS.flatMap((part) => {
    const text = star[part]?.text;
    return text === undefined ? [] : [`**${partName(part)}**: ${markdownText(text, html)}`];
  });
  const more = others.map(({ name, text }) => `**${name.trim()}**\n\n${markdownText(text, html)}`);
  const texts = [answer, explanation].map((written) => (written ? markdownText(written.text, html) : ''));
  return joined([...story, ...texts, ...more]);
}

/** What a card says in words. */
export type CardWords = {
  /** Plain, on one line. */
  readonly title: string;
  /** Markdown: what is asked beyond the title. */
  readonly asked: string;
  readonly answer: string;
  /** That the title begins with. */
  readonly number?: number;
  /** The right options: what the answer has to name. */
  readonly points: readonly string[];
};

/** Puts a card into words. */
export function cardWords(card: Card, manner: Manner): CardWords {
  const { stem, options: found } = optionsOf(card);
  const { html } = manner;
  const words = questionWords(markdownText(stem.text, html.question));
  const { options, unmet } = judged(card, found, manner);
  // Code belongs to what is asked where there is something to choose from; else it shows what the answer says.
  const code = card.code ? asCode(card.code.text) : '';
  const choosing = options.length > 0;
  const asked = joined([words.rest, choosing ? code : '', optionList(options)]);
  const explained = card.explanation ? markdownText(card.explanation.text, html.answer) : '';
  const answer = choosing
    ? optionAnswer(options, joined([unmet, explained]))
    : joined([openAnswer(card, html.answer), code]);
  const points = options.flatMap(({ text, right }) =>
    right && text.length <= 300 ? [text.replace(/\s+/g, ' ')] : [],
  );
  return {
    title: plainText(html.question ? withoutEmphasis(words.title) : words.title),
    asked,
    answer,
    points,
    number: words.number,
  };
}
