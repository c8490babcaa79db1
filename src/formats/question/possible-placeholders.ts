// Likely placeholders that the certain rules miss: `[specific outcome]`, `[Company]`, `<your number>`,
// `XX%`, `~N ms`. Offered to the user, never accepted automatically.
import type { Placeholder, Question } from '../../core/base/question.ts';
import type { Range, Text } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import { CURRENCY_SIGNS, knownUnit } from '../../core/values/unit-table.ts';
import { endOfStretches } from '../markdown/prose.ts';
import { INSTRUCTION, insideOf, openSpots } from './placeholders.ts';

type Possible = Range & { readonly written: string; readonly becomes: string };

/** Words, not the numbers, operators and names of code. */
const PHRASE = /^[+~≈±%@/-]{0,3}[\p{L}\p{N}#%](?:[^[\]{}<>=\\`;@]|@(?=\w)){1,298}$/u;
const OTHER = new Set(
  `sic edit edited note notes todo optional required default deprecated new link image img video source src ref see here more
  emphasis citation needed cont continued laughter laughs pause args option options file files arg flag flags command path key
  value item index true false null none undefined yes no top back home contents docs demo code answer hint solution pdf wiki
  cls sep mask pad unk bos eos inst warn warning info error debug ok fail skip redacted done wip fixed closed internal draft ibid rfc n/a`.split(
    /\s+/,
  ),
);
/** Words put into someone's sentence; with a capital most of them begin what a template asks for. */
const TALK =
  /^(?:[Ss]ee|[Nn]ote|[Aa]s|and|or|but|when|for|from|to|in|on|at|by|with|not|[Oo]nly|also|citation|emphasis)\b/;
/** `key, value` is a list in code; `Name, Email` is asked for. */
const LISTED = /^[\p{Ll}\p{N}_.…]+(?:,\s*[\p{Ll}\p{N}_.…]+)+$/u;
function isPhrase(inside: string): boolean {
  if (!PHRASE.test(inside) || LISTED.test(inside)) return false;
  if (INSTRUCTION.test(inside)) return /^(?:TODO|TBD)\b.{4,}/.test(inside);
  return !OTHER.has(inside.toLowerCase());
}

/** In square brackets, which hold asides, citations and tokens as well. */
const isBracketed = (inside: string): boolean =>
  !TALK.test(inside) &&
  !/(?:19|20)\d\d(?!\d)|\bet al\b/.test(inside) &&
  /\p{L}.*\p{L}|^[+±/-]/su.test(inside);

/** A single lowercase word would be a metric's name, shared by all answers. */
const filledIn = (words: string): string =>
  `[FILL IN: ${/^[\p{Ll}\p{N}_]+$/u.test(words) ? `your ${words}` : words}]`;

const spot = (start: number, written: string, becomes: string): Possible => ({
  start,
  end: start + written.length,
  written,
  becomes,
});

/** `f([a b])`, `/users/{id}`, `${name}`, `{a}[b]`. */
function isPartOfCode(text: string, { start, end }: Range, inside: string): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  return (
    /\[$|[\p{L}\p{N}_]\($/u.test(before) ||
    (before.endsWith('/') && /^[\p{Ll}\p{N}_-]+$/u.test(inside)) ||
    (before.endsWith('$') && text.charAt(start) === '{') ||
    /[\]{]/.test(text.charAt(end))
  );
}

function phrases(text: string, spots: readonly Range[]): readonly Possible[] {
  return spots.flatMap((range) => {
    const written = text.slice(range.start, range.end);
    const isSquare = /^\\?\[/.test(written);
    const marked = isSquare ? insideOf(text, range) : written.slice(1, -1);
    const inside = marked.trim().replace(/^(\*{1,2}|_)(.+)\1$/s, '$2');
    const isAsked = isPhrase(inside) && (!isSquare || isBracketed(inside));
    return isAsked && !isPartOfCode(text, range, inside)
      ? [spot(range.start, written, filledIn(inside))]
      : [];
  });
}

/** Words in a comment that asks as prep does. */
const COMMENT = /<!--\s*fill[ _-]in\b[:\s–-]*((?:[^-]|-(?!->)){0,300}?)\s*-->/gi;

const comments = (text: string): readonly Possible[] =>
  [...text.matchAll(COMMENT)].map(({ 0: written, 1: words = '', index }) =>
    spot(
      index,
      written,
      words === '' ? '[FILL IN]' : `[FILL IN: ${oneLine(words).replaceAll(/[[\]]/g, '')}]`,
    ),
  );

/** Sentences in braces, `{{REMOTE | OFFICE}}`, and words in angle brackets; never over a blank line. */
const LONG_BRACES = /\{{1,2}((?:[^{}`\n]|\n(?!\s*\n)){1,400})\}{1,2}/g;
const ANGLES = /(?<![\p{L}\p{N}_:)>-]|#include\s)<((?:\p{L}|\d[–-]\d)(?:[^<>`\n=]|\n(?!\s*\n)){1,400})>/gu;
const IN_DOUBLE_BRACES =
  /^\p{Lu}[\p{Lu}\p{N}_ -]*(?:\s?\|\s?[\p{Lu}\p{N}_ -]+|:\s.+)$|^\p{Lu}[^|()=]*\s\/\s[^|()=]+$|^(?:#{2,}|[A-Z][A-Z_%:./-]+)$/su;
const ELEMENTS = new Set(
  `a abbr address article aside audio b base blockquote body br button canvas caption center cite code col data dd del details dfn
  dialog div dl dt em embed figure figcaption font footer form frame h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd
  label legend li link main map mark menu meta nav noscript object ol optgroup option p param picture pre progress q s samp script
  search section select slot small source span strong style sub summary sup svg table tbody td template textarea tfoot th thead time
  title tr track tt u ul var video wbr`.split(/\s+/),
);
/** What code calls types, models call tokens and keyboards have. */
const TYPES = new Set(
  `string number boolean int integer float double char void any object null undefined type node unk pad eos bos mask sep cls enter
  return escape esc tab space leader shift vector map list set`.split(/\s+/),
);

function braces(text: string): readonly Possible[] {
  return [...text.matchAll(LONG_BRACES)].flatMap(({ 0: written, 1: within = '', index: start }) => {
    const inside = oneLine(within);
    const isDouble = written.startsWith('{{');
    const isAsked = isDouble
      ? IN_DOUBLE_BRACES.test(inside)
      : isPhrase(inside) && /\s/.test(inside) && !/[()"'][,:]|\w\(/.test(inside);
    const isCode = isPartOfCode(text, { start, end: start + written.length }, inside);
    return isAsked && !isCode ? [spot(start, written, filledIn(inside))] : [];
  });
}

const isWord = (inside: string): boolean => !/[\s']/.test(inside) && !/^(?:your|my|insert)-/i.test(inside);

function angles(text: string): readonly Possible[] {
  const found = [...text.matchAll(ANGLES)].flatMap(({ 0: written, 1: within = '', index }) => {
    const inside = oneLine(within);
    const [first = ''] = inside.split(/[\s/]/, 1);
    const isMarkup = ELEMENTS.has(first.toLowerCase()) && !/\s.*\s/.test(inside);
    const isAsked =
      inside.length > 2 &&
      !isMarkup &&
      !/\/$|[[\]{}\\;@]|^\w+[:.]\S|^(?:Ctrl|Alt|Cmd|Shift|CR|C-)/.test(inside);
    return isAsked ? [{ index, written, inside }] : [];
  });
  // Alone in its text, a single word is an element, a type or a key.
  const hasKin = new Set(found.map(({ inside }) => inside)).size > 1;
  return found.flatMap(({ index, written, inside }) =>
    isWord(inside) && (!hasKin || TYPES.has(inside.toLowerCase()) || text.includes(`</${inside}>`))
      ? []
      : [spot(index, written, `[FILL IN: ${inside.replaceAll(/[-_]/g, ' ')}]`)],
  );
}

const LETTERS =
  /(?<![\p{Script=Latin}\p{N}_.])(?:X{1,4}(?:[.,]X{1,3})*|x{2,4}|N{1,3}|[YZ](?=%)|_{2,12}|\?{2,3})(?![\p{Script=Latin}\p{N}_]{3}|[_?])/gu;
const UNIT_BEHIND = /^\s?(?!times\b)(%|[\p{L}µ°/]{1,12})(?![\p{L}\p{N}_])/u;
const BEFORE = /(?:[~≈±<>]|\babout |\baround |\bby )\s?$/;

/** Letters and blanks count as a number only beside a unit. */
function letters(text: string): readonly Possible[] {
  return [...text.matchAll(LETTERS)].flatMap(({ 0: written, index: start }) => {
    const end = start + written.length;
    const before = text.slice(Math.max(0, start - 10), start);
    const unit = UNIT_BEHIND.exec(text.slice(end, end + 16))?.[1];
    const isMoney = before !== '' && CURRENCY_SIGNS.includes(before.slice(-1));
    const hasUnit = unit !== undefined && knownUnit(unit) !== undefined;
    const isLong = written.length > 1 && (BEFORE.test(before) || /^x{3}/i.test(written));
    if (!(isMoney || hasUnit || isLong) || /[[{<(]$/.test(before)) return [];
    return [spot(start, written, '[FILL IN: number]')];
  });
}

/** `TBD`, `TODO: numbers from finance`, `20XX`, dots to write on. */
const UNSETTLED =
  /(?<![\p{L}\p{N}_[{<"'“#@-])(?:(?:TBD|TBC|TBA)(?![\p{L}\p{N}_\]"'”])|TODO(?:: [^\n|.]{3,80})?(?=[.\s|]*$|[|.])|(?:19|20)(?:XX|xx)(?![\p{Script=Latin}\p{N}])|[.…]{6,}|…{2,})/gmu;

function unsettled(text: string): readonly Possible[] {
  return [...text.matchAll(UNSETTLED)].map(({ 0: written, index }) => {
    const words = written.replace(/^TODO:?\s*/, '');
    const asked = /^(?:TB[DCA]|[.…]*|)$/.test(words) ? '' : `: ${/X{2}/i.test(words) ? 'year' : words}`;
    return spot(index, written, `[FILL IN${asked}]`);
  });
}

const OPENINGS = /[[{<XxNYZ_?…]|TB[DCA]|TODO|\.{6}/;

const byStart = (a: Range, b: Range): number => a.start - b.start;

export function possiblePlaceholders(text: string, taken: readonly Range[]): readonly Possible[] {
  if (!OPENINGS.test(text)) return [];
  const { spots, inert } = openSpots(text);
  const found = [
    ...phrases(text, spots),
    ...comments(text),
    ...braces(text),
    ...angles(text),
    ...letters(text),
    ...unsettled(text),
  ].toSorted(byStart);
  // The prose rules take `<your-number>` for a tag.
  const starts = new Set(found.map(({ start }) => start));
  const others = [...inert.filter(({ start }) => !starts.has(start)), ...taken].toSorted(byStart);
  const inertEnd = endOfStretches(others);
  let lastEnd = 0;
  return found.filter(({ start, end }) => {
    if (start < Math.max(inertEnd(end - 1), lastEnd)) return false;
    lastEnd = end;
    return true;
  });
}

export type PossibleSpot = Possible & {
  /** Stable across reads: the text and its index among equal texts. */
  readonly key: string;
  readonly placeholder: Placeholder;
};

function textsOf({ answer, followUpTexts }: Question): readonly (readonly [Text, inFollowUp: boolean])[] {
  const asked = followUpTexts.flatMap((each) => [each.question, each.answer]);
  return [[answer, false], ...asked.map((text) => [text, true] as const)];
}

export function possibleSpots(question: Question): readonly PossibleSpot[] {
  const times = new Map<string, number>();
  const taken = question.placeholders.map(({ written: { at } }) => [at.start.offset, at.end.offset] as const);
  return textsOf(question).flatMap(([text, inFollowUp]) => {
    const base = text.at.start.offset;
    const within = taken.map(([start, end]): Range => ({ start: start - base, end: end - base }));
    return possiblePlaceholders(
      text.text,
      within.filter(({ start, end }) => end > 0 && start < text.text.length),
    ).map((one) => {
      const count = (times.get(one.written) ?? 0) + 1;
      times.set(one.written, count);
      const key = `${one.written}#${count}`;
      return {
        ...one,
        start: base + one.start,
        end: base + one.end,
        key,
        placeholder: { key, kind: 'fill-in', written: writtenAt(text, one), inFollowUp },
      };
    });
  });
}

function writtenAt({ text, at }: Text, { start, end, written }: Possible): Text {
  const before = text.slice(0, start).split('\n');
  const line = at.start.line + before.length - 1;
  const column = (before.length === 1 ? at.start.column : 1) + (before.at(-1)?.length ?? 0);
  const point = { line, column, offset: at.start.offset + start };
  const last = { ...point, column: column + written.length, offset: at.start.offset + end };
  return { text: written, at: { file: at.file, start: point, end: last } };
}

function replaced(text: Text, spots: readonly PossibleSpot[]): Text {
  const base = text.at.start.offset;
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, becomes } of spots) {
    if (start - base < from || end - base > text.text.length) continue;
    parts.push(text.text.slice(from, start - base), becomes);
    from = end - base;
  }
  return from === 0 ? text : { ...text, text: parts.join('') + text.text.slice(from) };
}

export function withPlaceholders(question: Question, spots: readonly PossibleSpot[]): Question {
  if (spots.length === 0) return question;
  const put = (text: Text): Text => replaced(text, spots);
  const { star } = question;
  const parts = Object.entries(star ?? {}).map(([part, text]) => [part, put(text)] as const);
  return {
    ...question,
    answer: put(question.answer),
    star: star && Object.fromEntries(parts),
    followUpTexts: question.followUpTexts.map((each) => ({
      question: put(each.question),
      answer: put(each.answer),
    })),
  };
}
