// Questions from the rows of a table or the objects of a document, by the roles of their fields.
import { decodeEntities } from '../../core/base/markup.ts';
import type { Problem } from '../../core/base/problem.ts';
import { STAR_PARTS, type StarPart } from '../../core/base/question.ts';
import type { Source } from '../../core/base/span.ts';
import { oneLine, withNewlines } from '../../core/base/text.ts';
import { partName } from '../../core/stories/stories.ts';
import { fencedCode, markdownOf } from '../markdown/from-html.ts';
import { hasTags } from '../markdown/html.ts';
import type { JsonNode } from '../notation/json.ts';
import { mayTellStory } from '../question/story.ts';
import type { Draft, Drafts } from './draft.ts';
import {
  difficultyNumber,
  entryOf,
  fieldDifficulty,
  isRating,
  isRatingName,
  type Layout,
  listed,
  minutesOf,
  nodeText,
  numberOf,
  type Role,
  tagsOf,
  type Written,
} from './fields.ts';
import { makerOf, type TextMaker } from './made-source.ts';
import { asksAtEnd, questionWords } from './words.ts';

// The options of a multiple-choice question in a table or an object (in columns, as a list, as one text, or
// within the question), which of them are right, and how they are shown.

/** `right`: undefined when the option itself does not say. */
type FoundOption = {
  readonly text: string;
  /** Its name in the file: `A`, `answer_b`, `3`. */
  readonly key?: string;
  readonly right?: boolean;
  readonly note?: string;
};

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

/** `true`, `"true"`, `1`, `yes`, `✓`, or a fraction of the marks. */
function isYes(node: JsonNode): boolean {
  if (node.kind === 'flag') return node.value;
  if (node.kind === 'number') return node.value > 0;
  return (
    node.kind === 'text' &&
    /^\s*(?:true|yes|y|t|x|✓|✔|✅|right|correct|[1-9]\d{0,2}(?:\.\d{1,5})?%?)\s*$/iu.test(node.text)
  );
}

function optionOf(node: JsonNode): FoundOption | undefined {
  if (node.kind !== 'map') {
    const text = nodeText(node).trim();
    return text === '' ? undefined : { text };
  }
  const text = entryOf(node, TEXT_KEYS);
  if (!text) return undefined;
  const key = NAME_KEYS.map((name) => entryOf(node, [name])).find((one) => one && one !== text);
  const right = entryOf(node, RIGHT_KEYS);
  const note = entryOf(node, NOTE_KEYS);
  return {
    text: nodeText(text).trim(),
    key: key && nodeText(key),
    right: right && isYes(right),
    note: note && nodeText(note).trim(),
  };
}

/** `A` for the first; a number after `Z`. */
const letterOf = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : String(index + 1);

/** A label before an option's text: `A) …`, `b. …`, `(C) …`, `1. …`. */
const LABEL = /^\s*(?:\(?([A-Ja-j])[).:\]]|\(?(\d{1,2})[).])\s*(?=\S)/;
const LABELS_WITHIN = /(?:^|[\s;,|])\(?([A-Ha-h])[).:]\s+(?=\S)/g;

const labelOf = (text: string): string | undefined => {
  const found = LABEL.exec(text.slice(0, 12));
  return (found?.[1] ?? found?.[2])?.toUpperCase();
};

const countsUp = (labels: readonly (string | undefined)[]): boolean =>
  labels.length > 1 && labels.every((label, i) => label === letterOf(i) || label === String(i + 1));

function withoutLabels(options: readonly FoundOption[]): readonly FoundOption[] {
  const labels = options.map(({ text }) => labelOf(text));
  if (!countsUp(labels)) return options;
  return options.map((option, i) => ({
    ...option,
    text: option.text.replace(LABEL, '').trim(),
    key: option.key ?? labels[i],
  }));
}

/** Splits at lines, `A) … B) …`, array items, or separators. */
function split(text: string): readonly string[] {
  const array = /^\s*\[([\s\S]*)\]\s*$/.exec(text)?.[1];
  if (array !== undefined) {
    const quoted = [...array.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g)];
    return quoted.length > 0
      ? quoted.map(([, double, single]) => (double ?? single ?? '').replace(/\\(["'\\])/g, '$1'))
      : array.split(',');
  }
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  if (lines.length > 1) return lines;
  const labels = [...text.matchAll(LABELS_WITHIN)];
  if (countsUp(labels.map(([, label]) => label?.toUpperCase()))) {
    return labels.map(({ index }, i) =>
      text.slice(index, labels[i + 1]?.index).replace(/^[\s;,|]+|[\s;,|]+$/g, ''),
    );
  }
  const separator = ['|', ';', ' / ', ','].find((each) => text.includes(each));
  return separator === undefined ? [text] : text.split(separator);
}

export function optionsIn(node: JsonNode): readonly FoundOption[] {
  const found =
    node.kind === 'list'
      ? node.items.map(optionOf)
      : node.kind === 'map'
        ? node.entries.map(([key, value]) => {
            const option = optionOf(value);
            return option && { ...option, key };
          })
        : split(nodeText(node)).map((text) => ({ text: text.trim() }));
  const options = found.flatMap((option) => (option && option.text !== '' ? [option] : []));
  return withoutLabels(options.slice(0, MOST_OPTIONS));
}

export function optionsWithin(
  text: string,
): { readonly stem: string; readonly options: readonly FoundOption[] } | undefined {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => labelOf(line) === 'A');
  if (first < 1) return undefined;
  const rest = lines.slice(first).filter((line) => line.trim() !== '');
  const options = withoutLabels(rest.map((line) => ({ text: line.trim() })));
  return options.length > 1 && options[0]?.key !== undefined
    ? { stem: lines.slice(0, first).join('\n').trimEnd(), options }
    : undefined;
}

const LONGEST_SAID = 2000;
const LONGEST_LIST = 200;

function simple(text: string): string {
  const words = text.slice(0, LONGEST_SAID).toLowerCase().replace(/\s+/g, ' ').trim();
  let end = words.length;
  while (end > 0 && (words[end - 1] === '.' || words[end - 1] === ' ')) end -= 1;
  return words.slice(0, end);
}

/** Matches the words first, then the name, then the letter or number. */
function indexOf(options: readonly FoundOption[], said: string, first: 0 | 1): number {
  const words = simple(said);
  if (words === '') return -1;
  const same = options.findIndex(({ text }) => simple(text) === words);
  if (same !== -1) return same;
  const named = options.findIndex(({ key }) => key !== undefined && simple(key) === words);
  if (named !== -1) return named;
  const [, letter, digits, rest = ''] =
    /^(?:(?:option|answer|choice|opt|ans)[\s_-]?)?(?:\(?([a-j])|\(?(\d{1,2}))(?:\s*[).:–-]\s*(.*))?$/s.exec(
      words,
    ) ?? [];
  const index = letter === undefined ? Number(digits ?? Number.NaN) - first : letter.charCodeAt(0) - 97;
  const option = options[index];
  if (!option) return -1;
  // In `A closure …`, A is an article; in `B. its words`, B is a letter.
  return rest === '' || rest.startsWith(simple(option.text)) ? index : -1;
}

/** `A, C`, `B;D`, `AC`, `1 and 3`; any other text is a single part. */
function severalIn(said: string): readonly string[] {
  if (said.length > LONGEST_LIST) return [said];
  const parts = said.split(/\s*(?:[,;|&/+]|\band\b)\s*/i).filter((part) => part !== '');
  if (parts.length > 1) return parts;
  return /^[A-J]{2,6}$/.test(said.trim()) ? said.trim().split('') : [said];
}

/**
 * Empty when `right` matches no option.
 * @param first the number of the first option
 */
export function rightIndexes(
  options: readonly FoundOption[],
  right: JsonNode,
  first: 0 | 1,
): readonly number[] {
  if (right.kind === 'list')
    return [...new Set(right.items.flatMap((item) => rightIndexes(options, item, first)))];
  if (right.kind === 'map') {
    const option = optionOf(right);
    return option ? rightIndexes(options, { kind: 'text', text: option.text, at: right.at }, first) : [];
  }
  const said = nodeText(right);
  // A number in an array of texts is an index.
  const place = right.kind === 'number' ? right.value - first : -1;
  if (options[place] && !options.some(({ text, key }) => text === said || key === said)) return [place];
  const whole = indexOf(options, said, first);
  if (whole !== -1) return [whole];
  const several = severalIn(said).map((part) => indexOf(options, part, first));
  return several.length > 1 && !several.includes(-1) ? [...new Set(several)] : [];
}

type Option = {
  readonly text: string;
  readonly right: boolean;
  readonly note?: string;
};

const isBlock = (text: string): boolean => text.includes('\n');

function listItem(lead: string, text: string): string {
  const lines = (isBlock(text) ? `${lead}\n\n${text}` : `${lead} ${text}`).split('\n');
  return lines.map((line, i) => (i === 0 || line === '' ? line : `  ${line}`)).join('\n');
}

const isYesOrNo = (options: readonly Option[]): boolean =>
  options.length <= 2 && options.every(({ text }) => /^(?:true|false|yes|no)$/i.test(text));

export const optionList = (options: readonly Option[]): string =>
  isYesOrNo(options)
    ? ''
    : options.map(({ text }, index) => listItem(`- ${letterOf(index)}.`, text)).join('\n');

/**
 * The right options with their letters, the explanation, and the notes on each option. Empty when nothing
 * says what is right.
 * @param explanation Markdown; may be empty
 */
export function optionAnswer(options: readonly Option[], explanation: string): string {
  const bare = isYesOrNo(options);
  const named = options.flatMap(({ text, right }, index) => {
    if (!right) return [];
    const letter = `**${letterOf(index)}.**`;
    return bare ? [text] : isBlock(text) ? [letter, text] : [`${letter} ${text}`];
  });
  const noted = options.flatMap(({ note = '', right }, index) =>
    note === '' ? [] : [{ note, right, index }],
  );
  const [only] = noted;
  const isOfAnswer = noted.length === 1 && only?.right && options.filter(({ right }) => right).length === 1;
  const notes = isOfAnswer
    ? only.note
    : noted.map(({ note, index }) => listItem(`- ${letterOf(index)}.`, note)).join('\n');
  return [...named, notes, explanation].filter((part) => part !== '').join('\n\n');
}

export type Field = readonly [name: string, value: JsonNode];

export type Card = {
  readonly question: Written;
  readonly code?: Written;
  readonly answer?: Written;
  readonly others: readonly (Written & { readonly name: string })[];
  readonly explanation?: Written;
  readonly options: readonly FoundOption[];
  /** True when numbered fields hold the options, from 1. */
  readonly counted: boolean;
  readonly right: readonly Field[];
  readonly section?: string;
  readonly topics: readonly string[];
  readonly star: Readonly<Partial<Record<StarPart, Written>>>;
  readonly fields: FieldsOf;
};

type FieldsOf = (role: Role) => readonly Field[];

const LONGEST_SECTION = 120;
/** Punctuation alone asks nothing. */
const SAYS = /\p{L}|[?？]/u;

function writtenOf(node: JsonNode | undefined): Written | undefined {
  const text = node ? nodeText(node).trim() : '';
  return node && text !== '' ? { text, at: node.at } : undefined;
}

type Choosing = Pick<Card, 'options' | 'right'> & { readonly answers: readonly Field[] };

/** Numbers by size, words alphabetically. */
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

const holdsFlags = (node: JsonNode): boolean =>
  node.kind === 'list' && node.items.some((item) => optionOf(item)?.right !== undefined);

const holdsSeveral = (node: JsonNode): boolean =>
  (node.kind === 'list' && node.items.length > 1) || (node.kind === 'map' && node.entries.length > 1);

function choosing(row: readonly Field[], layout: Layout, fields: FieldsOf): Choosing {
  const answers = fields('answer');
  const right = fields('right');
  const rightOrAnswers = right.length > 0 ? right : answers;
  const optionAt = (at: number): FoundOption | undefined => row[at] && optionOf(row[at][1]);
  const wrong = [
    ...fields('wrong').flatMap(([, value]) => optionsIn(value)),
    ...layout.wrong.flatMap((at) => optionAt(at) ?? []),
  ];
  if (wrong.length > 0) return amongWrong(rightOrAnswers, wrong);
  const lettered = layout.options.flatMap((at, i): readonly FoundOption[] => {
    const option = optionAt(at);
    return option ? [{ ...option, key: letterOf(i) }] : [];
  });
  if (lettered.length > 1) return { options: lettered, right: rightOrAnswers, answers: [] };
  const [list] = fields('options');
  const options = list ? optionsIn(list[1]) : [];
  if (options.length > 1) return { options, right: rightOrAnswers, answers: [] };
  // A list in the answer's field holds options when another field says which is right.
  const isNumber = ([, { kind }]: Field): boolean => kind === 'number';
  const telling = right.length > 0 ? right : answers.filter(isNumber);
  const within = answers.find(
    ([, value]) => holdsFlags(value) || (telling.length > 0 && holdsSeveral(value)),
  );
  if (within) return { options: optionsIn(within[1]), right: telling, answers: [] };
  const texts = answers.filter((field) => !isNumber(field));
  const told = right.length === 0 && texts.length > 0 ? texts : answers;
  return { options: [], right: [], answers: told.length > 0 ? told : right };
}

/** From their own fields, or the entries of an answer that is an object. */
function starOf(fields: FieldsOf, [answer]: readonly Field[]): Card['star'] {
  const star: Partial<Record<StarPart, Written>> = {};
  for (const part of STAR_PARTS) {
    const written = writtenOf(fields(part)[0]?.[1] ?? (answer && entryOf(answer[1], [part])));
    if (written) star[part] = written;
  }
  return star.situation && star.action && star.result ? star : {};
}

/**
 * @param row fields in the order of the layout's names
 * @returns undefined when it asks nothing
 */
export function cardOf(row: readonly Field[], layout: Layout): Card | undefined {
  const question = writtenOf(row[layout.question]?.[1]);
  if (!question || !SAYS.test(question.text)) return undefined;
  const filled = new Map(
    [...layout.fields].map(([role, places]) => [
      role,
      places.flatMap((at) => (row[at] && writtenOf(row[at][1]) ? [row[at]] : [])),
    ]),
  );
  const fields: FieldsOf = (role) => filled.get(role) ?? [];
  const { options, right, answers } = choosing(row, layout, fields);
  const star = starOf(fields, answers);
  const [first, ...others] = Object.keys(star).length > 0 ? [] : answers;
  const answer = writtenOf(first?.[1]);
  const explanation = writtenOf(fields('explanation')[0]?.[1]);
  const code = fields('code')[0]?.[1];
  const sections = fields('section')
    .map(([, value]) => oneLine(nodeText(value)))
    .filter((text) => text.length <= LONGEST_SECTION && !/^\d+$/.test(text));
  const [section, ...topics] = new Set(sections);
  return {
    question,
    code: code && { text: nodeText(code).trimEnd(), at: code.at },
    answer,
    others: others.flatMap(([name, value]) => {
      const other = writtenOf(value);
      return other && other.text !== answer?.text ? [{ ...other, name }] : [];
    }),
    explanation: explanation?.text === answer?.text ? undefined : explanation,
    options,
    counted: layout.counted,
    right,
    section,
    topics,
    star,
    fields,
  };
}

export function mostlyAsk(cards: readonly Card[]): boolean {
  const asking = cards.filter(({ question }) => asksAtEnd(question.text)).length;
  return asking * 10 >= cards.length * 6 && asking > 0;
}

/** How many texts are examined to detect HTML, and how many characters of each. */
const [MOST_TEXTS, LONGEST_LOOK] = [200, 20_000];
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]{1,300}`/g;
const FORMED =
  /^\s*<(?:p|div|ul|ol|h[1-6]|pre|blockquote|table|span|section|article)(?:\s[^<>]{0,500})?>[\s\S]*<\/[a-z][a-z0-9]{0,10}>\s*$|<br\s?\/?>|<\/(?:p|li|pre|td)>\s*(?:<|$)|<(b|i|strong|em|code|u|sub|sup)>[^<>]{1,300}<\/\1>/i;

export function seemsHtml(texts: readonly string[]): boolean {
  const tagged = texts
    .slice(0, MOST_TEXTS)
    .filter((text) => text.includes('<'))
    .map((text) => text.slice(0, LONGEST_LOOK).replace(CODE, ''))
    .filter(hasTags);
  const formed = tagged.filter((prose) => FORMED.test(prose)).length;
  return formed > 0 && formed * 2 >= tagged.length;
}

const REFERENCE = /&(?:#x?[\da-f]{1,6}|[a-z]{2,8}\d?);/i;

export function markdownText(text: string, html: boolean): string {
  const plain = withNewlines(text);
  return (html && (plain.includes('<') || REFERENCE.test(plain)) ? markdownOf(plain) : plain).trim();
}

const TAG = /<\/?[a-z!][^<>\n`]{0,200}>/gi;

/** For a short plain text, such as an option: tags that it mentions become code. */
export function shortMarkdown(text: string, html: boolean): string {
  const markdown = markdownText(text, html);
  return html || text.includes('`') ? markdown : markdown.replace(TAG, (tag) => `\`${tag}\``);
}

const plainText = (text: string): string => decodeEntities(withNewlines(text)).trim();

const ESCAPED = /\\([!-/:-@[-`{-~])/g;

const withoutEmphasis = (title: string): string =>
  title.replace(ESCAPED, '$1').replace(/(\*{1,3}|~~)(\S|\S[^*\n]{0,300}\S)\1/g, '$2');

// Shared by all cards of a file.

type Conventions = {
  readonly html: { readonly question: boolean; readonly answer: boolean; readonly option: boolean };
  readonly firstOption: 0 | 1;
  /** The largest number or count of stars that means a difficulty; 0 without one. */
  readonly hardest: number;
  readonly takesRatings: boolean;
};

const difficulties = (card: Card, takesRatings: boolean): readonly JsonNode[] =>
  card.fields('difficulty').flatMap(([name, value]) => (takesRatings || !isRatingName(name) ? [value] : []));

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

function conventionsOf(cards: readonly Card[], usual: 0 | 1): Conventions {
  // With a field named difficulty, ratings mean something else.
  const takesRatings = cards
    .flatMap(({ fields }) => fields('difficulty'))
    .every(([name, value]) => isRatingName(name) && isRating(value));
  const numbers = cards.flatMap((card) =>
    difficulties(card, takesRatings).map((node) => difficultyNumber(node) ?? 0),
  );
  return {
    html: {
      question: seemsHtml(cards.map(({ question }) => question.text)),
      answer: seemsHtml(
        cards.flatMap(({ answer, explanation }) => [answer?.text ?? '', explanation?.text ?? '']),
      ),
      option: seemsHtml(cards.flatMap(({ options }) => options.map(({ text }) => text))),
    },
    firstOption: firstOption(cards, usual),
    hardest: numbers.reduce((most, number) => Math.max(most, number), 0),
    takesRatings,
  };
}

const LONGEST_SOURCE = 500;
const LONGEST_POINT = 300;
const LINE_LIST = /\s{0,9}(?:\||;(?=\s))\s{0,9}/;

const paragraphs = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');

const asCode = (code: string): string => (/^\s*(?:`{3}|~{3})/.test(code) ? code : fencedCode(code, ''));

/** `unmet`: given answers that match no option, so they explain. */
function judgedOptions(
  { right, answer }: Card,
  found: readonly FoundOption[],
  { html, firstOption: first }: Conventions,
): { readonly options: readonly Option[]; readonly unmet: string } {
  const said: readonly JsonNode[] =
    right.length > 0 || !answer ? right.map(([, value]) => value) : [{ kind: 'text', ...answer }];
  const meant = said.map((value) => ({ value, indexes: rightIndexes(found, value, first) }));
  const indexes = new Set(meant.flatMap((one) => one.indexes));
  const options = found.map(({ text, right: itself, note }, index) => ({
    text: shortMarkdown(text, html.option),
    right: itself ?? indexes.has(index),
    note: note === undefined ? undefined : markdownText(note, html.answer),
  }));
  const isSettled = options.some((option) => option.right);
  const unmet = meant
    .flatMap((one) => (one.indexes.length === 0 ? [nodeText(one.value).trim()] : []))
    // A letter that contradicts the flags explains nothing.
    .filter((text) => !isSettled || /\S\s+\S/.test(text));
  return { options, unmet: paragraphs(unmet.map((text) => markdownText(text, html.answer))) };
}

function openAnswer({ answer, explanation, others, star }: Card, html: boolean): string {
  const markdown = (written: Written | undefined): string =>
    written ? markdownText(written.text, html) : '';
  return paragraphs([
    ...STAR_PARTS.flatMap((part) => (star[part] ? [`**${partName(part)}**: ${markdown(star[part])}`] : [])),
    markdown(answer),
    markdown(explanation),
    ...others.map((other) => `**${other.name.trim()}**\n\n${markdown(other)}`),
  ]);
}

/** Lone numbers are scores, not points. */
const pointsOf = ({ fields }: Card): readonly Written[] =>
  fields('points')
    .flatMap(([, value]) => (value.kind === 'number' ? [] : listed(value, LINE_LIST)))
    .filter(({ text }) => !/^[\d.,%\s/]+$/.test(text));

const followUpsOf = ({ fields }: Card, maker: TextMaker): NonNullable<Draft['followUps']> =>
  fields('followUps')
    .flatMap(([, value]) => (value.kind === 'list' ? value.items : [value]))
    .flatMap((node) => {
      if (node.kind !== 'map')
        return listed(node, LINE_LIST).map(({ text, at }) => ({ asked: text, reply: '', at }));
      const [asked = '', reply = ''] = node.entries.map(([, each]) => nodeText(each).trim());
      return asked === '' ? [] : [{ asked, reply, at: node.at }];
    })
    .map(({ asked, reply, at }) => ({ question: maker.add(asked, at), answer: maker.add(reply, at) }));

type ListFields = Pick<Draft, 'number' | 'section' | 'tags' | 'difficulty' | 'minutes' | 'origin'>;

function firstOf<T>(nodes: readonly JsonNode[], read: (node: JsonNode) => T | undefined): T | undefined {
  return nodes.map(read).find((value) => value !== undefined);
}

function listFields(
  card: Card,
  { takesRatings, hardest }: Conventions,
  counted: number | undefined,
): ListFields {
  const nodes = (role: Role): readonly JsonNode[] => card.fields(role).map(([, value]) => value);
  const tags = [...card.topics, ...nodes('tags').flatMap(tagsOf)];
  const [difficulty] = difficulties(card, takesRatings);
  return {
    number: firstOf([...nodes('number'), ...nodes('id')], numberOf) ?? counted,
    section: card.section === undefined ? undefined : plainText(card.section),
    tags: tags.length > 0 ? [...new Set(tags)] : undefined,
    difficulty: difficulty && fieldDifficulty(difficulty, hardest),
    minutes:
      firstOf(nodes('minutes'), (node) => minutesOf(node, false)) ??
      firstOf(nodes('seconds'), (node) => minutesOf(node, true)),
    origin: firstOf(nodes('origin'), (node) => oneLine(nodeText(node)).slice(0, LONGEST_SOURCE)),
  };
}

/** Options become a list below the question, and the answer names the right ones. */
function foundOf(card: Card, file: Conventions, maker: TextMaker): Draft {
  const { question, code, explanation } = card;
  const { html } = file;
  const within = card.options.length === 0 ? optionsWithin(question.text) : undefined;
  const words = questionWords(markdownText(within?.stem ?? question.text, html.question));
  const { options, unmet } = judgedOptions(card, within?.options ?? card.options, file);
  const title = plainText(html.question ? withoutEmphasis(words.title) : words.title);
  // With options, code belongs to the question; else it illustrates the answer.
  const shown = code ? asCode(code.text) : '';
  const chooses = options.length > 0;
  const asked = paragraphs([words.rest, chooses ? shown : '', optionList(options)]);
  const explained = explanation ? markdownText(explanation.text, html.answer) : '';
  const answer = chooses
    ? optionAnswer(options, paragraphs([unmet, explained]))
    : paragraphs([openAnswer(card, html.answer), shown]);
  const answerAt = card.answer?.at ?? card.right[0]?.[1].at ?? explanation?.at ?? question.at;
  const given = pointsOf(card);
  const points =
    given.length > 0
      ? given
      : options.flatMap(({ text, right }) =>
          right && text.length <= LONGEST_POINT ? [{ text, at: answerAt }] : [],
        );
  const notes = card.fields('notes').map(([, value]) => markdownText(nodeText(value), html.answer));
  return {
    title,
    titleAt: maker.add(title, question.at),
    asked: asked === '' ? undefined : maker.add(asked, question.at),
    answer: maker.add(answer, answerAt),
    findsStory: mayTellStory(answer),
    ...listFields(card, file, words.number),
    followUps: followUpsOf(card, maker),
    notes: notes.length > 0 ? maker.add(paragraphs(notes), question.at) : undefined,
    keyPoints: points.map(({ text, at }) => maker.addText(oneLine(text), at)),
  };
}

/** @param usual the number of the first option, when options are numbered and the file doesn't show it */
export function cardsBank(
  file: Source,
  cards: readonly Card[],
  usual: 0 | 1,
  problems: readonly Problem[],
): Drafts {
  const maker = makerOf(file);
  const conventions = conventionsOf(cards, usual);
  const found = cards.map((card) => foundOf(card, conventions, maker));
  return { source: maker.source(), found, problems };
}
