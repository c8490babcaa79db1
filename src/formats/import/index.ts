// Picks the reader for a file of a bank by content; only `metrics.md` goes by its name.
import type { FileContent } from '../../core/base/bank.ts';
import type { Problem } from '../../core/base/problem.ts';
import type { Source } from '../../core/base/span.ts';
import { readMetricsFile } from '../question/metrics-file.ts';
import { readQuestionFile } from '../question/question-file.ts';
import { ankiText } from './anki-text.ts';
import { bulletsReader } from './bullets.ts';
import { type BankReader, draftsContent } from './draft.ts';
import { exportedJson, exportedTable } from './exported.ts';
import { isTitledAbove } from './file-facts.ts';
import { flashcards } from './flashcards.ts';
import { hasComments, readGuide } from './guide.ts';
import { hashcards } from './hashcards.ts';
import { jsonBank } from './json.ts';
import { plainHeadings } from './plain-headings.ts';
import { asksBelowHeading, questionAnswerFile } from './question-answer-file.ts';
import { sheetReaders } from './sheet.ts';
import { tableBank } from './table.ts';

/** Files that prep exported, whatever their texts look like. */
export const OWN_READERS: readonly BankReader[] = [exportedTable, exportedJson];

/** For other people's question files, most specific first. */
export const READERS: readonly BankReader[] = [
  ankiText,
  jsonBank,
  questionAnswerFile,
  ...sheetReaders,
  tableBank,
  hashcards,
  flashcards,
  bulletsReader,
  plainHeadings,
];

const METRICS = /(?:^|[\\/])metrics\.md$/i;
/** An id means prep's own format, unless the title is only `Question`, or not a heading. */
const HAS_ID = /^\ufeff?---[^\n]{0,10}\n(?:[^\n]{0,1000}\n){0,40}?id[ \t]?:/;

type ShapedContent = { readonly shape: string; readonly content: FileContent };

const [METRICS_SHAPE, NATIVE_SHAPE, GUIDE_SHAPE] = ['metrics', 'native', 'guide'];

const READ_INSTEAD =
  'Markdown, a table (CSV or tab-separated), JSON (`question` and `answer`), or an Anki deck';

export const SHAPES: ReadonlyMap<string, string> = new Map([
  [NATIVE_SHAPE, 'question file of prep'],
  [GUIDE_SHAPE, 'guide'],
  ...[...OWN_READERS, ...READERS].map(({ name, title }) => [name, title] as const),
]);

/** Unread formats that resemble read ones, and would give wrong questions instead of none. */
const REFUSED: readonly (readonly [title: string, holds: (source: Source) => boolean])[] = [
  ['a GIFT file of Moodle', ({ file }) => /\.gift$/i.test(file)],
  ['a file of QuizAPI', (source) => jsonHas(source, /"correct_answers"\s*:\s*\{\s*"answer_a_correct"/)],
  [
    'an Open Trivia file in base64 or URL encoding',
    (source) => jsonHas(source, /"response_code"[^{]{0,100}\{[^{}]*"question"\s*:\s*"[^"\s]{16,}"/),
  ],
];

const jsonHas = ({ text }: Source, pattern: RegExp): boolean =>
  /^\ufeff?\s*[[{]/.test(text.slice(0, 100)) && pattern.test(text.slice(0, 5000));

function refusalOf(source: Source): ShapedContent | undefined {
  const refused = REFUSED.find(([, holds]) => holds(source));
  if (!refused) return undefined;
  const problem: Problem = {
    severity: 'error',
    code: 'file-unreadable',
    at: source.spanAt(0, 0),
    message: `This is ${refused[0]}, which prep does not read.`,
    hint: `Export the questions in one of these: ${READ_INSTEAD}.`,
  };
  const content = { file: source.file, questions: [], metrics: [], problems: [problem] };
  return { shape: NATIVE_SHAPE, content };
}

/**
 * Metrics, a question in prep's own format, a file of another shape, or a guide. Never throws on content.
 * @param bank path of the bank as it is shown
 */
export function readShaped(source: Source, bank: string): ShapedContent {
  if (METRICS.test(source.file)) return { shape: METRICS_SHAPE, content: readMetricsFile(source, bank) };
  const exported = OWN_READERS.find((each) => each.recognises(source));
  if (exported) return { shape: exported.name, content: draftsContent(exported.read(source), bank) };
  const refusal = refusalOf(source);
  if (refusal) return refusal;
  const hasId =
    HAS_ID.test(source.text.slice(0, 5000)) && !asksBelowHeading(source) && !isTitledAbove(source);
  const ownGuide = !hasId && hasComments(source);
  const reader = hasId || ownGuide ? undefined : READERS.find((each) => each.recognises(source));
  if (reader) return { shape: reader.name, content: draftsContent(reader.read(source), bank) };
  const guide = hasId ? undefined : readGuide(source, bank);
  if (guide && (guide.sure >= 2 || ownGuide)) return { shape: GUIDE_SHAPE, content: guide.content };
  const native = readQuestionFile(source, bank);
  if (native.questions.length > 0 || native.problems.length > 0)
    return { shape: NATIVE_SHAPE, content: native };
  // A guide can have an id too, as pages of some sites do.
  const last = hasId ? readGuide(source, bank) : guide;
  return last ? { shape: GUIDE_SHAPE, content: last.content } : { shape: NATIVE_SHAPE, content: native };
}

export const readBankFile = (source: Source, bank: string): FileContent => readShaped(source, bank).content;

/** Reads a file as a shape of `SHAPES`, whatever it looks like; empty when it can't be that. */
export function readAs(shape: string, source: Source, bank: string): ShapedContent {
  const nothing: FileContent = { file: source.file, questions: [], metrics: [], problems: [] };
  if (shape === NATIVE_SHAPE) return { shape, content: readQuestionFile(source, bank) };
  if (shape === GUIDE_SHAPE) return { shape, content: readGuide(source, bank)?.content ?? nothing };
  const reader = [...OWN_READERS, ...READERS].find(({ name }) => name === shape);
  return { shape, content: reader ? draftsContent(reader.read(source), bank) : nothing };
}
