// What to say of a story that its teller just wrote: advice, never a grade, and never a reason to refuse it. Knows the parts
// and their shares; knows nothing of how parts and placeholders are written.
import { sentencesOfWe } from './answer-advice-we.ts';
import { tellsNumber } from './answer-advice-number.ts';
import { STAR_PARTS, type StarPart } from './question.ts';
import { STAR_SHARES } from './star-shares.ts';
import { speechOf } from './transcript.ts';

/** One part as it was written. */
export type ToldPart = {
  readonly text: string;
  /** How many placeholders stand in it: each is a number to come, whether it is filled or not. */
  readonly placeholders: number;
};

/** Parts that are there, be it with nothing below their heading. */
export type ToldStory = Readonly<Partial<Record<StarPart, ToldPart>>>;

export type Advice =
  | { readonly code: 'part-missing'; readonly part: StarPart }
  | { readonly code: 'part-empty'; readonly part: StarPart }
  | { readonly code: 'number-missing'; readonly part: StarPart }
  /** Sentences, in order, that say what "we" did. */
  | { readonly code: 'we'; readonly part: StarPart; readonly sentences: readonly string[] }
  /** `share` of all words, 0–1; `most` is what the part has by convention. */
  | { readonly code: 'part-long'; readonly part: StarPart; readonly share: number; readonly most: number };

/** Shorter stories are notes, of which shares say nothing. */
const FEWEST_WORDS = 80;
/** A part may take so much more than its share before anything is said. */
const SLACK = 0.1;
/** Where it is told whose work it was. */
const OWN_WORK: ReadonlySet<StarPart> = new Set(['task', 'action']);

function adviceOnPart(part: StarPart, told: ToldPart | undefined): readonly Advice[] {
  if (!told) return part === 'learning' ? [] : [{ code: 'part-missing', part }];
  if (told.text.trim() === '') return [{ code: 'part-empty', part }];
  const sentences = OWN_WORK.has(part) ? sentencesOfWe(told.text) : [];
  const lacksNumber = part === 'result' && told.placeholders === 0 && !tellsNumber(told.text);
  return [
    ...(sentences.length > 0 ? [{ code: 'we', part, sentences } as const] : []),
    ...(lacksNumber ? [{ code: 'number-missing', part } as const] : []),
  ];
}

function longParts(story: ToldStory): readonly Advice[] {
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

/** What to say of a story, part after part. Nothing for one that has all of it. */
export function adviceOn(story: ToldStory): readonly Advice[] {
  const advice = [...STAR_PARTS.flatMap((part) => adviceOnPart(part, story[part])), ...longParts(story)];
  return advice.toSorted((a, b) => STAR_PARTS.indexOf(a.part) - STAR_PARTS.indexOf(b.part));
}
