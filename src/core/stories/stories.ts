import { type Bank, findQuestion, homeOf } from '../base/bank.ts';
import { countEach, sumOf } from '../base/collections.ts';
import {
  type Question,
  type QuestionHead,
  type QuestionId,
  STAR_PARTS,
  type StarPart,
} from '../base/question.ts';
import { oneLine, type Sentence, sentenceEnds, sentencesIn } from '../base/text.ts';
import { capitalized } from '../base/wording.ts';
import { speechOf } from '../speech/transcript.ts';

// The usual shares of time are a convention of career guides, so they are shown and never graded.

type Share = { readonly from: number; readonly to: number };

/** Guides give no share for the learning. */
const STAR_SHARES: Readonly<Record<StarPart, Share | undefined>> = {
  situation: { from: 0.15, to: 0.2 },
  task: { from: 0.1, to: 0.15 },
  action: { from: 0.5, to: 0.6 },
  result: { from: 0.15, to: 0.2 },
  learning: undefined,
};

const DEFAULT_SHARE: Share = { from: 0.05, to: 0.1 };

const percent = (share: number): number => Math.round(share * 100);

export function usualShareText(part: StarPart): string {
  const share = STAR_SHARES[part];
  return share ? `usually ${percent(share.from)} to ${percent(share.to)}%` : '';
}

export const partName = (part: StarPart): string => capitalized(part);

/** Those in the model answer; without any, all but the learning. */
export function storyParts({ star }: Pick<Question, 'star'>): readonly StarPart[] {
  const written = STAR_PARTS.filter((part) => star?.[part]);
  return written.length > 0 ? written : STAR_PARTS.filter((part) => part !== 'learning');
}

export function partTargetsMs(parts: readonly StarPart[], totalMs: number): readonly number[] {
  const middles = parts.map((part) => {
    const { from, to } = STAR_SHARES[part] ?? DEFAULT_SHARE;
    return (from + to) / 2;
  });
  const sum = sumOf(middles, (middle) => middle);
  return middles.map((middle) => (middle / sum) * totalMs);
}

const GO_TO = 'go-to';
const SERVES = /^serves:\s*(?=\S)/i;
const KINDS = new Set([GO_TO, 'star', 'story', 'stories', 'behavioural', 'behavioral']);

type Tagged = Pick<QuestionHead, 'tags'>;

export const isGoTo = ({ tags }: Tagged): boolean => tags.some((tag) => tag.toLowerCase() === GO_TO);

/** `serves:ID`: number, id, or prefix of a question, or a theme. A tag, so that every format keeps it. */
export const servesOf = ({ tags }: Tagged): readonly string[] =>
  tags.filter((tag) => SERVES.test(tag)).map((tag) => tag.replace(SERVES, '').trim());

export const topicsOf = ({ tags }: Tagged): readonly string[] =>
  tags.map((tag) => tag.toLowerCase()).filter((tag) => !KINDS.has(tag) && !SERVES.test(tag));

const FEWEST_TAGGED = 10;

/** Tags of a whole guide, such as those of its front matter, tell no question from another. */
export function commonTopics(heads: readonly Tagged[]): ReadonlySet<string> {
  const counts = countEach(heads.flatMap(topicsOf));
  const most = Math.max(FEWEST_TAGGED, heads.length / 2);
  return new Set([...counts].flatMap(([topic, count]) => (count > most ? [topic] : [])));
}

const BEHAVIOURAL = /^behaviou?ral/i;
const ASKS =
  /\b(?:tell (?:me|us) about (?:a|an|the|your|one|some)|talk about a time|describe (?:a|an|the|your) (?:time|situation|project|conflict|decision|challenge|failure|mistake|moment|difficult)|(?:give|share) (?:me |us )?an? example|(?:a|the last) time (?:when|that|you|where)|have you ever|(?:your|the) (?:biggest|greatest|worst|proudest|hardest|toughest|most difficult)|proud(?:est)? of|what would you (?:do|have done) differently)\b/i;

export const asksForStory = ({ kind, section, title }: QuestionHead): boolean =>
  kind === 'star' || BEHAVIOURAL.test(section) || ASKS.test(title);

export type Serving =
  | { readonly story: QuestionId; readonly by: 'itself' | 'tag' }
  | { readonly story: QuestionId; readonly by: 'guess'; readonly topics: readonly string[] };

export type ServedRow = {
  readonly question?: QuestionHead;
  readonly theme?: string;
  readonly servings: readonly Serving[];
  /** A theme has none. */
  readonly itself: 'story' | 'answer' | 'nothing';
};

export type StoryMatrix = {
  readonly stories: readonly QuestionHead[];
  readonly rows: readonly ServedRow[];
};

export const isServed = ({ servings }: ServedRow): boolean => servings.some(({ by }) => by !== 'guess');

/** Ids never contain a colon. */
const THEME = 'theme:';

/** Names that no question has begin with `theme:`. */
const declaredBy = (bank: Bank, story: QuestionHead): ReadonlySet<string> =>
  new Set(
    servesOf(story).map((name) => {
      const result = findQuestion(bank, name, [homeOf(bank, story)]);
      return 'found' in result ? result.found.id : THEME + name.toLowerCase();
    }),
  );

function servingsOf(
  story: QuestionHead,
  question: QuestionHead,
  declared: ReadonlySet<string> | undefined,
  common: ReadonlySet<string>,
): readonly Serving[] {
  if (story.id === question.id) return [{ story: story.id, by: 'itself' }];
  if (declared?.has(question.id)) return [{ story: story.id, by: 'tag' }];
  const own = topicsOf(story);
  const topics = topicsOf(question).filter((topic) => own.includes(topic) && !common.has(topic));
  return topics.length === 0 ? [] : [{ story: story.id, by: 'guess', topics }];
}

/**
 * @param all stories in order; drafts are skipped
 * @param answered questions with an answer of the user's own, even if the file has only a draft
 */
export function storyMatrix(
  bank: Bank,
  all: readonly QuestionHead[],
  answered: ReadonlySet<QuestionId>,
): StoryMatrix {
  const isAnswered = ({ id, draft }: QuestionHead): boolean => !draft || answered.has(id);
  const stories = all.filter(isAnswered);
  const common = commonTopics([...bank.questions.values()]);
  const declared = new Map(stories.map((story) => [story.id, declaredBy(bank, story)]));
  const named = new Set([...declared.values()].flatMap((names) => [...names]));
  const asked = [...bank.questions.values()].filter((head) => asksForStory(head) || named.has(head.id));
  const themes = [...named].filter((name) => name.startsWith(THEME)).toSorted();
  const rows = [
    ...asked.map((question): ServedRow => {
      const servings = stories.flatMap((story) =>
        servingsOf(story, question, declared.get(story.id), common),
      );
      const isStory = servings.some(({ by }) => by === 'itself');
      return { question, servings, itself: isStory ? 'story' : isAnswered(question) ? 'answer' : 'nothing' };
    }),
    ...themes.map((name): ServedRow => {
      const serving = stories.filter(({ id }) => declared.get(id)?.has(name));
      const servings = serving.map(({ id }) => ({ story: id, by: 'tag' as const }));
      return { theme: name.slice(THEME.length), servings, itself: 'nothing' };
    }),
  ];
  return { stories, rows };
}

// Advice on a story, never a grade, and never a reason to refuse it. English only.

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
  const ends = sentenceEnds(own, SENTENCE_END).map((match) => match.index + match[0].length);
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
  | {
      readonly code: 'part-missing' | 'number-missing' | 'action-short';
      readonly part: StarPart;
    }
  | { readonly code: 'we'; readonly part: StarPart; readonly sentences: readonly string[] };

const OWN_WORK: ReadonlySet<StarPart> = new Set(['task', 'action']);

function adviceOnPart(part: StarPart, written: PartText | undefined): readonly Advice[] {
  if (!written || written.text.trim() === '')
    return part === 'learning' ? [] : [{ code: 'part-missing', part }];
  const sentences = OWN_WORK.has(part) ? sentencesOfWe(written.text) : [];
  const lacksNumber = part === 'result' && written.placeholders === 0 && !hasNumber(written.text);
  return [
    ...(sentences.length > 0 ? [{ code: 'we', part, sentences } as const] : []),
    ...(lacksNumber ? [{ code: 'number-missing', part } as const] : []),
  ];
}

function shortAction({ situation, action }: StoryText): readonly Advice[] {
  const [before, own] = [situation, action].map((part) => speechOf(part?.text ?? '').words);
  const isShort = own !== undefined && before !== undefined && own > 0 && own < before;
  return isShort ? [{ code: 'action-short', part: 'action' }] : [];
}

export function adviceOn(story: StoryText): readonly Advice[] {
  const advice = [...STAR_PARTS.flatMap((part) => adviceOnPart(part, story[part])), ...shortAction(story)];
  return advice.toSorted((a, b) => STAR_PARTS.indexOf(a.part) - STAR_PARTS.indexOf(b.part));
}

// Divides a story told in one piece into its parts: by labels, otherwise by what its sentences say, in the
// order of the parts. English only; a suggestion.

export type ToldPart = { readonly start: number; readonly end: number; readonly score: number };

const LABEL =
  /^[ \t]*(?:#{1,6}[ \t]+|[-*+][ \t]+)?(?:\*\*|__)?(situation|task|action|result|learning)s?(?:\*\*|__)?[ \t]*(?:[:.–—-](?:\*\*|__)?[ \t]*|$)/gim;

const CUES: Readonly<Record<StarPart, RegExp>> = {
  situation:
    /\b(?:we (?:had|were|ran|used)|there (?:was|were)|at (?:my|the) (?:last|previous|time|company|job)|in my (?:last|previous|first|thesis)|last (?:year|summer|spring|fall|winter|month)|when (?:i|we)|used to|back then|(?:was|were) (?:slow|failing|broken|late|losing|unhappy)|my team|our team|the (?:team|company|project|service|product) (?:was|had))\b/i,
  task: /\b(?:my (?:task|job|role|goal|part|responsibility)|i (?:had to|needed to|was (?:asked|responsible|supposed|assigned|in charge|tasked|expected)|wanted to|took (?:it )?on|owned)|it was (?:up to me|on me|my)|the (?:goal|task|aim) was|deadline|so i should)\b/i,
  action:
    /\b(?:i (?:then |first |also |therefore |finally )?(?:(?!needed|wanted|owned|learned|expected|assigned)\p{L}+ed|began|built|wrote|made|set|cut|ran|found|split|rewrote|put|went|took(?! (?:it )?on)|gave|chose|drew|told|held|sent)|first,? i|then,? i|next,? i|so i (?!had|needed)|after that,? i|step by step|instead,? i)\b/iu,
  result:
    /\b(?:as a result|in the end|the result|result(?:s|ed)? (?:was|were|in)|eventually|since that day|afterwards|(?:dropped|fell|went|rose|grew|improved|decreased|increased|cut|came) (?:down |up )?(?:from|to|by)|saved|reduced .{0,30} (?:by|to)|which (?:cut|saved|brought|gave)|from \S+ (?:\S+ )?to \S+|no longer|shipped|launched|paid off|was (?:promoted|adopted|released|merged))\b/i,
  learning:
    /\b(?:i(?:['’]ve)? (?:have )?learn(?:ed|t)|(?:the|my) (?:lesson|takeaway)|taught me|looking back|in hindsight|next time|since then,? i|i(?:['’]d| would) (?:do|have done)|today i (?:would|always|start|ask|check)|from then on|ever since)\b/i,
};
const CUE = 1;
const LABELLED = 2;
/** A figure suggests the result, a little. */
const FIGURE = 0.4;
/** A sentence without a cue probably continues the part before. */
const SAME = 0.1;
const NOISE = 1e-9;

function cueScore(text: string, part: StarPart, isFirst: boolean): number {
  const cue = CUES[part].test(text) ? CUE : 0;
  const figure = part === 'result' && hasNumber(text) ? FIGURE : 0;
  return cue + figure + (isFirst && part === 'situation' ? CUE / 2 : 0);
}

function labelled(text: string, parts: readonly StarPart[]): ReadonlyMap<StarPart, ToldPart> {
  const labels = [...text.matchAll(LABEL)];
  const told = new Map<StarPart, ToldPart>();
  for (const [i, { 0: label, 1: name, index }] of labels.entries()) {
    const part = parts.find((each) => each === name?.toLowerCase());
    const to = index + label.length;
    const body = text.slice(to, labels[i + 1]?.index);
    if (!part || body.trim() === '' || told.has(part)) continue;
    const start = to + body.length - body.trimStart().length;
    told.set(part, { start, end: to + body.trimEnd().length, score: 1 });
  }
  return told;
}

const FEWEST_LABELS = 2;

/** Speech without full stops; in words. */
const RUN_ON = 25;
const SPOKEN_START =
  /(?<=\S )(?<!\b(?:and|so|then|but|because) )(?=(?:and |so |then |but |because ){0,3}(?:i|we|it|in the end|as a result|finally|eventually|afterwards)\b)/giu;

function spokenIn(sentence: Sentence): readonly Sentence[] {
  const { text, index } = sentence;
  if (text.split(/\s+/u).length <= RUN_ON) return [sentence];
  const starts = [0, ...Array.from(text.matchAll(SPOKEN_START), (start) => start.index)];
  return starts.map((start, i) => ({
    text: text.slice(start, starts[i + 1]).trimEnd(),
    index: index + start,
  }));
}

/** @param likeness how much of a sentence a part of the model answer says, 0–1 */
export function dividedStory(
  text: string,
  parts: readonly StarPart[],
  likeness: (sentence: string, part: StarPart) => number = () => 0,
): ReadonlyMap<StarPart, ToldPart> {
  const byLabels = labelled(text, parts);
  if (byLabels.size >= FEWEST_LABELS) return byLabels;
  // A heading is not said; the sentence behind it is of its part.
  const said = text.replaceAll(LABEL, (label) => ' '.repeat(label.length));
  const sentences = sentencesIn(said).flatMap(spokenIn);
  const [heading] = text.matchAll(LABEL);
  const headed = heading && sentences.find(({ index }) => index > heading.index);
  const scoreOf = (sentence: number, part: StarPart): number => {
    const own = sentences[sentence]?.text ?? '';
    const isHeaded = sentences[sentence] === headed && heading?.[1]?.toLowerCase() === part;
    return cueScore(own, part, sentence === 0) + (isHeaded ? LABELLED : 0) + likeness(own, part);
  };
  // For each part, the best division of the sentences so far that ends in it: the part of each sentence.
  let divisions = parts.map((part) => ({ part, total: scoreOf(0, part), division: [part] }));
  for (const sentence of [...sentences.keys()].slice(1))
    divisions = divisions.map((same, p, all) => {
      const { part } = same;
      // Among equal divisions, the one with the longer earlier part.
      const from = all.slice(0, p).reduce((best, each) => (each.total >= best.total - NOISE ? each : best), {
        ...same,
        total: same.total + SAME,
      });
      return { part, total: from.total + scoreOf(sentence, part), division: [...from.division, part] };
    });
  const most = Math.max(...divisions.map(({ total }) => total));
  const best = divisions.find(({ total }) => total === most)?.division ?? [];
  const told = parts.flatMap((part): readonly (readonly [StarPart, ToldPart])[] => {
    const own = [...sentences.entries()].filter(([i]) => best[i] === part);
    const [first, last] = [own[0]?.[1], own.at(-1)?.[1]];
    if (!first || !last) return [];
    const score = Math.min(1, Math.max(...own.map(([i]) => scoreOf(i, part))));
    return [[part, { start: first.index, end: last.index + last.text.length, score }]];
  });
  return new Map(told);
}
