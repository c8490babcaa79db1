// Questions from records (rows, objects, notes), by the roles of their fields.
import { decodeEntities } from '../../core/base/markup.ts';
import type { Problem } from '../../core/base/problem.ts';
import { DIFFICULTIES, type Difficulty, STAR_PARTS } from '../../core/base/question.ts';
import { openSource, type Source } from '../../core/base/span.ts';
import { oneLine, withNewlines } from '../../core/base/text.ts';
import { partName } from '../../core/stories/stories.ts';
import { fencedCode, markdownOf } from '../markdown/from-html.ts';
import { hasTags } from '../markdown/html.ts';
import type { JsonNode } from '../notation/json.ts';
import { mayTellStory } from '../question/story.ts';
import { withMarkdownMarks } from './document-marks.ts';
import type { Draft, Drafts } from './draft.ts';
import {
  entryOf,
  fieldDifficulty,
  type Layout,
  listed,
  minutesOf,
  nodeText,
  numberOf,
  partsOf,
  type Role,
  tagsOf,
  type Written,
} from './fields.ts';
import { makerOf, type TextMaker } from './made-source.ts';
import { asksAtEnd, difficultyOf, questionWords, wordCount } from './words.ts';

// The options of a multiple-choice question, which are right, and how they are shown.

type FoundOption = Partial<ReturnType<typeof optionOf>> & { readonly text: string };

const TEXT_KEYS = 'text option answer content value title label name body choice texto texte testo'.split(
  ' ',
);
const RIGHT_KEYS =
  'correct iscorrect is_correct right isright is_right isanswer is_answer fraction correta correcta richtig'.split(
    ' ',
  );
const NAME_KEYS = 'key letter identifier id label index option chave clave lettre'.split(' ');
const NOTE_KEYS = ['feedback', 'explanation', 'rationale', 'reason'];
const MOST_OPTIONS = 40;

/** A flag as a word, or a fraction of the marks. */
const YES = /^\s*(?:true|yes|y|t|x|✓|✔|✅|right|correct|[1-9]\d{0,2}(?:\.\d{1,5})?%?)\s*$/iu;

const isYes = (node: JsonNode): boolean =>
  node.kind === 'number' ? node.value > 0 : YES.test(nodeText(node).slice(0, 40));

function optionOf(node: JsonNode) {
  const text = node.kind === 'map' ? entryOf(node, TEXT_KEYS) : node;
  const words = text ? nodeText(text).trim() : '';
  if (words === '') return undefined;
  const key = NAME_KEYS.map((name) => entryOf(node, [name])).find((one) => one && one !== text);
  const right = entryOf(node, RIGHT_KEYS);
  const note = entryOf(node, NOTE_KEYS);
  return {
    text: words,
    /** Its name in the file: `A`, `answer_b`, `3`. */
    key: key && nodeText(key),
    /** Undefined if the option does not say. */
    right: right && isYes(right),
    note: note && nodeText(note).trim(),
  };
}

/** `A` for the first; a number after `Z`. */
const letterOf = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : String(index + 1);

/** A label before an option's text: `A) …`, `b. …`, `(C) …`, `1. …`. */
const LABEL = /^\s*(?:\(?([A-Ja-j])[).:\]]|\(?(\d{1,2})[).])\s*(?=\S)/;

/** Without their labels, if these count up. */
function unlabelled(options: readonly FoundOption[]): readonly FoundOption[] {
  const labels = options.map(({ text }) => {
    const found = LABEL.exec(text.slice(0, 12));
    return (found?.[1] ?? found?.[2])?.toUpperCase();
  });
  const countsUp = labels.every((label, i) => label === letterOf(i) || label === String(i + 1));
  if (options.length < 2 || !countsUp) return options;
  return options.map((option, i) => ({
    ...option,
    text: option.text.replace(LABEL, '').trim(),
    key: option.key ?? labels[i],
  }));
}

/** Parts a text at lines, array items, or separators. */
function optionTexts(text: string): readonly string[] {
  const [line = '', ...others] = partsOf(text, /$^/);
  if (others.length > 0) return [line, ...others];
  const separator = ['|', ';', ' / ', ','].find((each) => line.includes(each));
  return separator === undefined ? [line] : line.split(separator);
}

export function optionsIn(node: JsonNode): readonly FoundOption[] {
  const items: readonly (readonly [key: string | undefined, value: JsonNode])[] =
    node.kind === 'map'
      ? node.entries
      : node.kind === 'list'
        ? node.items.map((item) => [undefined, item])
        : optionTexts(nodeText(node)).map((text) => [undefined, { kind: 'text', text, at: node.at }]);
  const options = items.flatMap(([key, value]): readonly FoundOption[] => {
    const option = optionOf(value);
    return option ? [{ ...option, key: key ?? option.key }] : [];
  });
  return unlabelled(options.slice(0, MOST_OPTIONS));
}

const LONGEST_SAID = 2000;
const LONGEST_LIST = 200;

const simple = (text: string): string =>
  oneLine(text.slice(0, LONGEST_SAID))
    .toLowerCase()
    .replace(/[. ]+$/, '');

const NAMED =
  /^(?:(?:option|answer|choice|opt|ans)[\s_-]?)?(?:\(?([a-j])|\(?(\d{1,2}))(?:\s*[).:–-]\s*(.*))?$/s;

/** Matches the words first, then the name, then the letter or number. */
function indexOf(options: readonly FoundOption[], said: string, first: 0 | 1): number {
  const words = simple(said);
  const same = options.findIndex(({ text }) => simple(text) === words);
  if (same !== -1) return same;
  const named = options.findIndex(({ key }) => key !== undefined && simple(key) === words);
  if (named !== -1) return named;
  const [, letter, digits, rest = ''] = NAMED.exec(words) ?? [];
  const index = letter === undefined ? Number(digits ?? Number.NaN) - first : letter.charCodeAt(0) - 97;
  const option = options[index];
  // In `A closure …`, A is an article; in `B. its words`, B is a letter.
  return option && rest.startsWith(rest === '' ? '' : simple(option.text)) ? index : -1;
}

/** `A, C`, `B;D`, `AC`, `1 and 3`; any other text is a single part. */
function severalIn(said: string): readonly string[] {
  if (said.length > LONGEST_LIST) return [said];
  const parts = said.split(/\s*(?:[,;|&/+]|\band\b)\s*/i).filter((part) => part !== '');
  if (parts.length > 1) return parts;
  return /^[A-J]{2,6}$/.test(said.trim()) ? said.trim().split('') : [said];
}

/**
 * Empty if `right` matches no option.
 * @param first the number of the first option
 */
export function rightIndexes(
  options: readonly FoundOption[],
  right: JsonNode,
  first: 0 | 1,
): readonly number[] {
  if (right.kind === 'list')
    return [...new Set(right.items.flatMap((item) => rightIndexes(options, item, first)))];
  const said = right.kind === 'map' ? (optionOf(right)?.text ?? '') : nodeText(right);
  // A number in an array of texts is an index.
  const place = right.kind === 'number' ? right.value - first : -1;
  if (options[place] && !options.some(({ text, key }) => text === said || key === said)) return [place];
  const whole = indexOf(options, said, first);
  if (whole !== -1) return [whole];
  const several = severalIn(said).map((part) => indexOf(options, part, first));
  return several.length > 1 && !several.includes(-1) ? [...new Set(several)] : [];
}

type Option = Pick<FoundOption, 'text' | 'note'> & { readonly right: boolean };

function listItem(lead: string, text: string): string {
  const lines = `${lead}${text.includes('\n') ? '\n\n' : ' '}${text}`.split('\n');
  return lines.map((line, i) => (i === 0 || line === '' ? line : `  ${line}`)).join('\n');
}

const isYesOrNo = (options: readonly Option[]): boolean =>
  options.length <= 2 && options.every(({ text }) => /^(?:true|false|yes|no)$/i.test(text));

export const optionList = (options: readonly Option[]): string =>
  isYesOrNo(options)
    ? ''
    : options.map(({ text }, index) => listItem(`- ${letterOf(index)}.`, text)).join('\n');

const paragraphs = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');

/** With letters, explanation, and notes on each option. Empty if nothing says what is right. */
export function optionAnswer(options: readonly Option[], explanation: string): string {
  const bare = isYesOrNo(options);
  const named = options.flatMap(({ text, right }, index) => {
    if (!right) return [];
    return bare ? text : `**${letterOf(index)}.**${text.includes('\n') ? '\n\n' : ' '}${text}`;
  });
  const noted = [...options.entries()].filter(([, { note = '' }]) => note !== '');
  const isOfAnswer = noted.length === 1 && named.length === 1 && noted[0]?.[1].right === true;
  const notes = noted.map(([index, { note = '' }]) =>
    isOfAnswer ? note : listItem(`- ${letterOf(index)}.`, note),
  );
  return paragraphs([...named, notes.join('\n'), explanation]);
}

// `{{c1::hidden}}`, `{{c2::hidden::hint}}`, perhaps nested.

const OPENING = String.raw`\{\{c\d{1,3}(?:,\d{1,3}){0,20}::`;
/**
 * Without parts inside. The braces of a formula (`\frac{1}{2}}}`) belong to the formula, although Anki ends the
 * part there.
 */
const PART = new RegExp(
  String.raw`${OPENING}((?:[^{}]|\{(?!\{c\d)(?:[^{}]|\{[^{}]*\})*\})*|(?:(?!${OPENING})[^])*?)\}\}`,
  'g',
);
const DEEPEST = 8;
/** With more parts, a cloze gives no more key points. */
const MOST_POINTS = 20;
const GAP = '[…]';

export const hasCloze = (text: string): boolean => text.search(PART) !== -1;

/** @param shown what a hidden part becomes, from the innermost to the outermost */
function replaceParts(text: string, shown: (hidden: string, hint: string) => string): string {
  let replaced = text;
  for (let depth = 0; depth < DEEPEST && hasCloze(replaced); depth += 1)
    replaced = replaced.replaceAll(PART, (_, inside: string) => {
      // In Anki, the hint follows the first `::`.
      const [words = '', ...hint] = inside.split('::');
      return shown(words, hint.join('::'));
    });
  return replaced;
}

/** Unclosed parts are text. What is hidden has inner parts first. */
export function readCloze(text: string, shown: (hidden: string) => string) {
  const hidden: string[] = [];
  const filled = replaceParts(text, (words) => {
    hidden.push(words);
    return shown(words);
  });
  return { withGaps: replaceParts(text, (_, hint) => (hint === '' ? GAP : `[${hint}]`)), filled, hidden };
}

export type Field = readonly [name: string, value: JsonNode];

export type Card = {
  readonly id?: string;
  /** Without options inside it. */
  readonly question: Written;
  readonly answers: readonly Field[];
  readonly options: readonly FoundOption[];
  /** Numbered fields have the options, from 1. */
  readonly counted: boolean;
  readonly right: readonly Field[];
  readonly section?: string;
  readonly topics: readonly string[];
  /** Filled ones without a role. */
  readonly rest: readonly Field[];
  /** Filled ones. */
  readonly fields: (role: Role) => readonly Field[];
};

const LONGEST_SECTION = 120;
/** Punctuation alone asks nothing. */
const SAYS = /\p{L}|[?？]/u;

const textOf = (node: JsonNode | undefined): string => (node ? nodeText(node).trim() : '');

type Choosing = Pick<Card, 'options' | 'right' | 'answers'>;

function byWords(a: FoundOption, b: FoundOption): number {
  const [one, other] = [Number(a.text), Number(b.text)];
  if (Number.isFinite(one) && Number.isFinite(other)) return one - other;
  return a.text.toLowerCase() < b.text.toLowerCase() ? -1 : 1;
}

/** Inserts the right answer among the wrong ones alphabetically, so that its place reveals nothing. */
function amongWrong(right: readonly Field[], wrong: readonly FoundOption[]): Choosing {
  const good = right.flatMap(([, value]) =>
    value.kind === 'list' ? optionsIn(value) : (optionOf(value) ?? []),
  );
  const options: readonly FoundOption[] = [
    ...good.map((one) => ({ ...one, right: true })),
    ...wrong.map((one) => ({ ...one, right: false })),
  ];
  return { options: options.toSorted(byWords), right: [], answers: [] };
}

/** Options in the field of the answer: several, of which another field names the right one, or with flags. */
function holdsOptions(node: JsonNode, isNamed: boolean): boolean {
  if (node.kind === 'map') return isNamed && node.entries.length > 1;
  if (node.kind !== 'list') return false;
  return (isNamed && node.items.length > 1) || node.items.some((item) => optionOf(item)?.right !== undefined);
}

function choosing(row: readonly Field[], layout: Layout, fields: Card['fields']): Choosing {
  const answers = fields('answer');
  const right = fields('right');
  const rightOrAnswers = right.length > 0 ? right : answers;
  const optionsAt = (places: readonly number[]): readonly FoundOption[] =>
    places.flatMap((at, i) => {
      const option = row[at] && optionOf(row[at][1]);
      return option ? [{ ...option, key: letterOf(i) }] : [];
    });
  const wrong = [...fields('wrong').flatMap(([, value]) => optionsIn(value)), ...optionsAt(layout.wrong)];
  if (wrong.length > 0) return amongWrong(rightOrAnswers, wrong);
  const lettered = optionsAt(layout.options);
  const list = fields('options')[0]?.[1];
  const options = lettered.length > 1 || !list ? lettered : optionsIn(list);
  if (options.length > 1) return { options, right: rightOrAnswers, answers: [] };
  const isNumber = ([, { kind }]: Field): boolean => kind === 'number';
  const telling = right.length > 0 ? right : answers.filter(isNumber);
  const within = answers.find(([, value]) => holdsOptions(value, telling.length > 0));
  if (within) return { options: optionsIn(within[1]), right: telling, answers: [] };
  const texts = answers.filter((field) => !isNumber(field));
  const told = right.length === 0 && texts.length > 0 ? texts : answers;
  return { options: [], right: [], answers: told.length > 0 ? told : right };
}

const nodesIn = (fields: readonly Field[]): readonly JsonNode[] =>
  fields.flatMap(([, value]) => (value.kind === 'list' ? value.items : [value]));

/** Ids, dates, flags, counts and kinds, below a name that a program gave. */
const NO_LOSS = /^(?!https?:)(?:\S*[\d_]\S*|[\p{Ll}-]+|[^\p{L}]*|\p{L}{1,2}|[Tt]rue|TRUE|Yes|False|FALSE)$/u;
/** `Confidence`, `Last asked`; not `ID`, `votes` and `createdAt`. */
const NAMED_BY_PERSON = /^\p{Lu}\p{Ll}+$|\p{L} \p{L}/u;

/**
 * @param row in the order of the layout's names
 * @param asks what a question must have
 * @returns undefined if it asks nothing
 */
export function cardOf(row: readonly Field[], layout: Layout, asks = SAYS): Card | undefined {
  const node = row[layout.question]?.[1];
  const text = textOf(node);
  if (!node || !asks.test(text)) return undefined;
  const filledAt = (places: readonly number[]): readonly Field[] =>
    places.flatMap((at) => (row[at] && textOf(row[at][1]) !== '' ? [row[at]] : []));
  const filled = new Map([...layout.fields].map(([role, places]) => [role, filledAt(places)]));
  const fields: Card['fields'] = (role) => filled.get(role) ?? [];
  const sections = nodesIn(fields('section'))
    .map((each) => oneLine(nodeText(each)))
    .filter((name) => name !== '' && name.length <= LONGEST_SECTION && !/^\d+$/.test(name));
  const [section, ...topics] = new Set(sections);
  const question = { text, at: node.at };
  const rest = filledAt(layout.rest).filter(([name, value]) => {
    const isWritten = NAMED_BY_PERSON.test(name) && /[\p{L}\p{N}]/u.test(nodeText(value));
    return /text|list/.test(value.kind) && (isWritten || !NO_LOSS.test(nodeText(value)));
  });
  return {
    question,
    counted: layout.counted,
    section,
    topics,
    rest,
    fields,
    ...choosing(row, layout, fields),
  };
}

/** A question mark, or a gap to fill. */
export const asks = (text: string): boolean => asksAtEnd(text) || /_{3,}/.test(text) || hasCloze(text);

export function mostlyAsk(cards: readonly Card[]): boolean {
  const asking = cards.filter(({ question }) => asks(question.text)).length;
  return asking * 10 >= cards.length * 6 && asking > 0;
}

/** How many texts are examined to detect HTML, and how many characters of each. */
const [MOST_TEXTS, LONGEST_LOOK] = [200, 20_000];
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]{1,300}`/g;
const FORMED =
  /^\s*<(?:p|div|ul|ol|h[1-6]|pre|blockquote|table|span|section|article)(?:\s[^<>]{0,500})?>[\s\S]*<\/[a-z][a-z0-9]{0,10}>\s*$|<br\s?\/?>|<\/(?:p|li|pre|td)>\s*(?:<|$)|<(b|i|strong|em|code|u|sub|sup)>[^<>]{1,300}<\/\1>|<(font|span)\s(?:color|style|size|class)=[^<>]{1,200}>[^<>]{1,300}<\/\2>/i;

export function seemsHtml(texts: readonly string[]): boolean {
  const tagged = texts
    .slice(0, MOST_TEXTS)
    .filter((text) => text.includes('<'))
    .map((text) => text.slice(0, LONGEST_LOOK).replace(CODE, ''))
    .filter(hasTags);
  const formed = tagged.filter((prose) => FORMED.test(prose)).length;
  return formed > 0 && formed * 2 >= tagged.length;
}

export const markdownText = (text: string, html: boolean): string =>
  withMarkdownMarks(openSource('', html ? markdownOf(text) : withNewlines(text))).text.trim();

const TAG = /<\/?[a-z!][^<>\n`]{0,200}>/gi;

/** For a short plain text, such as an option: tags that it mentions become code. */
export function shortMarkdown(text: string, html: boolean): string {
  const markdown = markdownText(text, html);
  return html || text.includes('`') ? markdown : markdown.replace(TAG, (tag) => `\`${tag}\``);
}

const plainText = (text: string): string => decodeEntities(withNewlines(text)).trim();

const INLINE = /<\/?(?:b|i|u|em|strong|span|font|mark)(?:\s[^<>]{0,500})?>/gi;
/** Lines that are more than plain words are shown below the title. */
const FORM = /^[ \t]{0,3}(?:[-*+] |\d{1,3}[.)] |[|>]|`{3}|~{3}|!\[|\$\$)/m;
const IMAGE = /!\[([^\]\n]{0,300})\]\((?:<[^<>\n]{0,500}>|[^()\s]{0,500})\)/g;
const ESCAPED = /`[^`\n]{0,500}`|\$[^$\n]{0,500}\$|\\([!-/:-@[-`{-~])/g;

/** A title has only words: images, lists and blocks of HTML are shown below it. */
function wordsOf(text: string, html: boolean): ReturnType<typeof questionWords> {
  if (!html) {
    const { title, ...others } = questionWords(markdownText(text, false));
    return { ...others, title: plainText(title) };
  }
  const markdown = markdownText(text.replaceAll(INLINE, ''), true);
  const form = markdown.search(FORM);
  const [head, body] = form > 0 ? [markdown.slice(0, form), markdown.slice(form).trimEnd()] : [markdown, ''];
  const { title, rest, number } = questionWords(head);
  const words = oneLine(title.replaceAll(IMAGE, ''));
  return {
    title: (words === '' ? title.replaceAll(IMAGE, '$1').trim() : words)
      .replaceAll(ESCAPED, (whole, char?: string) => char ?? whole)
      .replace(/^[-*+] (?=\S)/, ''),
    rest: paragraphs([...(title.match(IMAGE) ?? []), rest, body]),
    number,
  };
}

/** Shared by all cards of a file. */
type Conventions = ReturnType<typeof conventionsOf>;

/** Programs count options from 0, people from 1. A number out of range one way decides for the file. */
function firstOption(cards: readonly Card[], usual: 0 | 1): 0 | 1 {
  for (const { right, options } of cards) {
    for (const [name, value] of right) {
      const number = Number(nodeText(value).trim() || Number.NaN);
      if (number === 0 || /ind(?:ex|ices|exes)$/i.test(name)) return 0;
      if (number === options.length) return 1;
    }
  }
  return cards.some(({ counted }) => counted) ? 1 : usual;
}

const levelText = ({ fields }: Card): string => {
  const [level] = fields('difficulty');
  return level ? nodeText(level[1]).trim() : '';
};

function conventionsOf(cards: readonly Card[], usual: 0 | 1, html: boolean | undefined) {
  const isHtml = (textsOf: (card: Card) => readonly string[]): boolean =>
    html ?? seemsHtml(cards.flatMap(textsOf));
  return {
    html: {
      question: isHtml(({ question }) => [question.text]),
      answer: isHtml(({ answers, fields }) =>
        [...answers, ...fields('explanation')].map(([, value]) => nodeText(value)),
      ),
      option: isHtml(({ options }) => options.map(({ text }) => text)),
    },
    firstOption: firstOption(cards, usual),
    telling: tellingNames(cards),
    /** With another number it would be a scale of its own. */
    hasThreeLevels: cards.every((card) => /^(?:[123]$|\D|$)/.test(levelText(card))),
  };
}

const FEWEST_TELLING = 4;
const isTelling = ([, value]: Field): boolean =>
  wordCount(nodeText(value)) >= FEWEST_TELLING || /\[[A-Z]/.test(nodeText(value));

/** Of fields without a role: they belong below the answer if one of them has some words, or a placeholder. */
const tellingNames = (cards: readonly Card[]): ReadonlySet<string> =>
  new Set(cards.flatMap(({ rest }) => rest.filter(isTelling).map(([name]) => name)));

const LONGEST_SOURCE = 500;
const LONGEST_POINT = 300;
const LINE_LIST = /\s{0,9}(?:\||;(?=\s)|<br\s?\/?>)\s{0,9}/;
const QUESTIONS = new RegExp(String.raw`${LINE_LIST.source}|(?<=[?？])\s{1,9}(?=\p{Lu})`, 'u');

const asCode = (code: string): string => (/^\s*(?:`{3}|~{3})/.test(code) ? code : fencedCode(code, ''));

/** `unmet`: given answers that match no option, so they explain. */
function judgedOptions({ right, options: found }: Card, { html, firstOption: first }: Conventions) {
  const meant = right.map(([, value]) => ({ value, indexes: rightIndexes(found, value, first) }));
  const indexes = new Set(meant.flatMap((one) => one.indexes));
  const options = found.map(({ text, right: itself, note }, index) => ({
    text: shortMarkdown(text, html.option),
    right: itself ?? indexes.has(index),
    note: note === undefined ? undefined : markdownText(note, html.answer),
  }));
  const isSettled = options.some((option) => option.right);
  const unmet = meant
    .flatMap((one) => (one.indexes.length === 0 ? [textOf(one.value)] : []))
    // A letter that contradicts the flags explains nothing.
    .filter((text) => !isSettled || /\S\s+\S/.test(text));
  return { options, unmet: paragraphs(unmet.map((text) => markdownText(text, html.answer))) };
}

/** Other texts of a record, below its answer. */
const underNames = (fields: readonly Field[], html: boolean, answer = ''): readonly string[] =>
  fields
    .filter(([, value]) => textOf(value) !== answer)
    .map(([name, value]) => {
      const label = oneLine(name) === '' ? '' : `**${oneLine(name)}**\n\n`;
      return `${label}${markdownText(textOf(value), html)}`;
    });

/** The parts of a story, or the answer; then the explanation, and other answers under their names. */
function openAnswer({ answers, fields }: Card, html: boolean): string {
  const star = STAR_PARTS.map((part) => {
    const [, own] = fields(part)[0] ?? [];
    const within = answers[0] && entryOf(answers[0][1], [part]);
    return [part, textOf(own ?? within)] as const;
  }).filter(([, text]) => text !== '');
  const isStory = ['situation', 'action', 'result'].every((part) => star.some(([name]) => name === part));
  const [first, ...others] = isStory ? [] : answers;
  const explanation = textOf(fields('explanation')[0]?.[1]);
  const answer = textOf(first?.[1]);
  const markdown = (text: string): string => markdownText(text, html);
  return paragraphs([
    ...(isStory ? star.map(([part, text]) => `**${partName(part)}**: ${markdown(text)}`) : []),
    markdown(answer),
    explanation === answer ? '' : markdown(explanation),
    ...underNames(others, html, answer),
  ]);
}

const pointsOf = ({ fields }: Card): readonly Written[] =>
  fields('points')
    .flatMap(([, value]) => (value.kind === 'number' ? [] : listed(value, LINE_LIST)))
    .filter(({ text }) => !/^[\d.,%\s/]+$/.test(text));

const followUpsOf = ({ fields }: Card, maker: TextMaker): Draft['followUps'] =>
  nodesIn(fields('followUps'))
    .filter((node) => SAYS.test(nodeText(node)))
    .flatMap((node) => {
      if (node.kind !== 'map')
        return listed(node, QUESTIONS).map(({ text, at }) => ({ asked: text, reply: '', at }));
      const [asked = '', reply = ''] = node.entries.map(([, each]) => textOf(each));
      return asked === '' ? [] : [{ asked, reply, at: node.at }];
    })
    .map(({ asked, reply, at }) => ({
      question: maker.add(asked.trim(), at),
      answer: maker.add(reply.trim(), at),
    }));

/** Tags that programs give, or that repeat what other fields say. */
export const NO_TAG = /^(?:leech|marked)$|^(?:difficulty|level)[/:]/i;
/** `difficulty::hard`, `easy`. */
const LEVEL = /^(?:(?:difficulty|level|lvl)(?:::|[-_=/:])([a-z]+)|(easy|medium|hard))$/i;

function levelOf(tag: string): Difficulty | undefined {
  const [, named, alone] = LEVEL.exec(tag) ?? [];
  return difficultyOf(named ?? alone ?? '');
}

function firstOf<T>(fields: readonly Field[], read: (node: JsonNode) => T | undefined): T | undefined {
  return fields.map(([, value]) => read(value)).find((value) => value !== undefined);
}

function listFields(card: Card, { hasThreeLevels }: Conventions) {
  const { fields, topics } = card;
  const words = [...topics, ...fields('tags').flatMap(([, value]) => tagsOf(value))];
  const tags = new Set(words.filter((tag) => !NO_TAG.test(tag) && !levelOf(tag)));
  return {
    number: firstOf([...fields('number'), ...fields('id')], numberOf),
    tags: tags.size > 0 ? [...tags] : undefined,
    difficulty:
      firstOf(fields('difficulty').slice(0, 1), fieldDifficulty) ??
      (hasThreeLevels ? DIFFICULTIES[Number(levelText(card)) - 1] : undefined) ??
      words.map(levelOf).find((level) => level),
    minutes: firstOf(fields('minutes'), minutesOf),
    source: firstOf(fields('origin'), (node) => oneLine(nodeText(node)).slice(0, LONGEST_SOURCE)),
  };
}

/** Options become a list below the question, and the answer names the right ones. */
function draftOf(card: Card, file: Conventions, maker: TextMaker): Draft {
  const { question, answers, right, rest, fields, section } = card;
  const { html } = file;
  const mark = html.question ? ['<b>', '</b>'] : ['**', '**'];
  const cloze = readCloze(question.text, (part) => (part === '' ? '' : mark.join(part)));
  const hidden = [...new Set(cloze.hidden)].slice(0, MOST_POINTS);
  const words = wordsOf(cloze.withGaps, html.question);
  const { options, unmet } = judgedOptions(card, file);
  // With options, code belongs to the question; otherwise it illustrates the answer.
  const code = firstOf(fields('code'), (node) => asCode(nodeText(node).trimEnd())) ?? '';
  const chooses = options.length > 0;
  const asked = paragraphs([words.rest, chooses ? code : '', optionList(options)]);
  const explanation = fields('explanation');
  const told = chooses
    ? optionAnswer(options, paragraphs([unmet, markdownText(textOf(explanation[0]?.[1]), html.answer)]))
    : paragraphs([
        hidden.length > 0 ? markdownText(cloze.filled, html.question) : '',
        openAnswer(card, html.answer),
        code,
      ]);
  const restOf = (tells: boolean): readonly string[] =>
    underNames(
      rest.filter(([name]) => file.telling.has(name) === tells),
      html.answer,
    );
  const answer = paragraphs([told, ...restOf(true)]);
  const answerAt = (answers[0] ?? right[0] ?? explanation[0])?.[1].at ?? question.at;
  const given = [...pointsOf(card), ...hidden.map((text) => ({ text, at: question.at }))];
  const points =
    given.length > 0
      ? given.map(({ text, at }) => ({ text: markdownText(text, html.answer), at }))
      : options
          .filter((option) => option.right && option.text.length <= LONGEST_POINT)
          .map(({ text }) => ({ text, at: answerAt }));
  const keyPoints = new Map(points.map(({ text, at }) => [oneLine(text), at]));
  const notes = fields('notes');
  const firstNote = notes[0] ?? rest.find(([name]) => !file.telling.has(name));
  const noted = [...notes.map(([, value]) => markdownText(nodeText(value), html.answer)), ...restOf(false)];
  const facts = listFields(card, file);
  return {
    ...facts,
    id: card.id,
    number: facts.number ?? words.number,
    section: section === undefined ? undefined : plainText(section),
    title: words.title,
    titleAt: maker.add(words.title, question.at).at,
    asked: asked === '' ? undefined : maker.add(asked.trim(), question.at),
    answer: maker.add(answer.trim(), answerAt),
    findsStory: mayTellStory(answer),
    followUps: followUpsOf(card, maker),
    notes: firstNote && maker.add(paragraphs(noted).trim(), firstNote[1].at),
    keyPoints: [...keyPoints].filter(([text]) => text !== '').map(([text, at]) => maker.add(text, at)),
  };
}

export function drafting(
  cards: readonly Card[],
  usual: 0 | 1,
  maker: TextMaker,
  html?: boolean,
): (card: Card) => Draft {
  const conventions = conventionsOf(cards, usual, html);
  return (card) => draftOf(card, conventions, maker);
}

/** @param usual the number of the first option, if options are numbered and the file doesn't show it */
export function cardsBank(
  file: Source,
  cards: readonly Card[],
  usual: 0 | 1,
  problems: readonly Problem[],
): Drafts {
  const maker = makerOf(file);
  const found = cards.map(drafting(cards, usual, maker));
  return { source: maker.source(), found, problems };
}
