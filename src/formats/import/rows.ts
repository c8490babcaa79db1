// A question as a row of a table or an object gives it, by what its fields are for.
import type { Problem } from '../../core/base/problem.ts';
import { type Difficulty, STAR_PARTS, type StarPart } from '../../core/base/question.ts';
import type { Source } from '../../core/base/span.ts';
import { oneLine, withNewlines } from '../../core/base/text.ts';
import { decodeEntities } from '../../core/base/markup.ts';
import { partName } from '../../core/stories/stories.ts';
import { fencedCode, markdownOf } from '../markdown/from-html.ts';
import { hasTags } from '../markdown/html-tokens.ts';
import type { JsonNode } from '../notation/json.ts';
import { storyStretches } from '../question/story.ts';
import { letterOf, type Option, optionAnswer, optionList } from './choices.ts';
import type { ForeignBank, FoundQuestion } from './draft.ts';
import {
  difficultyNumber,
  entryOf,
  fieldDifficulty,
  type FoundOption,
  isRating,
  isRatingName,
  type Layout,
  listed,
  minutesOf,
  nodeText,
  numberOf,
  optionOf,
  optionsIn,
  optionsWithin,
  rightIndexes,
  type Role,
  tagsOf,
  type Written,
} from './fields.ts';
import { type Maker, makerOf, type Stretch } from './made-source.ts';
import { asksAtEnd, questionWords } from './words.ts';

/** A field: its name as it is written, and its value. */
export type Field = readonly [name: string, value: JsonNode];

/** What one row or object says, unjudged. Nothing in it is empty but what is not there. */
export type Card = {
  readonly question: Written;
  readonly code?: Written;
  readonly answer?: Written;
  /** Further answers under names of their own. */
  readonly others: readonly (Written & { readonly name: string })[];
  readonly explanation?: Written;
  readonly options: readonly FoundOption[];
  /** True when the fields of the options are numbered: then the first is 1. */
  readonly counted: boolean;
  /** Says which options are right, where they do not say it themselves. */
  readonly right: readonly Field[];
  readonly section?: string;
  /** Narrower names than the section. */
  readonly topics: readonly string[];
  readonly fields: ReadonlyMap<Role, readonly Field[]>;
  readonly star: Readonly<Partial<Record<StarPart, Written>>>;
};

const writtenOf = (node: JsonNode): Written | undefined => {
  const text = nodeText(node).trim();
  return text === '' ? undefined : { text, at: node.at };
};

const LONGEST_SECTION = 120;
/** Signs alone ask nothing. */
const SAYS = /\p{L}|[?？]/u;

/** The fields of a role that hold something. */
function filled(fields: readonly Field[], layout: Layout, role: Role): readonly Field[] {
  return (layout.fields.get(role) ?? []).flatMap((at) => {
    const field = fields[at];
    return field && nodeText(field[1]).trim() !== '' ? [field] : [];
  });
}

const holdsFlags = (node: JsonNode): boolean =>
  node.kind === 'list' && node.items.some((item) => optionOf(item)?.right !== undefined);

const holdsList = (node: JsonNode): boolean =>
  (node.kind === 'list' && node.items.length > 1) || (node.kind === 'map' && node.entries.length > 1);

type Choosing = Pick<Card, 'options' | 'right'> & { readonly answers: readonly Field[] };

const NONE: Choosing = { options: [], right: [], answers: [] };

/** Numbers by their size, words by the alphabet. */
function byWords(a: FoundOption, b: FoundOption): number {
  const [one, other] = [Number(a.text), Number(b.text)];
  if (Number.isFinite(one) && Number.isFinite(other)) return one - other;
  return a.text.toLowerCase() < b.text.toLowerCase() ? -1 : 1;
}

/** Wrong answers in columns or a list of their own: the right one is put among them, in the order of the alphabet. */
function amongWrong(right: readonly Field[], wrong: readonly FoundOption[]): Choosing {
  const good = right.flatMap(([, value]): readonly (FoundOption | undefined)[] =>
    value.kind === 'list' ? optionsIn(value) : [optionOf(value)],
  );
  const options: readonly FoundOption[] = [
    ...good.flatMap((one) => (one ? [{ ...one, right: true }] : [])),
    ...wrong.map((one) => ({ ...one, right: false })),
  ];
  return { options: options.toSorted(byWords), right: [], answers: [] };
}

/** What there is to choose from, and which fields are answers after all. */
function choosing(fields: readonly Field[], layout: Layout): Choosing {
  const answers = filled(fields, layout, 'answer');
  const right = filled(fields, layout, 'right');
  const wrong = [
    ...filled(fields, layout, 'wrong').flatMap(([, value]) => optionsIn(value)),
    ...layout.wrong.flatMap((at) => (fields[at] ? [optionOf(fields[at][1])] : [])),
  ].filter((option) => option !== undefined);
  if (wrong.length > 0) return amongWrong(right.length > 0 ? right : answers, wrong);
  const lettered = layout.options.flatMap((at, i): readonly FoundOption[] => {
    const option = fields[at] && optionOf(fields[at][1]);
    return option ? [{ ...option, key: letterOf(i) }] : [];
  });
  if (lettered.length > 1)
    return { options: lettered, right: right.length > 0 ? right : answers, answers: [] };
  const [listed] = filled(fields, layout, 'options');
  if (listed) {
    const options = optionsIn(listed[1]);
    if (options.length > 1) return { options, right: right.length > 0 ? right : answers, answers: [] };
  }
  // A list under the name of the answer is one of options when something says which is right.
  const telling = right.length > 0 ? right : answers.filter(([, { kind }]) => kind === 'number');
  const within = answers.find(
    ([, value]) => holdsFlags(value) || (telling.length > 0 && holdsList(value) && value.kind !== 'number'),
  );
  if (within) return { options: optionsIn(within[1]), right: telling, answers: [] };
  if (telling.length < answers.length && right.length === 0)
    return { ...NONE, answers: answers.filter(([, { kind }]) => kind !== 'number') };
  return { ...NONE, answers: answers.length > 0 ? answers : right };
}

/** The parts of a story: fields of their own, or the entries of an answer that is an object. */
function starOf(fields: readonly Field[], layout: Layout, answers: readonly Field[]): Card['star'] {
  const star: Partial<Record<StarPart, Written>> = {};
  const [answer] = answers;
  for (const part of STAR_PARTS) {
    const value = filled(fields, layout, part)[0]?.[1] ?? (answer && entryOf(answer[1], [part]));
    const written = value && writtenOf(value);
    if (written) star[part] = written;
  }
  return star.situation && star.action && star.result ? star : {};
}

function sectionsOf(fields: readonly Field[], layout: Layout): readonly string[] {
  const texts = filled(fields, layout, 'section').map(([, value]) => oneLine(nodeText(value)));
  return [...new Set(texts.filter((text) => text.length <= LONGEST_SECTION && !/^\d+$/.test(text)))];
}

/**
 * Reads a row or object.
 * @param fields in the order of the names that the layout is of
 * @returns undefined when it asks nothing
 */
export function cardOf(fields: readonly Field[], layout: Layout): Card | undefined {
  const question = fields[layout.question]?.[1];
  const words = question && writtenOf(question);
  if (!words || !SAYS.test(words.text)) return undefined;
  const { options, right, answers } = choosing(fields, layout);
  const star = starOf(fields, layout, answers);
  const told = Object.keys(star).length > 0;
  const [answer, ...others] = told ? [] : answers;
  const answerText = answer && writtenOf(answer[1]);
  const explanation = filled(fields, layout, 'explanation')[0]?.[1];
  const explained = explanation && writtenOf(explanation);
  const code = filled(fields, layout, 'code')[0]?.[1];
  const [section, ...topics] = sectionsOf(fields, layout);
  return {
    question: words,
    code: code && { text: nodeText(code).trimEnd(), at: code.at },
    answer: answerText,
    others: others.flatMap(([name, value]) => {
      const text = writtenOf(value);
      return text && text.text !== answerText?.text ? [{ ...text, name }] : [];
    }),
    ...(explained && explained.text !== answerText?.text && { explanation: explained }),
    options,
    counted: layout.counted,
    right,
    section,
    topics,
    fields: new Map([...layout.fields.keys()].map((role) => [role, filled(fields, layout, role)] as const)),
    star,
  };
}

/** Whether most of some questions read like questions. */
export function mostlyAsk(cards: readonly Card[]): boolean {
  const asking = cards.filter(({ question }) => asksAtEnd(question.text)).length;
  return asking * 10 >= cards.length * 6 && asking > 0;
}

/** The number that a card gives itself. */
function cardNumber(card: Card): number | undefined {
  for (const role of ['number', 'id'] as const) {
    for (const [, value] of card.fields.get(role) ?? []) {
      const number = numberOf(value);
      if (number !== undefined) return number;
    }
  }
  return undefined;
}

/** The fields of a role that a card fills. */
const fieldValues = (card: Card, role: Role): readonly Field[] => card.fields.get(role) ?? [];

// How hard the cards of a file are, by their fields.

/** What holds for all cards of a file. */
type DifficultyScale = {
  /** The largest number, or count of stars, that stands for a difficulty; 0 without one. */
  readonly largest: number;
  /** Whether ratings stand for difficulties. */
  readonly takesRatings: boolean;
};

const valuesOf = (card: Card, takesRatings: boolean): readonly JsonNode[] =>
  fieldValues(card, 'difficulty').flatMap(([name, value]) =>
    takesRatings || !isRatingName(name) ? [value] : [],
  );

/** Looks at all cards of a file. A field that is called a difficulty leaves ratings what they are. */
function difficultyScale(cards: readonly Card[]): DifficultyScale {
  const fields = cards.flatMap((card) => fieldValues(card, 'difficulty'));
  const takesRatings = fields.every(([name, value]) => isRatingName(name) && isRating(value));
  const numbers = cards.flatMap((card) =>
    valuesOf(card, takesRatings).map((value) => difficultyNumber(value) ?? 0),
  );
  return { largest: numbers.reduce((most, number) => Math.max(most, number), 0), takesRatings };
}

/** How hard a card says that it is. */
function cardDifficulty(card: Card, { largest, takesRatings }: DifficultyScale): Difficulty | undefined {
  const [difficulty] = valuesOf(card, takesRatings).map((value) => fieldDifficulty(value, largest));
  return difficulty;
}

// Text of cells and strings as Markdown: whether a field is written in HTML, and titles in plain words.

/** Texts that are looked at to tell how a field is written. */
const MOST_TEXTS = 200;
const LONGEST_LOOK = 20_000;
/** Code in Markdown: tags in it are spoken of. */
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]{1,300}`/g;
const FORMED =
  /^\s*<(?:p|div|ul|ol|h[1-6]|pre|blockquote|table|span|section|article)(?:\s[^<>]{0,500})?>[\s\S]*<\/[a-z][a-z0-9]{0,10}>\s*$|<br\s?\/?>|<\/(?:p|li|pre|td)>\s*(?:<|$)|<(b|i|strong|em|code|u|sub|sup)>[^<>]{1,300}<\/\1>/i;

/** Whether the texts of a field are HTML. Plain text and Markdown that speak of tags are not. */
export function seemsHtml(texts: Iterable<string>): boolean {
  let tagged = 0;
  let formed = 0;
  let seen = 0;
  for (const text of texts) {
    if (seen >= MOST_TEXTS) break;
    seen += 1;
    if (!text.includes('<')) continue;
    const prose = text.slice(0, LONGEST_LOOK).replace(CODE, '');
    if (!hasTags(prose)) continue;
    tagged += 1;
    if (FORMED.test(prose)) formed += 1;
  }
  return formed > 0 && formed * 2 >= tagged;
}

const REFERENCE = /&(?:#x?[\da-f]{1,6}|[a-z]{2,8}\d?);/i;

/** The text of a field as Markdown. */
export function markdownText(text: string, html: boolean): string {
  const plain = withNewlines(text);
  return (html && (plain.includes('<') || REFERENCE.test(plain)) ? markdownOf(plain) : plain).trim();
}

const TAG = /<\/?[a-z!][^<>\n`]{0,200}>/gi;

/** A short text that is no Markdown, such as an option: tags that it speaks of are code, lest they be taken for tags. */
export function shortMarkdown(text: string, html: boolean): string {
  if (html || text.includes('`') || !text.includes('<')) return markdownText(text, html);
  return markdownText(text, false).replace(TAG, (tag) => `\`${tag}\``);
}

/** A short text in plain words. */
const plainText = (text: string): string => decodeEntities(withNewlines(text)).trim();

/** Signs that Markdown gives a meaning to, where they stand for themselves. */
const ESCAPED = /\\([!-/:-@[-`{-~])/g;

/** Words that were turned from HTML, without the marks of what was bold or slanted and of what was not. */
const withoutEmphasis = (title: string): string =>
  title.replace(ESCAPED, '$1').replace(/(\*{1,3}|~~)(\S|\S[^*\n]{0,300}\S)\1/g, '$2');

// The words of a question that a card gives, as Markdown: options as a list, the right ones named in the
// answer.

/** What holds for all cards of a file. */
type Manner = {
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
function mannerOf(cards: readonly Card[], usual: 0 | 1): Manner {
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
const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');

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
type CardWords = {
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
function cardWords(card: Card, manner: Manner): CardWords {
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

// Questions made of cards: every text is put into the made source and keeps its place in the file. Knows
// where texts stand; how a card is put into words is card-words.ts' part.

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
