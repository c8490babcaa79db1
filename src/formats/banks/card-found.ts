// Questions made of cards: every text is put into the made source and keeps its place in the file. Knows where texts stand;
// how a card is put into words is card-words.ts' part.
import { oneLine } from '../../core/one-line.ts';
import type { Problem } from '../../core/problem.ts';
import type { Source } from '../../core/span.ts';
import type { JsonNode } from '../json-tree.ts';
import { cardNumber, fieldValues, type Card } from './card.ts';
import { cardDifficulty } from './card-difficulty.ts';
import { cardWords, joined, mannerOf, type Manner } from './card-words.ts';
import { markdownText, plainText } from './cell-text.ts';
import type { Role } from './field-names.ts';
import { listed, minutesOf, nodeText, tagsOf, type Written } from './field-values.ts';
import type { ForeignBank, FoundQuestion } from './found.ts';
import { storyStretches } from './guide-story.ts';
import { makerOf, type Maker, type Stretch } from './made-source.ts';

const LONGEST_SOURCE = 500;
/** Parts of one text that lists key points or follow-ups on one line. */
const LINE_LIST = /\s{0,9}(?:\||;(?=\s))\s{0,9}/;

/** A question whose key points are still stretches of the made source. */
type Placed = { readonly found: FoundQuestion; readonly points: readonly Stretch[] };

const textsOf = (card: Card, role: Role): readonly Written[] =>
  fieldValues(card, role).flatMap(([, value]) => (value.kind === 'number' ? [] : listed(value, LINE_LIST)));

/** Key points that the card gives. Lone numbers are scores. */
const pointsOf = (card: Card): readonly Written[] =>
  textsOf(card, 'points').filter(({ text }) => !/^[\d.,%\s/]+$/.test(text));

function followUpsOf(card: Card, maker: Maker): NonNullable<FoundQuestion['followUps']> {
  const values = fieldValues(card, 'followUps').flatMap(([, value]) =>
    value.kind === 'list' ? value.items : [value],
  );
  return values.flatMap((value) => {
    if (value.kind !== 'map') {
      return listed(value, LINE_LIST).map(({ text, at }) => ({
        question: maker.add(text, at),
        answer: maker.add('', at),
      }));
    }
    const [question = '', answer = ''] = value.entries.map(([, each]) => nodeText(each).trim());
    return question === ''
      ? []
      : [{ question: maker.add(question, value.at), answer: maker.add(answer, value.at) }];
  });
}

/** How a question is put into lists. */
function headOf(
  card: Card,
  manner: Manner,
  counted: number | undefined,
): Pick<FoundQuestion, 'number' | 'section' | 'tags' | 'difficulty' | 'minutes' | 'origin'> {
  const nodes = (role: Role): readonly JsonNode[] => fieldValues(card, role).map(([, value]) => value);
  const number = cardNumber(card) ?? counted;
  const tags = [...card.topics, ...nodes('tags').flatMap(tagsOf)];
  const difficulty = cardDifficulty(card, manner.difficulty);
  const [minutes] = [
    ...nodes('minutes').flatMap((value) => minutesOf(value, false) ?? []),
    ...nodes('seconds').flatMap((value) => minutesOf(value, true) ?? []),
  ];
  const [origin] = nodes('origin').map((value) => oneLine(nodeText(value)).slice(0, LONGEST_SOURCE));
  return {
    number,
    ...(card.section !== undefined && { section: plainText(card.section) }),
    ...(tags.length > 0 && { tags: [...new Set(tags)] }),
    difficulty,
    minutes,
    origin,
  };
}

/** Puts the texts of a card into the made source. */
function placed(card: Card, manner: Manner, maker: Maker): Placed {
  const words = cardWords(card, manner);
  const { question } = card;
  const answerAt = card.answer?.at ?? card.right[0]?.[1].at ?? card.explanation?.at ?? question.at;
  const titleAt = maker.add(words.title, question.at);
  const asked = words.asked === '' ? undefined : maker.add(words.asked, question.at);
  const answer = maker.add(words.answer, answerAt);
  const given = pointsOf(card);
  const points = given.length > 0 ? given : words.points.map((text) => ({ text, at: answerAt }));
  const followUps = followUpsOf(card, maker);
  const notes = fieldValues(card, 'notes').map(([, value]) =>
    markdownText(nodeText(value), manner.html.answer),
  );
  const found: FoundQuestion = {
    title: words.title,
    titleAt,
    asked,
    answer,
    ...headOf(card, manner, words.number),
    ...(followUps.length > 0 && { followUps }),
    ...(notes.length > 0 && { notes: maker.add(joined(notes), question.at) }),
  };
  return { found, points: points.map(({ text, at }) => maker.add(oneLine(text), at)) };
}

/** A question as it is in the finished source: key points with their places, and the parts of a story. */
function finished({ found, points }: Placed, source: Source): FoundQuestion {
  const star = storyStretches(source, found.answer);
  const keyPoints = points.map((point) => source.textAt(point.start, point.end));
  return { ...found, ...(star && { star }), ...(keyPoints.length > 0 && { keyPoints }) };
}

/**
 * Makes questions of the cards of a file.
 * @param usual the number of the first option where options are numbered and the file does not show it
 */
export function cardsBank(
  file: Source,
  cards: readonly Card[],
  usual: 0 | 1,
  problems: readonly Problem[],
): ForeignBank {
  const maker = makerOf(file);
  const manner = mannerOf(cards, usual);
  const all = cards.map((card) => placed(card, manner, maker));
  const source = maker.source();
  return { source, found: all.map((each) => finished(each, source)), problems };
}
