// Counts what was read of a file and what was not, and puts it in words.
import type { Account, Beside, PartlyRead, Unread } from '../base/bank.ts';
import { countBy, groupBy, sumOf } from '../base/collections.ts';
import type { Question } from '../base/question.ts';
import { lastAtMost } from '../base/span.ts';
import { clipped, titleText } from '../base/text.ts';
import { countOf, firstText, listText } from '../base/wording.ts';

/** Something in a Markdown file that can name a question, and how it was read. */
export type Listed = {
  readonly line: number;
  readonly kind: string;
  readonly family: string;
  readonly level: number;
  readonly title: string;
  readonly verdict: string;
  /** From 0: nothing, a task or a number, a question mark, and 3 says so explicitly. */
  readonly says: number;
  /** A usual part of documents, such as contents. */
  readonly isPart: boolean;
  /** Text below it up to the next candidate of another kind, and up to its end. */
  readonly ownText: boolean;
  readonly filled: boolean;
  /** A placeholder that is in no question is in its own text. */
  readonly isOpen: boolean;
  readonly holds: boolean;
  /** From its first line to its end, in characters. */
  readonly length: number;
  /** Of its title. */
  readonly words: number;
};

/** A question with its answer on the same line. */
const ASKS_FIRST = /[?？][*_]{0,3}\s+\S/;

const NEVER = new Set(['question', 'dropped', 'label', 'link']);

const OUTER = new Set(['heading', 'listed', 'details']);

type Families = ReadonlyMap<string, readonly Listed[]>;

/**
 * It asks, has a value to fill, or there are questions of its kind and level around it. Texts are checked last, because large files
 * have a hundred thousand list items.
 */
function looksAsked(one: Listed, taken: Families): boolean {
  const { verdict, kind, says, holds } = one;
  if (NEVER.has(verdict) || (kind === 'card' && !taken.has(one.family))) return false;
  // Prose also asks; lines above options end the answer around them.
  if (kind === 'line' && verdict === 'inside') return false;
  const asks =
    says >= 2 ||
    (says > 0 && ASKS_FIRST.test(one.title)) ||
    (kind === 'heading' && !holds && verdict !== 'inside' && one.isOpen);
  const siblings = taken.get(one.family) ?? [];
  if (!asks && (!OUTER.has(kind) || holds || siblings.length === 0)) return false;
  if (one.isPart || (holds && !one.ownText)) return false;
  if (asks) return true;
  // Before the first and after the last question there are introductions and summaries.
  const isBetween = one.line > (siblings[0]?.line ?? 0) && one.line < (siblings.at(-1)?.line ?? 0);
  return ((says > 0 && verdict !== 'inside') || isBetween) && one.filled;
}

export function reasonOf({ verdict, kind, holds, filled }: Listed): Unread['reason'] {
  if (verdict === 'inside') return 'inside';
  if (holds) return 'names-others';
  return filled || kind === 'item' ? 'unlike' : 'no-text';
}

export function asksHere(candidates: readonly Listed[]): ReadonlySet<Listed> {
  const read = candidates.filter(({ verdict }) => verdict === 'question');
  const taken = groupBy(read, ({ family }) => family);
  return new Set(candidates.filter((one) => looksAsked(one, taken)));
}

/** Fewer are no loss that a reader would miss, whatever they are. */
const FEWEST_BESIDE = 3;
/** As a share of the questions read. */
const MANY_BESIDE = 0.1;
const ASKING = 'asking';
/** Beside questions that were read, one may ask nobody: `Ready?` */
const FEWEST_ASKING = 2;
const FEWEST_IN_LONGEST = 5;
/** Sections have introductions. */
const FEWEST_PARAGRAPHS = 10;
const MANY_PARAGRAPHS = 0.5;
/** Headings that repeat this often are parts of answers. */
const MOST_ALIKE = 3;
/** In characters: where most have no answer, one is nothing unusual. */
const SHORT = 150;
/** Times the length of the answer in the middle. */
const MUCH_LONGER = 8;

/** Without addresses of links. */
const lettersOf = (title: string): string =>
  title
    .replace(/\]\([^()]*\)/g, '')
    .replace(/^\W*\d{1,4}[.)]|[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();

/** The most first. */
const groupsOf = (members: readonly Listed[]): readonly (readonly Listed[])[] =>
  [
    ...groupBy(members, ({ kind, level }) => (kind === 'heading' ? `heading ${level}` : kind)).values(),
  ].toSorted((a, b) => b.length - a.length);

const told =
  (where: Beside['where']) =>
  (members: readonly Listed[]): Beside => {
    const [{ kind, level } = { kind: '', level: 0 }] = members;
    return { where, kind, level, lines: members.map(({ line }) => line) };
  };

/** The answers that hold the members, with how much longer than most they are. */
function holdersOf(read: readonly Listed[], inside: readonly Listed[]) {
  const lengths = read.map(({ length }) => length).toSorted((a, b) => a - b);
  const middle = Math.max(SHORT, lengths[(lengths.length - 1) >> 1] ?? 0);
  const starts = read.map(({ line }) => line);
  const held = groupBy(inside, ({ line }) => read[lastAtMost(starts, line)]);
  return [...held].map(([holder, members]) => ({ members, times: (holder?.length ?? 0) / middle }));
}

const linesBeside = (kind: string, lines: readonly number[], least: number): readonly Beside[] =>
  lines.length < least ? [] : [{ where: 'outside', kind, level: 0, lines }];

type Accounting = {
  readonly candidates: readonly Listed[];
  /** Lines with placeholders that are in no question. */
  readonly placeholders: readonly number[];
  readonly paragraphs: readonly number[];
  readonly asking: readonly number[];
};

/**
 * Everything that can name a question is in a question, told one by one, or in one of these groups. Named are those that are many,
 * measured by what was read.
 */
function besideOf(
  { candidates, placeholders, paragraphs, asking }: Accounting,
  questions: number,
  known: ReadonlySet<number>,
): readonly Beside[] {
  const read = candidates.filter(({ verdict }) => verdict === 'question');
  const answered = new Map(read.map(({ title, filled }) => [lettersOf(title), filled]));
  const left = candidates.filter(
    (one) => !['question', 'dropped', 'label'].includes(one.verdict) && !known.has(one.line) && !one.isPart,
  );
  const unread = asking.filter((line) => !known.has(line));
  const [fewestAsking, fewestParagraphs] =
    questions === 0 ? [1, 1] : [FEWEST_ASKING, Math.max(FEWEST_PARAGRAPHS, questions * MANY_PARAGRAPHS)];
  const sure = [...linesBeside(ASKING, unread, fewestAsking), ...linesBeside('placeholder', placeholders, 1)];
  const plain = linesBeside('paragraph', paragraphs, fewestParagraphs);
  if (questions === 0) return [...sure, ...groupsOf(left).map(told('outside')), ...plain];
  // Contents repeat the titles.
  const isNew = (one: Listed): boolean => {
    const hasText = answered.get(lettersOf(one.title));
    return hasText === undefined || (!hasText && one.kind !== 'item' && one.ownText);
  };
  const times = countBy(left, ({ title }) => lettersOf(title));
  const others = left.filter(
    (one) =>
      !one.holds &&
      one.verdict !== 'link' &&
      (times.get(lettersOf(one.title)) ?? 0) < MOST_ALIKE &&
      isNew(one),
  );
  const inside = others.filter(({ verdict }) => verdict === 'inside');
  const outside = others.filter(({ verdict }) => verdict !== 'inside');
  const many = (some: readonly Listed[], least: number, share: number) =>
    groupsOf(some).filter(({ length }) => length >= Math.max(least, questions * share));
  const within = many(inside, FEWEST_BESIDE, 1).filter((members) => {
    const kind = members[0]?.kind;
    const long = members.filter(({ words }) => words >= 4);
    return kind === 'heading' || (kind !== 'item' && long.length * 2 >= members.length);
  });
  const swollen = holdersOf(read, inside)
    .filter(({ times: much }) => much >= MUCH_LONGER)
    .flatMap(({ members }) => many(members, FEWEST_IN_LONGEST, 0));
  return [
    ...sure,
    ...many(outside, FEWEST_BESIDE, MANY_BESIDE).map(told('outside')),
    ...within.map(told('inside')),
    ...swollen.map(told('longest')),
    ...plain,
  ];
}

export function accountOf(accounting: Accounting, questions: readonly Question[]): Account | undefined {
  const { candidates } = accounting;
  const asked = questions.flatMap((one) => one.followUpTexts.map(({ question }) => question.at.start.line));
  const known = new Set([...questions.map(({ line }) => line), ...asked]);
  const read = candidates.filter(({ verdict }) => verdict === 'question');
  const titles = new Set(read.map(({ title }) => lettersOf(title)));
  const unread = [...asksHere(candidates)]
    .filter((one) => !known.has(one.line) && !titles.has(lettersOf(one.title)))
    .map((one): Unread => {
      const { line, kind, level, title } = one;
      return { line, kind, level, title, reason: reasonOf(one) };
    });
  const seen = new Set([...known, ...unread.map(({ line }) => line)]);
  const beside = besideOf(accounting, questions.length, seen);
  if (unread.length + beside.length === 0) return undefined;
  const headings = [...read, ...unread].every(({ kind }) => kind === 'heading');
  return { read: questions.length, headings, unread, beside };
}

const REASONS: Readonly<Record<Unread['reason'], readonly [one: string, more: string]>> = {
  inside: ['is inside another answer', 'are inside other answers'],
  'names-others': ['only names those below it', 'only name those below them'],
  unlike: ["doesn't match the questions read", "don't match the questions read"],
  'no-text': ['has no text below it', 'have no text below them'],
  elsewhere: ['is answered in another file', 'are answered in another file'],
  documentation: [
    'is in a file that reads like notes or a manual',
    'are in a file that reads like notes or a manual',
  ],
};
const LINES_SHOWN = 5;

function linesText(lines: readonly number[]): string {
  const some = lines.slice(0, LINES_SHOWN);
  return `${lines.length === 1 ? 'line' : 'lines'} ${some.join(', ')}${lines.length > LINES_SHOWN ? ', …' : ''}`;
}

const TITLES_SHOWN = 3;
const TITLE_LENGTH = 30;

/** `line 19 "How does X…", line 23 "…" and 2 more` */
const spotsText = (some: readonly Unread[]): string =>
  firstText(
    some.map(({ line, title }) => `line ${line} "${clipped(titleText(title), TITLE_LENGTH)}"`),
    TITLES_SHOWN,
  );

const NOUNS: Readonly<Record<string, string>> = {
  [ASKING]: 'plain-text question',
  item: 'list item',
  bold: 'bold line',
  listed: 'listed heading',
  labelled: 'labeled line',
  details: 'collapsible element',
  row: 'table row',
};

const groupText = ({ kind, level, lines }: Beside): string =>
  `${countOf(lines.length, kind === 'heading' ? `\`${'#'.repeat(level)}\` heading` : (NOUNS[kind] ?? kind))} (${linesText(lines)})`;

const WHERE: Readonly<Record<Beside['where'], string>> = {
  outside: 'In no question',
  inside: 'Inside answers',
  longest: 'Inside an answer much longer than the others',
};

const besideText = (beside: readonly Beside[]): string =>
  [...groupBy(beside, ({ where }) => where)]
    .map(([where, groups]) => ` ${WHERE[where]}: ${listText(groups.map(groupText))}.`)
    .join('');

/** What a file without questions has: `14 headings, 30 list items`. */
export function contentsText(account: Account | undefined): string {
  const { unread = [], beside = [] } = account ?? {};
  const all = [...unread, ...beside.flatMap((group) => group.lines.map(() => group))];
  return [...countBy(all, ({ kind }) => kind)]
    .map(([kind, count]) => countOf(count, NOUNS[kind] ?? kind))
    .join(', ');
}

/** How much is in it beside its questions. */
export const sizeOf = (account: Account | undefined): number =>
  (account?.unread.length ?? 0) + sumOf(account?.beside ?? [], ({ lines }) => lines.length);

/** `322 of 407 headings read as questions; 85 are inside other answers (line 12 "Why…" and 84 more).` */
function accountText(account: Account | undefined): string {
  const { read = 0, headings = false, unread = [], beside = [] } = account ?? {};
  if (read + unread.length === 0) {
    const groups = beside.map(groupText);
    const has = groups.length === 0 ? '' : `It has ${listText(groups)}.`;
    const asks = beside.some(({ kind }) => kind === ASKING);
    return asks ? has : `Nothing in this file looks like a question. ${has}`.trimEnd();
  }
  const all = read + unread.length;
  const noun = countOf(all, headings ? 'heading' : 'possible question');
  const count =
    unread.length === 0
      ? `${countOf(read, 'question')} read`
      : `${read} of ${noun} read${headings ? ' as questions' : ''}`;
  // If nothing was read, there is nothing to be unlike.
  const reasons = groupBy(unread, ({ reason }) =>
    read === 0 && reason === 'unlike' ? 'documentation' : reason,
  );
  const why = [...reasons].map(([reason, some]) => {
    const [one, more] = REASONS[reason];
    return `${some.length} ${some.length === 1 ? one : more} (${spotsText(some)})`;
  });
  return `${count}${why.length === 0 ? '' : '; '}${why.join(', ')}.${besideText(beside)}`;
}

/** What was read of a file and what was not. */
export function toldText({ account, apart, questions }: PartlyRead): string {
  if (apart === undefined) return accountText(account);
  const gives = `It gives ${countOf(questions, 'question')}; ${apart} files beside it give one each.`;
  return account ? `${gives} ${accountText(account)}` : gives;
}

export type Alternative = { readonly shape: string; readonly questions: number };
