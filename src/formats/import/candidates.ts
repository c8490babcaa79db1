// Everything in a Markdown file that can name a question, in order and nested.
import { countBy, countEach, groupBy } from '../../core/base/collections.ts';
import type { Range, Source } from '../../core/base/span.ts';
import { markedStretches } from '../markdown/marks.ts';
import { type CodeFence, type Heading, linesOf, outline, type TextLine } from '../markdown/outline.ts';
import { labelAt } from '../question/story.ts';
import { answerKeys, choiceLists, type Choices, isQuiz, toldChoices } from './choices.ts';
import { isTags, RULE } from './draft.ts';
import { fileFacts } from './file-facts.ts';
import { BARE_WORD, codesOf, countedLevels, QUESTION_WORD, type QuestionWords } from './guide-headings.ts';
import { byStart, insideOf, lastBefore, outermost, saysNothing, lineFrom } from './made-source.ts';
import { questionTables } from './markdown-tables.ts';
import { calloutsIn, type Details, detailsIn, summaryParts, trimmedRange } from './sheet-passages.ts';
import { oneLine } from '../../core/base/text.ts';
import { asksAtEnd, asksOrTells, type Holds, mayAsk, namesAnswer, summaryHolds, wordCount } from './words.ts';

export type CandidateKind =
  | 'heading'
  | 'listed'
  | 'bold'
  | 'labelled'
  | 'card'
  | 'line'
  | 'details'
  | 'row'
  | 'item';

/** 3: says so (`Q4`, a label, an answer below); 2: a question mark; 1: a task or a number; 0: nothing. */
export type Says = 0 | 1 | 2 | 3;

export type Candidate = {
  readonly kind: CandidateKind;
  /** Candidates of one kind, level, and style are judged together. */
  family: string;
  /** 1–6 headings, also in lists, 8 lines, 9 elements, from 10 list items by their indentation. */
  level: number;
  readonly start: number;
  readonly words: Range;
  readonly body: number;
  /** Indentation of what is below, in columns. */
  readonly indent: number;
  readonly number?: number;
  readonly label?: boolean;
  /** A heading such as `Solution 3`, of the same level as the question above it. */
  readonly answers?: boolean;
  readonly link?: boolean;
  /** Has two sides of a card, separated by a line such as `?`. */
  readonly sides?: true;
  readonly details?: JudgedDetails;
  readonly choices?: Choices;
  /** Its end, whatever follows. */
  readonly closed?: number;
  end: number;
  /** The end of its own text: the next candidate that is not a list item. */
  own: number;
  says: Says;
  /** Up to here, what is at the left margin below a list item belongs to it. */
  reach?: number;
  parent?: Candidate;
  wording?: QuestionWords;
  /** Its own words, if the sentence below is what it asks. */
  topic?: Range;
};

export type JudgedDetails = Details & { readonly kind: Holds };

export type Candidates = Readonly<ReturnType<typeof candidatesIn>>;

const LISTED_HEADING = /^([ \t]{0,4})(?:(\d{1,4})[.)]|[-*+])[ \t]{1,5}(#{1,6})[ \t]+(?=\S)/;
/** After a number no blank is needed before a word: `1.Title`. */
const ITEM =
  /^([ \t]*)(?:[-*+](?=[ \t])|(?:(?:[-=]{1,2}>|→)[ \t]{0,4})?(\d{1,5})(?:[.)](?=[ \t]|[\p{Lu}\p{Lo}¿"“«`*[])|[、．]|[.)]?[ \t]?[-–—](?=[ \t])))[ \t]*(?:\[[ xX]\][ \t]+)?(?=\S)/u;
const BLOCK = /^[ \t]*(?:[|>#<]|!\[|\$\$|`{3}|~{3})/;
const BOLD =
  /^((?:>[ \t]?)?[ \t]{0,3}(?:<p>)?)((?:[-*+]|\d{1,4}[.)])[ \t]{1,5}(?:\[[ xX]\][ \t]+)?)?(?:(?:\p{Extended_Pictographic}(?:[\ufe0f\u200d]|\p{Emoji_Modifier})*|:[a-z_]{2,30}:)[ \t]{0,2}){0,2}(\*{2,3}|__|==(?=[^\s=][^=\n]*==[ \t]*$)|[*_](?=[^\n]*[*_][ \t]*$)|<strong>(?:<b>)?|<b>)(?=[^\s*_])/u;
const BOLD_LABEL = new RegExp(
  `^(?:${QUESTION_WORD}\\s{0,2}#?\\p{Nd}{0,5}|\\d{1,5}(?:\\.\\d{1,3}){0,3})\\s{0,2}[.:)：]?[^\\p{L}\\p{N}]*$`,
  'iu',
);
const Q_LABEL = new RegExp(`^${QUESTION_WORD}\\s{0,2}#?\\d{0,5}\\s{0,2}[.:)：]`, 'iu');
/** `Q: …`, `Question 4: …`, `Question (done): …` */
const Q_LINE = new RegExp(
  `^[ \\t]{0,3}(?:[【\\[]Q\\d{1,3}[】\\]]|Q[.)](?=[ \\t]+[\\p{Lu}\\p{Lo}\\d])|Q[ \\t]+[-–—](?=[ \\t])|Q\\d{1,3}(?:[.)]|[ \\t]+[-–—])(?=[ \\t])|(?:${QUESTION_WORD}|[问問])\\s{0,2}#?(?:\\d{0,5}(?:\\([^()\\n]{1,20}\\))?\\s{0,2}[:：]|(?<!^[ \\t]{0,3}Q\\s{0,2}#?)\\d{1,5}(?:\\.\\d{1,4}){0,3}[.)]?[ \\t\\u3000]))[ \\t]*(?=[^\\s\\d]|\\d[^\\n]*\\p{L}{2})`,
  'iu',
);
/** `Q1 What makes …?`; `Q3 revenue` and `Q4 was better.` are none. */
const BARE_Q_LINE = /^[ \t]{0,3}Q(\d{1,3})[ \t]{1,4}(?=\p{Lu}|\p{Lo})/u;
/** `Open question:`, `Pregunta de desarrollo:<br>`, `Question 4`: the words are below. */
const WORD_LINE = new RegExp(
  `^[ \\t]{0,3}${QUESTION_WORD}\\s{0,2}#?(\\d{1,5})(?: of \\d{1,4})?[.:：)]?[ \\t]*$|^[ \\t]{0,3}(?:[\\p{L}/-]{1,20} ){0,2}${QUESTION_WORD}(?: [\\p{L}/-]{1,20}){0,4}\\s?[:：][ \\t]*(?:<br ?/?>)?[ \\t]*$`,
  'iu',
);
const CARD =
  /^[ \t]{0,3}(?:[-*+][ \t]+)?(?=[^\s:|>#-])(?!`{3})([^\n]{1,400}?[^:\s])[ \t]*(:{2,3})[ \t]*(?=[^\s:])/;
/** Of a page of Logseq, or of Dataview. */
const PROPERTY = /^[ \t]*(?:[-*+][ \t]+)?[a-z][\w-]*::[ \t]/;
const TITLE_REST =
  /^(?:[\s?？.:：\\☆★]|<br\s?\/?>|<\/p>|\p{Extended_Pictographic}|\ufe0f|\u200d|[([][^()[\]]{1,30}[)\]])*$/u;
const LINK_FIRST =
  /^[\s*_`"“'☐☑✅]{0,8}!?\[(?:[^[\]]|\[[^\]]{0,80}\]){0,300}\]\s?(?:\([^()\n]{0,400}\)|\[[^\]\n]{0,80}\])/u;
const HAS_OPTIONS =
  /^[ \t]{0,8}(?:[-*+][ \t]{1,4}(?:\[[ xX✓✔]?\]|(?:\*\*)?[([]?[\p{L}1][)\].:])|\d[.)][ \t]{1,4}\[|(?:\*\*)?[([]?[AaАаΑאأ][)\].:])/mu;
const LONGEST_WORDS = 1500;

/** Empty for code. */
const proseOn = (text: string, line: TextLine | undefined): string =>
  line && !line.code ? text.slice(line.start, line.end) : '';

const columnsOf = (blanks: string): number => blanks.replaceAll('\t', '    ').length;

/** A row of a table, without an answer. */
export const BARE_ROW = 'row bare';

const rowsIn = ({ text }: Source, lines: readonly TextLine[]): readonly Candidate[] =>
  questionTables(text, lines).flatMap(({ layout, rows }) => {
    const answer = layout.fields.get('answer')?.[0] ?? layout.fields.get('explanation')?.[0];
    return rows.flatMap(({ line, cells }): readonly Candidate[] => {
      const question = cells[layout.question];
      // Without an answer, links within the file are contents.
      const isContents = answer === undefined && question && /\]\(#/.test(question.text);
      if (!question || question.text === '' || isContents) return [];
      const told = answer === undefined ? { start: line.end, end: line.end } : cells[answer];
      const column = columnsOf(/^[ \t]*/.exec(text.slice(line.start, line.end))?.[0] ?? '');
      if (!told) return [];
      return [
        candidate({
          kind: 'row',
          family: answer === undefined ? BARE_ROW : layout.named ? 'row named' : 'row',
          // Indented, it stands in a list item.
          level: column < 2 ? 9 : 10 + column,
          start: line.start,
          words: question,
          body: told.start,
          closed: told.end,
          says: answer === undefined && !layout.named ? 0 : 1,
        }),
      ];
    });
  });

// Cards with two sides, separated by a line of `?` or `%`.

const PARTING = /^[ \t]{0,3}(?:%|\?{1,3}|:(?:grey_)?question:|:arrow_right_hook:|↪)[ \t]*$/;

const cardWithSides = (start: number, words: Range, body: number): Candidate =>
  candidate({ kind: 'card', family: 'sides', start, words, body, sides: true, says: 3 });

/** The front of a card is the paragraph above the mark. If the whole file is a card, it is all that is above, up to a card in a line. */
function sidesIn(
  { text }: Source,
  lines: readonly TextLine[],
  headings: readonly Heading[],
): readonly Candidate[] {
  const written = (at: number): string => {
    const line = lines[at];
    if (!line) return '';
    return line.code ? 'code' : text.slice(line.start, Math.min(line.end, line.start + 200));
  };
  const marks = [...lines.keys()].filter((at) => PARTING.test(written(at)));
  const isBlank = (at: number): boolean => written(at).trim() === '';
  // Alone among lines that ask, `??` is a gap for an answer.
  if (marks.length === 1 && lines.filter((_, at) => asksAtEnd(written(at))).length > 2) return [];
  return marks.flatMap((mark, i): readonly Candidate[] => {
    const isWhole = marks.length === 1 && !headings.some(({ start }) => start < (lines[mark]?.start ?? 0));
    const least = (marks[i - 1] ?? -1) + 1;
    let from = mark;
    while (from > least && isBlank(from - 1)) from -= 1;
    const nearest = from - 1;
    const isFront = (at: number): boolean =>
      at >= least && (isWhole || !isBlank(at)) && (at === nearest || !cardIn(written(at)));
    while (isFront(from - 1)) from -= 1;
    while (from < mark && isBlank(from)) from += 1;
    // `## Kafka` right above a line that asks is its section.
    if (/^#{1,6}\s/.test(written(from)) && asksAtEnd(written(nearest)) && !asksAtEnd(written(from)))
      from += 1;
    const [first, last, line] = [lines[from], lines[mark - 1], lines[mark]];
    if (!first || !last || !line || from >= mark || text.slice(line.next).trim() === '') return [];
    const words = { start: first.start, end: last.end };
    return [{ ...cardWithSides(first.start, words, line.next), level: isWhole ? 0 : 8 }];
  });
}

/** In characters. */
const LONGEST_MARK = 40;

/** `START`, the kind of note, the front, `Back:` and the back, up to `END`: cards of Obsidian_to_Anki. */
function blocksIn({ text }: Source, lines: readonly TextLine[]): readonly Candidate[] {
  const found: Candidate[] = [];
  let start = -1;
  let back = -1;
  let end = -1;
  for (const [at, line] of lines.entries()) {
    const words = proseOn(text, line).slice(0, LONGEST_MARK).trim();
    if (words === 'START') [start, back, end] = [at, -1, -1];
    if (start === -1) continue;
    if (back === -1 && words.startsWith('Back:')) back = at;
    if (back !== -1 && end === -1 && /^(?:END$|Tags:|<!--ID:)/.test(words)) end = at;
    if (words !== 'END') continue;
    const [first, front, behind, last] = [lines[start], lines[start + 2], lines[back], lines[end]];
    start = -1;
    if (!first || !front || !behind || !last || front.start >= behind.start) continue;
    const asked = trimmedRange(text, { start: front.start, end: behind.start });
    const body = text.indexOf(':', behind.start) + 1;
    found.push({ ...cardWithSides(first.start, asked, body), closed: last.start });
  }
  return found;
}

const summaryText = (text: string): string =>
  text
    .slice(0, 2000)
    .replace(/<[^<>]{0,300}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

function judgedDetails(
  source: Source,
  fences: readonly CodeFence[],
  lines: readonly TextLine[],
): readonly JudgedDetails[] {
  const elements: readonly Details[] = [...detailsIn(source.text, fences), ...calloutsIn(source.text, lines)];
  const said = elements.map((one) => {
    return { ...one, words: summaryText(source.text.slice(one.summary.start, one.summary.end)) };
  });
  const times = countBy(said, ({ words }) => words);
  const judged = said
    .map(({ words, ...one }) => ({ ...one, kind: summaryHolds(words, times.get(words) ?? 1) }))
    .toSorted(byStart);
  const asking = judged.filter(({ kind }) => kind === 'question');
  // With questions inside, it is a section.
  const isSection = ({ start, end }: Range): boolean =>
    (asking[lineFrom(asking, start + 1)]?.start ?? Infinity) < end;
  return judged.map((one) => (one.kind === 'maybe' && isSection(one) ? { ...one, kind: 'aside' } : one));
}

type Scan = {
  readonly source: Source;
  /** Bold words in front of questions that differ in their numbers. */
  readonly leads: ReadonlySet<string>;
  readonly lines: readonly TextLine[];
  readonly found: Candidate[];
  readonly answersBelow: () => boolean;
};

const COUNTED_LEAD =
  /^[ \t]{0,3}(?:[-*+][ \t]+)?(\*\*|__)(?=[^*_\n]{0,40}\p{L}{2}[^*_\n]{0,40}\d)([^*_\n]{2,60})\1[ \t]*(?=\S)([^\n]{5,})$/gmu;
const FEWEST_LEADS = 3;
const withoutDigits = (words: string): string => words.trim().replaceAll(/\d+/g, '#');

/** `**Ticket 3, no. 2.** What is …?`: what counts is a label where most of what it leads asks. */
function countedLeads(text: string): ReadonlySet<string> {
  const found = Array.from(text.matchAll(COUNTED_LEAD), ([, , lead = '', rest = '']) => ({
    lead: withoutDigits(lead),
    asks: asksOrTells(rest.trim()),
  }));
  const times = countEach(found.map(({ lead }) => lead));
  const asking = countEach(found.flatMap(({ lead, asks }) => (asks ? [lead] : [])));
  return new Set(
    [...times].flatMap(([lead, many]) =>
      many >= FEWEST_LEADS && (asking.get(lead) ?? 0) * 5 >= many * 3 ? [lead] : [],
    ),
  );
}

const FEWEST_ABOVE_ANSWER = 2;

const FEWEST_ENDING = 3;

/**
 * Whether a line right below a list item answers it. It does where most items with such a line ask, or give a task and have the line
 * at the margin; and where one asks and all end a sentence, which wrapped lines hardly do.
 */
function answerOnNextLine(text: string, lines: readonly TextLine[]): boolean {
  const said = lines.map((line) => proseOn(text, line).slice(0, LONGEST_PLAIN));
  const above = said.flatMap((words, at): readonly (readonly [words: string, below: string])[] => {
    const below = said[at + 1];
    if (!below?.trim() || !ITEM.test(words)) return [];
    return BLOCK.test(below) || ITEM.test(below) ? [] : [[words.trimEnd(), below]];
  });
  const asking = above.filter(
    ([words, below]) => asksAtEnd(words) || (/^\S/.test(below) && mayAsk(words.replace(ITEM, ''))),
  );
  if (asking.length >= FEWEST_ABOVE_ANSWER && asking.length * 2 >= above.length) return true;
  const isEach = above.every(([words]) => /[.!?。！？][*_"”]{0,3}$/u.test(words));
  return isEach && asking.length > 0 && above.length >= FEWEST_ENDING;
}

/** At the level of lines, and of one family with all of its kind, unless it says otherwise. */
export const candidate = (
  one: Pick<Candidate, 'kind' | 'start' | 'words' | 'body'> & Partial<Candidate>,
): Candidate => ({ family: one.kind, level: 8, indent: 0, says: 0, end: 0, own: 0, ...one });

function closeOfBold(words: string, mark: string): number {
  let at = words.indexOf(mark);
  while (at !== -1 && words.slice(0, at).split('`').length % 2 === 0)
    at = words.indexOf(mark, at + mark.length);
  return at;
}

/** The line of the same paragraph that ends with the mark. */
function closingLine(
  text: string,
  lines: readonly TextLine[],
  at: number,
  close: string,
): TextLine | undefined {
  for (let i = at + 1, line = lines[i]; line && !line.code; line = lines[(i += 1)]) {
    const words = text.slice(line.start, Math.min(line.end, line.start + LONGEST_WORDS)).trimEnd();
    if (words.endsWith(close)) return line;
    if (words.trim() === '' || words.includes(close)) return undefined;
  }
  return undefined;
}

/** Of a line; indented, it stands in the list item above. */
const levelAt = (column: number, listed?: string): number =>
  listed === undefined && column < 2 ? 8 : 10 + column;

/** `**What is a mutex?**`, `**1. …?**`, `**Q: …**`, `**Q.** …`, also as a list item; whole lines in italics. */
function boldAt(
  { source, lines, leads }: Scan,
  line: TextLine,
  at: number,
  head: string,
): Candidate | undefined {
  const opening = BOLD.exec(head);
  const mark = opening?.[3];
  if (!opening || mark === undefined || labelAt(source, line)) return undefined;
  const close = mark === '<strong><b>' ? '</b></strong>' : mark.replace('<', '</');
  const from = line.start + opening[0].length;
  const wordsTo = (end: number): string => source.text.slice(from, Math.min(end, from + LONGEST_WORDS));
  const isOpen = mark.length > 1 && closeOfBold(wordsTo(line.end), close) === -1;
  const last = isOpen ? closingLine(source.text, lines, at, close) : line;
  const words = wordsTo(last?.end ?? 0);
  const length = closeOfBold(words, close);
  if (!last || length < 1) return undefined;
  const to = from + length;
  const inner = words.slice(0, length).trim();
  const rest = source.text.slice(to + close.length, last.end);
  const alone = (BOLD_LABEL.test(inner) || leads.has(withoutDigits(inner))) && !TITLE_REST.test(rest);
  const whole = alone || (rest.length < 60 && !rest.includes('](') && TITLE_REST.test(rest));
  const behind = to + close.length + (/^[\s:：.]*/.exec(rest)?.[0].length ?? 0);
  const listed = opening[2];
  const counted = Number.parseInt((listed ?? '') + (alone ? (/\d+/.exec(inner)?.[0] ?? '') : ''), 10);
  const isCounted =
    /^\d/.test(listed ?? '') ||
    /^(?:Q(?:uestion)?\s{0,2}#?\d|\d{1,5}(?:\.\d{1,3})*\s?(?:[.):：、·–—-]|$))/i.test(inner);
  const isItalic = mark.length === 1;
  if (isItalic && (listed !== undefined || rest.trim() !== '')) return undefined;
  const isLabelled = Q_LABEL.test(inner) || (alone && !/^\d/.test(inner));
  const isStrong = mark === '***';
  const own = isLabelled
    ? 'labelled'
    : isItalic
      ? 'italic'
      : isCounted
        ? 'counted'
        : isStrong
          ? 'strong'
          : 'plain';
  const isQuoted = head.startsWith('>');
  if (isQuoted && !(whole && asksOrTells(inner))) return undefined;
  const plain = isQuoted ? 'quoted' : own;
  const style = listed === undefined ? plain : /^\d/.test(listed) ? 'number' : 'bullet';
  return candidate({
    kind: 'bold',
    family: `bold ${style}`,
    level: levelAt(columnsOf(opening[1]?.replace(/^>[ \t]?/, '') ?? ''), listed),
    start: line.start,
    words: { start: alone ? behind : from, end: whole && mark !== '==' ? last.end : to },
    body: whole ? last.next : Math.min(behind, last.end),
    indent: listed === undefined ? 0 : opening[0].length - mark.length,
    number: Number.isNaN(counted) ? undefined : counted,
    says: isLabelled ? 3 : 0,
  });
}

/** The line above asks, and this one answers. */
const ARROW = /^[ \t]*(?:[-=]{1,2}>|→)/;

/** Its words are its first paragraph. */
function itemAt(
  { source: { text }, lines, answersBelow }: Scan,
  line: TextLine,
  at: number,
  head: string,
): Candidate | undefined {
  const marker = ITEM.exec(head);
  if (!marker) return undefined;
  const start = line.start + marker[0].length;
  let [end, next] = [line.end, line.next];
  const first = text.slice(start, end).trimEnd();
  // The lines below a whole question or task are its answer.
  let isWhole = asksAtEnd(first) || (/[.!。！][*_]{0,3}$/u.test(first) && mayAsk(first)) || answersBelow();
  let isAside = /[(（][^()（）]*$/u.test(first);
  for (let i = at + 1; ; i += 1) {
    const more = lines[i];
    const words = proseOn(text, more).slice(0, LONGEST_PLAIN);
    if (!more || words.trim() === '' || BLOCK.test(words) || ITEM.test(words)) break;
    if (!isAside && (isWhole ? !asksAtEnd(words) : ARROW.test(words))) break;
    [end, next] = [more.end, more.next];
    if (!isAside || !/[)）]/u.test(words)) continue;
    isAside = false;
    isWhole ||= asksAtEnd(oneLine(text.slice(start, end)));
  }
  const column = columnsOf(marker[1] ?? '');
  const words = text.slice(start, Math.min(end, start + LONGEST_WORDS));
  const link = LINK_FIRST.exec(words)?.[0];
  const rest = link === undefined ? '' : words.slice(link.length).trim();
  return candidate({
    kind: 'item',
    family: marker[2] === undefined ? 'item' : 'item counted',
    level: 10 + column,
    start: line.start,
    words: { start, end },
    body: next,
    indent: marker[0].length,
    number: marker[2] === undefined ? undefined : Number(marker[2]),
    link:
      /^<?https?:\/\/\S+\s*$/.test(words) ||
      (link !== undefined && !(/\p{L}/u.test(rest) && asksAtEnd(rest))),
  });
}

/**
 * Numbered items that count on; `last` is the candidate at `at`. Of the gaps between two, so many have bold words or a list at the
 * margin, and so many have text above these.
 */
type Run = Readonly<Record<'at' | 'gaps' | 'filled' | 'apart', number>> & { readonly last: Candidate };

const counts = (one: Candidate, { last }: Run): boolean => one.number === (last.number ?? Infinity) + 1;

const WORD_LABEL = 'word';
export const LABELLED: ReadonlySet<string> = new Set(['labelled', WORD_LABEL, 'bold labelled']);

export const isBoldLine = ({ family }: Candidate): boolean => /^bold (?:plain|italic|strong)$/.test(family);

/** Of the answer of the numbered question above. */
function isBoldInAnswer(text: string, one: Candidate, above: Candidate | undefined): boolean {
  const tells = ({ words: { start, end } }: Candidate): boolean => asksOrTells(text.slice(start, end));
  return isBoldLine(one) && above !== undefined && !tells(one) && tells(above);
}

/** `1.` and `1)` number different lists. */
const markOf = (text: string, { start, words }: Candidate): string =>
  /^[ \t]*\d{1,5}(\S?)/.exec(text.slice(start, words.start))?.[1] ?? '';

/** Only the label of an answer, such as `Answer:` above a list. */
function isLabelBetween(source: Source, from: number, to: number): boolean {
  const { start, end } = trimmedRange(source.text, { start: from, end: to });
  const isLine = /^[^\n]*[:：*_]$/.test(source.text.slice(start, end));
  return isLine && labelAt(source, { start, end, next: end + 1 })?.kind === 'answer';
}

/** Below the last of a run there is nothing that counts on: what belongs to it is right below, unless it is apart in others. */
function ownBelowLast({ source, found }: Scan, { last, at, gaps, filled, apart }: Run): void {
  const { text } = source;
  const next = found[at + 1];
  const isLabelled = next?.kind === 'item' && isLabelBetween(source, last.body, next.start);
  if (!isLabelled && (filled === 0 || filled * 2 < gaps)) return;
  const mark = markOf(text, last);
  let end = isLabelled ? next.start : last.body;
  // By its place: a copy of the rest for each list would take time that grows with the square of the file.
  for (let i = at + 1, each = found[i]; each; each = found[(i += 1)]) {
    const isBelow = apart > 0 || saysNothing(text, end, each.start);
    if (!isBelow || (each.level < last.level && !isBoldInAnswer(text, each, last))) return;
    if (each.level <= last.level) {
      if (markOf(text, each) === mark) return;
      each.level = last.level + 1;
    }
    end = each.body;
    last.reach = end;
  }
}

/** Of the runs of its level, the one that it counts on, if there are several that of its mark; else the last of its mark. */
function runOf(text: string, runs: readonly Run[], one: Candidate): Run | undefined {
  const mark = markOf(text, one);
  const goesOn = (run: Run): boolean => counts(one, run);
  const isAlike = ({ last }: Run): boolean => markOf(text, last) === mark;
  // Indented less than the text of the one before, it is no part of that.
  const isBeside = (run: Run): boolean =>
    one.level > run.last.level && one.level - 10 < run.last.indent && goesOn(run);
  if (!runs.some((run) => run.last.level === one.level && goesOn(run)))
    one.level = runs.find(isBeside)?.last.level ?? one.level;
  const ofLevel = runs.filter(({ last }) => last.level === one.level);
  return (
    ofLevel.findLast((run) => isAlike(run) && goesOn(run)) ??
    ofLevel.findLast(goesOn) ??
    ofLevel.findLast(isAlike)
  );
}

/** `Answers:` below the last item of a list, and a list like it: they answer all of it. */
export function answersAll(text: string, found: readonly Candidate[], at: number): boolean {
  const last = found[at];
  const [first, second] = found.slice(at + 1, at + 4).filter(({ kind }) => kind === 'item');
  const isList = (one: Candidate | undefined, next: Candidate | undefined): boolean =>
    one?.kind === 'item' &&
    next?.kind === 'item' &&
    one.family === next.family &&
    one.level === next.level &&
    saysNothing(text, one.body, next.start);
  return (
    isList(found[at - 1], last) &&
    isList(first, second) &&
    first?.level === last?.level &&
    first?.family === last?.family
  );
}

/** A list right below a label alone, such as `Answer:` below an item, whose items have no label themselves. */
function ownBelowLabels({ source, found }: Scan): void {
  const { text } = source;
  const isLabelBelow = (at: number): boolean => {
    const { body = text.length } = found[at] ?? {};
    return isLabelBetween(source, body, Math.max(body, found[at + 1]?.start ?? text.length));
  };
  found.forEach((one, at) => {
    if (one.kind !== 'item' || one.number !== undefined || !isLabelBelow(at)) return;
    if (answersAll(text, found, at)) return;
    let end = at + 1;
    for (let each = found[end]; each?.kind === 'item'; each = found[end]) {
      const isApart = end > at + 1 && /\n[ \t\r]*\n/.test(text.slice(found[end - 1]?.start, each.start));
      if (isApart) break;
      end += 1;
    }
    if (!isLabelBelow(end - 1))
      for (const each of found.slice(at + 1, end)) if (each.level === one.level) each.level += 1;
  });
}

/** What stands between two items with numbers that count on belongs to the first, at the left margin, too. */
function ownBetween(scan: Scan): void {
  const { found } = scan;
  ownBelowLabels(scan);
  const { text } = scan.source;
  /** The latest last, one for each level and mark. */
  let runs: readonly Run[] = [];
  const closeAll = (): void => {
    for (const run of runs) ownBelowLast(scan, run);
    runs = [];
  };
  found.forEach((one, at) => {
    if ((one.level < 10 || one.family === PLAIN_LINE) && !isBoldInAnswer(text, one, runs.at(-1)?.last))
      closeAll();
    if (one.family !== 'item counted' && one.family !== 'bold number') return;
    const run = runOf(text, runs, one);
    const others = runs.filter((each) => each !== run);
    const between = run ? found.slice(run.at + 1, at) : [];
    // Right above the next number it names a section.
    const title = between.findLast(({ level }) => level === 8);
    const isSection = title?.family === 'bold plain' && saysNothing(text, title.body, one.start);
    if (!run || !counts(one, run) || isSection) {
      if (run) ownBelowLast(scan, run);
      runs = [...others, { last: one, at, gaps: 0, filled: 0, apart: 0 }];
      return;
    }
    const above = run.last;
    above.reach = Infinity;
    const mark = markOf(text, one);
    const isOther = (each: Candidate): boolean => each.number === undefined || markOf(text, each) !== mark;
    const own = between.filter((each) => each.level === 8 || (each.level === above.level && isOther(each)));
    for (const each of own) each.level = above.level + 1;
    const isApart = own.some((each, i) => !saysNothing(text, (own[i - 1] ?? above).body, each.start));
    const filled = run.filled + Number(own.length > 0);
    const longer = { last: one, at, gaps: run.gaps + 1, filled, apart: run.apart + Number(isApart) };
    runs = [...others.filter((each) => each.at < run.at), longer];
  });
  closeAll();
}

const FEWEST_BOLD = 3;

const isAloneIn =
  (text: string) =>
  ({ body }: Candidate): boolean =>
    body >= text.length || text[body - 1] === '\n';

/**
 * Where bold lines ask, bold words at the beginning of a paragraph (`**Example**: a counter`), and
 * lines in italics, are part of an answer.
 */
function leadsBelow({ source: { text }, found }: Scan): void {
  const bold = found.filter(({ family }) => family === 'bold plain');
  const asks = ({ words: { start, end } }: Candidate): boolean => asksAtEnd(text.slice(start, end));
  const isAlone = isAloneIn(text);
  const alone = bold.filter(isAlone);
  const leads = found.filter(
    (one) => isBoldLine(one) && !asks(one) && (one.family === 'bold italic' || !isAlone(one)),
  );
  const asking = alone.filter(asks).length;
  if (asking < FEWEST_BOLD || asking < alone.length * 0.8) return;
  for (const one of leads) [one.family, one.level] = ['bold lead', 9];
}

/** Kinds of questions that a person numbers or labels, from one to the next. */
const MARKED = [...LABELLED, 'bold counted', 'bold number', 'item counted'];

/** Behind every other question with a mark, bold words and questions in front of a text are part of its answer. */
function leadsBetween({ source: { text }, found }: Scan): void {
  const isAlone = isAloneIn(text);
  const isAnswered = ({ words: { start, end } }: Candidate): boolean => !asksAtEnd(text.slice(start, end));
  const leads = found.filter((one) =>
    one.family === PLAIN_LINE ? isAnswered(one) : one.family === 'bold plain' && !isAlone(one),
  );
  const first = leads[0]?.start ?? 0;
  for (const family of leads.length < FEWEST_BOLD ? [] : MARKED) {
    const outer = found.filter((one) => one.family === family);
    const telling = outer.filter(({ words: { start, end } }) => asksOrTells(text.slice(start, end))).length;
    const numbers = outer.map(({ start }) =>
      Number(/^\D{0,12}(\d+)/.exec(text.slice(start, start + LONGEST_MARK))?.[1]),
    );
    const areCounting = numbers.every((number, i) => number === 1 || number === (numbers[i - 1] ?? 0) + 1);
    const holding = countBy(leads, ({ start }) => lineFrom(outer, start));
    if (
      !(LABELLED.has(family) || areCounting) ||
      telling * 2 < outer.length ||
      first < (outer[0]?.start ?? Infinity)
    )
      continue;
    if (outer.length < FEWEST_BOLD || holding.size * 2 < outer.length) continue;
    const level = outer[0]?.level ?? 8;
    for (const one of leads.filter((each) => each.level <= level)) one.level = level + 1;
    return;
  }
}

function listedHeadingAt({ source }: Scan, line: TextLine, head: string): Candidate | undefined {
  const mark = LISTED_HEADING.exec(head);
  if (!mark) return undefined;
  const written = source.text.slice(line.start, line.end);
  const end = line.start + written.replace(/[ \t]+#{1,6}[ \t]*$/, '').length;
  return candidate({
    kind: 'listed',
    level: mark[3]?.length ?? 6,
    start: line.start,
    words: { start: line.start + mark[0].length, end },
    body: line.next,
    indent: mark[0].length - (mark[3]?.length ?? 0) - 1,
    number: mark[2] === undefined ? undefined : Number(mark[2]),
    says: mark[2] === undefined ? 0 : 3,
  });
}

/** In code, and in a word of a question: `How does std::move work?`. */
const isName = (written: string, [whole, front = '']: RegExpExecArray): boolean =>
  front.split('`').length % 2 === 0 ||
  (/\w$/.test(front) && /::\w/.test(whole + written.charAt(whole.length)) && asksAtEnd(written));

function cardIn(written: string): RegExpExecArray | undefined {
  const card = CARD.exec(written);
  // Names such as `std::vector` and `deck::part::chapter`, properties such as `collapsed:: true`, and clozes.
  const rest = written.slice(card?.[0].length);
  const isSpaced = card && /\s:::?\s+$/.test(card[0]) && !/\s:::?\s/.test(rest);
  const isOther =
    !card || (!isSpaced && rest.includes('::')) || PROPERTY.test(written) || /\{\{c\d/.test(written);
  return isOther || isName(written, card) ? undefined : card;
}

/** `Q: … A: …` on one line. */
const ANSWER_BEHIND = /(?<=[.?？])[ \t]+(?:A|Ans|Answer)\s?[:：]\s*(?=\S)/u;

/** `Q: …` on a line of its own, and the cards `front::back` of Obsidian. */
function lineAt({ source }: Scan, line: TextLine, head: string): Candidate | undefined {
  const { start, end } = line;
  const below = WORD_LINE.exec(head);
  const bare = BARE_Q_LINE.exec(head);
  const asking = bare && asksOrTells(source.text.slice(start + bare[0].length, end)) ? bare : undefined;
  const length = below ? end - start : (Q_LINE.exec(head) ?? asking)?.[0].length;
  if (length !== undefined) {
    const digits = (below ?? asking)?.[1];
    const number = digits === undefined ? undefined : Number(digits);
    const family = below ? WORD_LABEL : 'labelled';
    const from = start + length;
    const told = ANSWER_BEHIND.exec(source.text.slice(from, end));
    const words = { start: from, end: told ? from + told.index : end };
    const body = told ? words.end + told[0].length : line.next;
    return candidate({ kind: 'labelled', family, start, words, body, number, says: 3 });
  }
  if (!head.includes('::')) return undefined;
  const written = source.text.slice(start, Math.min(end, start + LONGEST_WORDS));
  const card = cardIn(written);
  if (!card) return undefined;
  const [whole, front = ''] = card;
  const from = start + whole.indexOf(front);
  const words = { start: from, end: from + front.length };
  return candidate({ kind: 'card', start, words, body: start + whole.length, says: 1 });
}

/** Paragraphs that ask, without a mark except perhaps a number. */
export const PLAIN_LINE = 'plain line';
const LONGEST_PLAIN = 400;
/** `b. …` */
const LETTER_LABEL = /^[ \t]*\(?[a-z][.)][ \t]+(?=\S)/;
const PART_NUMBER = /^\d{1,2}(?:\.\d{1,2}){1,2}[.)]?[ \t]+(?=\S)/;
const NO_PLAIN = /^[ \t]*(?:[|>#<!$*_\-+=]|\d{1,4}[.)][ \t]|`{3}|~{3})/;

/** The last line of the paragraph that begins at `at`, unless it is long. */
function paragraphEnd(lines: readonly TextLine[], text: string, at: number, first: TextLine): TextLine {
  let last = first;
  for (let i = at + 1, line = lines[i]; line && !line.code; line = lines[(i += 1)]) {
    if (line.end - first.start > LONGEST_PLAIN) return first;
    const words = text.slice(line.start, line.end);
    if (NO_PLAIN.test(words) || words.trim() === '') break;
    last = line;
  }
  return last;
}

/** `What is a mutex?` where a sentence begins, or a task alone on its line. */
function plainAt({ source, lines, found }: Scan, line: TextLine, at: number): Candidate | undefined {
  const { text } = source;
  if (line.end - line.start > LONGEST_PLAIN) return undefined;
  const last = found.at(-1);
  const isWithin = last !== undefined && line.start < last.words.end;
  const words = text.slice(line.start, line.end);
  if (isWithin) return undefined;
  if (NO_PLAIN.test(words) || /^(?: {4}|\t)/.test(words)) return undefined;
  const label = LETTER_LABEL.exec(words)?.[0].length ?? 0;
  const bare = words.slice(label).replace(/[ \t]{1,4}(?:\\|<br ?\/?>)?[ \t]*$/, '');
  const asks =
    /[\p{L}\p{N}]/u.test(bare) &&
    asksAtEnd(/^\[([^[\]]{1,300})\]\([^()\s]{1,400}\)$/.exec(bare)?.[1] ?? bare);
  const beneath = proseOn(text, lines[at + 1]);
  const isAbove = /^\S/.test(words) && /^[ \t]{2,}\S/.test(beneath);
  const isAlone = isAbove || /^[ \t]*(?:$|[-*+>`])/.test(beneath) || asksAtEnd(beneath);
  const before = proseOn(text, lines[at - 1]).trim();
  const isShort = before === '' && !/[.:：;,。]$/.test(bare) && wordCount(bare) <= MOST_IN_TASK;
  const next = lines[at + 1];
  const isAnswered = before === '' && next !== undefined && labelAt(source, next)?.kind === 'answer';
  // `When its limit is reached.`
  const isAnswer = asksAtEnd(before) && bare.endsWith('.') && beneath.trim() === '';
  const isTask =
    !asks &&
    !isAnswer &&
    (isAnswered ||
      (mayAsk(bare.replace(PART_NUMBER, '')) &&
        (isShort || (isAlone && wordCount(bare) >= FEWEST_IN_TOPIC))));
  if ((!asks && !isTask) || labelAt(source, line)) return undefined;
  // The end of a sentence that is wrapped is no question.
  const isWrapped = /[^.!?…。？！:：]$/u.test(before) && !NO_PLAIN.test(before);
  if (isWrapped && !(last?.family === PLAIN_LINE && last.body === line.start)) return undefined;
  // Indented, or a task right below, it is a part of the list item above, unless only the line asks.
  const isNext =
    last !== undefined &&
    before !== '' &&
    line.start - last.words.end < LONGEST_PLAIN &&
    !/\n[ \t\r]*\n/.test(text.slice(last.words.end, line.start));
  const isPart =
    last !== undefined &&
    last.level >= 10 &&
    (last.level - 10 < columnsOf(/^[ \t]*/.exec(words)?.[0] ?? '') || (isNext && !asks)) &&
    ((!asks && !isNext) || asksOrTells(text.slice(last.words.start, last.words.end)));
  return candidate({
    kind: 'line',
    family: PLAIN_LINE,
    level: isPart ? last.level + 1 : 8,
    start: line.start,
    words: { start: line.start + label, end: line.start + label + bare.length },
    body: line.next,
    says: asks ? 2 : 1,
  });
}

/** Fewer blank lines only separate chapters. */
const FEWEST_PARAGRAPHS = 4;

/** A file without any marks may be a list of questions: the first lines of its paragraphs, or all lines if nothing separates them. */
function takeAll({ source: { text, named }, lines, found }: Scan): void {
  const said = lines.map(({ start, end }) => text.slice(start, Math.min(end, start + LONGEST_PLAIN)).trim());
  const filled = [...said.keys()].filter((at) => said[at] !== '');
  const firsts = filled.filter((at, i) => filled[i - 1] !== at - 1);
  const asks = firsts.map((at) => asksOrTells(said[at] ?? ''));
  // Below each that asks is its answer, unless it is prose that nobody named.
  if (named && asks[0] && asks.every((is, i) => !is || said[(firsts[i] ?? 0) + 1] || asks[i + 1] === false))
    return;
  const all = firsts.length < FEWEST_PARAGRAPHS ? filled : firsts;
  if (all.length < FEWEST_PARAGRAPHS || found.length * 2 > all.length) return;
  const isProse = (at: number): boolean => !lines[at]?.code && wordCount(said[at] ?? '') >= 2;
  if (all.filter(isProse).length * 10 < all.length * 9) return;
  const known = new Set(found.map(({ start }) => start));
  const width = lines.reduce((most, { start, end }) => Math.max(most, end - start), 0);
  const isPair = (at: number): boolean => {
    const [next = ''] = said[at + 1]?.split(/\s/, 1) ?? [];
    return next !== '' && (said[at]?.length ?? 0) + 1 + next.length <= width;
  };
  // Each with its answer on the line below.
  const arePairs = firsts.filter(isPair).length * 10 >= firsts.length * 8;
  for (const at of all) {
    const line = lines[at];
    if (!line || known.has(line.start)) continue;
    const last = all === filled || arePairs ? line : paragraphEnd(lines, text, at, line);
    const { start } = line;
    const asked = { start, end: last.end };
    found.push(candidate({ kind: 'line', family: PLAIN_LINE, start, words: asked, body: last.next }));
  }
  found.sort(byStart);
}

/** Of a title without a question mark. */
const MOST_IN_FIRST = 15;

/** Where most paragraphs begin with a line that asks and have the answer right below it, the first lines of the others are titles, too. */
function takeFirsts({ source: { text }, lines, found }: Scan): boolean {
  const known = new Set(found.map(({ start }) => start));
  const asked = new Set(found.flatMap(({ family, start }) => (family === PLAIN_LINE ? [start] : [])));
  const said = (at: number): string => proseOn(text, lines[at]).slice(0, LONGEST_PLAIN);
  const firsts = lines.filter((line, at) => {
    const words = said(at);
    const isFirst = said(at - 1).trim() === '' && /^\p{L}/u.test(words) && said(at + 1).trim() !== '';
    return isFirst && (asked.has(line.start) || !known.has(line.start));
  });
  const isAsked = ({ start }: TextLine): boolean => asked.has(start);
  const asking = firsts.filter(isAsked).length;
  if (asking < FEWEST_PARAGRAPHS || asking * 5 < firsts.length * 3) return false;
  // Above all that ask is the title of the file.
  const begins = (line: TextLine): boolean => isAsked(line) || mayAsk(text.slice(line.start, line.end));
  for (const { start, end, next } of firsts.slice(firsts.findIndex(begins))) {
    const words = text.slice(start, end).trimEnd();
    const isSentence = /[.!:：;,。…]$/.test(words) && !asksOrTells(words);
    if (asked.has(start) || isSentence || wordCount(words) > MOST_IN_FIRST) continue;
    const asks = { start, end: start + words.length };
    found.push(candidate({ kind: 'line', family: PLAIN_LINE, start, words: asks, body: next, says: 1 }));
  }
  found.sort(byStart);
  return true;
}

// A line that asks above options, or above an element that hides the answer.

const NO_TITLE = /^\s*(?:#{1,6}\s|[-*_]{3,}\s*$|<|\||!\[|>)/;
/** After a number no mark is needed before a capital: `5 Which of these …`. */
const OPTION_MARK = /^([ \t]{0,3})(?:(\d{1,4})(?:[.)]|(?=[ \t]+\p{Lu}))|[-*+])[ \t]{1,4}(?=\S)/u;
const SHORTEST_TITLE = 8;

/** The first line of the paragraph above, skipping code; above a list that asks nothing, of the paragraph before it. */
function askingLine(scan: Scan, below: number, taken: ReadonlySet<number>): TextLine | undefined {
  let at = paragraphAbove(scan, below, taken);
  const words = (): string => proseOn(scan.source.text, scan.lines[at]).trim();
  while (LIST_MARK.test(words()) && !asksOrTells(words())) at = paragraphAbove(scan, at, taken);
  return scan.lines[at];
}

const LIST_MARK = /^[-*+•][ \t]/;

/** Where rules part the questions, one of several paragraphs begins with the first, whatever is in between. */
function firstBelowRule(
  { source: { text }, lines }: Scan,
  below: number,
  spot: Range,
  taken: ReadonlySet<number>,
  lastEnd: number,
): TextLine | undefined {
  let next = lineFrom(lines, spot.end);
  while (next < lines.length && proseOn(text, lines[next]).trim() === '') next += 1;
  const isAboveRule = RULE.test(proseOn(text, lines[next]));
  let first: TextLine | undefined;
  for (let at = below - 1; at >= 0; at -= 1) {
    const line = lines[at];
    const said = proseOn(text, line).trim();
    if (RULE.test(said) || (isAboveRule && /^#{1,6}\s/.test(said))) return first;
    if (!line || taken.has(line.start) || line.start < lastEnd) break;
    if (/[\p{L}\p{N}]/u.test(said) && !NO_TITLE.test(said.slice(0, 60))) first = line;
  }
  return undefined;
}

/** -1 if none. */
function paragraphAbove(
  { source: { text }, lines }: Scan,
  below: number,
  taken: ReadonlySet<number>,
): number {
  const words = (at: number): string => proseOn(text, lines[at]).trim();
  let at = below - 1;
  while (at >= 0 && (words(at) === '' || isTags(words(at)))) at -= 1;
  let first = -1;
  for (; at >= 0; at -= 1) {
    const line = lines[at];
    const said = words(at);
    if (!line || !/[\p{L}\p{N}]/u.test(said) || taken.has(line.start) || NO_TITLE.test(said.slice(0, 60)))
      break;
    first = at;
    if (OPTION_MARK.test(said.slice(0, 20))) break;
  }
  return words(first).length < SHORTEST_TITLE ? -1 : first;
}

function lineAbove(text: string, line: TextLine, choices: Choices | undefined): Candidate {
  const head = text.slice(line.start, Math.min(line.end, line.start + 40));
  const listed = OPTION_MARK.exec(head);
  const column = columnsOf(/^[ \t]*/.exec(head)?.[0] ?? '');
  const start = line.start + (listed?.[0].length ?? 0);
  return candidate({
    kind: 'line',
    level: levelAt(column),
    start: line.start,
    words: { start, end: line.end },
    body: line.next,
    indent: listed?.[0].length ?? 0,
    number: listed?.[2] === undefined ? undefined : Number(listed[2]),
    choices,
    says: 1,
  });
}

/** A heading above more is none of their questions. */
const FEWEST_LISTS = 4;

/** The heading above may give only a task or a topic of several words. */
function asksMore(text: string, { start, end }: Range, { textStart, textEnd }: Heading): boolean {
  const [line, heading] = [text.slice(start, end), text.slice(textStart, textEnd)];
  if (asksOrTells(heading)) return false;
  return asksOrTells(line) || heading.split(/\s+/).length < FEWEST_IN_TOPIC;
}

const FEWEST_IN_TOPIC = 4;
/** With its answer on the next line. */
const MOST_IN_TASK = 10;

function detailsCandidate(source: Source, one: JudgedDetails): Candidate {
  const { words } = summaryParts(source, one);
  return candidate({
    kind: 'details',
    level: 9,
    start: one.start,
    words,
    body: one.body.start,
    details: one,
    closed: one.end,
    says: one.kind === 'question' ? 2 : 0,
  });
}

type LeveledHeading = Heading & { readonly answers: boolean };

const FEWEST_ANSWERS = 2;
const FEWEST_PARTS = 3;

/**
 * The second of two headings of one level, if it names the answer to the first, and others do so too: `Solution 3`. A level on which
 * few do has sections, of which one is called `Answers`.
 */
function answeringHeadings(text: string, headings: readonly Heading[]): ReadonlySet<Heading> {
  const names = ({ textStart, textEnd }: Heading): boolean => {
    const words = text.slice(textStart, textEnd);
    const stem = words.replace(/\s?[#№]?\d{1,4}(?:[.-]\d{1,3})?[.:]?$/, '');
    return !asksAtEnd(words) && (namesAnswer(stem) || (stem === 'A' && words !== stem));
  };
  const wordsOf = ({ textStart, textEnd }: Heading): string => text.slice(textStart, textEnd).trim();
  const times = countBy(headings, ({ level }) => level);
  const repeated = countBy(headings, wordsOf);
  // `### The problem` is a part of the scenario around it.
  const isPart = (one: Heading): boolean =>
    (repeated.get(wordsOf(one)) ?? 0) >= FEWEST_PARTS && !BARE_WORD.test(wordsOf(one));
  const last: Heading[] = [];
  const answering = headings.filter((one) => {
    const before = last[one.level];
    last.length = one.level;
    last[one.level] = one;
    return before !== undefined && names(one) && !names(before) && !isPart(before);
  });
  const answers = countBy(answering, ({ level }) => level);
  return new Set(
    answering.filter(({ level }) => {
      const many = answers.get(level) ?? 0;
      return many >= FEWEST_ANSWERS && many * 3 >= (times.get(level) ?? 0);
    }),
  );
}

/** Share of headings that only count with one heading below, and of those with the usual words. */
const MOST_WITH_PART = 0.6;

/** The one heading below `Exercise 4`, in the words that stand below most such headings: `Løsning`. */
function usualBelowCodes(text: string, headings: readonly Heading[]): readonly Heading[] {
  const said = ({ textStart, textEnd }: Heading): string => text.slice(textStart, textEnd).trim();
  return [...groupBy(headings, ({ level }) => level)].flatMap(([level, alike]): readonly Heading[] => {
    const isCode = codesOf(alike.map(said));
    const coded = [...headings.keys()].filter((at) => {
      const one = headings[at];
      return one?.level === level && said(one) !== '' && isCode(said(one));
    });
    const parts = coded.flatMap((at) => {
      const [one, part, next] = [headings[at], headings[at + 1], headings[at + 2]];
      const isOnly = part && part.level > level && (next?.level ?? 0) <= level;
      return one && isOnly && !saysNothing(text, one.next, part.start) ? [part] : [];
    });
    const [[words, most] = ['', 0]] = [...countBy(parts, said)].toSorted(([, a], [, b]) => b - a);
    const areUsual = most >= FEWEST_PARTS && most >= coded.length * MOST_WITH_PART;
    return areUsual && !asksAtEnd(words) && !namesAnswer(words)
      ? parts.filter((part) => said(part) === words)
      : [];
  });
}

const headingCandidate = (source: Source, heading: LeveledHeading): Candidate =>
  candidate({
    kind: 'heading',
    family: `heading ${heading.level}`,
    level: heading.level,
    start: heading.start,
    words: { start: heading.textStart, end: heading.textEnd },
    body: heading.next,
    answers: heading.answers,
    label: heading.answers || labelAt(source, { ...heading, end: heading.textEnd }) !== undefined,
  });

/** Linear: open candidates are a stack. */
function nest(all: readonly Candidate[], end: number): void {
  const open: Candidate[] = [];
  for (const one of all) {
    const level = one.answers ? one.level + 1 : one.level;
    for (
      let last = open.at(-1);
      last && (last.closed === undefined ? level <= last.level : last.end <= one.start);
      last = open.at(-1)
    ) {
      if (last.closed === undefined) last.end = one.start;
      open.pop();
    }
    one.parent = open.at(-1);
    if (one.label) continue;
    if (one.closed !== undefined) one.end = one.closed;
    open.push(one);
  }
  for (const last of open) if (last.closed === undefined) last.end = last.parent?.closed ?? end;
  let next = end;
  for (const one of all.toReversed()) {
    one.own = Math.min(next, one.end);
    if (!['item', 'row'].includes(one.kind) && one.family !== PLAIN_LINE && !one.label) next = one.start;
  }
}

/** Lines that may name a question: headings, list items, bold leads, numbered lines. True for each line that is open text. */
function scanLines(
  scan: Scan,
  headings: readonly LeveledHeading[],
  isClosed: (at: number) => boolean,
): readonly boolean[] {
  const { source, lines } = scan;
  const { text } = source;
  let next = 0;
  return lines.map((line, at) => {
    const closes = isClosed(line.start);
    const heading = headings[next];
    if (heading && line.start >= heading.start) {
      if (line.next >= heading.next) next += 1;
      if (line.start !== heading.start || closes) return false;
      scan.found.push(headingCandidate(source, heading));
      return true;
    }
    if (closes || line.code) return !closes && !line.code;
    const head = text.slice(line.start, Math.min(line.end, line.start + 120));
    if (head.trim() === '' || RULE.test(head)) return true;
    const one =
      listedHeadingAt(scan, line, head) ??
      boldAt(scan, line, at, head) ??
      lineAt(scan, line, head) ??
      itemAt(scan, line, at, head) ??
      plainAt(scan, line, at);
    if (one) scan.found.push(one);
    return true;
  });
}

/** Above lists of options, and above hidden answers. */
function askingAbove(
  scan: Scan,
  headings: readonly Heading[],
  options: ReturnType<typeof choiceLists>,
  answers: readonly Details[],
  holders: ReadonlySet<Candidate>,
): readonly Candidate[] {
  const { source, lines } = scan;
  const holder = lastBefore([...holders]);
  const { text } = source;
  const others = scan.found.filter(({ kind, family }) => kind !== 'item' && family !== PLAIN_LINE);
  const taken = new Set(others.map(({ start }) => start));
  const above: Candidate[] = [];
  const title = lastBefore(headings);
  const lists = countBy(options, ({ start }) => title(start));
  const boxes = options.filter(({ style }) => style === 'box').length;
  const wordsOf = ({ words }: Candidate): string => text.slice(words.start, words.end);
  let [before, lastEnd, listEnd] = [-1, -1, -1];
  for (const spot of [...options, ...answers].toSorted(byStart)) {
    // It hides the answer to the options right above.
    const isAnswered = listEnd !== -1 && saysNothing(text, listEnd, spot.start);
    listEnd = 'options' in spot ? spot.end : -1;
    if (isAnswered) continue;
    const at = lineFrom(lines, spot.start);
    const below = lines[at]?.start === spot.start ? at : at - 1;
    const heading = title(spot.start);
    const nearest = holder(spot.start);
    const isNear = nearest?.kind === 'heading' || (heading?.start ?? 0) <= (nearest?.start ?? 0);
    const held = isNear ? nearest : undefined;
    // What has a label, or is a line in bold, is a question already, and so is what has other options above.
    const isWhole = held && (LABELLED.has(held.family) || (held.kind === 'bold' && isAloneIn(text)(held)));
    if (held && (held.number === undefined || isWhole || held.start < lastEnd)) continue;
    const line = held
      ? lines[lineFrom(lines, held.start)]
      : (firstBelowRule(scan, below, spot, taken, lastEnd) ?? askingLine(scan, below, taken));
    lastEnd = spot.end;
    const isFirst = heading && heading.start > before;
    before = spot.start;
    const choices = 'options' in spot ? spot : undefined;
    // A list with letters in an answer offers nothing to choose from.
    const isSaid = line !== undefined && labelAt(source, line)?.kind === 'answer';
    const one = line && !isSaid ? lineAbove(text, line, choices) : undefined;
    const isToDo = one && choices?.style === 'box' && boxes === 1 && !asksOrTells(wordsOf(one));
    if (isToDo) continue;
    const isOnlyList = (lists.get(heading) ?? 0) < FEWEST_LISTS;
    if (!one || (isFirst && isOnlyList && heading.start < one.start && !asksMore(text, one.words, heading)))
      continue;
    above.push(one);
  }
  return above;
}

/** In a few, numbers and spots may go together by chance. */
const FEWEST_HOLDERS = 3;
/** Options and a list of why each is right or wrong, or several solutions. */
const MOST_SPOTS = 3;
const within = (count: number, least: number, most: number): boolean => count >= least && count <= most;

/**
 * Numbered or labeled candidates of one family or level that alternate with options or hidden answers: each is asked with whatever stands
 * between, and no other line is.
 */
function holdersOf({ source: { text }, found }: Scan, spots: readonly Range[]): ReadonlySet<Candidate> {
  const isMarked = ({ kind, family, number, words: { start, end } }: Candidate): boolean =>
    LABELLED.has(family) ||
    (kind === 'heading' ? BARE_WORD.test(text.slice(start, end).trim()) : number !== undefined);
  const marked = found.filter(isMarked);
  const families = groupBy(marked, ({ family, level }) => `${family} ${level}`).values();
  // `1. What …` and `2. **What** …` are one list.
  const lists = groupBy(
    marked.filter(({ number }) => number !== undefined),
    ({ level }) => level,
  ).values();
  for (const members of [...lists, ...families]) {
    if (members.length < FEWEST_HOLDERS || spots.length * 2 < members.length) continue;
    const holder = lastBefore(members);
    const held = countBy(spots, ({ start }) => holder(start));
    const isHolding = (least: number, most: number, share: number): boolean =>
      members.filter((one) => within(held.get(one) ?? 0, least, most)).length >= members.length * share;
    const areUsual = isHolding(1, MOST_SPOTS, 0.8) && (isHolding(1, 1, 0.6) || isHolding(2, 2, 0.6));
    const inside = spots.length - (held.get(undefined) ?? 0);
    if (areUsual && inside >= spots.length * 0.8) return new Set(members);
  }
  return new Set();
}

/** What stands between a numbered holder and the next belongs to it, at the left margin, too; below the last, up to its answer. */
function ownBelowHolders({ found }: Scan, holders: ReadonlySet<Candidate>, spots: readonly Range[]): void {
  const last = [...holders].at(-1);
  const end = spots.find(({ start }) => start > (last?.start ?? 0))?.end ?? 0;
  let holder: Candidate | undefined;
  for (const one of found) {
    if (holders.has(one)) holder = one.number === undefined ? undefined : one;
    else if (one.kind === 'heading' || (holder === last && one.start > end)) holder = undefined;
    if (!holder) continue;
    holder.reach = Infinity;
    if (one !== holder) one.level = Math.max(one.level, holder.level + 1);
  }
}

/** If hardly any letters are options, a list item above some stays an item. */
function askingLines(
  { found }: Scan,
  asking: readonly Candidate[],
  told: readonly Choices[],
): readonly Candidate[] {
  const isTold = ({ choices }: Candidate): boolean => !choices || told.includes(choices);
  if (asking.filter(isTold).length * 2 >= asking.length) return asking;
  const items = new Set(found.flatMap(({ kind, start }) => (kind === 'item' ? [start] : [])));
  return asking.filter((one) => !items.has(one.start) || isTold(one));
}

/** If a fence is all there is, what is in it. */
function withinFence(
  text: string,
  { start, end }: Range,
  [fence, ...others]: readonly CodeFence[],
): Range | undefined {
  if (!fence || others.length > 0 || !/^(?:markdown|md|text|txt)?$/.test(fence.info)) return undefined;
  const around = text.slice(start, fence.start) + text.slice(fence.next, end);
  if (around.trim() !== '') return undefined;
  const inner = text.slice(fence.start, fence.next).trimEnd();
  const from = fence.start + inner.indexOf('\n') + 1;
  return { start: from, end: fence.closed ? fence.start + inner.lastIndexOf('\n') + 1 : end };
}

function outlined(text: string, start: number) {
  const whole = { start, end: text.length };
  const outer = outline(text, start, whole.end, markedStretches(text, whole.end));
  const inner = withinFence(text, whole, outer.fences);
  const { headings, fences } = inner ? outline(text, inner.start, inner.end) : outer;
  const { start: first, end } = inner ?? whole;
  const answering = new Set([...answeringHeadings(text, headings), ...usualBelowCodes(text, headings)]);
  const levels = countedLevels(text, headings, answering);
  const leveled = headings.map((one, i) => ({
    ...one,
    level: levels[i] ?? one.level,
    answers: answering.has(one),
  }));
  return {
    headings: leveled,
    fences,
    end,
    lines: linesOf(text, first, end, fences),
  };
}

/**
 * What is asked above options and hidden answers, all other candidates without the options themselves, and which alternate with
 * them.
 * @param told lists of options of which one is right
 */
function withAnswers(
  scan: Scan,
  headings: readonly Heading[],
  options: readonly Choices[],
  told: readonly Choices[],
  answers: readonly Details[],
) {
  const { text } = scan.source;
  const spots = [...told, ...answers].toSorted(byStart);
  const holders = holdersOf(scan, spots);
  ownBelowHolders(scan, holders, spots);
  const above = askingLines(scan, askingAbove(scan, headings, options, answers, holders), told);
  // Among list items without options, they end where these begin.
  const atMargin = above.filter(({ level }) => level === 8);
  if (atMargin.every(({ indent }) => indent > 0)) for (const one of atMargin) one.level = 10;
  const replaced = new Map(above.map((one) => [one.start, one]));
  // Numbers are options only below words that ask; otherwise they number the items of a list.
  const asked = new Set(
    above.flatMap(({ choices, words }) =>
      choices && asksAtEnd(text.slice(words.start, words.end)) ? [choices.start] : [],
    ),
  );
  const optionLines = insideOf(options.filter(({ style, start }) => style !== 'number' || asked.has(start)));
  const others = scan.found.filter(({ kind, family, level, start }) => {
    if (kind === 'item' || (kind === 'bold' && level >= 10))
      return !optionLines(start) && !replaced.has(start);
    return family !== PLAIN_LINE || !replaced.has(start);
  });
  return { above, others, holders: [...holders].map((one) => replaced.get(one.start) ?? one) };
}

export function candidatesIn(source: Source) {
  const { text } = source;
  const facts = fileFacts(source);
  const { headings, fences, end, lines } = outlined(text, facts.bodyStart);
  const details = judgedDetails(source, fences, lines);
  const closed = outermost(details.filter(({ kind }) => kind !== 'aside'));
  const isClosed = insideOf(closed);
  let known: boolean | undefined;
  const answersBelow = (): boolean => (known ??= answerOnNextLine(source.text, lines));
  const scan: Scan = { source, lines, leads: countedLeads(text), found: [], answersBelow };
  const isOpen = scanLines(scan, headings, isClosed);
  leadsBetween(scan);
  ownBetween(scan);
  leadsBelow(scan);
  const areLines = details.length === 0 && scan.found.every(({ family }) => family === PLAIN_LINE);
  const mayHaveOptions = HAS_OPTIONS.test(text);
  if (!takeFirsts(scan) && areLines && !mayHaveOptions) takeAll(scan);
  const open = mayHaveOptions ? lines.filter((_, i) => isOpen[i]) : [];
  const options = choiceLists(text, open);
  /** Lists of options of which one is right. */
  const told = toldChoices(text, lines, options);
  const answers = closed.filter(({ kind }) => kind === 'answer');
  const { above, others, holders } = withAnswers(scan, headings, options, told, answers);
  const unfolding = closed
    .filter(({ kind }) => kind === 'question' || kind === 'maybe')
    .map((one) => detailsCandidate(source, one));
  const sides = [...sidesIn(source, lines, headings), ...blocksIn(source, lines)].toSorted(byStart);
  const isSide = insideOf(sides.map(({ start, words }) => ({ start, end: words.end })));
  const isHidden = insideOf(closed);
  const all = [
    ...others.filter(({ kind, start }) => kind === 'heading' || !isSide(start)),
    ...sides,
    ...above,
    ...unfolding,
    ...rowsIn(source, lines).filter(({ start }) => !isHidden(start)),
  ].toSorted(byStart);
  nest(all, end);
  const keys = answerKeys(text, lines, headings);
  return {
    source,
    facts,
    fences,
    lines,
    headings,
    details,
    told,
    keys,
    /** Each has the options or hidden answers up to the next. */
    holders,
    isQuiz: isQuiz(told),
    all,
  };
}
