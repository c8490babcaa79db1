// What the words of a list item are: a question, a task, a link, a question with its answer on the same line. Knows single
// items; knows nothing of the list around.
import { asksAtEnd, mayAsk } from './asking.ts';
import type { BulletItem } from './bullet-items.ts';

const LONGEST_WORDS = 1500;
const LINK_FIRST =
  /^[\s*_`"“'☐☑✅]{0,8}!?\[(?:[^[\]]|\[[^\]]{0,80}\]){0,300}\]\s?(?:\([^()\n]{0,400}\)|\[[^\]\n]{0,80}\])/u;
const ANY_LINK = /!?\[((?:[^[\]]|\[[^\]]{0,80}\]){0,300})\]\([^()\n]{0,400}\)/g;
/** Goes on with the question before it. */
const GOES_ON =
  /^(?:[([]|(?:if|please|for example|e\.\s?g|i\.\s?e|and|or|hint|bonus|show|use|provide|elaborate|justify)\b)/i;
const SHORTEST_ANSWER = 25;
/** Answers however short they are. */
const IN_SHORT = /^(?:yes|no|nope|not|never|always|both|neither|none|(?:it )?depends)\b[^?？؟]*$/i;
/** Fewer words that begin as a question does are a name: `Do Not Track`. */
const FEWEST_WORDS = 4;
/** Items below such words tell what is asked about, rather than answer. */
const WHAT_FOLLOWS = /\b(?:following|these|this|below)\b[^.?!]{0,200}[:：]$/i;

/** The words of an item; of very long ones the beginning. */
export const itemWords = (text: string, { words }: BulletItem): string =>
  text.slice(words.start, Math.min(words.end, words.start + LONGEST_WORDS));

/** True for an item that is a link, perhaps with a remark: contents, or something to read. */
export function isLink(words: string): boolean {
  const link = LINK_FIRST.exec(words)?.[0];
  if (link === undefined) return false;
  const rest = words.slice(link.length).trim();
  return !(/\p{L}/u.test(rest) && asksAtEnd(rest));
}

/** Where the question ends that words begin with: behind what goes on asking, too. */
function askedEnd(words: string): number | undefined {
  let asked: number | undefined;
  for (const { 0: mark, index } of words.matchAll(/[?？؟]["'”’)*_`]{0,4}(?=[\s–—:-]|$)/g)) {
    // What says something before it asks again is an answer.
    if (asked !== undefined && /[.!。！]\s/.test(words.slice(asked, index))) return asked;
    asked = index + mark.length;
  }
  return asked;
}

/** Where the answer begins that stands on the line of a question, and where its question ends. */
export function inlineAnswer(words: string): { readonly asked: number; readonly answer: number } | undefined {
  const asked = askedEnd(words);
  if (asked === undefined || asksAtEnd(words)) return undefined;
  const between = /^[\s*_–—:→-]*/.exec(words.slice(asked))?.[0] ?? '';
  const rest = words.slice(asked + between.length);
  const ownLine = between.includes('\n') && rest !== '';
  const longEnough = ownLine || rest.length >= SHORTEST_ANSWER || IN_SHORT.test(rest);
  const answers = longEnough && !GOES_ON.test(rest) && !mayAsk(rest) && !/[?？؟]/.test(rest);
  return answers ? { asked, answer: asked + between.length } : undefined;
}

const LINK_LAST = /(?:\[[^[\]]{0,200}\]\([^()\s]{0,400}\)|<https?:[^<>\s]{1,400}>)$/;
const BETWEEN_LINKS = /(?:[\s,|&]|\band\b|\bor\b)+$/i;
const READ_MORE =
  /(?:learn|read|see|watch|source|answer|link|reference)s?(?: more| from)?(?: here)?\s{0,2}[:：]?\s{0,2}$/i;
/** Words that end so are whole without what follows. */
const WHOLE = /(?:[?？.:：*_]|\s[-–—])\s{0,3}$/;
const LONGEST_LINK = 620;
const MOST_LINKS = 6;

/** Where the links begin that stand behind the words of a question: `… - [Learn from here](…)`. */
export function linkTail(words: string): number | undefined {
  let end = words.trimEnd().length;
  for (let i = 0; i < MOST_LINKS; i += 1) {
    const link = LINK_LAST.exec(words.slice(Math.max(0, end - LONGEST_LINK), end))?.[0];
    if (link === undefined) break;
    end -= link.length;
    const head = words.slice(Math.max(0, end - 60), end);
    end -= (READ_MORE.exec(head) ?? BETWEEN_LINKS.exec(head))?.[0].length ?? 0;
  }
  return end < words.trimEnd().length && WHOLE.test(words.slice(Math.max(0, end - 6), end)) ? end : undefined;
}

/** True for an item that asks with a question mark, whatever links stand behind it. */
export function surelyAsked(words: string): boolean {
  const asked = words.slice(0, linkTail(words)).replace(/[\s*_–—:-]{1,12}$/, '');
  return asksAtEnd(asked.replace(ANY_LINK, '$1')) || inlineAnswer(words) !== undefined;
}

/** True for an item that asks, or begins as a task does. */
export const maybeAsked = (words: string): boolean => surelyAsked(words) || mayAsk(words);

/** `**Answer**: …` */
const ANSWER_LABEL = /^[*_]{0,3}(?:answer|ans|a|solution)[*_]{0,3}\s?[:：]/i;

/** True for an item within another that asks on. */
export const asksOn = (words: string): boolean =>
  !isLink(words) &&
  !ANSWER_LABEL.test(words) &&
  (surelyAsked(words) || (mayAsk(words) && words.trim().split(/\s+/).length >= FEWEST_WORDS));

/** True for words that say that what they ask about stands below them. */
export const namesWhatFollows = (words: string): boolean => WHAT_FOLLOWS.test(words.trim().slice(-300));

/** A topic's name without marks around it. */
export const plainName = (words: string): string =>
  words
    .replace(ANY_LINK, '$1')
    .replace(/[*_`:：\s]+$|^[*_`\s]+/g, '')
    .replace(/\s+/g, ' ');
