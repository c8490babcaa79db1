// The journal: one JSON object a line ⇄ entries. People mend these files by hand and machines tear them, so
// every line stands for itself. Nothing throws on any text.
import { type Attempt, MODES, RATINGS } from '../../core/base/attempt.ts';
import { isObject, ownField } from '../../core/base/unknown.ts';
import { type Calendar, isoWithOffset } from '../../core/base/day.ts';
import type { MetricName } from '../../core/base/metric.ts';
import type { Problem } from '../../core/base/problem.ts';
import { openSource, type Source } from '../../core/base/span.ts';
import type { Entry } from '../../core/schedule/journal.ts';
import * as field from './fields.ts';

/** Version of the lines that are written; files of a newer one are refused. */
const JOURNAL_VERSION = 1;

/** How a rating can have come about. */
export const WAYS = [
  'points',
  'override',
  'drill',
  'grade',
  'mock',
] as const satisfies readonly Attempt['by'][];

const happened = { id: field.name, at: field.instant };

/** What a line must hold to be an entry of each type. */
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
    predicted: field.optional(field.share),
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
};

const isType = (type: unknown): type is Entry['type'] =>
  typeof type === 'string' && Object.hasOwn(ENTRIES, type);

/** What one line holds: an entry, the mark of a newer version, or a reason why it cannot be used. */
type LineContent =
  | { readonly entry: Entry }
  | { readonly newer: true }
  | { readonly damage: string; readonly broken: boolean };

function readLine(line: string): LineContent {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return { damage: 'this line is not JSON', broken: true };
  }
  if (!isObject(raw)) return { damage: 'this line is not a JSON object', broken: false };
  const version = ownField(raw, 'v');
  if (typeof version === 'number' && version > JOURNAL_VERSION) return { newer: true };
  if (version !== JOURNAL_VERSION) return { damage: `"v" must be ${JOURNAL_VERSION}`, broken: false };
  const type = ownField(raw, 'type');
  if (!isType(type))
    return { damage: `"type" must be one of: ${Object.keys(ENTRIES).join(', ')}`, broken: false };
  const read = field.checked<Entry>(ENTRIES[type], raw);
  return 'fault' in read ? { damage: read.fault, broken: false } : { entry: read.value };
}

function damageProblem(
  source: Source,
  start: number,
  end: number,
  content: { damage: string; broken: boolean },
): Problem {
  // Only the end of a file can be torn; each line before it was written whole once.
  const torn = content.broken && end === source.text.length;
  return {
    severity: 'warning',
    code: torn ? 'journal-torn' : 'journal-damaged',
    at: source.spanAt(start, end),
    message: torn
      ? 'The last line was cut off while it was being written; it is skipped.'
      : `Line ${source.pointAt(start).line} cannot be used: ${content.damage}.`,
    hint: torn
      ? 'Nothing before it is lost.'
      : 'The line stays in the file and the rest is used; mend it by hand or delete it.',
  };
}

/** What a journal file holds. With `newer` the file must be refused as a whole and left untouched. */
export type JournalContent = {
  readonly entries: readonly Entry[];
  readonly problems: readonly Problem[];
  readonly newer: boolean;
};

/**
 * Reads a journal: entries in the order of the file, and a warning for every line that cannot be used
 * (`journal-torn` for a last line without its end, else `journal-damaged`). Blank lines and CRLF are tolerated,
 * as are fields that this version does not know.
 * @param file path as shown to people
 */
export function parseJournal(file: string, text: string): JournalContent {
  const source = openSource(file, text);
  const entries: Entry[] = [];
  const problems: Problem[] = [];
  let newer = false;
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end);
    if (line.trim() !== '') {
      const content = readLine(line);
      if ('entry' in content) entries.push(content.entry);
      else if ('newer' in content) newer = true;
      else problems.push(damageProblem(source, start, end, content));
    }
    start = end + 1;
  }
  return { entries, problems, newer };
}

/** The fields of an entry as a line has them, in their order, without `v`: also what `history --json` shows. */
export function entryFields(entry: Entry, calendar: Calendar): Readonly<Record<string, unknown>> {
  const at = isoWithOffset(entry.at, calendar);
  if (entry.type !== 'attempt') {
    const { id, type, ...rest } = entry;
    return { id, type, ...rest, at };
  }
  const { id, type, question, rating, elapsedMs, mode, points, cited, text, session, by, cram } = entry;
  const answered = { id, type, question, rating, at, elapsedMs, mode, points, cited };
  // JSON leaves out what is undefined.
  return {
    ...answered,
    text,
    recording: entry.recording,
    delivery: entry.delivery,
    transcribed: entry.transcribed,
    partsMs: entry.partsMs,
    predicted: entry.predicted,
    session,
    by,
    cram,
    title: entry.title,
    questionHash: entry.questionHash,
    bank: entry.bank,
  };
}

/**
 * An entry as one line, without the newline that must follow it. `parseJournal` reads back the very same entry.
 * Texts beyond a million characters are cut, as a longer line would not be read back.
 */
export function formatEntry(entry: Entry, calendar: Calendar): string {
  const fields = entryFields(entry, calendar);
  const { text } = fields;
  const cut =
    typeof text === 'string' && text.length > field.MAX_TEXT_CHARS
      ? { text: text.slice(0, field.MAX_TEXT_CHARS) }
      : {};
  return JSON.stringify({ v: JOURNAL_VERSION, ...fields, ...cut });
}
