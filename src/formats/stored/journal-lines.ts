// The journal: one JSON object per line ⇄ entries. People edit these files by hand and crashes cut them
// off, so every line is read on its own. Never throws.
import { type Attempt, MODES, RATINGS } from '../../core/base/attempt.ts';
import { type Calendar, isoWithOffset } from '../../core/base/day.ts';
import type { MetricName, StoredFill } from '../../core/base/metric.ts';
import type { Problem } from '../../core/base/problem.ts';
import { openSource, type Source } from '../../core/base/span.ts';
import type { Entry } from '../../core/schedule/journal.ts';
import { readFill } from './config-file.ts';
import * as field from './fields.ts';

/** Files of a newer version are refused. */
const JOURNAL_VERSION = 1;

const WAYS = ['points', 'override', 'drill', 'grade', 'mock'] as const satisfies readonly Attempt['by'][];

const happened = { id: field.name, at: field.instant };

const held = {
  own: field.object({ text: field.text, updatedAt: field.label }),
  value: field.custom<StoredFill>((value) => readFill(value) !== undefined, 'must be a stored value'),
};

const changesOf = <Held>(each: field.Schema<Held>) =>
  field.optional(
    field.array(
      field.object({ name: field.name, before: field.optional(each), after: field.optional(each) }),
      'must be a list of changes',
    ),
  );

const ENTRIES: { readonly [Type in Entry['type']]: field.Schema<Entry> } = {
  attempt: field.object({
    type: field.literal('attempt'),
    id: field.name,
    question: field.name,
    rating: field.word(RATINGS),
    at: field.instant,
    elapsedMs: field.ms,
    mode: field.word(MODES),
    points: field.points,
    cited: field.list<MetricName>(field.label, 'metric names'),
    text: field.optional(field.text),
    ...field.SAID,
    followUps: field.optional(
      field.array(field.object({ text: field.text, answer: field.text }), 'must be a list of follow-ups'),
    ),
    session: field.optional(field.name),
    by: field.optional(field.word(WAYS)),
    cram: field.optional(field.flag),
    ...field.REMEMBERED,
  }),
  undo: field.object({ type: field.literal('undo'), ...happened, target: field.name }),
  suspend: field.object({ type: field.literal('suspend'), ...happened, question: field.name }),
  unsuspend: field.object({ type: field.literal('unsuspend'), ...happened, question: field.name }),
  relink: field.object({
    type: field.literal('relink'),
    ...happened,
    from: field.name,
    to: field.name,
    why: field.optional(field.line),
  }),
  note: field.object({ type: field.literal('note'), ...happened, question: field.name, text: field.text }),
  change: field.object({
    type: field.literal('change'),
    ...happened,
    own: changesOf(held.own),
    values: changesOf(held.value),
    files: changesOf(field.text),
    imported: field.optional(field.number('must be a number')),
    edited: field.optional(field.flag),
  }),
};

/** What git puts around two versions that it could not merge. */
const isConflictMark = (line: string): boolean => /^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?\s*$/.test(line);

function damageProblem(
  source: Source,
  [start, end]: readonly [start: number, end: number],
  { fault, broken, changed }: field.LineFault,
): Problem {
  const { text } = source;
  const at = source.spanAt(start, end);
  const { line } = at.start;
  const told = (code: Problem['code'], message: string, hint: string): Problem => {
    return { severity: 'warning', at, code, message, hint };
  };
  if (isConflictMark(text.slice(start, end))) {
    const message = `Line ${line} is a git conflict marker; the lines of both sides are used.`;
    return told('journal-conflict', message, 'Delete the line.');
  }
  // Lines are written whole unless the machine stopped or the disk was full; the next write then leaves one
  // blank.
  if (broken && (end === text.length || text.startsWith('\n\n', end))) {
    const which = end === text.length ? 'The last line' : `Line ${line}`;
    const message = `${which} was cut off while it was being written; it is skipped.`;
    return told('journal-torn', message, 'Nothing before it is lost.');
  }
  const sum = changed ? ' If you edited it, remove its "sum".' : '';
  const hint = `The line stays in the file and the rest is used. Fix or delete it by hand.${sum}`;
  return told('journal-damaged', `Line ${line} cannot be used: ${fault}.`, hint);
}

/**
 * Entries in file order, and a warning for each unusable line: `journal-torn` where writing was cut off,
 * `journal-conflict` for a git conflict marker, else `journal-damaged`. Tolerates blank lines, CRLF, and
 * unknown fields. With `newer` the whole file must be refused and left untouched.
 * @param file path as shown
 */
export function parseJournal(file: string, text: string) {
  const source = openSource(file, text);
  const entries: Entry[] = [];
  const problems: Problem[] = [];
  let newer = false;
  for (const { 0: line, index } of field.linesOf(text)) {
    const read = field.readLine<Entry>(line, JOURNAL_VERSION, ENTRIES);
    if ('value' in read) entries.push(read.value);
    else if ('newer' in read) newer = true;
    else problems.push(damageProblem(source, [index, index + line.length], read));
  }
  return { entries, problems, newer };
}

/** Without `v`; also the output of `history --json`. */
export const entryFields = (entry: Entry, calendar: Calendar): Readonly<Record<string, unknown>> => ({
  ...entry,
  at: isoWithOffset(entry.at, calendar),
});

/** One line without its newline. */
export const formatEntry = (entry: Entry, calendar: Calendar): string =>
  JSON.stringify({ v: JOURNAL_VERSION, ...entryFields(entry, calendar) });
