// Advice on a story that was just written: never a grade, and never a reason to refuse it. English only.
import { STAR_PARTS, type StarPart } from '../base/question.ts';
import { oneLine } from '../base/text.ts';
import { speechOf } from '../speech/transcript.ts';
import { STAR_SHARES } from './stories.ts';

/** In UTF-16 units; the rest is ignored. */
const MAX_LENGTH = 20_000;

const DIGITS =
  /(?<![\p{L}\p{N}_#.:/-])(?:[$€£¥]\s?)?\d[\d,.\u00A0\u202F]*(?:\s?%|\s?×|\s?x\b|\p{L}{0,5}(?![\p{L}\p{N}_]))/gu;
const WORDS =
  /(?<![\p{L}\p{N}_-])(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|(?:a|one|several) (?:hundred|thousand|million|billion|dozen|third|quarter|tenth|fifth)|hundreds|thousands|millions|dozens|half|halved|halving|doubled|doubling|tripled|tripling|quadrupled|twice|thrice|tenfold|threefold|twofold|zero|per ?cent)(?![\p{L}\p{N}_])/iu;

const MONTH = String.raw`(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}{0,6}\.?`;
const BEFORE_YEAR = new RegExp(
  String.raw`(?:\b(?:in|since|until|by|during|of|from|late|early|mid|summer|spring|autumn|winter|fall|q[1-4])|${MONTH}(?: \d{1,2},?)?)[\s-]$`,
  'iu',
);
const YEAR = /^(?:19|20)\d\d[.,]?$/;
const BESIDE_MONTH = {
  before: new RegExp(String.raw`\b${MONTH} $`, 'iu'),
  after: new RegExp(String.raw`^(?:st|nd|rd|th)?(?: of)? ${MONTH}(?![\p{L}])`, 'iu'),
};
const LIST_NUMBER = /^[ \t]*\d{1,3}[.)][ \t]/gm;

/** False for a year, a day of a month, and the first half of `24/7`. */
function measures(text: string, from: number, found: string): boolean {
  const to = from + found.length;
  const [before, after] = [text.slice(Math.max(0, from - 24), from), text.slice(to, to + 16)];
  if (YEAR.test(found) && BEFORE_YEAR.test(before)) return false;
  const isDay = BESIDE_MONTH.before.test(before) || BESIDE_MONTH.after.test(after);
  if (/^\d{1,2}(?:st|nd|rd|th)?[.,]?$/.test(found) && isDay) return false;
  return found !== '24' || !after.startsWith('/7');
}

/**
 * True when the text holds a number that measures something, in digits or in words. Years, dates, and names
 * with digits in them (`p95`, `Flickr8k`, `S3`) do not count.
 */
export function hasNumber(text: string): boolean {
  const searched = text.slice(0, MAX_LENGTH).replaceAll(LIST_NUMBER, '');
  if (WORDS.test(searched)) return true;
  return [...searched.matchAll(DIGITS)].some((match) => measures(searched, match.index, match[0]));
}

// Finds where a story says "we" although the listener wants to know what "I" did. Precision over recall: what
// may be the team's background, a quotation, or a clause inside a sentence that says who acted is left alone.

const REACH = 120;

/** Quotations, code, and quoted lines: the words of others. */
const QUOTED = [
  /```[^]*?(?:```|$)/g,
  /`[^`\n]{1,500}`/g,
  /^[ \t]*>.*$/gm,
  /"[^"\n]{1,1000}"|“[^”\n]{1,1000}”|«[^»\n]{1,1000}»|„[^“”\n]{1,1000}[“”]/g,
  /(?<=^|[\s(])['‘][^'’\n]{1,300}['’](?=[\s.,;:!?)]|$)/gm,
];
const SENTENCE_END = /[.!?]+["'”’)*_]*(?=\s|$)|\n[ \t]*\n|\n(?=[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t])/g;

const SAYS_I =
  /(?<![\p{L}\p{N}_-])(?:I(?!\/O)|I['’](?:m|d|ve|ll)|(?:my|My) (?:proposal|suggestion|idea|plan|part|job|task|role|argument|recommendation)|myself)(?![\p{L}\p{N}_-])/u;

/** What may come before the subject of a sentence: nothing, a conjunction, an opening phrase. */
const OPENING =
  /(?:^|[;:—–(]|, )\s*(?:(?:and|but|so|or|then|yet|also|therefore|thus|hence|next|first|firstly|second|secondly|third|finally|later|afterwards|eventually|instead|together|meanwhile|luckily|fortunately|soon|now|again|and then|but then|so then)[, ]*)*(?:(?:in|on|at|after|over|within|during|by|with|from|as|for|to) (?:[^\s,;:]+ ){0,5}[^\s,;:]+,? ?)?$/iu;
/** A conjunction in the middle of a sentence joins another main clause. */
const JOINED = /(?<![\p{L}])(?:and|but|so|then)\s+(?:then\s+|finally\s+|also\s+)?$/iu;

const ADVERB =
  /^(?:also|all|both|each|then|just|only|still|now|already|never|always|often|usually|together|soon|first|finally|even|again|\p{L}+ly)\s+/iu;

/** Verbs of states and thoughts, and of what people can only do together. */
const STATES = new Set(
  (
    'are were aren’t weren’t have haven’t had hadn’t did didn’t do don’t can can’t cannot could couldn’t would wouldn’t ' +
    'should shouldn’t might may must will won’t knew know needed need want wanted lacked relied depended faced served sold ' +
    'used saw see felt believed thought expected wondered hoped agreed met talked discussed spoke got lost owed worked ' +
    'lived employed received operated hosted stored stood sat shared disagreed argued grew came liked feared run'
  ).split(' '),
);
/** `had to`, `needed to`, `were asked to`: a duty, and whose it was matters. */
const DUTY =
  /^(?:had|have|needed|need|wanted|want)\s+to\s|^were\s+(?:asked|told|tasked|able|responsible|assigned|supposed|expected|given|in charge)/iu;

const WE =
  /(?<![\p{L}\p{N}_’'-])(?:we(?:['’]ve)?)(?![\p{L}\p{N}_’'-])(?!\s*[,.;:)]|\s+(?:all|both|as a team|the team)\s*,)/giu;
const PERFECT_STATE = /^(?:been|got|had|seen|known|all)\b/iu;

/** `our task`, `our approach`: things that a speaker has one of. */
const OUR =
  /(?<![\p{L}\p{N}_’'-])our (?:own )?(?:first |next |final |main |initial |new |own )?(?:task|job|role|goal|aim|objective|responsibility|assignment|mission|approach|solution|fix|plan|idea|decision|strategy|proposal|contribution|design decision|hypothesis|first step|next step)(?![\p{L}\p{N}_-])/iu;
/** `asked us to`, `up to us`: whose duty it was. */
const US =
  /(?<![\p{L}\p{N}_’'-])(?:(?:asked|tasked) us (?:to|with)|(?:up|left|fell|down) to us|for us to)(?![\p{L}\p{N}_’'-])/u;

type Sentence = { readonly written: string; readonly own: string };

function sentencesOf(written: string): readonly Sentence[] {
  const text = QUOTED.reduce(
    (rest, pattern) => rest.replace(pattern, (quoted) => '_'.repeat(quoted.length)),
    written,
  );
  const ends = Array.from(text.matchAll(SENTENCE_END), (match) => match.index + match[0].length);
  return [...ends, text.length].map((end, i) => {
    const start = ends[i - 1] ?? 0;
    return { written: written.slice(start, end), own: text.slice(start, end) };
  });
}

function acts(line: string, from: number, to: number): boolean {
  // Words replace the part left out, so that a stretch in the middle does not look like a beginning.
  const before = from > REACH ? `so much ${line.slice(from - REACH, from)}` : line.slice(0, from);
  if (!OPENING.test(before) && !JOINED.test(before)) return false;
  let rest = line
    .slice(to, to + REACH)
    .replace(/^\s+/, '')
    .replaceAll("'", '’');
  if (/['’]ve$/i.test(line.slice(from, to))) return !PERFECT_STATE.test(rest);
  while (ADVERB.test(rest)) rest = rest.replace(ADVERB, '');
  if (DUTY.test(rest)) return true;
  const [verb = ''] = /^[\p{L}’]+/u.exec(rest) ?? [];
  return verb !== '' && !STATES.has(verb.toLowerCase());
}

function saysWe({ own }: Sentence): boolean {
  const line = own.replace(/^[\s>#*+•-]+|^\s*\d{1,3}[.)]\s+/, '').replaceAll(/\s+/g, ' ');
  if (SAYS_I.test(line)) return false;
  if (OUR.test(line) || US.test(line)) return true;
  return [...line.matchAll(WE)].some((match) => acts(line, match.index, match.index + match[0].length));
}

/** Sentences, each on one line, with "we", "our", or "us" where the listener wants to know what the speaker did. */
export function sentencesOfWe(text: string): readonly string[] {
  return sentencesOf(text.slice(0, MAX_LENGTH))
    .filter(saysWe)
    .map(({ written }) => oneLine(written).replace(/^(?:[-*+•]|\d{1,3}[.)]) /, ''));
}

export type PartText = {
  readonly text: string;
  /** Each counts as a number, whether it is filled or not. */
  readonly placeholders: number;
};

/** The parts of a story that have a heading, even with nothing below it. */
export type StoryText = Readonly<Partial<Record<StarPart, PartText>>>;

export type Advice =
  | { readonly code: 'part-missing'; readonly part: StarPart }
  | { readonly code: 'part-empty'; readonly part: StarPart }
  | { readonly code: 'number-missing'; readonly part: StarPart }
  | { readonly code: 'we'; readonly part: StarPart; readonly sentences: readonly string[] }
  /** It has fewer words than the situation. */
  | { readonly code: 'action-short'; readonly part: StarPart }
  /** `share` of all words, 0–1; `most` is the usual maximum of the part. */
  | { readonly code: 'part-long'; readonly part: StarPart; readonly share: number; readonly most: number };

/** Shorter stories are notes, whose shares mean nothing. */
const FEWEST_WORDS = 80;
/** How far a part may exceed its share without advice. */
const SLACK = 0.1;
const OWN_WORK: ReadonlySet<StarPart> = new Set(['task', 'action']);

function adviceOnPart(part: StarPart, written: PartText | undefined): readonly Advice[] {
  if (!written) return part === 'learning' ? [] : [{ code: 'part-missing', part }];
  if (written.text.trim() === '') return [{ code: 'part-empty', part }];
  const sentences = OWN_WORK.has(part) ? sentencesOfWe(written.text) : [];
  const lacksNumber = part === 'result' && written.placeholders === 0 && !hasNumber(written.text);
  return [
    ...(sentences.length > 0 ? [{ code: 'we', part, sentences } as const] : []),
    ...(lacksNumber ? [{ code: 'number-missing', part } as const] : []),
  ];
}

function longParts(story: StoryText): readonly Advice[] {
  const words = STAR_PARTS.map((part) => [part, speechOf(story[part]?.text ?? '').words] as const);
  const all = words.reduce((sum, [, count]) => sum + count, 0);
  const isWhole = words.every(([part, count]) => count > 0 || part === 'learning');
  if (!isWhole || all < FEWEST_WORDS) return [];
  return words.flatMap(([part, count]): readonly Advice[] => {
    const most = STAR_SHARES[part]?.to;
    if (most === undefined || count / all <= most + SLACK) return [];
    return [{ code: 'part-long', part, share: count / all, most }];
  });
}

function shortAction({ situation, action }: StoryText): readonly Advice[] {
  const [before, own] = [situation, action].map((part) => speechOf(part?.text ?? '').words);
  const isShort = own !== undefined && before !== undefined && own > 0 && own < before;
  return isShort ? [{ code: 'action-short', part: 'action' }] : [];
}

export function adviceOn(story: StoryText): readonly Advice[] {
  const advice = [
    ...STAR_PARTS.flatMap((part) => adviceOnPart(part, story[part])),
    ...shortAction(story),
    ...longParts(story),
  ];
  return advice.toSorted((a, b) => STAR_PARTS.indexOf(a.part) - STAR_PARTS.indexOf(b.part));
}
