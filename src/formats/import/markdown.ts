// Questions in Markdown: what asks, its section, what is shown with it, answer, key points, and follow-ups.
import { countBy, countEach } from '../../core/base/collections.ts';
import type { Difficulty, FollowUp } from '../../core/base/question.ts';
import { slug } from '../../core/base/ids.ts';
import { type Range, type Source, type Text, trimmedText } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import { type Marked, type MarkKind, markedStretches, markedTexts } from '../markdown/marks.ts';
import { type Heading, linesOf, outline, type TextLine } from '../markdown/outline.ts';
import {
  type Candidate,
  candidate,
  type CandidateKind,
  type Candidates,
  candidatesIn,
  PLAIN_LINE,
} from './candidates.ts';
import { choiceCut, openChoices } from './choices.ts';
import { closesElement, type Draft, isFooter, openFences } from './draft.ts';
import { answeredByKeys, judge, type Judged, type JudgeOptions, type Verdict } from './families.ts';
import {
  entryOf,
  hasNumber,
  isAmongQuestions,
  isAskingName,
  isOtherPage,
  stemOf,
  wordsOfName,
} from './file-facts.ts';
import { parseYaml, readPlainLines, textOf } from '../notation/yaml.ts';
import { QUESTION_KEYS, readQuestionFields } from '../question/draft.ts';
import { readPlaceholders } from '../question/placeholders.ts';
import { isBlock, listItems, markedPoints } from '../question/points.ts';
import {
  type BodyLine,
  type Label,
  labelledStory,
  labelAt,
  storyOf,
  withLetters,
} from '../question/story.ts';
import { isReadme } from '../question/question-file.ts';
import {
  BARE_WORD,
  codesOf,
  lineBelow,
  sectionName,
  wordedBelow,
  wordingOf,
  wordsOf,
} from './guide-headings.ts';
import {
  byStart,
  makerBehind,
  saysNothing,
  insideOf,
  outermost,
  lineFrom,
  type TextMaker,
} from './made-source.ts';
import {
  apart,
  columnsToCut,
  gapsBetween,
  inlineAnswer,
  linesWithin,
  passage,
  type PassageSource,
  summaryParts,
  titleWords,
  trimmedRange,
  unquoted,
  unwrapped,
  withoutHtml,
  wordsAt,
} from './sheet-passages.ts';
import {
  asksAtEnd,
  asksOrTells,
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

export type Accounting = ReturnType<typeof accountingOf>;

/** A question of a kind makes a file one of the first format that has it. */
const SHAPES = [
  ['guide', 'guide', ['heading']],
  ['details', 'Answers that unfold in Markdown', ['details', 'heading']],
  ['numbered-headings', 'Numbered headings in Markdown', ['listed']],
  ['bold-questions', 'Bold or labeled questions', ['bold', 'labelled']],
  ['plain-lines', 'Lines that ask', ['line']],
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

/** Ranges count in the file and what is made behind it. */
type Cut = {
  readonly one: Candidate;
  readonly title: ReturnType<typeof titleOf>;
  readonly asked?: Range;
  readonly answer: Range;
  readonly followUps: readonly { readonly question: Range; readonly answer: Range }[];
  /** If its answer is chosen, hidden, or the back of a card. */
  readonly shape?: 'multiple-choice' | 'details' | 'flashcards';
  /** The answer is one of the options, with what the file says about it. */
  readonly isChosen?: boolean;
};

type Desk = PassageSource &
  ReturnType<typeof repeatedLines> & {
    readonly found: Candidates;
    readonly judged: Judged;
    readonly keys: ReturnType<typeof answeredByKeys>;
    /** From `openChoices`. */
    readonly open: ReadonlySet<number>;
    /** Most items have their answer on the same line. */
    readonly areInline: boolean;
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
/** Code below is what is asked about: `What does this print?` */
const ON_CODE =
  /\b(?:this|these|following|below|above|here|outputs?|prints?|printed|logs?|logged|happens?|wrong|bugs?|results?|returned|find the errors?|imprime|muestra|code|snippet|salida|sa[ií]da|sortie|ausgabe|ausgegeben|programm?)\b|вывед|выводит|код|输出|輸出|结果|代码|出力|출력/iu;

/** `How do you print a line?` asks for code, unless it is about what is below. */
const ASKS_HOW = /^\P{L}*(?:how (?:do|to|can|would|could)|c[oó]mo|wie|comment|come|как|如何|怎么)(?!\p{L})/iu;
const ON_WHAT_FOLLOWS = /\b(?:this|these|following|below|above|here|code|snippet)\b|代码/iu;
const isOnCode = (said: string): boolean => (ASKS_HOW.test(said) ? ON_WHAT_FOLLOWS : ON_CODE).test(said);

/** For comparison with lines of other answers. */
const footerWords = (line: string): string => line.replace(/\s+/g, ' ').trim().toLowerCase();

/** In characters; a longer line is part of an answer. */
const LONGEST_REPEATED = 200;
const FEWEST_REPEATED = 3;
const FOOTER_LINES = 3;
/** A link, an arrow, or no letters. */
const FOOTER = /^[^\p{L}]*\[[^\]]*\](?:\([^()\s]*\))?[^\p{L}]*$|[⬆↑↥⇧▲🔝]|^[^\p{L}\p{N}]+$/u;
/** `Ans.`, `Ans 3.`, `👉 Answer:`, `R :` and the colon of a definition list, with the words behind it. */
const LEAD =
  /^[^\p{L}\p{N}\n]{0,8}?(?:[*_]{0,2}(\p{L}{1,10})(?:\s?#?\d{1,4})?[*_]{0,2}\s?(?:[.:：)]-?|[-–—])[*_]{0,2}|:)(?=[ \t]+\S)/u;
const NOTE = /^(?:Note|Tip|Hint|Example|NB):[ \t]+\S/;
const LABEL = /^(?=.{1,39}$)[-*+#>\s]*[*_]{0,2}[\p{L}\s]{1,30}[*_]{0,2}[:：]?[*_]{0,2}$/u;

/** Above an answer, also a link to the contents. */
const FIRST = new RegExp(String.raw`${LABEL.source}|^[^\p{L}]*\[[^\]]*\]\([^()\s]*\)[^\p{L}]*$`, 'u');

/** A word for answers, or a letter or sign, in front of the first words; with its number as `#`. Letters of options are none. */
function leadOf(text: string, lines: readonly TextLine[]) {
  const line = lines.find(({ start, end }) => text.slice(start, end).trim() !== '');
  if (!line || line.code) return undefined;
  const [lead = '', word = ''] = LEAD.exec(text.slice(line.start, line.end)) ?? [];
  if (lead === '') return undefined;
  const isLetter = word.length < 2 && !/\n\W{0,12}b[.)]/i.test(text.slice(line.start, lines.at(-1)?.end));
  return isLetter || namesAnswer(word) || /^sol$/i.test(word)
    ? { end: line.start + lead.length, words: footerWords(lead).replace(/\d+/, '#') }
    : undefined;
}

/** Lines at the same place in many answers do not belong to them, nor what they begin with: links to the top, labels. */
function repeatedLines({ source, lines }: PassageSource, questions: readonly Candidate[]) {
  const { text } = source;
  const [last, first, lead]: [string[], string[], string[]] = [[], [], []];
  for (const { body, end } of questions) {
    const own = lines.slice(lineFrom(lines, body), lineFrom(lines, end));
    const said = own.flatMap((line) => {
      const written = text.slice(line.start, Math.min(line.end, line.start + LONGEST_REPEATED));
      const isOther = line.code || written.length === LONGEST_REPEATED || isFooter(written);
      return isOther ? [] : footerWords(written);
    });
    last.push(...new Set(said.slice(-FOOTER_LINES)));
    // The first part of a story is more than a label.
    const opening = own.find((line) => text.slice(line.start, line.end).trim() !== '');
    const isStory = opening !== undefined && labelAt(source, opening)?.part !== undefined;
    if (said.length > 1 && !isStory) first.push(...said.slice(0, 1));
    // `R :` in front of the only words is a label, `S:` above `T:` is not.
    const parts = isStory ? new Set(own.map((line) => labelAt(source, line)?.part ?? '')) : undefined;
    const isWhole = parts !== undefined && parts.size - Number(parts.has('')) > 1;
    lead.push(isWhole ? '' : (leadOf(text, own)?.words ?? ''));
  }
  const many = (all: readonly string[], share: number, pattern: RegExp): ReadonlySet<string> =>
    new Set(
      [...countEach(all)].flatMap(([words, times]) =>
        times >= FEWEST_REPEATED && times >= questions.length * share && pattern.test(words) ? [words] : [],
      ),
    );
  return { footers: many(last, 0.3, FOOTER), labels: many(first, 0.5, FIRST), leads: many(lead, 0.5, /./) };
}

function withoutRepeated({ source: { text }, lines, footers, labels, leads }: Desk, whole: Range): Range {
  const within = linesWithin(lines, whole);
  const words = ({ start, end, code }: TextLine): string =>
    code ? 'code' : footerWords(text.slice(start, end));
  const last = within.findLastIndex((line) => {
    const said = words(line);
    const isRepeated = isFooter(said) || footers.has(said);
    return !isRepeated || closesElement(said, text.slice(whole.start, line.start));
  });
  const first = within.findIndex((line) => words(line) !== '');
  const isLabel = within
    .slice(first, Math.min(first + 1, last))
    .some((line) => labels.has(words(line)) || isFooter(words(line)));
  const lead = leadOf(text, within);
  const behind = lead && leads.has(lead.words) ? lead.end : whole.start;
  const start = (isLabel && within[first + 1]?.start) || behind;
  const end = last === within.length - 1 ? whole.end : (within[last]?.next ?? start);
  return { start, end: Math.max(start, end) };
}

/**
 * The end of a list item's text. Text at the left margin below it counts only if a list is written that way, or with a label.
 */
function itemEnd(desk: Desk, one: Candidate): number {
  const { text } = desk.source;
  const { reach = 0 } = one;
  let [end, isBelowBlank] = [Number.isFinite(reach) ? Math.max(one.body, reach) : one.body, false];
  for (const line of linesWithin(desk.lines, { start: end, end: one.end })) {
    const words = text.slice(line.start, Math.min(line.end, line.start + 80));
    const isBlank = !line.code && words.trim() === '';
    const isOwn =
      /^[ \t]/.test(words) ||
      (!isBelowBlank && !/^ {0,3}(?:-{3,}|\*{3,}|_{3,})/.test(words)) ||
      (line.code && end === one.body) ||
      NOTE.test(words);
    const isKey = desk.keys[lineFrom(desk.keys, line.start)]?.start === line.start;
    if (!isBlank && !isOwn) return !isKey && labelAt(desk.source, line)?.kind === 'answer' ? one.end : end;
    if (!isBlank) end = line.next;
    isBelowBlank = isBlank;
  }
  return end;
}

/** The words of a list item, and the text below up to `stop`. */
function itemTexts(desk: Desk, { words, indent }: Candidate, stop: number) {
  const { text } = desk.source;
  const said = text.slice(words.start, words.end);
  const inline = inlineAnswer(said, desk.areInline);
  const from = inline ? words.start + inline.answer : words.end;
  const own = withoutRepeated(desk, { start: from, end: Math.max(from, stop) });
  const lines = linesWithin(desk.lines, own);
  const columns = columnsToCut(text, lines, indent);
  const isEmpty = saysNothing(text, own.start, own.end);
  return {
    titleAt: inline ? { start: words.start, end: words.start + inline.asked } : words,
    rest: isEmpty ? { start: from, end: from } : passage(desk, [own], columns),
    isCode: lines.every(({ start, end, code }) => code || text.slice(start, end).trim() === ''),
  };
}

/**
 * The follow-ups in a list below a question. A task counts only where half of the list asks or gives tasks; elsewhere it is a step of
 * the answer. In a list with numbers, all that follows the first is then a follow-up.
 */
function askingBelow(list: readonly Candidate[]): readonly Candidate[] {
  const may = list.filter(({ says, link }) => says > 0 && !link);
  const [first] = may;
  if (!first || may.length * 2 < list.length) return may.filter(({ says }) => says >= 2);
  return list.filter(
    ({ says, link, number, start }) => !link && (says > 0 || (number !== undefined && start > first.start)),
  );
}

/** A list item without a hidden answer. List items that ask below it are its follow-ups. */
function itemCut(desk: Desk, one: Candidate, loose: boolean, keyed: Range | undefined) {
  const { source } = desk;
  const end = loose || one.reach === Infinity ? one.end : itemEnd(desk, one);
  const asking = askingBelow(
    (desk.judged.children.get(one) ?? []).filter((each) => each.kind === 'item' && each.start < end),
  );
  const { titleAt, rest, isCode } = itemTexts(desk, one, asking[0]?.start ?? end);
  const said = source.text.slice(one.words.start, one.words.end).trim();
  const isEmpty = saysNothing(source.text, rest.start, rest.end);
  const isAboutCode = isCode && (rest.end <= rest.start || keyed !== undefined || isOnCode(said));
  const isAsked = isAboutCode || WHAT_FOLLOWS.test(said);
  const isOpen = keyed && (isAsked || isEmpty);
  const { titleStart, titleEnd } = wordingOf(source, titleAt.start, titleAt.end);
  return {
    titleAt: { start: titleStart, end: titleEnd },
    asked: isAsked ? rest : undefined,
    answer: isOpen ? passage(desk, [keyed], 0) : isAsked ? { start: end, end } : rest,
    followUps: asking.map((each, i) => {
      const more = itemTexts(desk, each, asking[i + 1]?.start ?? end);
      return { question: more.titleAt, answer: more.rest };
    }),
  };
}

/** Unpaired marks of bold. */
const withoutMarks = (title: string): string =>
  title.split('**').length % 2 === 0
    ? title.replace(/^\*\*|\s*\*\*(?=[\s.…:：]*$)|(?<=[:：])\*\*(?=\s)/u, '')
    : title;

/** With the asterisks in front, if the bold words end amid the title: `**Sums**: Add all numbers`. */
function withBoldWords(text: string, at: Range): Range {
  const isBold = /^[^*\n]{0,80}[^*\n:：]\*\*[:：]?\s+[^\s*]/.test(text.slice(at.start, at.end));
  return isBold && text.slice(at.start - 2, at.start).endsWith('**')
    ? { start: at.start - 2, end: at.end }
    : at;
}

function titleOf(desk: Desk, one: Candidate, words: Range) {
  const at = desk.exact ? words : withBoldWords(desk.source.text, words);
  const written = desk.source.text.slice(at.start, at.end);
  if (desk.exact) return { words: written, at };
  const tagged = HAS_TAGS.has(one.kind) ? (CARD_TAGS.exec(written)?.[0] ?? '') : '';
  const tags = [...tagged.matchAll(TAG)].map((match) => match[1] ?? '').filter((tag) => !CARD_TAG.test(tag));
  const bare = titleWords(written.slice(0, written.length - tagged.length)).replace(CARD_TAG_FIRST, '');
  const isLead = one.kind === 'bold' || (one.level >= 10 && one.kind !== 'line');
  const plain = isLead ? bare.replace(/[\s–—:：-]{1,6}$/, '') : bare;
  // `<b>4.</b> What …`: the number is in sight only without tags.
  const { title, number } = one.details ? questionWords(plain) : { title: plain };
  return { words: withoutMarks(title), at, number, tags };
}

function sidesCut(desk: Desk, one: Candidate): Cut {
  const { start, end } = one.words;
  const { title, rest, number } = questionWords(desk.source.text.slice(start, end).trim());
  return {
    one,
    title: { words: title, at: one.words, number, tags: [] },
    asked: rest === '' ? undefined : desk.maker.join([wordsAt(rest, start)]),
    answer: withoutRepeated(desk, { start: one.body, end: one.end }),
    followUps: [],
    shape: 'flashcards',
  };
}

const numberOf = ({ wording, number }: Candidate): number | undefined => wording?.number ?? number;

/** What is asked, and the answer in a key or below a heading of its own. */
function answeredApart(desk: Desk, one: Candidate, whole: Range, keyed: Range | undefined) {
  const heading = desk.judged.children.get(one)?.find(({ answers }) => answers);
  if (!heading) return keyed && { asked: whole, told: keyed };
  const { start, end } = whole;
  return {
    asked: withoutRepeated(desk, { start, end: heading.start }),
    told: withoutRepeated(desk, { start: heading.body, end }),
  };
}

/** Elements that hide the answer part what is around them into what is asked and what explains. */
function cutOf(desk: Desk, one: Candidate, isLoose: boolean): Cut {
  if (one.sides) return sidesCut(desk, one);
  const { source, found } = desk;
  const { text } = source;
  if (one.details?.quoted) {
    const answer = passage(desk, unquoted(desk, one.details.body), 0, one.body);
    return { one, title: titleOf(desk, one, one.words), answer, followUps: [], shape: 'details' };
  }
  const wording = wordsOf(source, one);
  const key = desk.keys[lineFrom(desk.keys, one.start + 1)];
  const keyed = key?.answered.has(one) ? key.answers.get(numberOf(one) ?? 0) : undefined;
  const whole = one.details
    ? unwrapped(text, one.details.body)
    : { start: Math.max(one.body, wording.titleEnd), end: Math.min(one.end, key?.start ?? Infinity) };
  const within = found.details.slice(
    lineFrom(found.details, whole.start),
    lineFrom(found.details, whole.end),
  );
  const answers = outermost(within.filter(({ kind }) => kind === 'answer'));
  const isHidden = answers.length > 0;
  const isTagged = CARD_TAG_AT_END.test(text.slice(one.words.start, one.words.end));
  const shape = isHidden && !one.details ? 'details' : isTagged ? 'flashcards' : undefined;
  if (one.level >= 10 && one.kind === 'item' && !isHidden) {
    const { titleAt, ...item } = itemCut(desk, one, isLoose, keyed);
    return { ...item, one, title: titleOf(desk, one, titleAt), shape };
  }
  const title = titleOf(desk, one, { start: wording.titleStart, end: wording.titleEnd });
  const gaps = gapsBetween(whole, answers)
    .map((gap) => withoutRepeated(desk, gap))
    .filter(({ start, end }) => !saysNothing(text, start, end));
  const columns = columnsToCut(text, linesWithin(desk.lines, whole), one.indent);
  const hidden = answers.map(({ body }) => unwrapped(text, body));
  const firstAnswer = answers[0]?.start ?? Infinity;
  const above = gaps.filter(({ start }) => start < firstAnswer);
  const below = gaps.filter(({ start }) => start >= firstAnswer);
  const isAnswered = !found.isQuiz && (wording.asks || mayAsk(title.words));
  const choice = choiceCut(desk, { above, hidden, below, columns, isAnswered, keyed, open: desk.open });
  if (choice) return { one, title, ...choice, followUps: [], shape: 'multiple-choice' };
  const parted = isHidden ? undefined : answeredApart(desk, one, whole, keyed);
  const summary = one.details ? [summaryParts(source, one.details).rest] : parted ? [parted.asked] : [];
  const told = parted ? [parted.told] : isHidden ? [...hidden, ...below] : above;
  const spoken = summary.filter(({ start, end }) => !saysNothing(text, start, end));
  const asked = [...spoken, ...(isHidden ? apart(above) : [])];
  const isElement = told.length === 1 && (isHidden || one.details !== undefined);
  return {
    one,
    title,
    shape,
    asked: asked.length > 0 ? passage(desk, asked, columns) : undefined,
    answer: passage(
      desk,
      isElement ? told.map((each) => withoutHtml(text, each)) : apart(told),
      columns,
      whole.start,
    ),
    followUps: [],
  };
}

type Place = {
  readonly level: number;
  readonly name: string;
  readonly difficulty?: Difficulty;
  readonly bare: boolean;
};

/** Of questions on lines. */
const LEVEL_OF_LINES = 8;

function placesOf(desk: Desk): ReadonlyMap<Candidate, Place> {
  const { found, judged, source } = desk;
  const places = new Map<Candidate, Place>();
  let open: Place[] = [];
  const { all } = found;
  const headings = all.filter(({ kind }) => kind === 'heading');
  all.forEach((one) => {
    const verdict = judged.verdicts.get(one);
    if (verdict === 'section') {
      const name = sectionName(source.text.slice(one.words.start, one.words.end));
      const written = source.text.slice(one.words.start, Math.min(one.words.end, one.words.start + 80));
      const difficulty =
        name.length < 30
          ? (one.wording?.difficulty ?? difficultyOf(name) ?? difficultyOf(written))
          : undefined;
      const next = headings[lineFrom(headings, one.start + 1)];
      const bare = saysNothing(source.text, one.body, next?.start ?? source.text.length);
      // A bold line is above lines of its level.
      const own = one.level - Number(one.kind === 'bold' && one.level === LEVEL_OF_LINES);
      open = open.filter(({ level }) => level < own);
      if (name !== '') open.push({ level: own, name, difficulty, bare });
    } else if (verdict === 'question') {
      const isBare = open.at(-1)?.bare === true;
      open = open.filter(({ level }) => level < one.level + (isBare ? 1 : 0));
      const place = open.at(-1);
      if (place) places.set(one, place);
    }
  });
  return places;
}

const KEYS: ReadonlySet<string> = new Set<string>([...QUESTION_KEYS, 'title']);
/** A comment with one field of the front matter: `<!-- id: attention-complexity -->`. */
const COMMENT = /^(<!--[ \t]{1,3})(([a-z]{2,12}):[ \t]{1,3})(.*?)[ \t]{1,3}-->[ \t]{0,10}$/;

function fieldComment(source: Source, line: BodyLine) {
  const [, opening = '', label = '', key = '', value = ''] = COMMENT.exec(lineText(source, line)) ?? [];
  const start = line.start + opening.length;
  const from = start + label.length;
  return KEYS.has(key) ? { key, start, value: { start: from, end: from + value.length } } : undefined;
}

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

function tagsIn(kind: Label['kind'], rest: string): readonly string[] | undefined {
  const list = kind === 'tags' ? rest : TAGS.exec(rest)?.[1];
  const tags = list
    ?.replace(FACT_BEHIND, '')
    .split(',')
    .map((tag) => tag.replace(/^[\s`#]+|[\s`]+$/g, ''));
  return tags?.every((tag) => tag !== '') ? tags : undefined;
}

/** From a line such as `*Difficulty: hard · Time: 2 minutes*`. */
function factOn(source: Source, { kind, start, restStart, end }: Label) {
  const line = source.text.slice(restStart, Math.min(end, restStart + LONGEST_LINE));
  const rest = line.slice(0, LONGEST_FACT);
  const isFact =
    kind === 'tags' ||
    (kind === 'difficulty' && DIFFICULTY.test(rest)) ||
    (kind === 'minutes' && MINUTES.test(rest));
  return isFact
    ? {
        start,
        difficulty: kind === 'difficulty' ? difficultyOf(rest) : undefined,
        minutes: kind === 'tags' ? undefined : minutesIn(rest),
        tags: tagsIn(kind, line.replace(/[\s*_]{1,4}$/, '')),
      }
    : undefined;
}

const lineText = (source: Source, line: BodyLine): string => source.text.slice(line.start, line.end);

/** Lines with facts, which the heading overrides; and comments, which override everything else. */
function readGuideFacts(source: Source, labels: readonly Label[], lines: readonly BodyLine[], start: number) {
  const facts = labels.map((label) => factOn(source, label)).filter((fact) => fact !== undefined);
  const isFact = new Set(facts.map((fact) => fact.start));
  // Up to the first line of text or code.
  const end = lines.findIndex(
    (line, i) =>
      line.start !== (lines[i - 1]?.next ?? start) ||
      !(isFact.has(line.start) || fieldComment(source, line) || isFooter(lineText(source, line))),
  );
  const above = end === -1 ? lines : lines.slice(0, end);
  const textStart = above.at(-1)?.next ?? start;
  const comments = above.map((line) => fieldComment(source, line)).filter((one) => one !== undefined);
  const entries = comments.flatMap(({ key, start: from, value }) => {
    const text = source.text.slice(from, value.end);
    return key === 'title' ? [] : (readPlainLines(text, from) ?? parseYaml(text, from).entries);
  });
  return {
    textStart,
    difficulty: facts.find(({ difficulty }) => difficulty)?.difficulty,
    minutes: facts.find(({ minutes }) => minutes)?.minutes,
    tags: facts.find((fact) => fact.tags && fact.start < textStart)?.tags,
    title: comments.find(({ key }) => key === 'title')?.value,
    ...readQuestionFields(source, entries),
  };
}

// Follow-ups are on the line of their label, or in a list or paragraph below it.

const QUOTED = /^[\s*_]{0,4}["“«„]([^"“”«»„\n]{1,1000})["”»“][\s*_]{0,4}/;
const ASKED = /[?？]["'“”’»)*_]{0,3}(?=\s|$)/;
const LONGEST_QUESTION = 1000;
const BEFORE_QUESTION = /^[\s*_"“«„]{0,40}(?:Q?\d{0,3}[.):]\s{1,3})?/i;
const BEHIND_QUESTION = /[\s*_"“”»]*$/;
const ANSWER_LABEL =
  /^\s{0,200}(?:[-*+]\s{1,3})?(?:\*\*|__)?(?:Answer|A)(?:(?:\*\*|__)\s?[:：]|[:：](?:\*\*|__)?)\s{0,3}/i;
const LIST_BELOW = /^\s*(?:[-*+]|\d{1,9}[.)])[ \t]/;

function followUpAt(source: Source, { start, end }: Range): FollowUp {
  const text = source.text.slice(start, end);
  const [first = ''] = text.split('\n', 1);
  const line = first.slice(0, LONGEST_QUESTION);
  const quoted = QUOTED.exec(line)?.[0].length;
  const asked = ASKED.exec(line);
  const stop = quoted ?? (asked ? asked.index + asked[0].length : first.length);
  const from = BEFORE_QUESTION.exec(line.slice(0, stop))?.[0].length ?? 0;
  const behind = BEHIND_QUESTION.exec(first.slice(Math.max(from, stop - 40), stop))?.[0].length ?? 0;
  const label = ANSWER_LABEL.exec(text.slice(stop, stop + 260))?.[0].length ?? 0;
  return {
    question: source.textAt(start + from, start + stop - behind),
    answer: trimmedText(source, start + stop + label, end),
  };
}

const ITEM = /^([ \t]*)(?:[-*+]|(\d{1,9})[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/;
const BOLD_ASKED = /^ {0,3}(?:\*\*|__)[^*_\n]{1,300}[?？]/;
/** `⚠️ **Pitfall:** …` */
const BOLD_LABEL =
  /^ {0,3}(?:\p{Extended_Pictographic}\ufe0f?\s{0,2}){0,2}(?:\*\*|__)[^*_\n]{1,80}(?:[:：](?:\*\*|__)|(?:\*\*|__)\s?[:：])/u;

type Body = {
  readonly source: Source;
  readonly lines: readonly TextLine[];
  readonly headings: readonly Heading[];
  readonly labels: readonly Label[];
  readonly end: number;
};

/** Of what begins at `starts`, each up to the next. */
const stretchesFrom = (starts: readonly number[], end: number): readonly Range[] =>
  starts.map((start, i) => ({ start, end: starts[i + 1] ?? end }));

/**
 * The items of a list. Text at the margin between two belongs to the first; that behind the last one only if there is some between
 * others.
 */
function itemsBelow({ source, lines: all }: Body, below: Range) {
  const lines = linesWithin(all, below);
  const said = lines.map(({ start, end }) => source.text.slice(start, end));
  const itemAt = (at: number) => (lines[at]?.code === true ? null : ITEM.exec(said[at] ?? ''));
  const isBlank = (at: number): boolean => lines[at]?.code === false && said[at]?.trim() === '';
  const first = [...lines.keys()].findIndex((at) => !isBlank(at));
  const margin = itemAt(first)?.[1]?.length ?? 0;
  const starts: number[] = [];
  const isItem = (at: number): boolean => (itemAt(at)?.[1]?.length ?? Infinity) <= margin + 1;
  const goesOn = (at: number): boolean =>
    isItem(at) && (Number(itemAt(at)?.[2]) === starts.length + 1 || asksAtEnd(said[at]?.trimEnd() ?? ''));
  const isLabel = (at: number): boolean => {
    const line = lines[at];
    const isBold = line?.code === false && BOLD_LABEL.test(said[at] ?? '');
    return isBold && labelAt(source, line)?.kind !== 'answer';
  };
  let [last, isLoose] = [first, false];
  for (let at = first; at < lines.length; at += 1) {
    const isAtMargin = !isBlank(at) && (said[at] ?? '').search(/\S/) <= margin;
    if (isItem(at)) starts.push(at);
    else if (isAtMargin && (isBlank(at - 1) || isLabel(at))) {
      let next = at;
      while (next < lines.length && !isLabel(next) && !goesOn(next)) next += 1;
      if (isLoose) last = next - 1;
      if (next === lines.length || isLabel(next)) break;
      [isLoose, at] = [true, next - 1];
    }
    if (!isBlank(at)) last = at;
  }
  const end = lines[last]?.next ?? below.start;
  const heads = starts.map((at) => lines[at]?.start ?? end);
  const asked = stretchesFrom(heads, end).map((one, i) => ({
    start: one.start + (itemAt(starts[i] ?? 0)?.[0].length ?? 0),
    end: one.end,
  }));
  return { asked, end };
}

/** A question on the line of a label for several. */
const ASKED_AMONG = /[^?？]*[?？]["'“”’»)*_]{0,3}(?:\s+(?:[/|;·•]\s*)?|$)/g;
const FOR_SEVERAL = /s\W*$/i;

/** What a label of follow-ups asks, with the replies, and where they end. */
function askedBelow(body: Body, label: Label, limit: number) {
  const { source, headings } = body;
  const { text } = source;
  const heading = headings[lineFrom(headings, label.start)];
  const level = heading?.start === label.start ? heading.level : Infinity;
  const below = headings.slice(lineFrom(headings, label.next), lineFrom(headings, limit));
  const end = below.find((one) => level === Infinity || one.level <= level)?.start ?? limit;
  const rest = text.slice(label.restStart, label.end).trimEnd();
  if (rest.trim() !== '') {
    const asked = [...rest.matchAll(ASKED_AMONG)];
    const areAll = asked.length > 1 && asked.map(([words]) => words).join('') === rest;
    if (!areAll || QUOTED.test(rest) || !FOR_SEVERAL.test(text.slice(label.start, label.restStart)))
      return { asked: [{ start: label.restStart, end }], end };
    const alone = asked.map(({ 0: words, index }) => {
      const start = label.restStart + index;
      return { start, end: start + words.search(/[\s/|;·•]*$/) };
    });
    return { asked: alone, end: label.next };
  }
  const first = label.next + text.slice(label.next, limit).search(/\S|$/);
  const inner = below[0];
  if (inner && inner.start <= first) {
    const isOwn = ({ level: other, textStart, textEnd }: Heading): boolean =>
      other === inner.level && (inner.level > level || asksOrTells(text.slice(textStart, textEnd)));
    const stop = below.find((one) => one.level <= inner.level && !isOwn(one))?.start ?? limit;
    const own = below.filter((one) => one.start < stop && isOwn(one));
    return {
      asked: own.map(({ textStart }, i) => ({ start: textStart, end: own[i + 1]?.start ?? stop })),
      end: stop,
    };
  }
  if (LIST_BELOW.test(text.slice(label.next, end))) {
    const next = below[0]?.start ?? end;
    return itemsBelow(body, { start: label.next, end: next });
  }
  const bold = linesWithin(body.lines, { start: first, end }).filter(
    (line) => !line.code && BOLD_ASKED.test(text.slice(line.start, line.end)),
  );
  const starts = bold[0]?.start === first ? bold.map(({ start }) => start) : [first];
  return { asked: stretchesFrom(starts, end), end };
}

const ASKED_ABOVE =
  /^\s*(?:[-*+>]\s{1,4})?(?:\*\*|__)?Q(?:uestion)?\s?#?\d{0,3}[.:：)](?:\*\*|__)?\s+(?=\S)/i;

/** `Q: …` right above an `A: …` asks more, where an answer is above it. */
function askedMore(
  source: Source,
  lines: readonly TextLine[],
  labels: readonly Label[],
  start: number,
): readonly Label[] {
  const said = (at: number): string => (lines[at] ? lineText(source, lines[at]) : '');
  return labels.flatMap((label, i) => {
    if (label.kind !== 'answer') return label;
    // Below the label before it: a paragraph may be all labels.
    const first = lineFrom(lines, labels[i - 1]?.next ?? 0);
    let at = lineFrom(lines, label.start) - 1;
    while (at > first && said(at).trim() === '') at -= 1;
    while (at > first && !ASKED_ABOVE.test(said(at)) && said(at - 1).trim() !== '') at -= 1;
    const mark = ASKED_ABOVE.exec(said(at))?.[0].length;
    const line = lines[at];
    if (mark === undefined || !line || line.code || saysNothing(source.text, start, line.start)) return label;
    return [{ ...line, kind: 'follow-up', restStart: line.start + mark }, label];
  });
}

/** In order, each with the stretch that it takes from the body. */
function followUpsIn(body: Body): readonly (Range & { readonly followUps: readonly FollowUp[] })[] {
  const { source, labels } = body;
  const story = labels.findIndex(({ part }) => part);
  return labels.flatMap((label, i) => {
    if (label.kind !== 'follow-up') return [];
    const isStory = story !== -1 && story < i;
    const next = labels
      .slice(i + 1)
      .find(({ kind, part }) => kind === 'follow-up' || kind === 'points' || (isStory && part));
    const { asked, end } = askedBelow(body, label, next?.start ?? body.end);
    const followUps = asked
      .map((each) => followUpAt(source, each))
      .filter(({ question }) => question.text !== '');
    return [{ start: label.start, end: followUps.length > 0 ? end : label.next, followUps }];
  });
}

/** Code, a list, a table or an image belongs to the question. */
const SHOWS = /^[ \t]{0,8}(?:`{3}|~{3}|[-*+][ \t]|\||\d{1,2}[.)][ \t])|!\[|<img/m;
const IN_LIST = /^\s*$|^[ \t]+\S|^(?:[-*+]|\d{1,9}[.)])[ \t]/;

/** The list below a label of key points. It is no part of the answer if points can hold all of it, and a label or nothing follows. */
function pointsOf(source: Source, labels: readonly Label[], lines: readonly TextLine[], end: number) {
  for (const [i, label] of labels.entries()) {
    const rest = source.text.slice(label.restStart, label.end).trim();
    if (label.kind !== 'points' || rest !== '' || !LIST_BELOW.test(source.text.slice(label.next, end)))
      continue;
    const below = lines.slice(lineFrom(lines, label.next));
    const stop = below.find((line) => !IN_LIST.test(lineText(source, line)))?.start ?? end;
    const next = labels[i + 1]?.start ?? end;
    const areItems = below.every(
      (line) => line.start >= stop || !(line.code || isBlock(lineText(source, line))),
    );
    return { label, end: stop, endsAnswer: areItems && source.text.slice(stop, next).trim() === '' };
  }
  return undefined;
}

/** @param isFirst up to the words of other stretches are footers, too */
function withoutFooters({ text }: Source, all: readonly TextLine[], range: Range, isFirst: boolean): Range {
  const lines = linesWithin(all, range);
  const isSaid = ({ start, end, code }: TextLine): boolean => {
    const words = text.slice(start, end);
    return code || !isFooter(words) || closesElement(words, text.slice(range.start, start));
  };
  const first = isFirst ? undefined : lines.find(isSaid);
  const start = first?.start ?? range.start;
  return trimmedRange(text, { start, end: lines.findLast(isSaid)?.next ?? start });
}

/** @param isStory a comment says that the answer is a story */
function markedBody(source: Source, marked: readonly Marked[], start: number, isStory: boolean) {
  const first = (kind: MarkKind): Text | undefined => marked.find((one) => one.kind === kind)?.text;
  const answer = first('answer') ?? source.textAt(start, start);
  const followUps: FollowUp[] = [];
  for (const { kind, text } of marked) {
    const last = followUps.at(-1);
    if (kind === 'follow-up')
      followUps.push({ question: text, answer: source.textAt(text.at.end.offset, text.at.end.offset) });
    else if (kind === 'reply' && last) followUps.splice(-1, 1, { ...last, answer: text });
  }
  return {
    asked: first('asked'),
    answer,
    star: storyOf(source, answer, isStory),
    findsStory: false,
    keyPoints: markedPoints(marked),
    followUps,
    notes: first('notes'),
  };
}

const labelsOn = (source: Source, lines: readonly TextLine[]): readonly Label[] =>
  withLetters(
    source,
    lines.flatMap((line) => labelAt(source, line) ?? []),
  );

/** With empty lines between them; empty at a place for none. */
function textFrom(source: Source, maker: TextMaker, ranges: readonly Range[], empty: number): Text {
  const [only = { start: empty, end: empty }] = ranges;
  if (ranges.length < 2) return trimmedText(source, only.start, only.end);
  const pieces = apart(ranges).map((part) =>
    'text' in part ? part : { text: source.text.slice(part.start, part.end), from: part.start, exact: true },
  );
  return maker.textOf(pieces);
}

/**
 * What is asked is from marks; or what is above the label of the answer, if that is code, a table or a list, or asks what the title
 * does not.
 */
function readGuideBody(source: Source, maker: TextMaker, cut: Cut, titleAsks: boolean) {
  const { start, end } = cut.answer;
  const { fences, headings } = outline(source.text, start, end, markedStretches(source.text, end));
  const all = linesOf(source.text, start, end, fences);
  const lines = all.filter(({ code }) => !code);
  const labelled = labelsOn(source, lines);
  const facts = readGuideFacts(source, labelled, lines, start);
  const marked = markedTexts(source, start, end, fences);
  if (marked.length > 0) return { facts, ...markedBody(source, marked, start, facts.fields.kind === 'star') };
  const { textStart } = facts;
  const labels = titleAsks ? askedMore(source, all, labelled, textStart) : labelled;
  const followed = followUpsIn({ source, lines: all, headings, labels, end });
  const isFollowUp = insideOf(followed);
  const opening = labels.find(
    ({ kind, start: at }) => !isFollowUp(at) && (kind === 'answer' || kind === 'star'),
  );
  const points = pointsOf(source, labels, all, end);
  const taken: readonly Range[] = [
    ...followed,
    ...(points?.endsAnswer ? [{ start: points.label.start, end: points.end }] : []),
  ].toSorted(byStart);
  const without = (range: Range): readonly Range[] =>
    gapsBetween(range, taken)
      .map((gap, i) => withoutFooters(source, all, gap, i === 0))
      .filter((gap) => gap.end > gap.start);
  const before = opening ? without({ start: textStart, end: opening.start }) : [];
  // Text above follow-ups is an answer already.
  const own =
    followed.some(({ start: at }) => at < (opening?.start ?? 0)) && before.length > 0 ? undefined : opening;
  const textIn = (ranges: readonly Range[], empty: number): Text => textFrom(source, maker, ranges, empty);
  const answerStart = own ? own.restStart : textStart;
  const parts = without({ start: answerStart, end });
  const isWhole = parts.length < 2;
  const answer = textIn(parts, answerStart);
  const above = own ? textIn(before, textStart) : undefined;
  const isShown =
    above &&
    !cut.asked &&
    (SHOWS.test(above.text) || (!titleAsks && above.text.split('\n').some((line) => asksOrTells(line))));
  return {
    facts,
    answer,
    findsStory: !isWhole,
    star: isWhole ? labelledStory(source, labels, answer) : undefined,
    keyPoints: points ? listItems(source, points.label.next, points.end, true) : [],
    followUps: followed.flatMap(({ followUps }) => followUps),
    asked: isShown ? above : undefined,
    notes: isShown ? undefined : above,
  };
}

type Told = Pick<Draft, 'section' | 'tags' | 'difficulty' | 'exact'> & {
  readonly source: Source;
  readonly maker: TextMaker;
};

function draftOf(
  { source, maker, exact, section, tags, difficulty }: Told,
  cut: Cut,
  place: Place | undefined,
) {
  const { one, title, isChosen = false } = cut;
  const wording = wordsOf(source, one);
  const { facts, ...body } = readGuideBody(source, maker, cut, wording.asks || asksOrTells(title.words));
  const { fields: own, title: written } = facts;
  // If the title differs from the file, the text that it was made from.
  const { start } = title.at;
  const isVerbatim = source.text.startsWith(title.words, start);
  const at = written ?? { start, end: isVerbatim ? start + title.words.length : title.at.end };
  const { tags: marked = [] } = title;
  const textOfRange = (range: Range): Text => trimmedText(source, range.start, range.end);
  const notes = isChosen ? undefined : body.notes;
  const noted = notes ? [{ start: notes.at.start.offset, end: notes.at.end.offset }] : [];
  // Without a spread, which V8 fills property by property.
  const draft: Draft = {
    id: own.id,
    kind: own.kind,
    suspended: own.suspended,
    source: own.source,
    created: own.created,
    updated: own.updated,
    star: body.star,
    findsStory: body.findsStory,
    keyPoints: body.keyPoints,
    exact,
    title: written ? source.text.slice(written.start, written.end) : title.words,
    titleAt: source.spanAt(at.start, at.end),
    number: own.number ?? wording.number ?? title.number ?? one.number,
    section: own.section ?? place?.name ?? section,
    tags: own.tags ?? facts.tags ?? (marked.length > 0 ? [...new Set([...(tags ?? []), ...marked])] : tags),
    difficulty: own.difficulty ?? wording.difficulty ?? facts.difficulty ?? place?.difficulty ?? difficulty,
    minutes: own.minutes ?? wording.minutes ?? facts.minutes,
    answer: isChosen ? textOfRange(cut.answer) : body.answer,
    asked: cut.asked ? textOfRange(cut.asked) : body.asked,
    followUps: [
      ...body.followUps,
      ...cut.followUps.map(({ question, answer }) => ({
        question: textOfRange(question),
        answer: textOfRange(answer),
      })),
    ],
    notes: one.topic ? textFrom(source, maker, [one.topic, ...noted], one.topic.start) : notes,
  };
  return { draft, problems: facts.problems };
}

// Titles that are labels, such as `Question 4` or `Level 1`: the words are below them.

/** In characters. */
const LONGEST_TITLE_BELOW = 250;
const NO_PARAGRAPH_ABOVE = /^\s*(?:[-*+#>|`~<]|\d{1,4}[.)]\s|!\[)/m;

/** Up to the answer, if that has a heading or a label and what is above it is short and plain. */
function upToAnswer({ source, lines, judged }: Desk, one: Candidate, below: Range): Range | undefined {
  const heading = judged.children.get(one)?.find(({ label }) => label);
  const label = linesWithin(lines, { start: below.end, end: one.end }).find(
    (line) => labelAt(source, line)?.kind === 'answer',
  );
  const stop = Math.min(heading?.start ?? Infinity, label?.start ?? Infinity);
  if (stop > below.start + LONGEST_TITLE_BELOW) return undefined;
  const words = source.text.slice(below.start, stop).trimEnd();
  return NO_PARAGRAPH_ABOVE.test(words) ? undefined : { start: below.start, end: below.start + words.length };
}

/** Where it is the same for several questions, with the paragraph below it. */
function withNextParagraph(
  { source: { text } }: Desk,
  one: Candidate,
  { start, end }: Range,
): Range | undefined {
  const next = /^\s*\n\s*\n([^\n]+)/.exec(text.slice(end, Math.min(one.end, end + LONGEST_TITLE_BELOW)));
  const isPlain = next && !NO_PARAGRAPH_ABOVE.test(next[1] ?? '');
  return isPlain ? { start, end: end + next[0].trimEnd().length } : undefined;
}

const ENDS_SENTENCE = /[.!?:。！？：…][*_"'”’»)]*$/u;

/** With the lines on which its sentence goes on, if its words are wrapped; undefined if it ends or its line is broken on purpose, and if it is too long for a title. */
function unwrappedLine(text: string, one: Candidate, { start, end }: Range): Range | undefined {
  if (/(?: {2}|\\|<br ?\/?>)\r?$/.test(text.slice(start, end))) return undefined;
  let stop = end;
  while (!ENDS_SENTENCE.test(text.slice(start, stop).trimEnd())) {
    const [more = ''] = /^\r?\n[ \t]*\S[^\n]*/.exec(text.slice(stop, one.end)) ?? [];
    const isLonger = stop + more.length > start + LONGEST_TITLE_BELOW;
    if (more === '' || isLonger || NO_PARAGRAPH_ABOVE.test(more) || /^\s*\(?\p{L}[.)]\s/u.test(more))
      return undefined;
    stop += more.length;
  }
  return stop > end ? { start, end: stop } : undefined;
}

/** Most of them have a sentence below that asks. */
const MOST_TOPICS = 0.8;

/** `### 4. Hexadecimal numbers` above `Which of these is not true?`: numbered topics, if they are half of the file, with their sentences. */
function askedBelowTopics({ source, labels, exact }: Desk, questions: readonly Candidate[]) {
  const { text } = source;
  const topics = questions.filter((one) => {
    const { number, asks, titleStart, titleEnd } = wordsOf(source, one);
    const isAbove = one.kind === 'heading' && titleStart < titleEnd && titleEnd <= one.body;
    return isAbove && number !== undefined && !asks && !mayAsk(text.slice(titleStart, titleEnd));
  });
  const asked = topics.flatMap((one) => {
    const below = lineBelow(text, { start: one.body, end: one.end }, (line) => labels.has(footerWords(line)));
    const said = below && wordingOf(source, below.start, below.end);
    // `**Question:** Match the terms.`
    const words = said ? text.slice(said.titleStart, said.titleEnd) : '';
    const isAsked = said?.kind === 'question' || asksOrTells(words);
    // A line that introduces a list is not the whole question.
    return below && isAsked && !/[:：]\s*$/.test(words) ? [{ one, below }] : [];
  });
  const areMost = asked.length >= topics.length * MOST_TOPICS && topics.length * 2 >= questions.length;
  return exact || asked.length < FEWEST_TOPICS || !areMost ? [] : asked;
}
const FEWEST_TOPICS = 3;

/** A heading of only `Q4`, or of a code that only counts, has its words on the next lines; so has a topic above a sentence that asks. */
function titledBelow(desk: Desk): void {
  const { source, judged, labels } = desk;
  const { text } = source;
  const titled = judged.questions.flatMap((one) => {
    const wording = wordsOf(source, one);
    return one.kind === 'item'
      ? []
      : [{ one, wording, words: text.slice(wording.titleStart, wording.titleEnd) }];
  });
  const isCode = codesOf(titled.map(({ words }) => words));
  // `Scenario 3` among questions that have words.
  const mayBeCode = codesOf(titled.flatMap(({ words }) => (/\d/.test(words) ? [words] : [])));
  const coded = titled.flatMap(({ one, wording, words }) => {
    const isBelow = wording.titleStart >= one.body;
    if (!isBelow && ((words !== '' && wording.asks) || !mayBeCode(words))) return [];
    const below = lineBelow(text, { start: one.body, end: one.end }, (line) => labels.has(footerWords(line)));
    const whole = below && (upToAnswer(desk, one, below) ?? unwrappedLine(text, one, below));
    return below && (whole || isBelow || isCode(words)) ? [{ one, below, whole }] : [];
  });
  const times = countBy(coded, ({ below }) => text.slice(below.start, below.end));
  for (const { one, below, whole } of coded) {
    const isShared = (times.get(text.slice(below.start, below.end)) ?? 0) > 1;
    const words = whole ?? (isShared ? withNextParagraph(desk, one, below) : undefined) ?? below;
    one.wording = wordedBelow(source, one, words);
  }
  for (const { one, below } of askedBelowTopics(desk, judged.questions)) {
    const { titleStart, titleEnd } = wordsOf(source, one);
    one.topic = { start: titleStart, end: titleEnd };
    one.wording = wordedBelow(source, one, unwrappedLine(text, one, below) ?? below);
  }
}

/** Whether text at the left margin below list items belongs to them: if most items have some. */
function isLooseList(desk: Desk): boolean {
  const items = desk.judged.questions.filter(({ kind }) => kind === 'item');
  const below = items.filter((one) => !saysNothing(desk.source.text, itemEnd(desk, one), one.end));
  return below.length >= 2 && below.length * 2 >= items.length;
}

function shapeOf(cuts: readonly Cut[], judged: Judged): MarkdownShape {
  const asks = judged.questions.some(({ says }) => says >= 2);
  const shapes = countBy(cuts, ({ one, shape }): MarkdownShape => {
    if (shape) return shape;
    if (one.kind === 'line' && one.family !== PLAIN_LINE) return 'multiple-choice';
    if (one.kind === 'heading' && !asks) return judged.file.cards ? 'flashcards' : 'plain-headings';
    return SHAPES.find(([name]) => markdownKinds(name).has(one.kind))?.[0] ?? 'guide';
  });
  const [main] = [...shapes].toSorted(([, one], [, other]) => other - one);
  return main?.[0] ?? 'guide';
}

// A file of one question: its title asks, and everything below is the answer.

/** Front matter of a page with one question. */
const TELLING = new Set(['difficulty', 'level', 'number', 'order', 'expertise', 'answer']);
const LONGEST_ALONE = 60_000;
/** In characters. */
const LONGEST_TOLD = 200;
/** A file is a bank if so many others ask: two, or five below a title that asks. */
const MOST_ASKING = 2;
const MOST_BELOW_ASKING = 5;
/** Of one question in a series. */
const MOST_IN_SERIES = 8;
/** With more, a numbered file is a chapter. */
const MOST_HEADINGS = 6;
/** With more, the headings of a page are no parts of one answer. */
const MOST_PARTS = 12;

/** Of a name that may be a question. */
const FEWEST_IN_NAME = 4;
/** In characters. */
const LONGEST_ABOVE = 200;

const asksInSeries = (source: Source): boolean =>
  isAmongQuestions(source) && wordCount(wordsOfName(source.path)) >= FEWEST_IN_NAME;

/** In a note without a question, among those for an interview or named itself. */
const asksAlone = ({ named = false }: Source, { questions, file }: Judged, words: string): boolean =>
  questions.length === 0 && (named || file.named) && isAskingName(words);

const asksInName = (source: Source, judged: Judged): boolean =>
  asksInSeries(source) || asksAlone(source, judged, wordsOfName(source.path));

/** The first heading, if no other has its level, or no other asks below it in a file with a number. */
function titleOfFile({ source, facts, all }: Candidates): Candidate | undefined {
  const headings = all.filter(({ kind }) => kind === 'heading');
  const [first, ...others] = headings;
  const isFirst = first && first.start - facts.bodyStart <= LONGEST_ABOVE;
  if (!first || (first.level > 1 && !isFirst)) return undefined;
  const asks = hasNumber(source.file) && first.says > 0 && others.every(({ says }) => says < 2);
  const isOnly = others.every(({ level }) => level > first.level) || asks || isAmongQuestions(source);
  return isOnly ? first : undefined;
}

function wholeFile({ length: end }: string, start: number, words: Range, body: number): Candidate {
  return candidate({ kind: 'heading', level: 1, says: 3, start, words, body, end, own: end });
}

/** `case-07` is `Case 7`. */
const nameSlug = (words: string): string => slug(words).replaceAll(/(?<=^|-)0+(?=\d)/g, '');

/**
 * `# Question`, its words, `# Answer`: headings within the answer may have the same level. Or the file's name, and below it words
 * that ask, or anything above the one `# Answer`.
 */
function askedBelowWord(
  { source: { text, file }, all }: Candidates,
  { questions }: Judged,
): Candidate | undefined {
  const headings = all.filter(({ kind }) => kind === 'heading');
  const nameOf = ({ words: { start, end } }: Candidate): string => text.slice(start, end).trim();
  const isAnswer = (each: Candidate): boolean => namesAnswer(withoutLanguage(nameOf(each)));
  const bare = headings.filter((each) => BARE_WORD.test(nameOf(each)));
  const named = headings.slice(0, 1).find((each) => nameSlug(nameOf(each)) === nameSlug(stemOf(file)));
  const answers = headings.filter((each) => each !== named && isAnswer(each));
  const to = answers.length === 1 ? (answers[0]?.start ?? 0) : 0;
  const isCode = named && /\d/.test(nameOf(named)) && questions.filter(({ start }) => start < to).length < 2;
  if (bare.length === 0 && isCode && to > named.body && !saysNothing(text, named.body, to))
    return wholeFile(text, named.start, named.words, named.body);
  const one = bare.at(-1) ?? (questions.length === 0 ? named : undefined);
  if (!one || bare.filter(({ level }) => level === one.level).length > 2) return undefined;
  const next = headings[headings.indexOf(one) + 1];
  const below = text.slice(one.body, next?.start);
  const [above = '', said = ''] = /^\s*(?:>[ \t]?)?(\S[^\n]*)/.exec(below) ?? [];
  const isAnswered = answers.some(({ start }) => start > one.start);
  if (said === '' || !(bare.length > 0 ? isAnswered : asksAtEnd(said))) return undefined;
  const end = one.body + above.trimEnd().length;
  const words = { start: end - said.trimEnd().length, end };
  const isNext = next !== undefined && namesAnswer(nameOf(next)) && text.slice(end, next.start).trim() === '';
  const body = isNext ? next.body : end;
  return wholeFile(text, one.start, words, body);
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
  // Text above it belongs to what the name of the file asks.
  const isBelowText =
    title !== undefined &&
    title.level > 1 &&
    asksInName(source, judged) &&
    !saysNothing(text, facts.bodyStart, title.start);
  const first = isBelowText || (named && (title?.level !== 1 || titles > 1)) ? undefined : title;
  const isNameOnly = !first && !named && asksInName(source, judged);
  if (!first && !isNameOnly && (!named || titles === 1)) return undefined;
  const { start: from = 0, end: to = 0 } = named?.value ?? {};
  const quote = /^["']/.test(text.charAt(from)) ? 1 : 0;
  const at = first?.words ?? { start: from + quote, end: Math.max(0, to - quote) };
  const wording = wordsOf(source, first ?? { words: at });
  const words = text.slice(wording.titleStart, wording.titleEnd);
  const asks =
    isNameOnly ||
    wording.kind === 'question' ||
    /[?？؟]/.test(words) ||
    asksAtEnd(words) ||
    asksAlone(source, judged, words);
  const others = judged.questions.filter((one) => one !== first);
  const isCounted = hasNumber(source.file) || (wording.number !== undefined && wording.kind === 'numbered');
  const tells = isCounted || facts.entries.some(({ key }) => TELLING.has(key.toLowerCase()));
  const most = asks || (tells && mayAsk(words)) ? MOST_BELOW_ASKING : MOST_ASKING;
  const asking = others.filter((one) => wordsOf(source, one).asks || (!asks && one.says >= 2));
  const areOwn = others.some(({ family, kind }) => family === PLAIN_LINE || kind === 'card');
  if ((asking.length >= most || areOwn) && !isAmongQuestions(source)) return undefined;
  // A series of interviews, with numbers as names.
  if (!asks && asking.length >= MOST_IN_SERIES) return undefined;
  const body = first?.body ?? facts.bodyStart;
  // A question whose answer is not yet written is a draft.
  const isDraft =
    !first && named !== undefined && (wording.asks || (isAmongQuestions(source) && mayAsk(words)));
  if (text.length - body > LONGEST_ALONE) return undefined;
  if (saysNothing(text, body, text.length) && !isDraft) return undefined;
  if (found.headings.length > MOST_PARTS && !isCounted && !isAmongQuestions(source)) return undefined;
  const isShort = found.headings.length <= MOST_HEADINGS;
  const { inFolder, named: isCalled, inPath } = judged.file;
  const isNamed = inFolder || (tells && isCalled) || (isCounted && inPath);
  if (!asks && !((isShort || (isCounted && others.length === 0)) && isNamed) && !isAmongQuestions(source))
    return undefined;
  return wholeFile(text, first?.start ?? at.start, at, body);
}

const NO_PARAGRAPH = /^\s*(?:$|[|>#!<[]|[-*+•]\s|\d{1,4}[.)]\s|:?-{3})/;

/** Where placeholders are in no question. */
function placeholdersOutside(
  source: Source,
  taken: readonly Range[],
  from: number,
): readonly { readonly line: number; readonly start: number }[] {
  let at = from;
  const around: Range[] = [];
  for (const { start, end } of [...taken, { start: source.text.length, end: source.text.length }]) {
    if (start > at) around.push({ start: at, end: start });
    at = Math.max(at, end);
  }
  return around
    .flatMap(
      ({ start, end }) =>
        readPlaceholders(source, start, end, { question: '', inFollowUp: false }).placeholders,
    )
    .map(({ written }) => ({ line: written.at.start.line, start: written.at.start.offset }));
}

/** Outside questions, and not itself a candidate: lines on which a paragraph begins, and those that ask at their end. */
function plainLinesOf({ source, lines, all }: Candidates, taken: readonly Range[]) {
  /** Where the words of a candidate end, by its start. */
  const known = new Map(all.map(({ start, words }) => [start, words.end]));
  const isInside = insideOf(taken);
  const [paragraphs, asking]: [number[], number[]] = [[], []];
  let isOpen = false;
  for (const { start, end, code } of lines) {
    const isText = !code && !NO_PARAGRAPH.test(source.text.slice(start, Math.min(end, start + 40)));
    const isFirst = isText && !isOpen;
    isOpen = isText;
    if (code || isInside(start)) continue;
    const { line } = source.pointAt(start);
    const words = source.text.slice(start, end).trimEnd();
    if (isFirst && !known.has(start)) paragraphs.push(line);
    if (asksAtEnd(words) && start + words.length > (known.get(start) ?? 0)) asking.push(line);
  }
  return { paragraphs, asking };
}

/** How each candidate was read, and what else is in no question. */
function accountingOf(found: Candidates, { questions, verdicts }: Judged, keys: readonly Range[]) {
  const { source, all } = found;
  const { text } = source;
  const isEmpty = (start: number, end: number): boolean => saysNothing(text, start, end);
  const isInKey = insideOf(keys);
  const taken = [...questions, ...keys].map(({ start, end }) => ({ start, end })).toSorted(byStart);
  const open = placeholdersOutside(source, taken, found.facts.bodyStart);
  const holders = new Set<Candidate>();
  for (const { parent } of questions)
    for (let one = parent; one && !holders.has(one); one = one.parent) holders.add(one);
  const candidates = all.map((one) => {
    const { kind, level, says, family, start, end, body, own, words: at } = one;
    // What a key says is in the answers.
    const verdict = isInKey(start) ? 'inside' : (verdicts.get(one) ?? 'family');
    const title = withoutMarks(oneLine(text.slice(at.start, Math.min(at.end, at.start + LONGEST_TOLD))));
    return {
      kind,
      level,
      says,
      family,
      verdict,
      title,
      holds: holders.has(one),
      line: source.pointAt(start).line,
      length: end - start,
      words: wordCount(title),
      isPart: says < 3 && holdsNoQuestions(title),
      ownText: !isEmpty(body, own),
      isOpen: (open[lineFrom(open, body)]?.start ?? own) < own,
      filled: !isEmpty(body, end),
    };
  });
  const placeholders = [...new Set(open.map(({ line }) => line))];
  return { candidates, placeholders, ...plainLinesOf(found, taken) };
}

/** Everything in the file is the question or in it. */
function judgedAs(alone: Candidate, { all }: Candidates, judged: Judged): Judged {
  const verdicts = all.map((one): [Candidate, Verdict] => {
    if (judged.verdicts.get(one) === 'label') return [one, 'label'];
    return [one, one.start === alone.start ? 'question' : 'inside'];
  });
  return { ...judged, questions: [alone], verdicts: new Map(verdicts), sure: 1 };
}

/** Pure; never throws; linear in the length of the file. */
export function readMarkdown(source: Source, options: JudgeOptions = {}) {
  const found = candidatesIn(source);
  const first = judge(found, options);
  const isChosen = options.only !== undefined || options.exact || options.choices !== undefined;
  const alone = isChosen ? undefined : aloneIn(found, first);
  const judged = alone ? judgedAs(alone, found, first) : first;
  const { questions } = judged;
  const maker = makerBehind(source);
  const { exact = false } = options;
  const passages = { source, lines: found.lines, maker };
  const repeated = repeatedLines(passages, exact ? [] : questions);
  const keys = exact ? [] : answeredByKeys(found, questions, numberOf);
  const items = questions.filter(({ kind }) => kind === 'item');
  const inline = items.filter(({ words }) => inlineAnswer(source.text.slice(words.start, words.end)));
  const areInline = inline.length * 2 >= Math.max(1, items.length);
  const open = openChoices(found.told, questions);
  const desk: Desk = { ...passages, ...repeated, found, judged, keys, open, areInline, exact };
  const isNamed = alone && !wordsOf(source, alone).asks && (asksInSeries(source) || alone.words.end === 0);
  // What its name says is not taken from the text.
  if (!isNamed) titledBelow(desk);
  const isLoose = isLooseList(desk);
  const cuts = questions.map((one): Cut => {
    const cut = cutOf(desk, one, isLoose);
    return isNamed ? { ...cut, title: { ...cut.title, words: wordsOfName(source.path) } } : cut;
  });
  const places = placesOf(desk);
  const whole = maker.source();
  const { entries, section, tags } = found.facts;
  const level = alone && entryOf(entries, ['difficulty', 'level']);
  const shown = {
    source: whole,
    maker: makerBehind(whole),
    exact,
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
      source: shown.maker.source(),
      found: read.map(({ draft }) => draft),
      problems: [
        ...found.facts.problems,
        ...openFences(source, found.fences),
        ...read.flatMap(({ problems }) => problems),
      ],
    },
    shape: shapeOf(cuts, judged),
    /** So many make a bank, whatever else the file could be. */
    sure: judged.sure,
    // A closure would keep all that was made here.
    accounting: accountingOf.bind(undefined, found, judged, keys),
  };
}

const WRITTEN_ID = /^#{1,6}[ \t][^\n]*\n\s{0,4}<!-- id:/m;
const NAMED = /^#{1,6} Q\d{0,7}: /m;
const MARK = /^<!-- prep: answer/m;

/** Comments below headings are unique to guides of prep, whatever else the file holds. */
export const hasComments = ({ text }: Source): boolean =>
  (text.includes('<!-- id:') && WRITTEN_ID.test(text)) || (MARK.test(text) && NAMED.test(text));
