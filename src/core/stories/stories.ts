import { type Bank, findQuestion, homeOf } from '../base/bank.ts';
import {
  type Question,
  type QuestionHead,
  type QuestionId,
  STAR_PARTS,
  type StarPart,
} from '../base/question.ts';
import { capitalized } from '../base/wording.ts';

// The usual shares of time are a convention of career guides, so they are shown and never graded.

type Share = { readonly from: number; readonly to: number };

/** Guides give no share for the learning. */
export const STAR_SHARES: Readonly<Record<StarPart, Share | undefined>> = {
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
  const sum = middles.reduce((total, middle) => total + middle, 0);
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
): readonly Serving[] {
  if (story.id === question.id) return [{ story: story.id, by: 'itself' }];
  if (declared?.has(question.id)) return [{ story: story.id, by: 'tag' }];
  const own = topicsOf(story);
  const topics = topicsOf(question).filter((topic) => own.includes(topic));
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
  const declared = new Map(stories.map((story) => [story.id, declaredBy(bank, story)]));
  const named = new Set([...declared.values()].flatMap((names) => [...names]));
  const asked = [...bank.questions.values()].filter((head) => asksForStory(head) || named.has(head.id));
  const themes = [...named].filter((name) => name.startsWith(THEME)).toSorted();
  const rows = [
    ...asked.map((question): ServedRow => {
      const servings = stories.flatMap((story) => servingsOf(story, question, declared.get(story.id)));
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
