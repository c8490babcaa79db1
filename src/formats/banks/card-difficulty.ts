// How hard the cards of a file are, by their fields. Knows all cards together: a number says nothing without the largest of its
// field, and a field called `Stars` or `Rating` tells how hard questions are only where all of it can mean that.
import type { Difficulty } from '../../core/question.ts';
import type { JsonNode } from '../json-tree.ts';
import { fieldValues, type Card } from './card.ts';
import { isRatingName } from './field-names.ts';
import { difficultyNumber, fieldDifficulty, isRating } from './field-values.ts';

/** What holds for all cards of a file. */
export type DifficultyScale = {
  /** The largest number, or count of stars, that stands for a difficulty; 0 without one. */
  readonly largest: number;
  /** Whether ratings stand for difficulties. */
  readonly takesRatings: boolean;
};

const valuesOf = (card: Card, takesRatings: boolean): readonly JsonNode[] =>
  fieldValues(card, 'difficulty').flatMap(([name, value]) =>
    takesRatings || !isRatingName(name) ? [value] : [],
  );

/** Looks at all cards of a file. A field that is called a difficulty leaves ratings what they are. */
export function difficultyScale(cards: readonly Card[]): DifficultyScale {
  const fields = cards.flatMap((card) => fieldValues(card, 'difficulty'));
  const takesRatings = fields.every(([name, value]) => isRatingName(name) && isRating(value));
  const numbers = cards.flatMap((card) =>
    valuesOf(card, takesRatings).map((value) => difficultyNumber(value) ?? 0),
  );
  return { largest: numbers.reduce((most, number) => Math.max(most, number), 0), takesRatings };
}

/** How hard a card says that it is. */
export function cardDifficulty(
  card: Card,
  { largest, takesRatings }: DifficultyScale,
): Difficulty | undefined {
  const [difficulty] = valuesOf(card, takesRatings).map((value) => fieldDifficulty(value, largest));
  return difficulty;
}
