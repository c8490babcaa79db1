// Advice on a story, never a grade, and never a reason to refuse it. English only.
import { STAR_PARTS, type StarPart } from '../base/question.ts';
import { oneLine } from '../base/text.ts';
import { speechOf } from '../speech/transcript.ts';
import { STAR_SHARES } from './stories.ts';

/** UTF-16 units; the rest is ignored. */
const MAX_LENGTH = 20_000;

const DIGITS =
  /(?<![\p{L}\p{N}_#.:/-])(?:[$€£¥]\s?)?\d[\d,.\u00A0\u202F]*(?:\s?%|\s?×|\s?x\b|\p{L}{0,5}(?![\p{L}\p{N}_]))/u;
const WORDS =
  /(?<![\p{L}\p{N}_-])(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|(?:a|one|several) (?:hundred|thousand|million|billion|dozen|third|quarter|tenth|fifth)|hundreds|thousands|millions|dozens|half|halved|halving|doubled|doubling|tripled|tripling|quadrupled|twice|thrice|tenfold|threefold|twofold|zero|per ?cent)(?![\p{L}\p{N}_])/iu;

const MONTH = String.raw`\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}{0,6}\.?`;
const WHEN = `in|since|until|by|during|of|from|late|early|mid|summer|spring|autumn|winter|fall|q[1-4]`;
/** Years, days of a month, `24/7`, and the numbers of a list. */
const NO_MEASURES = new RegExp(
  [
    String.raw`(?:\b(?:${WHEN})|${MONTH}(?: \d{1,2},?)?)[\s-](?:19|20)\d\d\b`,
    String.raw`\b\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}(?!\p{L})|${MONTH} \d{1,2}\b`,
    String.raw`\b24\/7|^[ \t]*\d{1,3}[.)][ \t]`,
  ].join('|'),
  'gimu',
);

/** A measure in digits or words; not a year, a date, or a name (`p95`, `Flickr8k`, `S3`). */
export function hasNumber(text: string): boolean {
  const searched = text.slice(0, MAX_LENGTH).replaceAll(NO_MEASURES, ' ');
  return WORDS.test(searched) || DIGITS.test(searched);
}

// Sentences that say "we" although the listener asks what "I" did. Judging them would take English grammar.

/** The words of others. */
const QUOTED = [
  /```[^]*?(?:```|$)/g,
  /`[^`\n]{1,500}`/g,
  /^[ \t]*>.*$/gm,
  /"[^"\n]{1,1000}"|“[^”\n]{1,1000}”|«[^»\n]{1,1000}»|„[^“”\n]{1,1000}[“”]/g,
  /(?<=^|[\s(])['‘][^'’\n]{1,300}['’](?=[\s.,;:!?)]|$)/gm,
];
const SENTENCE_END = /[.!?]+["'”’)*_]*(?=\s|$)|\n[ \t]*\n|\n(?=[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t])/g;
const SAYS_WE = /(?<![\p{L}\p{N}_-])we(?![\p{L}\p{N}_-])/iu;
const SAYS_I =
  /(?<![\p{L}\p{N}_-])(?:I(?!\/O)|I['’](?:m|d|ve|ll)|(?:my|My) (?:proposal|suggestion|idea|plan|part|job|task|role|argument|recommendation)|myself)(?![\p{L}\p{N}_-])/u;

export function sentencesOfWe(text: string): readonly string[] {
  const written = text.slice(0, MAX_LENGTH);
  const own = QUOTED.reduce(
    (rest, pattern) => rest.replace(pattern, (quoted) => '_'.repeat(quoted.length)),
    written,
  );
  const ends = Array.from(own.matchAll(SENTENCE_END), (match) => match.index + match[0].length);
  return [...ends, own.length].flatMap((end, i) => {
    const start = ends[i - 1] ?? 0;
    const sentence = own.slice(start, end);
    if (!SAYS_WE.test(sentence) || SAYS_I.test(sentence)) return [];
    return [oneLine(written.slice(start, end)).replace(/^(?:[-*+•]|\d{1,3}[.)]) /, '')];
  });
}

export type PartText = {
  readonly text: string;
  /** Each counts as a number, filled or not. */
  readonly placeholders: number;
};

/** A part may have a heading and no text. */
export type StoryText = Readonly<Partial<Record<StarPart, PartText>>>;

export type Advice =
  | { readonly code: 'part-missing'; readonly part: StarPart }
  | { readonly code: 'part-empty'; readonly part: StarPart }
  | { readonly code: 'number-missing'; readonly part: StarPart }
  | { readonly code: 'we'; readonly part: StarPart; readonly sentences: readonly string[] }
  | { readonly code: 'action-short'; readonly part: StarPart }
  /** `share` of all words, 0–1; `most` is the usual maximum. */
  | { readonly code: 'part-long'; readonly part: StarPart; readonly share: number; readonly most: number };

/** Shares of shorter stories mean nothing. */
const FEWEST_WORDS = 80;
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
