// Likely placeholders that the certain rules miss: `[specific outcome]`, `[Company]`, `<your number>`,
// `XX%`, `~N ms`. Offered to the user, never accepted automatically.
import type { Placeholder, Question } from '../../core/base/question.ts';
import type { Range, Text } from '../../core/base/span.ts';
import { CURRENCY_SIGNS, knownUnit } from '../../core/values/unit-table.ts';
import { endOfStretches } from '../markdown/prose.ts';
import { INSTRUCTION, openSpots } from './placeholders.ts';

type Possible = Range & { readonly written: string; readonly becomes: string };

/** Words, not the numbers, operators and names of code. */
const PHRASE = /^[\p{L}\p{N}#][^[\]{}<>=\\`;@]{1,298}$/u;
const OTHER = new Set(
  `sic edit edited note notes todo optional required default deprecated new link image img video source src ref see here more
  emphasis citation needed cont continued laughter laughs pause args options file files arg flags command path key value item
  index true false null none undefined yes no top back home contents docs demo code answer hint solution pdf wiki`.split(
    /\s+/,
  ),
);
/** Words put into someone's sentence; with a capital most of them begin what a template asks for. */
const TALK =
  /^(?:[Ss]ee|[Nn]ote|[Aa]s|and|or|but|when|for|from|to|in|on|at|by|with|not|[Oo]nly|also|citation|emphasis)\b/;

function isPhrase(inside: string): boolean {
  if (!PHRASE.test(inside) || INSTRUCTION.test(inside) || TALK.test(inside)) return false;
  const words = inside.split(/\s+/);
  if (words.length === 1 && OTHER.has(inside.toLowerCase())) return false;
  if (inside.includes(',') && inside.split(',').every((part) => !part.trim().includes(' '))) return false;
  // `[MASK]`, `[CLS]`, `[OPTIONS]` are tokens; `[Smith 2020]`, `[Smith et al.]` are citations.
  return (
    (/\p{Ll}/u.test(inside) || /^[\p{Lu}\p{N}]+[ _/][\p{Lu}\p{N}]/u.test(inside)) &&
    !/\b(?:19|20)\d\d\b|\bet al\b/.test(inside)
  );
}

/** A single lowercase word would be a metric's name, shared by all answers. */
const filledIn = (words: string): string =>
  `[FILL IN: ${/^[\p{Ll}\p{N}_]+$/u.test(words) ? `your ${words}` : words}]`;

const spot = (start: number, written: string, becomes: string): Possible => ({
  start,
  end: start + written.length,
  written,
  becomes,
});

function phrases(text: string, spots: readonly Range[]): readonly Possible[] {
  return spots.flatMap(({ start, end }) => {
    const written = text.slice(start, end);
    const inside = written.slice(1, -1);
    const before = text.slice(Math.max(0, start - 2), start);
    // `f([a b])`, `/users/{id}`, `${name}`.
    const isPart =
      /\[$|[\p{L}\p{N}_]\($/u.test(before) ||
      (before.endsWith('/') && /^[\p{Ll}\p{N}_-]+$/u.test(inside)) ||
      (before.endsWith('$') && written.startsWith('{')) ||
      /[\]{]/.test(text.charAt(end));
    return isPart || !isPhrase(inside) ? [] : [spot(start, written, filledIn(inside))];
  });
}

const ANGLE =
  /<((?:your|my|insert)(?:[ -][\p{L}\p{N}'’/-]{1,30}){1,5}|\p{Ll}{2,20}(?: \p{Ll}{2,20}){1,4})>/gu;
const TAG =
  /^(?:a|b|i|p|s|u|br|hr|em|li|ol|ul|td|th|tr|img|div|pre|sub|sup|span|code|table|details|summary)\b/i;

function angles(text: string): readonly Possible[] {
  return [...text.matchAll(ANGLE)].flatMap(({ 0: written, 1: inside = '', index }) =>
    TAG.test(inside) ? [] : [spot(index, written, `[FILL IN: ${inside.replaceAll('-', ' ')}]`)],
  );
}

const LETTERS = /(?<![\p{L}\p{N}_.])(?:X{1,4}(?:[.,]X{1,3})?|N{1,3}|[YZ](?=%))(?![\p{L}\p{N}_]{3})/gu;
const UNIT_BEHIND = /^\s?(?!times\b)(%|[\p{L}µ°/]{1,12})(?![\p{L}\p{N}_])/u;
const BEFORE = /(?:[~≈±<>]|\babout |\baround |\bby )\s?$/;

/** Letters count as a number only beside a unit. */
function letters(text: string): readonly Possible[] {
  return [...text.matchAll(LETTERS)].flatMap(({ 0: written, index: start }) => {
    const end = start + written.length;
    const before = text.slice(Math.max(0, start - 10), start);
    const unit = UNIT_BEHIND.exec(text.slice(end, end + 16))?.[1];
    const isMoney = before !== '' && CURRENCY_SIGNS.includes(before.slice(-1));
    const hasUnit = unit !== undefined && knownUnit(unit) !== undefined;
    const isLong = written.length > 1 && BEFORE.test(before);
    if (!(isMoney || hasUnit || isLong) || /[[{<(]$/.test(before)) return [];
    return [spot(start, written, '[FILL IN: number]')];
  });
}

const byStart = (a: Range, b: Range): number => a.start - b.start;

export function possiblePlaceholders(text: string, taken: readonly Range[]): readonly Possible[] {
  if (!/[[{<XNYZ]/.test(text)) return [];
  const { spots, inert } = openSpots(text);
  const found = [...phrases(text, spots), ...angles(text), ...letters(text)].toSorted(byStart);
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
