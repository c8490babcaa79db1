// The fields of an Anki note in the order in which prep reads them: the question, the answer, then everything else. Knows
// names of fields; knows nothing of where they come from.
import { fieldsNamed, type Role } from './field-names.ts';
import { hasCloze } from './anki-cloze.ts';

/** Names that say nothing of a field that is shown after the answer. */
const PLAIN =
  /^(?:(?:back|front|more|add)?[\s_-]{0,2}(?:extras?|remarks?|notes?|comments?|info(?:rmation)?)|field[\s_-]?\d{0,3})$/i;

/** What fields of a note are for, where their names say it. */
type FieldRole = Extract<Role, 'question' | 'answer' | 'number' | 'difficulty' | 'origin'>;

const rankOf = (name: string, role: FieldRole): number =>
  fieldsNamed(name).find((one) => one.role === role && one.sure)?.rank ?? Infinity;

/** The field whose name says most clearly that it has a role; -1 without one. */
function fieldOf(names: readonly string[], role: FieldRole, except: number): number {
  let best = -1;
  let least = Infinity;
  names.forEach((name, at) => {
    const rank = at === except ? Infinity : rankOf(name, role);
    if (rank < least) [best, least] = [at, rank];
  });
  return best;
}

/** Where the fields of a kind of note stand, as far as their names say what they are; -1 where they do not. */
export type NamedFields = Readonly<Record<FieldRole, number>>;

/** Judges the names of all fields of a kind of note; none when they are not known. */
export function namedFields(names: readonly string[]): NamedFields {
  const question = fieldOf(names, 'question', -1);
  return {
    question,
    answer: fieldOf(names, 'answer', question),
    number: fieldOf(names, 'number', question),
    difficulty: fieldOf(names, 'difficulty', question),
    origin: fieldOf(names, 'origin', question),
  };
}

/**
 * The fields of a note that are its question and its answer: by their names, else the first, and the first other that holds
 * something. A sentence with hidden parts is both.
 */
export function mainFields(
  named: NamedFields,
  values: readonly string[],
): { readonly question: number; readonly answer: number } {
  const cloze = values.findIndex(hasCloze);
  if (cloze !== -1) return { question: cloze, answer: cloze };
  const isFilled = (at: number): boolean => (values[at] ?? '').trim() !== '';
  const question = Math.max(0, named.question);
  const aside = new Set([question, named.number, named.difficulty]);
  const answer = isFilled(named.answer)
    ? named.answer
    : values.findIndex((_, at) => isFilled(at) && !aside.has(at));
  return { question, answer };
}

/** The name of a field as it is shown before what the field holds; empty for one that says nothing. */
export const shownName = (name: string | undefined): string =>
  name === undefined || PLAIN.test(name.trim()) ? '' : name.trim();
