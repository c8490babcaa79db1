import { storedText } from '../../core/base/metric.ts';
import type { QuestionId } from '../../core/base/question.ts';
import { countOf, firstText, listText } from '../../core/base/wording.ts';
import type { ChangeEntry, LiveEntry } from '../../core/schedule/journal.ts';
import { clean, oneLine, truncateTo } from '../ui/width.ts';

/** `Q6`; of a value's key `months since (Q6)`. */
export type Labels = (name: QuestionId) => string;

const NAMED = 3;

/** `your version of Q6`, `the value of imdb_accuracy`, `the new question why-go` */
export function changedText({ own = [], values = [], files = [] }: ChangeEntry, label: Labels): string {
  const versions = own.map(({ name }) => `your version of ${label(name)}`);
  const names = values.map(({ name }) => oneLine(name.includes('/') ? label(name) : name));
  const fills =
    names.length === 0
      ? []
      : names.length === 1
        ? [`the value of ${names[0]}`]
        : [`${countOf(names.length, 'value')}: ${firstText(names, NAMED)}`];
  const added = files.map(({ name }) => `the new question ${clean(name).replace(/\.md$/, '')}`);
  return listText([...versions, ...fills, ...added]);
}

/** What is restored, in parentheses; empty if several things changed. */
function backTo({ own = [], values = [] }: ChangeEntry): string {
  if (own.length + values.length !== 1) return '';
  const [value] = values;
  if (value?.before) return ` (back to ${clean(storedText(value.before))})`;
  const text = own[0]?.before?.text;
  return text === undefined ? ' (there is none now)' : ` (back to ${excerpt(text)})`;
}

const NOTE_COLUMNS = 40;

const excerpt = (text: string): string => `"${truncateTo(oneLine(text), NOTE_COLUMNS)}"`;

/** `the rating "good" of Q6` */
export function undoneText(entry: LiveEntry, label: Labels): string {
  switch (entry.type) {
    case 'attempt':
      return `the rating "${entry.rating}" of ${label(entry.question)}`;
    case 'note':
      return `your note on ${label(entry.question)}: ${excerpt(entry.text)}`;
    case 'relink':
      return `moving the history of ${entry.from} to ${entry.to}`;
    case 'suspend':
      return `the suspension of ${label(entry.question)}`;
    case 'unsuspend':
      return `bringing ${label(entry.question)} back`;
    case 'change':
      return changedText(entry, label) + backTo(entry);
  }
}
