// Lists of word processors, options of which one is marked, headings and lists of HTML, and footnotes, as plain Markdown,
// line by line, so that places stay true.
import { countEach, groupBy } from '../../core/base/collections.ts';
import type { Source } from '../../core/base/span.ts';
import { oneLine, withoutFullStop } from '../../core/base/text.ts';
import { labelAt } from '../question/story.ts';
import {
  byStart,
  type Fragment,
  lineFrom,
  madeOfLines,
  type WrittenLine as Line,
  writtenLines,
} from './made-source.ts';
import { isMarkedRight } from './choices.ts';
import { asksAtEnd, asksOrTells, isAskedBack, mayAsk, wordCount } from './words.ts';

/** Symbol fonts have their signs in the private area. */
const SIGNS = String.raw`•・●○◦▪▫■□◆◇►▸➢➤‣⁃∙\uf000-\uf0ff`;
/** Text can begin with these, too: a letter of a symbol font that got lost, or a dash. */
const MAYBE = String.raw`[·–—]|§(?=\s+\D)|[oüØqv](?=\t|[ \u00a0]{2})|o(?= \p{Lu})`;
const MARK = new RegExp(
  String.raw`^([ \t]*)(?:[-*+]|\d{1,5}[.)]|([${SIGNS}])|(${MAYBE}))([ \t\u00a0\u3000]+|(?<=[${SIGNS}])(?=[\p{L}\p{N}]))(?=\S)`,
  'u',
);
const HAS_MARKS = new RegExp(
  String.raw`^[ \t]*(?:[${SIGNS}][ \t\u00a0\p{L}\p{N}]|(?:${MAYBE})[ \t\u00a0]|<(?:h[1-6]|li)[\s>])`,
  'imu',
);

/** `sign` is empty for a mark of Markdown. */
type Mark = Record<'sign' | 'blanks' | 'rest', string>;

/** What text can begin with is a mark only where a list or a sentence can begin, and twice. */
function marksIn(lines: readonly Line[]): readonly (Mark | undefined)[] {
  let isList = false;
  const doubtful: string[] = [];
  const marks = lines.map(({ text, code }, at): Mark | undefined => {
    const [whole, blanks = '', sure, maybe = '', gap = ''] = (code ? null : MARK.exec(text)) ?? [];
    const above = lines[at - 1]?.text.trim() ?? '';
    const mayBegin = above === '' || /[.:;?!*_)]$/.test(above);
    if (whole === undefined) isList &&= above !== '';
    else isList ||= maybe === '' || mayBegin;
    if (whole === undefined || !isList) return undefined;
    if (maybe !== '') doubtful.push(maybe);
    const rest = `${/^ {1,4}$/.test(gap) ? gap : ' '}${text.slice(whole.length)}`;
    return { sign: sure ?? maybe, blanks: blanks.replaceAll('\t', '    '), rest };
  });
  const times = countEach(doubtful);
  return marks.map((mark) => (mark && times.get(mark.sign) === 1 ? undefined : mark));
}

const FEWEST_TITLES = 3;

/** Signs at the margin that mark no list, because most have a paragraph or an answer below: `■ What is …?` above `Answer: …`. */
function titleSigns(
  source: Source,
  lines: readonly Line[],
  marks: readonly (Mark | undefined)[],
): ReadonlySet<string> {
  const isAbove = (at: number): boolean => {
    const isBlank = lines[at + 1]?.text.trim() === '';
    const below = at + (isBlank ? 2 : 1);
    const { text = '', from: start = 0 } = lines[below] ?? {};
    const end = start + text.length;
    const isText = /^[\p{L}\p{N}"“「（(【]/u.test(text) && !marks[below];
    return isText && (isBlank || labelAt(source, { start, end, next: end + 1 })?.kind === 'answer');
  };
  const found = marks.flatMap((mark, at) =>
    mark && mark.sign !== '' && mark.blanks === '' ? [{ sign: mark.sign, isTitle: isAbove(at) }] : [],
  );
  const times = countEach(found.map(({ sign }) => sign));
  const titles = countEach(found.flatMap(({ sign, isTitle }) => (isTitle ? [sign] : [])));
  const isMost = ([sign, many]: readonly [string, number]): boolean =>
    many >= FEWEST_TITLES && many * 2 > (times.get(sign) ?? 0);
  return new Set([...titles].filter(isMost).map(([sign]) => sign));
}

/** Word writes all levels at the margin, each with a sign; LibreOffice indents even the first as Markdown does code. */
function withMarks(source: Source, lines: readonly Line[]): readonly Line[] {
  const marks = marksIn(lines);
  const titles = titleSigns(source, lines, marks);
  let base = '';
  let levels: Mark[] = [];
  return lines.map((line, at) => {
    const mark = marks[at];
    if (!mark && /^\S/.test(line.text)) levels = [];
    if (!mark) return line;
    const { sign, blanks, rest } = mark;
    if (blanks === '' && titles.has(sign)) return { ...line, text: `**${rest.trim()}**` };
    if (levels.length === 0) base = sign !== '' && blanks.length > 3 ? blanks : '';
    if (!levels.some((one) => one.blanks === blanks && one.sign === sign)) levels.push(mark);
    if (sign === '') return line;
    const signs = levels.filter((one) => one.blanks === blanks && one.sign !== '').map((one) => one.sign);
    return { ...line, text: `${blanks.slice(base.length)}${'  '.repeat(signs.indexOf(sign))}-${rest}` };
  });
}

const MARKED = /^[ \t]*(?:(?:[-*+]|\d{1,5}[.)]|[a-z][.)])[ \t]+|<)/i;
/** `int main()`, `struct node {` */
const ENDS_AS_CODE = /^[^?？]*(?:[{};]|\w\([^()]*\))\s*$/;
const FEWEST_ABOVE = 3;
/** In columns; nobody wraps text before it. */
const NARROWEST = 60;
const BELOW_ITEM = 4;
/** In columns; a tab has four. */
const indentOf = (text: string): number => text.replaceAll('\t', '    ').search(/[^ \u3000]|$/);

/** The lines with deeper ones right below, which begin on a line of their own: the next word had room on the one above. */
function titlesIn(lines: readonly Fragment[]): ReadonlySet<number> {
  const width = lines.reduce((most, { text }) => Math.max(most, text.length), NARROWEST);
  const isTitle = (at: number): boolean => {
    const [text = '', below = ''] = [lines[at]?.text.trimEnd(), lines[at + 1]?.text];
    const [word = ''] = /\S+/.exec(below) ?? [];
    const isBelow = word !== '' && !MARKED.test(below) && indentOf(below) > indentOf(text);
    const isWrapped = text.length + 1 + word.length > width || (asksAtEnd(below.trim()) && !asksAtEnd(text));
    return /^[^<]/.test(text.trimStart()) && isBelow && !isWrapped;
  };
  return new Set([...lines.keys()].filter(isTitle));
}

/** In plain text, indented lines are answers, and the lines at the margin among their titles are titles, too. */
function withIndents(lines: readonly Line[]): readonly Fragment[] {
  const titles = titlesIn(lines);
  if (titles.size < FEWEST_ABOVE) return lines;
  const isBlank = (at: number): boolean => /^\s*$/.test(lines[at]?.text ?? '');
  const isBare = (at: number): boolean => {
    const { text = '' } = lines[at] ?? {};
    const isName = wordCount(text) <= MOST_IN_NAME && !/[,;:，；：]\s*$/.test(text);
    const isOther = [MARKED, BEGINS_QUESTION, ENDS_AS_CODE].some((pattern) => pattern.test(text));
    return /^[^\s#<>|}/]/.test(text) && !isOther && (isName || asksOrTells(text.trim()));
  };
  const items = new Set<number>();
  for (let start = 0; start < lines.length; start += 1) {
    if (isBlank(start)) continue;
    let end = start;
    while (end < lines.length && !isBlank(end)) end += 1;
    const block = Array.from({ length: end - start }, (_, i) => start + i).filter(isBare);
    const areTitles = block.filter((at) => titles.has(at)).length * 2 >= block.length;
    for (const at of block) if (areTitles || asksOrTells(lines[at]?.text.trim() ?? '')) items.add(at);
    start = end;
  }
  let [margin, shift] = [Infinity, 0];
  return lines.flatMap((line, at): readonly Fragment[] => {
    const { text, from } = line;
    const indent = indentOf(text);
    if (isBlank(at)) return [line];
    if (indent > margin) return [{ text: ' '.repeat(Math.max(0, indent + shift)) + text.trimStart(), from }];
    const title = items.has(at) ? { text: `- ${text}`, from } : line;
    const isAbove = titles.has(at) && (items.has(at) || (MARKED.test(text) && !asksAtEnd(text.trim())));
    margin = isAbove ? indent : Infinity;
    shift = BELOW_ITEM - indentOf(lines[at + 1]?.text ?? '');
    return isAbove ? [title, { text: '', from: from + text.length }] : [title];
  });
}

/** A line that names a section, perhaps between signs. */
const NAME =
  /^[=*#~_[ \t-]{0,10}(?=[\p{Lu}\p{Lo}])([^\n:：=>]{2,70}?[^\s.!?:;,。？！：；，=*~_>-])[=*~_ \t\]-]{0,10}$/u;
/** `【Why us?】`, alone on its line. */
const BRACKETED = /^[ \t\u3000]*【([^【】]{2,80})】[ \t\r]*$/u;
const FEWEST_NAMES = 2;
const MOST_IN_NAME = 12;
const BEGINS_QUESTION = /^[ \t]*(?:\d{1,4}[.)][ \t]|[-*+•][ \t]|Q\s?\d{0,3}[.:) ])/iu;

const isAsked = ({ text, code }: Line = { text: '', from: 0, code: false }): boolean =>
  !code && asksAtEnd(text.trim());

/** Questions without answers, most right below another; elsewhere a short line below one is its answer (`TCP`). */
function areListed(lines: readonly Line[]): boolean {
  const said = lines.filter(({ text }) => text.trim() !== '');
  const asked = said.map(isAsked);
  const next = asked.filter((one, at) => one && asked[at + 1]).length;
  return next * 2 >= asked.filter(Boolean).length;
}

/** In characters. */
const LONGEST_BACK = 60;
const backOf = (said: string): string => said.replace(/^[^\p{L}]+|[^\p{L})]+$/gu, '');

/** Most questions have their answer right below. */
function areAnsweredBelow(lines: readonly Line[]): boolean {
  const asked = [...lines.keys()].filter((at) => isAsked(lines[at]));
  const below = asked.filter((at) => lines[at + 1]?.text.trim() && !isAsked(lines[at + 1]));
  return below.length * 5 >= asked.length * 4;
}

/** Among answers, of which the last line may be as short. */
const MOST_BETWEEN = 3;

/**
 * In plain text a section has a short line apart: in capitals, between signs, or below two empty lines; where one stands above the first
 * question, a few words between two questions, too, if answers stand right below theirs. Above a question it becomes a heading.
 */
function withNames(lines: readonly Line[]): readonly Line[] {
  const said = (at: number): string => lines[at]?.text.trim() ?? '';
  const asked = lines.findIndex(isAsked);
  let areBelow = false;
  const isBetween = (at: number, next: number): boolean => {
    if (wordCount(said(at)) > MOST_BETWEEN || /[:：,]$/.test(said(at - 2))) return false;
    return isAsked(lines[next]) && (next === asked || areBelow);
  };
  const isName = (at: number): boolean => {
    const line = lines[at];
    if (!line || line.code || said(at) === '' || said(at - 1) !== '' || said(at + 1) !== '') return false;
    const name = /^\S/.test(line.text) ? (NAME.exec(line.text.trimEnd())?.[1] ?? '') : '';
    if (name === '' || BEGINS_QUESTION.test(line.text) || wordCount(name) > MOST_IN_NAME) return false;
    let next = at + 2;
    while (next < lines.length && said(next) === '') next += 1;
    const isApart =
      said(at - 2) === '' || name !== said(at) || name === name.toUpperCase() || isBetween(at, next);
    return isApart && (BEGINS_QUESTION.test(lines[next]?.text ?? '') || asksAtEnd(said(next)));
  };
  // What somebody asks back has a section of its own, also right above its list.
  const isBack = (at: number): boolean =>
    !lines[at]?.code &&
    said(at - 1) === '' &&
    said(at).length < LONGEST_BACK &&
    isAskedBack(backOf(said(at)));
  areBelow = areAnsweredBelow(lines) && [...lines.keys()].slice(0, Math.max(0, asked)).some(isName);
  const may = [...lines.keys()].filter(isName);
  const names = new Set(areListed(lines) ? may : may.filter((at) => !isAsked(lines[at - 2])));
  return lines.map((line, at) => {
    const name =
      names.size >= FEWEST_NAMES && names.has(at) ? NAME.exec(line.text.trimEnd())?.[1] : undefined;
    const text = name ?? (isBack(at) ? backOf(said(at)) : undefined);
    return text === undefined ? line : { ...line, text: `# ${text}`, exact: false };
  });
}

/** `[4] Explain …`, `4 Explain …`, `№ 4: Explain …`, `4-1 Explain …`, or the number on a line of its own. */
const COUNTED =
  /^[ \t]{0,3}((?:[nN]\p{L}{0,2}\.?|№)[ \t]?|#|[[{<](?=\d+[\]}>]))?(\d{1,3})(?:-(\d{1,2}))?([\]}>]?[ \t]{0,3}[^\p{L}\p{N}\s,%"“”«„「¿¡`_$€({[]{0,2})(?:[ \t\u3000]+(?=[\p{L}¿"“«„「(`*_])|(?<=[.):\]}>/|=：）】-])(?=[\p{Lu}\p{Lo}¿])|[ \t\r]*$)/u;
const HAS_FIRST = /^[ \t]{0,3}(?:(?:[nN]\p{L}{0,2}\.?|№)[ \t]?|[#[{<])?0{0,2}1(?!\d)/mu;
/** What Markdown and the readers know as a number. */
const IS_ITEM = /^[ \t]*(\d+)(?:[.)、．](?=[ \t]*\S)|[.)]?[ \t]?[-–—][ \t])/;
const FEWEST_COUNTED = 3;
/** From one number on a line of its own to the next; numbers of pages are further apart. */
const MOST_LINES_APART = 15;
const FEWEST_REPEATED = 3;
const ITEMS = 'items';

/** At its line, with its words behind it or on the next line. */
type Counted = {
  readonly at: number;
  readonly value: number;
  readonly style: string;
  readonly words: number;
};

function countedAt(lines: readonly Line[], at: number): Counted | undefined {
  const { text = '', code = true } = lines[at] ?? {};
  if (code) return undefined;
  const item = IS_ITEM.exec(text)?.[1];
  if (item !== undefined) return { at, value: Number(item), style: ITEMS, words: at };
  const [whole, before = '', number = '', part = '0', behind = ''] = COUNTED.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const isAlone = whole.length === text.length;
  // `[3]` is a page.
  if (isAlone && /^[[{<]/.test(before)) return undefined;
  const next = lines[at + 1]?.text.trim() === '' ? at + 2 : at + 1;
  const below = lines[next];
  if (isAlone && (!below || below.code || !/^[ \t]{0,3}[\p{L}¿"“«„「(`*_]/u.test(below.text)))
    return undefined;
  const style = `${before.trim()}#${behind.trim()}${isAlone ? '\n' : ''}`;
  return { at, value: Number(number) + Number(part) / 100, style, words: isAlone ? next : at };
}

type Run = readonly Counted[];

/** Each number follows the one before it, or leaves one out; several lists can be under way. */
function runsIn(numbers: Run): readonly Run[] {
  const runs: Counted[][] = [];
  const byLast = new Map<number, Counted[][]>();
  for (const one of numbers) {
    const whole = Math.floor(one.value);
    const before = [whole - 2, whole - 1, whole]
      .flatMap((last) => byLast.get(last)?.slice(-1) ?? [])
      .filter((run) => (run.at(-1)?.value ?? 0) < one.value)
      .toSorted((x, y) => (y.at(-1)?.at ?? 0) - (x.at(-1)?.at ?? 0));
    const [run = []] = one.value === 1 ? [] : before;
    if (run.length === 0) runs.push(run);
    else byLast.get(Math.floor(run.at(-1)?.value ?? 0))?.pop();
    run.push(one);
    const ending = byLast.get(whole);
    if (ending) ending.push(run);
    else byLast.set(whole, [run]);
  }
  return runs.filter((run) => run.length >= FEWEST_COUNTED && isNear(run));
}

const spanOf = (run: Run): number => (run.at(-1)?.at ?? 0) - (run[0]?.at ?? 0);

/** Numbers of pages are on lines of their own, too. */
const isNear = (run: Run): boolean =>
  run.every(({ at, words }) => at === words) || spanOf(run) <= MOST_LINES_APART * (run.length - 1);

/** Of most of its lines; `3 seconds later` is text. */
function isStyle(each: Run, runs: readonly Run[], lines: readonly Line[]): boolean {
  const inRuns = runs.flat();
  const isText = ({ style, words }: Counted): boolean =>
    style === '#' && /^[ \t]*[\d-]+[ \t]+\p{Ll}/u.test(lines[words]?.text ?? '');
  return inRuns.length * 2 >= each.length && inRuns.filter(isText).length * 4 <= inRuns.length;
}

/** For lists of one style: whether lines stand between two numbers of one of them. */
function between(runs: readonly Run[]): (start: number, end: number) => boolean {
  const pairs = runs
    .flatMap((run) => run.map(({ at }, i) => ({ start: at, end: run[i + 1]?.at ?? at })))
    .toSorted(byStart);
  let last = -1;
  const ends = pairs.map(({ end }) => (last = Math.max(last, end)));
  return (start, end) => (ends[lineFrom(pairs, start) - 1] ?? -1) > end;
}

const wordsOn = (line?: Line): string => (line?.text ?? '').replace(/^[^\p{L}]+/u, '');

/** `3 Why …`, as the number of a page can stand, too. */
const isBare = ({ style }: Counted): boolean => style.trim() === '#';

/** Lines that count, in whatever style, become a list of Markdown. */
function withNumbers(lines: readonly Line[]): readonly Line[] {
  const all = [...lines.keys()].flatMap((at) => countedAt(lines, at) ?? []);
  const times = countEach(all.filter(isBare).map(({ words }) => wordsOn(lines[words])));
  // What is repeated below a number is the head or foot of a page.
  const isOfPage = (one: Counted): boolean =>
    isBare(one) && (times.get(wordsOn(lines[one.words])) ?? 0) >= FEWEST_REPEATED;
  const found = all.filter((one) => !isOfPage(one));
  const styles = [...groupBy(found, ({ style }) => style)].flatMap(([style, each]) => {
    const runs = runsIn(each);
    return isStyle(each, runs, lines) ? [{ style, runs, isAround: between(runs) }] : [];
  });
  const counted = styles.flatMap(({ style, runs }) => {
    if (style === ITEMS) return [];
    // What counts between two numbers of another list is a part of an answer.
    const others = styles.filter((other) => other.style !== style);
    const own = runs.filter(
      (run) => !others.some(({ isAround }) => isAround(run[0]?.at ?? 0, run.at(-1)?.at ?? 0)),
    );
    return own.length * 2 > runs.length ? own.flat() : [];
  });
  if (counted.length === 0) return lines;
  const numbers = new Map(counted.map((one) => [one.words, one]));
  const alone = new Set(counted.flatMap(({ at, words }) => (at === words ? [] : [at])));
  return lines.map((line, at) => {
    if (alone.has(at)) return { ...line, text: '', exact: false };
    const one = numbers.get(at);
    if (!one) return line;
    const cut = one.at === at ? COUNTED.exec(line.text)?.[0].length : undefined;
    const text = `${Math.floor(one.value)}. ${line.text.slice(cut).trimStart()}`;
    return { ...line, text, exact: false };
  });
}

function withBrackets(lines: readonly Line[]): readonly Line[] {
  const named = lines.map(({ text, code }) => (code ? undefined : BRACKETED.exec(text)?.[1]));
  if (named.filter(Boolean).length < FEWEST_MARKED) return lines;
  return lines.map((line, at) => {
    const name = named[at];
    return name === undefined ? line : { ...line, text: `### ${name}`, exact: false };
  });
}

/** `? What happens …`, `❓ Describe …` and `> Why …?`: marks of somebody's own in front of questions. */
const OWN_MARK = /^(?:[!?]?\?[!?]?|[❓❔]\ufe0f?|>)[ \t]+(?=[^\s?>[])/u;
const FEWEST_MARKED = 3;

/** Lines in quotes, most of which ask, above text; below headings that ask, they are parts of answers. */
function areQuotesAsked(lines: readonly Line[], marks: readonly (RegExpExecArray | null)[]): boolean {
  const said = (at: number): string => lines[at]?.text.trim() ?? '';
  const isQuote = (at: number): boolean => said(at).startsWith('>');
  const quotes = [...lines.keys()].filter((at) => isQuote(at) && !lines[at]?.code);
  // `> 解释：…` explains.
  const isLabelled = (at: number): boolean => /^>[^:：\n]{1,20}[:：]/.test(said(at)) && !asksAtEnd(said(at));
  const asks = (at: number): boolean => asksOrTells(said(at).slice(1).trim()) && !isLabelled(at);
  const asking = quotes.filter((at) => marks[at] && asks(at));
  const isAbove = (at: number): boolean => {
    const below = said(at + 1) === '' ? at + 2 : at + 1;
    return /^[^#>]/.test(said(below));
  };
  return (
    asking.length >= FEWEST_MARKED &&
    asking.length * 4 >= quotes.length * 3 &&
    asking.filter(isAbove).length * 3 >= asking.length * 2 &&
    !lines.some(
      ({ text, code }) => !code && HEADING.test(text) && asksOrTells(text.replace(HEADING, '').trim()),
    )
  );
}

function withOwnMarks(lines: readonly Line[]): readonly Line[] {
  const marks = lines.map(({ text, code }) => (code ? null : OWN_MARK.exec(text)));
  const signs = marks.filter((mark) => /[?❓❔]/u.test(mark?.[0] ?? '')).length;
  const areQuotes = areQuotesAsked(lines, marks);
  if (signs < FEWEST_MARKED && !areQuotes) return lines;
  return lines.map((line, at) => {
    const [whole = ''] = marks[at] ?? [];
    const isSign = whole.startsWith('>') ? areQuotes : signs >= FEWEST_MARKED;
    if (whole === '' || !isSign) return line;
    return { ...line, text: `Q: ${line.text.slice(whole.length)}`, exact: false };
  });
}

const BULLET = /^([ \t]{0,8}[-*+][ \t]{1,4})(?!\[[ xX]?\][ \t])(?=\S)/;
const WRONG = /^(?:❌|✗|✘|✖\ufe0f?|❎)[ \t]{0,3}|[ \t]{0,3}(?:❌|✗|✘|✖\ufe0f?|❎)[ \t]{0,3}$/gu;
const BOLD = /^(?:\*\*|__)[^*]+(?:\*\*|__)[ \t]*$/;
const FEWEST_LISTS = 3;
const MOST_OPTIONS = 8;

const MAY_BE_RIGHT =
  /^[ \t]{0,8}[-*+][ \t]{1,4}(?:(?:\*\*|__).+(?:\*\*|__)[ \t\r]*$|[✅✔☑✓]|[^\n]{1,300}(?:[✅✔☑✓]|[([](?:correct|right)|(?:<--?|←)[ \t]?(?:correct|right)))/imu;

/** Lists are options, and get boxes, if most mark one item as right, or have one in bold. Advantages and drawbacks mark several. */
function withBoxes(lines: readonly Line[]): readonly Line[] {
  const lists: number[][] = [];
  const markOf = (at: number): string | undefined =>
    lines[at]?.code ? undefined : BULLET.exec(lines[at]?.text ?? '')?.[1];
  for (const at of lines.keys()) {
    if (markOf(at) === undefined) continue;
    if (markOf(at) === markOf(at - 1)) lists.at(-1)?.push(at);
    else lists.push([at]);
  }
  const wordsAt = (at: number): string => (lines[at]?.text ?? '').slice(markOf(at)?.length).trimEnd();
  const isBold = (at: number): boolean => BOLD.test(wordsAt(at));
  const isRight = (at: number): boolean => isMarkedRight(wordsAt(at));
  const may = lists.filter(({ length }) => length > 1);
  const marksOf = (list: readonly number[]): number =>
    list.filter(list.some(isRight) ? isRight : isBold).length;
  const single = may.filter((list) => marksOf(list) === 1 && list.length <= MOST_OPTIONS);
  if (single.length < FEWEST_LISTS || single.length * 5 < may.length * 4) return lines;
  const marked = may.filter((list) => (list.some(isRight) ? !list.every(isRight) : marksOf(list) === 1));
  const boxed = new Map(marked.flatMap((list) => list.map((at) => [at, list.some(isRight)] as const)));
  return lines.map((line, at) => {
    const bySign = boxed.get(at);
    if (bySign === undefined) return line;
    const box = !bySign && isBold(at) ? '[x] ' : '[ ] ';
    return { ...line, text: `${markOf(at) ?? ''}${box}${wordsAt(at).replaceAll(WRONG, '')}`, exact: false };
  });
}

const TERM = /^;[ \t]?(\S[^\n]*)\n(?:[ \t\r]*\n)?:/gm;

const WIKI_HEADING = /^(={1,6})[ \t]{0,8}([^\s=].{0,200}?)[ \t]{0,8}\1[ \t\r]*$/;
const FEWEST_IN_WIKI = 3;

/** Most of its terms ask, or it has headings such as `== Databases ==`. */
function isWiki(text: string): boolean {
  const terms = [...text.matchAll(TERM)];
  const asking = terms.filter(([, words = '']) => asksOrTells(words.trim())).length;
  if (asking * 2 > terms.length) return true;
  const headings = text.match(new RegExp(WIKI_HEADING, 'gm')) ?? [];
  return headings.length >= FEWEST_IN_WIKI && !/^##/m.test(text);
}

/** Headings of a wiki, its bold and its definitions: `; What is …?` above `: An answer`. */
function withWiki(lines: readonly Line[]): readonly Line[] {
  return lines.map((line) => {
    if (line.code) return line;
    const text = line.text
      .replace(/^#[ \t]+/, '1. ')
      .replace(
        WIKI_HEADING,
        (_, { length }: string, name: string) => `${'#'.repeat(Math.min(length, 5))} ${name}`,
      )
      .replace(/^;[ \t]*/, '###### ')
      .replace(/^:+([*#]?)[ \t]*/, (_, mark: string) => (mark === '*' ? '- ' : mark === '#' ? '1. ' : ''))
      .replaceAll("'''", '**');
    return text === line.text ? line : { ...line, text, exact: false };
  });
}

const HTML_LINE =
  /^([ \t]*)(<(?:h([1-6])|li)(?:\s[^<>\n]{0,200})?>)(?!<a\s)([^\n]*?\S[^\n]*?)(<\/(?:h\3|li)>)?(?=[ \t\r]*$)/i;
const HTML_TAG = /<\/?[a-z][^<>]{0,200}>/gi;
const blank = (tag: string): string => ' '.repeat(tag.length);

/** Of the same length, so that columns stay true. */
const withoutHtml = (line: string): string =>
  line.replace(HTML_LINE, (whole, indent: string, tag: string, level?: string, words = '', closing = '') => {
    if (level !== undefined && (closing === '' || indent.length > 3)) return whole;
    const mark = level === undefined ? '-' : '#'.repeat(Number(level));
    const plain = words.replace(HTML_TAG, blank);
    return `${indent}${mark.padEnd(tag.length).slice(0, tag.length)}${plain}${blank(closing)}`;
  });

const FOOTNOTE = /^ {0,3}\[\^([^\]\s]{1,60})\]:[ \t]*/;
const HAS_FOOTNOTE = new RegExp(FOOTNOTE, 'm');
const CITED = /[ \t]?\[\^([^\]\s]{1,60})\](?!:)/g;
const HEADING = /^ {0,3}#{1,6}[ \t]/;
const ITEM = /^[ \t]*(?:[-*+]|\d{1,5}[.)])[ \t]+/;

/** The lines of each, by name. */
function footnotesIn(lines: readonly Line[]): ReadonlyMap<string, readonly Line[]> {
  const notes = new Map<string, Line[]>();
  let open: Line[] | undefined;
  lines.forEach((line, at) => {
    const name = line.code ? undefined : FOOTNOTE.exec(line.text)?.[1];
    const isBlank = line.text.trim() === '';
    const below = isBlank ? (lines[at + 1]?.text ?? '') : line.text;
    const continues = /^(?: {4}|\t)\s*\S/.test(below) || (!isBlank && /^(?: {1,3}|\p{L})/u.test(below));
    if (name !== undefined) notes.set(name, (open = []));
    else if (!continues) open = undefined;
    open?.push(line);
  });
  return notes;
}

const wordsOf = ({ text }: Line): string => text.replace(FOOTNOTE, '').trim();

/** Footnotes are where they are cited: below what asks, as its answer; otherwise in parentheses. */
function withFootnotes(lines: readonly Line[]): readonly Fragment[] {
  const notes = footnotesIn(lines);
  const inNotes = new Set([...notes.values()].flat());
  const citedIn = (line: Line): readonly string[] =>
    (line.code || inNotes.has(line) ? [] : [...line.text.matchAll(CITED)])
      .map(([, name = '']) => name)
      .filter((name) => notes.has(name));
  const moved = new Set(lines.flatMap(citedIn).flatMap((name) => notes.get(name) ?? []));
  const onLine = (name: string): string =>
    withoutFullStop(oneLine((notes.get(name) ?? []).map(wordsOf).join(' ')));
  return lines.flatMap((line): readonly Fragment[] => {
    if (moved.has(line)) return [];
    const names = citedIn(line);
    if (names.length === 0) return [line];
    const shown = (put: (name: string) => string): string =>
      line.text.replaceAll(CITED, (whole, name: string) => (notes.has(name) ? put(name) : whole));
    const words = shown(() => '');
    const item = ITEM.exec(words)?.[0];
    if (!HEADING.test(words) && !asksAtEnd(words) && !mayAsk(words.slice(item?.length)))
      return [{ text: shown((name) => ` (${onLine(name)})`), from: line.from }];
    const indent = ' '.repeat(item?.length ?? /^[ \t]*/.exec(words)?.[0].length ?? 0);
    const empty = { text: '', from: line.from };
    const told = names
      .flatMap((name) => [
        empty,
        ...(notes.get(name) ?? []).map((one) => ({ text: wordsOf(one), from: one.from })),
      ])
      .map(({ text, from }) => ({ text: text === '' ? '' : indent + text, from }));
    return [{ ...line, text: words }, ...(item === undefined ? [...told, empty] : told.slice(1))];
  });
}

/** `[]{#_Toc101 .anchor}`, which pandoc puts before the words of a converted document. */
const ANCHORS = /^(?:\[\]\{[^{}\n]{1,80}\}[ \t]*)+/m;

/**
 * The source itself if it has none of them.
 * @param isFile not a cell of a table, or a field of a record
 */
export function withMarkdownMarks(source: Source, isFile = false): Source {
  const { text: whole } = source;
  const hasNotes = HAS_FOOTNOTE.test(whole);
  const inWiki = isWiki(whole);
  const hasOwn = /^(?:[!?]?\?[!?]?|[❓❔]\ufe0f?|>)[ \t]+[^\s?]/mu.test(whole);
  const hasNumbers = HAS_FIRST.test(whole);
  const isPlain = !/^ {0,3}#{1,6}[ \t]|^ {0,3}(?:\*\*|__)/m.test(whole);
  const hasOther = hasNotes || inWiki || hasOwn || isPlain || HAS_MARKS.test(whole) || ANCHORS.test(whole);
  if (!hasOther && !hasNumbers && !MAY_BE_RIGHT.test(whole)) return source;
  const written = writtenLines(source).map((line) => {
    if (line.code) return line;
    const [anchors = ''] = ANCHORS.exec(line.text) ?? [];
    const text = withoutHtml(line.text.slice(anchors.length));
    return { ...line, text, from: line.from + anchors.length };
  });
  const numbered = hasNumbers ? withNumbers(written) : written;
  const own = hasOwn ? withOwnMarks(numbered) : numbered;
  const termed = inWiki ? withWiki(own) : own;
  const lines = isPlain ? withNames(withBrackets(termed)) : termed;
  const boxed = withBoxes(lines);
  if (!hasOther && boxed === written) return source;
  const marked = withMarks(source, boxed);
  if (hasNotes) return madeOfLines(source, withFootnotes(marked));
  return madeOfLines(source, isFile && isPlain ? withIndents(marked) : marked);
}
