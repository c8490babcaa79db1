// Questions in Markdown: what asks, its section, what is shown with it, answer, key points, and follow-ups.
import { countBy } from '../../core/base/collections.ts';
import type { Problem } from '../../core/base/problem.ts';
import type { Difficulty, FollowUp } from '../../core/base/question.ts';
import { slug } from '../../core/base/ids.ts';
import { type Range, type Source, type Text, trimmedText } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import { type Marked, type MarkKind, markedStretches, markedTexts } from '../markdown/marks.ts';
import { linesOf, outline } from '../markdown/outline.ts';
import {
  type Candidate,
  candidate,
  type CandidateKind,
  type Candidates,
  candidatesIn,
  type JudgedDetails,
  PLAIN_LINE,
  wordsOf,
} from './candidates.ts';
import { choiceCut } from './choices.ts';
import { type Draft, endWithoutFooters, isFooter, openFences } from './draft.ts';
import {
  type Children,
  childrenIn,
  judge,
  type Judged,
  type JudgeOptions,
  type Verdict,
} from './families.ts';
import { entryOf, isAmongQuestions, isOtherPage, stemOf, wordsOfName } from './file-facts.ts';
import { parseYaml, readPlainLines, textOf, type YamlEntry } from '../notation/yaml.ts';
import { QUESTION_KEYS, type QuestionDraft, readQuestionFields } from '../question/draft.ts';
import { readPlaceholders } from '../question/placeholders.ts';
import { listItems, markedPoints, pointItems } from '../question/points.ts';
import {
  type BodyLine,
  type Label,
  labelledStory,
  labelOf,
  storyOf,
  withLetters,
} from '../question/story.ts';
import { isReadme } from '../question/question-file.ts';
import { BARE_WORD, sectionName } from './guide-headings.ts';
import { makerBehind, saysNothing, insideOf, outermost } from './made-source.ts';
import {
  apart,
  columnsToCut,
  inlineAnswer,
  lineFrom,
  linesWithin,
  type Part,
  passage,
  type PassageSource,
  summaryParts,
  titleWords,
  unwrapped,
  withoutHtml,
  withoutNumber,
} from './sheet-passages.ts';
import {
  asksAtEnd,
  DIFFICULTY_WORDS,
  difficultyInField,
  difficultyOf,
  holdsNoQuestions,
  mayAsk,
  namesAnswer,
  questionWords,
  wordCount,
  withoutLanguage,
} from './words.ts';

export type Accounting = {
  readonly candidates: readonly ReturnType<typeof toldCandidate>[];
  /** Lines on which a paragraph begins that is in no question. */
  readonly paragraphs: readonly number[];
};

/** A question of a kind makes a file one of the first format that has it. */
const SHAPES = [
  ['guide', 'guide', ['heading']],
  ['details', 'Answers that unfold in Markdown', ['details', 'heading']],
  ['numbered-headings', 'Numbered headings in Markdown', ['listed']],
  ['bold-questions', 'Bold or labeled questions', ['bold', 'labelled']],
  ['multiple-choice', 'Multiple choice in Markdown', ['heading', 'line', 'bold']],
  ['flashcards', 'Flashcards in Markdown', ['heading', 'card']],
  ['bullets', 'Lists of questions', ['item']],
  ['plain-headings', 'Headings with text below', ['heading']],
  ['markdown-table', 'Tables in Markdown', ['row']],
] as const satisfies readonly (readonly [string, title: string, kinds: readonly CandidateKind[]])[];

export type MarkdownShape = (typeof SHAPES)[number][0];

export const MARKDOWN_SHAPES: ReadonlyMap<MarkdownShape, string> = new Map(
  SHAPES.map(([name, title]) => [name, title]),
);

export const markdownKinds = (shape: MarkdownShape): ReadonlySet<CandidateKind> =>
  new Set(SHAPES.find(([name]) => name === shape)?.[2]);

type Cut = Pick<Draft, 'title' | 'titleAt' | 'number' | 'asked' | 'answer'> & {
  readonly one: Candidate;
  readonly followUps: NonNullable<Draft['followUps']>;
  /** If its answer is chosen, hidden, or the back of a card. */
  readonly shape?: 'multiple-choice' | 'details' | 'flashcards';
  readonly tags: readonly string[];
};

type Desk = PassageSource & {
  readonly found: Candidates;
  readonly judged: Judged;
  readonly inner: Children;
  readonly footers: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
  /** A guide of prep: titles are verbatim. */
  readonly exact: boolean;
};

const CARD_TAGS = /(?:[ \t]{1,3}#[\p{L}][\p{L}\p{N}_/-]{0,60}){1,10}[ \t]*$/u;
const TAG = /#([\p{L}\p{N}][\p{L}\p{N}_/-]{0,60})/gu;
const CARD_TAG_AT_END = /#(?:flash)?cards?(?:[/-]\w{1,20})?\s*(?:#\S{1,60}\s*)*$/i;
const HAS_TAGS: ReadonlySet<CandidateKind> = new Set(['heading', 'listed', 'item']);
const CARD_TAG_FIRST = /^#(?:flash)?cards?\s+(?=\S)/i;
const CARD_TAG = /^(?:flash)?cards?(?:[/-]\w{1,20})?$/i;
const WHAT_FOLLOWS = /\b(?:following|these|this|below)\b[^.?!]{0,200}[:：]$/i;

/** For comparison with lines of other answers. */
const footerWords = (line: string): string => line.replace(/\s+/g, ' ').trim().toLowerCase();

/** In characters; a longer line is part of an answer. */
const LONGEST_REPEATED = 200;
const FEWEST_REPEATED = 3;
const SHARE_REPEATED = 0.3;
const FOOTER_LINES = 3;

/** Lines at the same place in many answers do not belong to them: links to the top, labels. */
function repeatedLines(
  { source: { text }, lines }: PassageSource,
  questions: readonly Candidate[],
): Record<'footers' | 'labels', ReadonlySet<string>> {
  const [last, first]: [string[], string[]] = [[], []];
  const saidAt = (at: number): string => {
    const line = lines[at];
    if (!line || line.code || line.end - line.start >= LONGEST_REPEATED) return '';
    const written = text.slice(line.start, line.end);
    return isFooter(written) ? '' : footerWords(written);
  };
  for (const { body, end } of questions) {
    const from = lineFrom(lines, body);
    let at = lineFrom(lines, end) - 1;
    const seen = new Set<string>();
    for (; at >= from && seen.size < FOOTER_LINES; at -= 1) {
      const words = saidAt(at);
      if (words !== '') seen.add(words);
    }
    last.push(...seen);
    let top = from;
    const bottom = lineFrom(lines, end);
    while (top < bottom && saidAt(top) === '') top += 1;
    if (top <= at || seen.size > 1) first.push(saidAt(top));
  }
  const many = (
    all: readonly string[],
    share: number,
    test: (words: string) => boolean,
  ): ReadonlySet<string> =>
    new Set(
      [...countBy(all, (each) => each)].flatMap(([words, times]) =>
        times >= FEWEST_REPEATED && times >= questions.length * share && test(words) ? [words] : [],
      ),
    );
  return {
    footers: many(last, SHARE_REPEATED, (words) =>
      /^[^\p{L}]*\[[^\]]*\](?:\([^()\s]*\))?[^\p{L}]*$|[⬆↑↥⇧▲🔝]|^[^\p{L}\p{N}]+$/u.test(words),
    ),
    labels: many(
      first,
      0.5,
      (words) =>
        words.length < 40 && /^[-*+#>\s]*[*_]{0,2}[\p{L}\s]{1,30}[*_]{0,2}[:：]?[*_]{0,2}$/u.test(words),
    ),
  };
}

function withoutRepeated({ source: { text }, lines, footers, labels }: Desk, { start, end }: Range): Range {
  const words = (at: number): string => {
    const line = lines[at];
    return line && !line.code ? text.slice(Math.max(line.start, start), Math.min(line.end, end)) : 'code';
  };
  const first = lineFrom(lines, start);
  const above = lines[first - 1];
  const top = above && above.next > start ? first - 1 : first;
  const bottom = lineFrom(lines, end);
  let [from, to] = [top, bottom];
  while (to > from) {
    const last = words(to - 1);
    if (!(isFooter(last) || (footers.size > 0 && footers.has(footerWords(last))))) break;
    to -= 1;
  }
  while (from < to && words(from).trim() === '') from += 1;
  const isLabel = labels.size > 0 && from < to - 1 && labels.has(footerWords(words(from)));
  const begin = isLabel ? (lines[from + 1]?.start ?? start) : start;
  return {
    start: begin,
    end: to === bottom ? end : Math.max(begin, Math.min(end, lines[to - 1]?.next ?? begin)),
  };
}

const answersIn = (details: readonly JudgedDetails[], { start, end }: Range): readonly JudgedDetails[] =>
  outermost(
    details.slice(lineFrom(details, start), lineFrom(details, end)).filter(({ kind }) => kind === 'answer'),
  );

function gapsBetween(desk: Desk, { start, end }: Range, elements: readonly Range[]): readonly Range[] {
  const gaps: Range[] = [];
  let at = start;
  for (const one of [...elements, { start: end, end }]) {
    const stop = Math.max(at, one.start);
    const gap = withoutRepeated(desk, { start: at, end: stop });
    if (!saysNothing(desk.source.text, gap.start, gap.end)) gaps.push(gap);
    at = Math.max(at, one.end);
  }
  return gaps;
}

const inside = (desk: Desk, body: Range): Range => withoutHtml(desk, unwrapped(desk.source.text, body));

/**
 * The end of a list item's text. Text at the left margin below it counts only if a list is written that way.
 */
function itemEnd(desk: Desk, one: Candidate): number {
  let blank = false;
  let end = one.body;
  for (const line of linesWithin(desk.lines, { start: one.body, end: one.end })) {
    const words = desk.source.text.slice(line.start, Math.min(line.end, line.start + 80));
    if (!line.code && words.trim() === '') blank = true;
    else if (
      /^[ \t]/.test(words) ||
      (!blank && !/^ {0,3}(?:-{3,}|\*{3,}|_{3,})/.test(words)) ||
      (line.code && end === one.body)
    ) {
      blank = false;
      end = line.next;
    } else break;
  }
  return end;
}

/** The words of a list item, and the text below up to `stop`. */
function itemTexts(desk: Desk, each: Candidate, stop: number) {
  const { text } = desk.source;
  const written = text.slice(each.words.start, each.words.end);
  const inline = inlineAnswer(written);
  const words = { start: each.words.start, end: each.words.start + (inline?.asked ?? written.length) };
  const from = inline ? each.words.start + inline.answer : each.words.end;
  const own = withoutRepeated(desk, { start: from, end: Math.max(from, stop) });
  const filled = linesWithin(desk.lines, own).filter(
    (line) => text.slice(line.start, line.end).trim() !== '',
  );
  const columns = inline ? 0 : columnsToCut(text, filled, each.indent);
  const rest = filled.length === 0 ? { start: from, end: from } : passage(desk, [own], columns);
  return {
    words,
    rest,
    says:
      filled.length === 0 || saysNothing(text, own.start, own.end)
        ? 'nothing'
        : filled.every(({ code }) => code)
          ? 'code'
          : 'text',
  };
}

function itemCut(
  desk: Desk,
  one: Candidate,
  loose: boolean,
): Omit<Cut, 'one' | 'title' | 'number' | 'shape' | 'tags'> {
  const { text } = desk.source;
  const raw = text.slice(one.words.start, one.words.end);
  const end = loose || one.loose ? one.end : itemEnd(desk, one);
  const asking = (desk.inner.get(one) ?? []).filter(
    (each) => each.kind === 'item' && each.says > 0 && !each.link && each.start < end,
  );
  const own = itemTexts(desk, one, asking[0]?.start ?? end);
  const isAsked = own.says === 'code' || WHAT_FOLLOWS.test(raw.trim().slice(-300));
  const nothing = { start: end, end };
  return {
    titleAt: own.words,
    asked: isAsked && own.says !== 'nothing' ? own.rest : undefined,
    answer: isAsked || own.says === 'nothing' ? nothing : own.rest,
    followUps: asking.map((each, i) => {
      const more = itemTexts(desk, each, asking[i + 1]?.start ?? end);
      return { question: more.words, answer: more.rest };
    }),
  };
}

function titleOf(
  desk: Desk,
  one: Candidate,
  at: Range,
): { readonly title: string; readonly number?: number; readonly tags: readonly string[] } {
  const { source } = desk;
  const written = source.text.slice(at.start, at.end);
  if (desk.exact) return { title: written, tags: [] };
  const tagged = HAS_TAGS.has(one.kind) ? (CARD_TAGS.exec(written)?.[0] ?? '') : '';
  const tags = [...tagged.matchAll(TAG)].map((match) => match[1] ?? '').filter((tag) => !CARD_TAG.test(tag));
  const bare = titleWords(written.slice(0, written.length - tagged.length)).replace(CARD_TAG_FIRST, '');
  const plain = one.level >= 10 && one.kind !== 'line' ? bare.replace(/[\s–—:-]{1,6}$/, '') : bare;
  const whole = one.details ? withoutNumber(plain) : { title: plain };
  return { tags, ...whole };
}

function sidesCut(desk: Desk, one: Candidate): Cut {
  const { start, end } = one.words;
  const { title, rest, number } = questionWords(desk.source.text.slice(start, end).trim());
  return {
    one,
    title,
    number,
    titleAt: one.words,
    asked: rest === '' ? undefined : desk.maker.add(rest, start),
    answer: withoutRepeated(desk, { start: one.body, end: one.end }),
    followUps: [],
    tags: [],
    shape: 'flashcards',
  };
}

/** A list item with its title. */
function titledItem(desk: Desk, one: Candidate, isLoose: boolean) {
  const { source } = desk;
  const { text } = source;
  const item = itemCut(desk, one, isLoose);
  const words = wordsOf(source, {
    ...one,
    wording: undefined,
    words: item.titleAt,
  });
  const unlabelled = { start: words.titleStart, end: words.titleEnd };
  const titleAt = text.slice(unlabelled.start, unlabelled.end).trim() === '' ? item.titleAt : unlabelled;
  return { ...item, ...titleOf(desk, one, titleAt), titleAt };
}

function bodyOf(source: Source, one: Candidate): Range {
  if (one.details) return unwrapped(source.text, one.details.body);
  const { titleEnd } = wordsOf(source, one);
  return { start: Math.max(one.body, one.kind === 'item' ? 0 : titleEnd), end: one.end };
}

function cutOf(desk: Desk, one: Candidate, isLoose: boolean): Cut {
  if (one.sides) return sidesCut(desk, one);
  const { source, found } = desk;
  const { text } = source;
  const wording = wordsOf(source, one);
  const element = one.details;
  const whole = bodyOf(source, one);
  const answers = answersIn(found.details, whole);
  const isTagged = CARD_TAG_AT_END.test(text.slice(one.words.start, one.words.end));
  const isHidden = answers.length > 0 && !element;
  const base = { one, shape: isHidden ? 'details' : isTagged ? 'flashcards' : undefined } as const;
  if (one.level >= 10 && one.kind === 'item' && answers.length === 0)
    return { ...base, ...titledItem(desk, one, isLoose) };
  const titleAt = { start: wording.titleStart, end: wording.titleEnd };
  const title = titleOf(desk, one, titleAt);
  const more = element ? summaryParts(source, element).rest : undefined;
  const rest: readonly Part[] = more && more.end > more.start ? [more] : [];
  const gaps = gapsBetween(desk, whole, answers);
  const columns = columnsToCut(text, linesWithin(desk.lines, whole), one.indent);
  const hidden = answers.map(({ body }) => unwrapped(text, body));
  const firstAnswer = answers[0]?.start ?? Infinity;
  const above = gaps.filter(({ start }) => start < firstAnswer);
  const below = gaps.filter(({ start }) => start >= firstAnswer);
  const isAnswered = !found.isQuiz && (wording.asks || mayAsk(title.title));
  const choice = choiceCut(desk, { above, hidden, below, columns, isAnswered });
  if (choice) return { ...title, one, titleAt, ...choice, followUps: [], shape: 'multiple-choice' };
  if (answers.length === 0) {
    const [gap] = gaps;
    const parts = element && gap && gaps.length === 1 ? [withoutHtml(desk, gap)] : apart(gaps);
    const answer =
      parts.length > 0 ? passage(desk, parts, columns) : { start: whole.start, end: whole.start };
    const asked = rest.length > 0 ? passage(desk, rest, 0) : undefined;
    return { titleAt, asked, answer, followUps: [], ...title, ...base };
  }
  const told = [...hidden, ...below];
  const [only] = told;
  const asked = [...rest, ...apart(above)];
  return {
    ...base,
    ...title,
    titleAt,
    asked: asked.length > 0 ? passage(desk, asked, columns) : undefined,
    answer: told.length === 1 && only ? inside(desk, only) : passage(desk, apart(told), columns),
    followUps: [],
  };
}

type Place = {
  readonly level: number;
  readonly name: string;
  readonly difficulty?: Difficulty;
  readonly bare: boolean;
};

function placesOf(desk: Desk): ReadonlyMap<Candidate, Place> {
  const { found, judged, source } = desk;
  const asked = new Set(judged.questions);
  const sections = new Set(judged.sections);
  const places = new Map<Candidate, Place>();
  let open: Place[] = [];
  const { all } = found;
  const headings = all.filter(({ kind }) => kind === 'heading');
  all.forEach((one) => {
    if (sections.has(one)) {
      const name = sectionName(source.text.slice(one.words.start, one.words.end));
      const written = source.text.slice(one.words.start, Math.min(one.words.end, one.words.start + 80));
      const difficulty =
        name.length < 30
          ? (one.wording?.difficulty ?? difficultyOf(name) ?? difficultyOf(written))
          : undefined;
      const next = headings[lineFrom(headings, one.start + 1)];
      const bare = saysNothing(source.text, one.body, next?.start ?? source.text.length);
      open = open.filter(({ level }) => level < one.level);
      if (name !== '') open.push({ level: one.level, name, difficulty, bare });
    } else if (asked.has(one)) {
      const isBare = open.at(-1)?.bare === true;
      open = open.filter(({ level }) => level < one.level + (isBare ? 1 : 0));
      const place = open.at(-1);
      if (place) places.set(one, place);
    }
  });
  return places;
}

/** A comment with one field of the front matter: `<!-- id: attention-complexity -->`. Offsets in the file. */
type Comment = {
  readonly key: string;
  readonly start: number;
  readonly keyEnd: number;
  readonly end: number;
};

const KEYS: ReadonlySet<string> = new Set<string>([...QUESTION_KEYS, 'title']);
const OPENS = /^<!--[ \t]{1,3}([a-z]{2,12}):[ \t]{1,3}/;
const CLOSES = /[ \t]{1,3}-->[ \t]{0,10}$/;
const LONGEST_MARK = 60;

function fieldComment(source: Source, line: BodyLine): Comment | undefined {
  const opening = OPENS.exec(source.text.slice(line.start, Math.min(line.end, line.start + LONGEST_MARK)));
  const key = opening?.[1];
  if (!opening || key === undefined || !KEYS.has(key)) return undefined;
  const start = line.start + opening[0].indexOf(key);
  const tail = Math.max(line.start + opening[0].length, line.end - LONGEST_MARK);
  const closing = CLOSES.exec(source.text.slice(tail, line.end));
  return closing
    ? { key, start, keyEnd: line.start + opening[0].length, end: tail + closing.index }
    : undefined;
}

function entriesOf(source: Source, { start, end }: Comment): readonly YamlEntry[] {
  const text = source.text.slice(start, end);
  return readPlainLines(text, start) ?? parseYaml(text, start).entries;
}

const restOf = (source: Source, { restStart, end }: Label, longest: number): string =>
  source.text.slice(restStart, Math.min(end, restStart + longest));

const LONGEST_FACT = 60;
const LONGEST_LINE = 2000;
const TAGS = /(?:^|[·|•]\s{0,3})[*_]{0,2}Tags[*_]{0,2}\s?[:：][*_]{0,2}\s{0,3}(.*)$/i;
const FACT_BEHIND = /\s{0,3}[·|•]\s{0,3}[*_]{0,2}(?:difficulty|level|time|duration)\b.*$/i;
/** With at most another difficulty, a remark, or a fact after it; otherwise it is a sentence of an answer. */
const DIFFICULTY = new RegExp(
  `^[^\\p{L}\\p{N}]{0,20}(?:(?<![\\p{L}\\p{N}])(?:${DIFFICULTY_WORDS})(?:[ -]level)?|[\\p{Extended_Pictographic}★☆✩✭])[^\\p{L}\\p{N}·|•,;/(–—-]{0,20}(?:$|[·|•,;/(–—-]|(?:to|or|and)\\s)`,
  'iu',
);
const MINUTES =
  /^[\s*_`([~≈]{0,4}(?:about |approx(?:\.|imately)? |around |ca\.? |up to |max\.? )?\d{1,3}(?:\.\d{1,2})?\s?(?:(?:[-–]|to)\s?\d{1,3}\s?)?\+?[\s-]?min/i;

function minutesIn(rest: string): number | undefined {
  const number = Number(/\d{1,3}(?:\.\d{1,2})?(?=[^\d]{0,8}min)/.exec(rest)?.[0]);
  return number > 0 ? number : undefined;
}

function tagsIn(source: Source, label: Label): readonly string[] | undefined {
  const rest = restOf(source, label, LONGEST_LINE).replace(/[\s*_]{1,4}$/, '');
  const list = label.kind === 'tags' ? rest : TAGS.exec(rest)?.[1];
  const tags = list
    ?.replace(FACT_BEHIND, '')
    .split(',')
    .map((tag) => tag.replace(/^[\s`#]+|[\s`]+$/g, ''));
  return tags?.every((tag) => tag !== '') ? tags : undefined;
}

function tellsFact(source: Source, label: Label): boolean {
  if (label.kind === 'tags') return true;
  const rest = restOf(source, label, LONGEST_FACT);
  return (
    (label.kind === 'difficulty' && DIFFICULTY.test(rest)) || (label.kind === 'minutes' && MINUTES.test(rest))
  );
}

const firstOf = <T, R>(items: readonly T[], read: (item: T) => R | undefined): R | undefined =>
  items.map(read).find((one) => one !== undefined);

/**
 * From lines such as `*Difficulty: hard · Time: 2 minutes*`, which the heading overrides; and from comments, which override
 * everything else.
 */
function readGuideFacts(source: Source, labels: readonly Label[], lines: readonly BodyLine[]) {
  const above = lines.at(-1)?.next ?? 0;
  const rest = (label: Label): string => restOf(source, label, LONGEST_FACT);
  const timed = labels.filter(({ kind }) => kind === 'minutes' || kind === 'difficulty');
  const difficulty = firstOf(
    labels.filter(({ kind }) => kind === 'difficulty'),
    (label): Difficulty | undefined => difficultyOf(rest(label)),
  );
  const minutes = firstOf(timed, (label) => minutesIn(rest(label)));
  const tags = firstOf(
    labels.filter(({ start }) => start < above),
    (label) => tagsIn(source, label),
  );
  const comments = lines.map((line) => fieldComment(source, line)).filter((one) => one !== undefined);
  const title = comments.find(({ key }) => key === 'title');
  const entries = comments.filter(({ key }) => key !== 'title').flatMap((one) => entriesOf(source, one));
  const { fields, problems } = readQuestionFields(source, entries);
  return {
    lines: { difficulty, minutes, tags },
    fields,
    title: title && ([title.keyEnd, title.end] as const),
    problems,
  };
}

// Follow-ups are on the line of their label, or in a list or paragraph below it.

const QUOTED = /^[\s*_]{0,4}["“«„]([^"“”«»„\n]{1,1000})["”»“][\s*_]{0,4}/;
const ASKED = /[?？]["'”’»)*_]{0,3}(?=\s|$)/;
const LONGEST_QUESTION = 1000;
const ANSWER_LABEL =
  /^\s{0,200}(?:[-*+]\s{1,3})?(?:\*\*|__)?(?:Answer|A)(?:(?:\*\*|__)\s?[:：]|[:：](?:\*\*|__)?)\s{0,3}/i;
const ITEM_BEFORE = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/;
const PREFIX = /^Q?\d{0,3}[.):]\s{1,3}/i;

function withoutQuotes(source: Source, start: number, end: number): Text {
  const text = source.text.slice(start, end);
  const before = /^[\s*_"“«„]{0,40}/.exec(text)?.[0].length ?? 0;
  const from = start + before + (PREFIX.exec(text.slice(before, before + 12))?.[0].length ?? 0);
  const tail = source.text.slice(Math.max(from, end - 40), end);
  const after = /[\s*_"”»]{0,40}$/.exec(tail)?.[0].length ?? 0;
  return source.textAt(from, Math.max(from, end - after));
}

function answerFrom(source: Source, start: number, end: number): Text {
  const label = ANSWER_LABEL.exec(source.text.slice(start, Math.min(end, start + 260)))?.[0].length ?? 0;
  return trimmedText(source, start + label, Math.max(start + label, end));
}

function followUpAt(source: Source, start: number, lineEnd: number, end: number): FollowUp {
  const line = source.text.slice(start, Math.min(lineEnd, start + LONGEST_QUESTION));
  const quoted = QUOTED.exec(line);
  const asked = ASKED.exec(line);
  const length = quoted ? quoted[0].length : asked ? asked.index + asked[0].length : lineEnd - start;
  const questionEnd = Math.min(lineEnd, start + length);
  return {
    question: withoutQuotes(source, start, questionEnd),
    answer: answerFrom(source, questionEnd, end),
  };
}

function followUpsBelow(source: Source, label: Label, end: number): readonly FollowUp[] {
  const from = label.next + (/^\s*/.exec(source.text.slice(label.next, end))?.[0].length ?? 0);
  const lineStart = source.text.lastIndexOf('\n', from - 1) + 1;
  const first = source.text.slice(lineStart, Math.min(end, lineStart + 200));
  if (ITEM_BEFORE.test(first)) {
    return listItems(source, label.next, end).map(({ at }) => {
      const newline = source.text.indexOf('\n', at.start.offset);
      const lineEnd = newline === -1 || newline > at.end.offset ? at.end.offset : newline;
      return followUpAt(source, at.start.offset, lineEnd, at.end.offset);
    });
  }
  if (from >= end) return [];
  const newline = source.text.indexOf('\n', from);
  return [followUpAt(source, from, newline === -1 || newline > end ? end : newline, end)];
}

/** In order. An answer extends to the next follow-up or list of key points. */
function followUpsIn(source: Source, labels: readonly Label[], bodyEnd: number): readonly FollowUp[] {
  return labels
    .flatMap((label, i) => {
      if (label.kind !== 'follow-up') return [];
      const next = labels.slice(i + 1).find(({ kind }) => kind === 'follow-up' || kind === 'points');
      const end = Math.min(next?.start ?? bodyEnd, bodyEnd);
      const rest = source.text.slice(label.restStart, label.end).trim();
      return rest === ''
        ? followUpsBelow(source, label, end)
        : [followUpAt(source, label.restStart, label.end, end)];
    })
    .filter(({ question }) => question.text !== '');
}

/** What is asked is from marks; or code, a table or a list above the label of the answer. */
type GuideBody = Pick<QuestionDraft, 'asked' | 'answer' | 'star' | 'keyPoints' | 'followUps' | 'notes'> & {
  readonly facts: ReturnType<typeof readGuideFacts>;
};

const ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/;

/** Code, a list, a table or an image belongs to the question. */
const SHOWS = /^[ \t]{0,8}(?:`{3}|~{3}|[-*+][ \t]|\||\d{1,2}[.)][ \t])|!\[|<img/m;

const lineText = (source: Source, line: BodyLine): string => source.text.slice(line.start, line.end);

function listEnd(source: Source, label: Label, lines: readonly BodyLine[], end: number): number | undefined {
  let last: number | undefined;
  for (const line of lines) {
    if (line.start < label.next) continue;
    const text = lineText(source, line);
    if (ITEM.test(text) || (last !== undefined && /^[ \t]+\S/.test(text))) last = line.next;
    else if (text.trim() !== '') return last;
    if (line.start >= end) break;
  }
  return last;
}

function pointsOf(source: Source, labels: readonly Label[], lines: readonly BodyLine[], end: number) {
  for (const [i, label] of labels.entries()) {
    if (label.kind !== 'points' || source.text.slice(label.restStart, label.end).trim() !== '') continue;
    const stop = listEnd(source, label, lines, end);
    if (stop === undefined) continue;
    const next = labels[i + 1]?.start ?? end;
    const after = source.text.slice(stop, Math.max(stop, next)).trim();
    return { label, end: Math.min(stop, end), endsAnswer: after === '' };
  }
  return undefined;
}

function linesAbove(
  source: Source,
  start: number,
  lines: readonly BodyLine[],
  facts: ReadonlySet<number>,
): readonly BodyLine[] {
  let at = start;
  const end = lines.findIndex((line) => {
    const isAbove =
      line.start === at &&
      (facts.has(line.start) || fieldComment(source, line) !== undefined || isFooter(lineText(source, line)));
    at = line.next;
    return !isAbove;
  });
  return end === -1 ? lines : lines.slice(0, end);
}

/**
 * @param isStory a comment says that the answer is a story
 */
function markedBody(
  source: Source,
  marked: readonly Marked[],
  start: number,
  isStory: boolean,
): Omit<GuideBody, 'facts'> {
  const nothing = source.textAt(start, start);
  const first = (kind: MarkKind): Text | undefined => marked.find((one) => one.kind === kind)?.text;
  const answer = first('answer') ?? nothing;
  const star = storyOf(source, answer, isStory);
  const [asked, notes] = [first('asked'), first('notes')];
  const followUps: FollowUp[] = [];
  for (const { kind, text } of marked) {
    const last = followUps.at(-1);
    if (kind === 'follow-up')
      followUps.push({ question: text, answer: source.textAt(text.at.end.offset, text.at.end.offset) });
    else if (kind === 'reply' && last) followUps.splice(-1, 1, { ...last, answer: text });
  }
  return { asked, answer, star, keyPoints: markedPoints(marked), followUps, notes };
}

function readGuideBody(source: Source, { start, end }: Range): GuideBody {
  const { fences } = outline(source.text, start, end, markedStretches(source.text, end));
  const all = linesOf(source.text, start, end, fences).filter(({ code }) => !code);
  const bodyEnd = Math.max(start, endWithoutFooters(source.text, end, all));
  const lines = all.filter((line) => line.start < bodyEnd);
  const labels = withLetters(
    source,
    lines.map((line) => labelOf(source, line)).filter((label) => label !== undefined),
  );
  const telling = labels.filter((label) => tellsFact(source, label));
  const above = linesAbove(source, start, lines, new Set(telling.map((label) => label.start)));
  const facts = readGuideFacts(source, telling, above);
  const marked = markedTexts(source, start, end, fences);
  if (marked.length > 0) {
    const body = markedBody(source, marked, start, facts.fields.kind === 'star');
    return { ...body, facts };
  }
  const textStart = above.at(-1)?.next ?? start;
  const opening = labels.find(({ kind }) => kind === 'answer' || kind === 'star');
  const followUp = labels.find(({ kind }) => kind === 'follow-up');
  // A follow-up's answer can have its own label.
  const own = opening && (!followUp || opening.start < followUp.start) ? opening : undefined;
  const answerStart = own ? own.restStart : textStart;
  const points = pointsOf(source, labels, lines, bodyEnd);
  const ends = [bodyEnd];
  if (followUp && followUp.start >= answerStart) ends.push(followUp.start);
  if (points && points.endsAnswer && points.label.start >= answerStart) ends.push(points.label.start);
  const stop = Math.min(...ends);
  const stopLines = lines.filter((line) => line.start >= answerStart && line.start < stop);
  const answerEnd = Math.max(answerStart, endWithoutFooters(source.text, stop, stopLines));
  const answer = trimmedText(source, answerStart, answerEnd);
  const notesEnd = own
    ? Math.min(own.start, points && points.label.start < own.start ? points.label.start : own.start)
    : textStart;
  const notes = trimmedText(source, textStart, Math.max(textStart, notesEnd));
  const star = labelledStory(source, labels, answer);
  return {
    answer,
    star,
    keyPoints: points ? pointItems(source, points.label.next, points.end) : [],
    followUps: followUpsIn(source, labels, bodyEnd),
    ...(notes.text !== '' && (SHOWS.test(notes.text) ? { asked: notes } : { notes })),
    facts,
  };
}

const rangeOf = ({ at }: GuideBody['answer']): Range => ({ start: at.start.offset, end: at.end.offset });

/** If the title differs from the file, the text that it was made from. */
function titlePlace({ text }: Source, at: Range, title: string): Range {
  const end = at.start + title.length;
  return text.startsWith(title, at.start) ? { start: at.start, end } : at;
}

/** Unpaired marks of bold. */
const withoutMarks = (title: string): string =>
  title.split('**').length % 2 === 0
    ? title.replace(/^\*\*|\s*\*\*(?=[\s.…:：]*$)|(?<=[:：])\*\*(?=\s)/u, '')
    : title;

type Told = Pick<Draft, 'section' | 'tags' | 'difficulty' | 'exact'> & { readonly source: Source };

function draftOf(
  { source, exact, section, tags, difficulty: ofFile }: Told,
  cut: Cut,
  place: Place | undefined,
): { readonly draft: Draft; readonly problems: readonly Problem[] } {
  const { one, answer: whole } = cut;
  const isChosen = cut.shape === 'multiple-choice';
  const wording = wordsOf(source, one);
  const body = readGuideBody(source, whole);
  const { fields, lines, title: written } = body.facts;
  const plain = exact ? cut.title : withoutMarks(cut.title);
  const [title, titleAt] = written
    ? [source.text.slice(...written), { start: written[0], end: written[1] }]
    : [plain, titlePlace(source, cut.titleAt, plain)];
  const parts = Object.entries(body.star ?? {}).map(([part, text]) => [part, rangeOf(text)] as const);
  const { source: origin, ...own } = fields;
  const allTags =
    own.tags ?? lines.tags ?? (cut.tags.length > 0 ? [...new Set([...(tags ?? []), ...cut.tags])] : tags);
  const draft: Draft = {
    ...own,
    title,
    titleAt,
    number: own.number ?? wording.number ?? cut.number ?? one.number,
    section: own.section ?? place?.name ?? section,
    tags: allTags,
    difficulty: own.difficulty ?? wording.difficulty ?? lines.difficulty ?? place?.difficulty ?? ofFile,
    minutes: own.minutes ?? wording.minutes ?? lines.minutes,
    answer: isChosen ? whole : rangeOf(body.answer),
    asked: cut.asked ?? (body.asked && rangeOf(body.asked)),
    keyPoints: body.keyPoints,
    followUps: [
      ...body.followUps.map(({ question, answer }) => ({
        question: rangeOf(question),
        answer: rangeOf(answer),
      })),
      ...cut.followUps,
    ],
    star: parts.length > 0 ? Object.fromEntries(parts) : undefined,
    notes: body.notes && !isChosen ? rangeOf(body.notes) : undefined,
    origin,
  };
  return { draft, problems: body.facts.problems };
}

// Titles that are labels, such as `Question 4` or `Level 1`: the words are below them.

const ITALIC = /^([*_])(?![*_])[^*_]+\1\s*$/;
/** `**Question:** …`, in any language. */
const LEAD_LABEL = /^(?:\*\*|__)[^*_\n]{1,30}(?:[:：](?:\*\*|__)|(?:\*\*|__)[:：])/;

/** The first line with words that is no fact with a label (`**Category:** Logic`) or in italics, up to a list. */
function lineBelow(text: string, { body, end }: Candidate): Range {
  let first: Range | undefined;
  for (const { 0: line, index } of text.slice(body, Math.min(end, body + 2000)).matchAll(/[^\n]*\S[^\n]*/g)) {
    const words = line.replace(/^(?:\s*#{1,6}[ \t]+)?\s*/, '');
    const at = body + index + line.length;
    if (first && /^(?:[-*+] |\d+[.)] |\(?\p{L}[.)] |[`~|>])/u.test(words)) break;
    const whole = { start: at - words.length, end: at };
    first ??= whole;
    if (asksAtEnd(words) || !(LEAD_LABEL.test(words) || ITALIC.test(words))) return whole;
  }
  return first ?? { start: body, end: body };
}

/** A heading of only `Q4`, or of a code that only counts, has its words on the next line. */
function titledBelow(desk: Desk, questions: readonly Candidate[]): void {
  const { source } = desk;
  const stem = (one: Candidate): string => {
    const { titleStart, titleEnd } = wordsOf(source, one);
    return source.text.slice(titleStart, titleEnd).replaceAll(/\d+/g, '#').toLowerCase();
  };
  const stems = countBy(
    questions.filter(({ kind }) => kind !== 'item'),
    stem,
  );
  const most = Math.max(0, ...[...stems].flatMap(([each, count]) => (/^\s*$|#/.test(each) ? [count] : [])));
  const areCodes = most >= 3 && most * 2 > questions.length;
  for (const one of questions) {
    const wording = wordsOf(source, one);
    const own = stem(one);
    const isCode =
      own.trim() === '' ||
      (areCodes && own.includes('#') && own.length < 20 && !wording.asks && !mayAsk(own));
    if (!isCode || one.kind === 'item') continue;
    const { start: from, end: stop } = lineBelow(source.text, one);
    if (stop <= from || /^(?:`{3}|~{3}|[|>])/.test(source.text.slice(from, from + 3))) continue;
    const below = wordsOf(source, { ...one, wording: undefined, words: { start: from, end: stop } });
    const digits = /\d+/.exec(source.text.slice(one.words.start, one.words.end))?.[0];
    one.wording = {
      ...wording,
      number: wording.number ?? (digits === undefined ? undefined : Number(digits)),
      titleStart: below.titleStart,
      titleEnd: below.titleEnd,
      asks: below.asks,
    };
  }
}

/** Whether text at the left margin below list items belongs to them: if most items have some. */
function isLooseList(desk: Desk, items: readonly Candidate[]): boolean {
  const below = items.filter((one) => !saysNothing(desk.source.text, itemEnd(desk, one), one.end));
  return below.length >= 2 && below.length * 2 >= items.length;
}

function shapeOf(cuts: readonly Cut[], judged: Judged): MarkdownShape {
  const asks = judged.questions.some(({ says }) => says >= 2);
  const shapes = countBy(cuts, ({ one, shape }): MarkdownShape => {
    if (shape) return shape;
    if (one.kind === 'heading' && !asks) return judged.file.cards ? 'flashcards' : 'plain-headings';
    return SHAPES.find(([name]) => markdownKinds(name).has(one.kind))?.[0] ?? 'guide';
  });
  const [main] = [...shapes].toSorted(([, one], [, other]) => other - one);
  return main?.[0] ?? 'guide';
}

// A file of one question: its title asks, and everything below is the answer.

/** Front matter of a page with one question. */
const TELLING = new Set(['difficulty', 'level', 'number', 'order', 'expertise', 'answer']);
/** `12-closures`, `q7`; neither a date nor the part of a chapter. */
const COUNTED_STEM = /^(?:q(?:uestion)?[\s_.-]?)?\d{1,5}(?=$|[\s_.-])(?!\.\d|-\d\d-\d\d)|^q[-_]/i;
const LONGEST_ALONE = 60_000;
const WHOLE_FILE = 'file';
/** In characters. */
const LONGEST_TOLD = 200;
/** A file is a bank if so many others ask: two, or five below a title that asks. */
const MOST_ASKING = 2;
const MOST_BELOW_ASKING = 5;
/** With more, a numbered file is a chapter. */
const MOST_HEADINGS = 6;

/** Of a name that may be a question. */
const FEWEST_IN_NAME = 4;
/** In characters. */
const LONGEST_ABOVE = 200;

/** The first heading, if no other has its level. */
function titleOfFile({ source, facts, all }: Candidates): Candidate | undefined {
  const headings = all.filter(({ kind }) => kind === 'heading');
  const [first, ...others] = headings;
  if (!first || (first.level > 1 && first.start - facts.bodyStart > LONGEST_ABOVE)) return undefined;
  const isOnly = others.every(({ level }) => level > first.level) || isAmongQuestions(source);
  return isOnly ? first : undefined;
}

/**
 * `# Question`, its words, `# Answer`: headings within the answer may have the same level. Or the file's name, and below it words
 * that ask.
 */
function askedBelowWord(
  { source: { text, file }, all }: Candidates,
  { questions }: Judged,
): Candidate | undefined {
  const headings = all.filter(({ kind }) => kind === 'heading');
  const nameOf = ({ words: { start, end } }: Candidate): string => text.slice(start, end).trim();
  const isAnswer = (each: Candidate): boolean => namesAnswer(withoutLanguage(nameOf(each)));
  const bare = headings.filter((each) => BARE_WORD.test(nameOf(each)));
  const isName = (each: Candidate): boolean =>
    questions.length === 0 && slug(nameOf(each)) === slug(stemOf(file));
  const one = bare.at(-1) ?? headings.slice(0, 1).find(isName);
  if (!one || bare.filter(({ level }) => level === one.level).length > 2) return undefined;
  const next = headings[headings.indexOf(one) + 1];
  const below = text.slice(one.body, next?.start);
  const [above = '', said = ''] = /^\s*(?:>[ \t]?)?(\S[^\n]*)/.exec(below) ?? [];
  const isAnswered = headings.some((each) => each.start > one.start && isAnswer(each));
  if (said === '' || !(bare.length > 0 ? isAnswered : asksAtEnd(said))) return undefined;
  const end = one.body + above.trimEnd().length;
  const words = { start: end - said.trimEnd().length, end };
  const isNext = next !== undefined && namesAnswer(nameOf(next)) && text.slice(end, next.start).trim() === '';
  const body = isNext ? next.body : end;
  return candidate({ ...WHOLE, start: one.start, words, body, end: text.length, own: text.length });
}

function aloneIn(found: Candidates, judged: Judged): Candidate | undefined {
  const { source, facts } = found;
  const { text } = source;
  const below = askedBelowWord(found, judged);
  if (below || (isReadme(source.file) && !isAmongQuestions(source)) || isOtherPage(source)) return below;
  const named = facts.entries.find(({ key }) => /^(?:title|question)$/i.test(key));
  const titles = found.headings.filter(({ level }) => level === 1).length;
  const title = titleOfFile(found);
  // Several headings of the first level are parts of what the front matter names.
  const first = named && (title?.level !== 1 || titles > 1) ? undefined : title;
  const isNameOnly =
    !first && !named && isAmongQuestions(source) && wordCount(wordsOfName(source.file)) >= FEWEST_IN_NAME;
  if (!first && !isNameOnly && (!named || titles === 1)) return undefined;
  const { start: from = 0, end: to = 0 } = named?.value ?? {};
  const quote = /^["']/.test(text.charAt(from)) ? 1 : 0;
  const at = first?.words ?? { start: from + quote, end: Math.max(0, to - quote) };
  const wording = wordsOf(source, first ?? candidate({ ...WHOLE, start: at.start, words: at, body: at.end }));
  const words = text.slice(wording.titleStart, wording.titleEnd);
  const asks = isNameOnly || wording.kind === 'question' || /[?？؟]/.test(words) || asksAtEnd(words);
  const others = judged.questions.filter((one) => one !== first);
  const isCounted =
    COUNTED_STEM.test(stemOf(source.file)) || (wording.number !== undefined && wording.kind === 'numbered');
  const tells = isCounted || facts.entries.some(({ key }) => TELLING.has(key.toLowerCase()));
  const most = asks || (tells && mayAsk(words)) ? MOST_BELOW_ASKING : MOST_ASKING;
  const asking = others.filter((one) => wordsOf(source, one).asks || (!asks && one.says >= 2));
  const areLines = others.some(({ family }) => family === PLAIN_LINE);
  if ((asking.length >= most || areLines) && !isAmongQuestions(source)) return undefined;
  const body = first?.body ?? facts.bodyStart;
  const end = text.length;
  if (end - body > LONGEST_ALONE || saysNothing(text, body, end)) return undefined;
  const isShort = found.headings.length <= MOST_HEADINGS;
  const { inFolder, named: isCalled, inPath } = judged.file;
  const isNamed = inFolder || (tells && isCalled) || (isCounted && inPath);
  if (!asks && !((isShort || (isCounted && others.length === 0)) && isNamed) && !isAmongQuestions(source))
    return undefined;
  return candidate({ ...WHOLE, start: first?.start ?? at.start, words: at, body, end, own: end });
}

const WHOLE = { kind: 'heading', family: WHOLE_FILE, level: 1, says: 3 } as const;

const NO_PARAGRAPH = /^\s*(?:$|[|>#!<[]|[-*+•]\s|\d{1,4}[.)]\s|:?-{3})/;

/** Lines on which a paragraph begins, outside questions and not itself a candidate. */
function paragraphsOf(
  { source, lines, all }: Candidates,
  questions: readonly Candidate[],
): readonly number[] {
  const known = new Set(all.map(({ start }) => start));
  const isInside = insideOf(questions.map(({ start, end }) => ({ start, end })));
  let isOpen = false;
  return lines.flatMap(({ start, end, code }) => {
    const isText = !code && !NO_PARAGRAPH.test(source.text.slice(start, Math.min(end, start + 40)));
    const isFirst = isText && !isOpen && !known.has(start) && !isInside(start);
    isOpen = isText;
    return isFirst ? [source.pointAt(start).line] : [];
  });
}

function accountingOf(found: Candidates, { questions, verdicts }: Judged): Accounting {
  const { source, all } = found;
  const alone = questions.find(({ family }) => family === WHOLE_FILE);
  const verdictOf = (one: Candidate): Verdict => {
    const verdict = verdicts.get(one) ?? 'family';
    if (!alone || verdict === 'label') return verdict;
    return one.start === alone.start ? 'question' : 'inside';
  };
  const holders = new Set<Candidate>();
  for (const { parent } of questions)
    for (let one = parent; one && !holders.has(one); one = one.parent) holders.add(one);
  return {
    candidates: all.map((one) => toldCandidate(source, one, verdictOf(one), holders.has(one))),
    paragraphs: paragraphsOf(found, questions),
  };
}

/** @param holds there are questions below it */
function toldCandidate(source: Source, one: Candidate, verdict: Verdict, holds: boolean) {
  const { kind, level, says, family, start, end, body, own, words: at } = one;
  const title = oneLine(source.text.slice(at.start, Math.min(at.end, at.start + LONGEST_TOLD)));
  return {
    kind,
    level,
    says,
    family,
    verdict,
    holds,
    title,
    line: source.pointAt(start).line,
    length: end - start,
    words: wordCount(title),
    /** A usual part of documents, such as contents. */
    isPart: says < 3 && holdsNoQuestions(title),
    /** Text below it, up to the next candidate that is not a list item. */
    ownText: !saysNothing(source.text, body, own),
    /** Only of headings that are not read: their texts do not overlap. */
    isOpen:
      kind === 'heading' &&
      verdict !== 'question' &&
      readPlaceholders(source, body, own, { question: '', inFollowUp: false }).placeholders.length > 0,
    filled: !saysNothing(source.text, body, end),
  };
}

/** What all cuts of a file share. */
function deskFor(
  found: Candidates,
  judged: Judged,
  maker: Desk['maker'],
  { exact = false }: JudgeOptions,
): Desk {
  const { source, lines } = found;
  const repeated = repeatedLines({ source, lines, maker }, exact ? [] : judged.questions);
  return { source, lines, maker, found, judged, inner: childrenIn(found.all), exact, ...repeated };
}

/** A closure in `readMarkdown` would keep all that it made. */
const laterAccounting = (found: Candidates, judged: Judged) => (): Accounting => accountingOf(found, judged);

/** Pure; never throws; linear in the length of the file. */
export function readMarkdown(source: Source, options: JudgeOptions = {}) {
  const found = candidatesIn(source);
  const first = judge(found, options);
  const isChosen = options.only !== undefined || options.exact === true || options.choices !== undefined;
  const alone = isChosen ? undefined : aloneIn(found, first);
  const judged = alone ? { ...first, questions: [alone], sections: [], sure: 1 } : first;
  const maker = makerBehind(source);
  const desk = deskFor(found, judged, maker, options);
  titledBelow(desk, judged.questions);
  const isLoose = isLooseList(
    desk,
    judged.questions.filter(({ kind }) => kind === 'item'),
  );
  const cuts = judged.questions.map((one) => cutOf(desk, one, isLoose));
  const [only] = cuts;
  if (
    alone &&
    only &&
    !wordsOf(source, alone).asks &&
    isAmongQuestions(source) &&
    wordCount(wordsOfName(source.file)) >= FEWEST_IN_NAME
  )
    cuts.splice(0, 1, { ...only, title: wordsOfName(source.file) });
  const places = placesOf(desk);
  const whole = maker.source();
  const { entries, section, tags } = found.facts;
  const level = alone && entryOf(entries, ['difficulty', 'level']);
  const shown = {
    source: whole,
    exact: options.exact === true,
    // The title of a file with one question is no section.
    section:
      alone && alone.start < alone.body && section === source.text.slice(alone.words.start, alone.words.end)
        ? undefined
        : section,
    tags,
    difficulty: level && difficultyInField(textOf(level) ?? ''),
  };
  const read = cuts.map((cut) => draftOf(shown, cut, places.get(cut.one)));
  return {
    drafts: {
      source: whole,
      found: read.map(({ draft }) => (options.exact ? { ...draft, exact: true } : draft)),
      problems: [
        ...found.facts.problems,
        ...openFences(source, found.fences),
        ...read.flatMap(({ problems }) => problems),
      ],
    },
    shape: shapeOf(cuts, judged),
    /** So many make a bank, whatever else the file could be. */
    sure: judged.sure,
    accounting: laterAccounting(found, judged),
  };
}

const WRITTEN_ID = /^#{1,6}[ \t][^\n]*\n\s{0,4}<!-- id:/m;
const NAMED = /^#{1,6} Q\d{0,7}: /m;
const MARK = /^<!-- prep: answer/m;

/** Comments below headings are unique to guides of prep, whatever else the file holds. */
export const hasComments = ({ text }: Source): boolean =>
  (text.includes('<!-- id:') && WRITTEN_ID.test(text)) || (MARK.test(text) && NAMED.test(text));
