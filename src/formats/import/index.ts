// Picks the reader for a file by its content; only `metrics.md` goes by its name.
import type { FileContent } from '../../core/base/bank.ts';
import type { Question } from '../../core/base/question.ts';
import type { Source } from '../../core/base/span.ts';
import { accountOf, type Alternative } from '../../core/import/account.ts';
import { choicesOf } from '../../core/import/choose.ts';
import type { Picked } from '../../core/import/plan.ts';
import type { Depth } from '../question/draft.ts';
import { readMetricsFile } from '../question/metrics-file.ts';
import { readQuestionFile } from '../question/question-file.ts';
import { asciidocAsMarkdown, isAsciidoc } from './asciidoc.ts';
import { ankiText } from './anki-text.ts';
import { type BankReader, draftsContent } from './draft.ts';
import { withMarkdownMarks } from './document-marks.ts';
import { exportedJson, exportedTable } from './exported.ts';
import { asksBelowHeading, isProgram, isWebPage, ofNotion } from './file-facts.ts';
import { jsonBank, programBank, tomlBank, yamlBank } from './json.ts';
import type { JudgeOptions } from './families.ts';
import {
  type Accounting,
  hasComments,
  MARKDOWN_SHAPES,
  markdownKinds,
  type MarkdownShape,
  readMarkdown,
} from './markdown.ts';
import { plainNote } from './note-cards.ts';
import { isLatex, latexAsMarkdown } from './latex.ts';
import { isNotebook, notebookAsMarkdown } from './notebook.ts';
import { isOrg, orgAsMarkdown } from './org.ts';
import { pageAsMarkdown } from './page.ts';
import { isRst, rstAsMarkdown } from './rst.ts';
import { tableBank, withColumns } from './table.ts';
import { fromTurns } from './turns.ts';

/** Files that prep exported, whatever their texts look like. */
export const OWN_READERS: readonly BankReader[] = [exportedTable, exportedJson];

/** For other people's question files, most specific first. */
export const BANK_READERS: readonly BankReader[] = [
  ankiText,
  jsonBank,
  yamlBank,
  tomlBank,
  programBank,
  tableBank,
];

const METRICS = /(?:^|[\\/])metrics\.md$/i;
/** Without front matter it may be a page about metrics. */
const HAS_FRONT = /^\ufeff?\s*---/;
/** An id means prep's own format, unless the title is only `Question`, or not a heading. */
const HAS_ID = /^\ufeff?---[^\n]{0,10}\n(?:[^\n]{0,1000}\n){0,40}?id[ \t]?:/;

type ShapedContent = {
  readonly shape: string;
  readonly content: FileContent;
  /** For Markdown: how each candidate was read, and how many of those that are questions ask, give a task or say so. */
  readonly accounting?: Accounting;
  readonly telling?: number;
};

const [METRICS_SHAPE, NATIVE_SHAPE] = ['metrics', 'native'];

export const SHAPES: ReadonlyMap<string, string> = new Map([
  [NATIVE_SHAPE, 'question file of prep'],
  ...MARKDOWN_SHAPES,
  ...[...OWN_READERS, ...BANK_READERS].map(({ name, title }) => [name, title] as const),
]);

/** Of files that say the same in marks of their own. */
function asMarkdown(source: Source): Source | undefined {
  if (isOrg(source.file)) return orgAsMarkdown(source);
  if (isAsciidoc(source.file)) return asciidocAsMarkdown(source);
  if (isRst(source.file)) return rstAsMarkdown(source);
  if (isLatex(source.file)) return latexAsMarkdown(source);
  if (isNotebook(source.file)) return notebookAsMarkdown(source);
  return isWebPage(source.file) && !programBank.recognises(source) ? pageAsMarkdown(source) : undefined;
}

/** How a file is read, if not by its content: in one of `SHAPES`, and as a person chose among its candidates. */
type Reading = { readonly shape?: string; readonly picked?: Picked; readonly depth?: Depth };

/**
 * Never throws on content.
 * @param bank as shown
 */
export function readShaped(whole: Source, bank: string, reading: Reading = {}): ShapedContent {
  const source = ofNotion(whole);
  const { shape, picked, depth } = reading;
  if (shape !== undefined) return readAsShape(shape, source, bank, reading);
  const converted = asMarkdown(source);
  if (converted) return markdownContent(converted, bank, false, reading).shaped;
  const isPicked = picked?.taken !== undefined || picked?.dropped !== undefined;
  const chosen = isPicked ? markdownContent(source, bank, hasComments(source), reading) : undefined;
  if (chosen?.isChosen) return chosen.shaped;
  if (METRICS.test(source.file)) {
    const page = HAS_FRONT.test(source.text) ? undefined : markdownContent(source, bank, false, reading);
    if (page && page.questions >= FEWEST_IN_BANK) return page.shaped;
    return { shape: METRICS_SHAPE, content: { ...readMetricsFile(source, bank), questions: [] } };
  }
  const exported = OWN_READERS.find((each) => each.recognises(source));
  if (exported) return { shape: exported.name, content: draftsContent(exported.read(source), bank, depth) };
  const hasId = HAS_ID.test(source.text.slice(0, 5000)) && !asksBelowHeading(source);
  const isOwn = !hasId && hasComments(source);
  const reader = hasId || isOwn ? undefined : BANK_READERS.find((each) => each.recognises(source));
  if (reader) return { shape: reader.name, content: draftsContent(reader.read(source), bank, depth) };
  const markdown =
    hasId || isOther(source.file) ? undefined : markdownContent(source, bank, isOwn, { depth });
  if (markdown && markdown.questions >= FEWEST_IN_BANK) return markdown.shaped;
  const native = readQuestionFile(source, bank, depth);
  if (native.questions.length > 0 && (hasId || !asksBelowHeading(source))) {
    const accounting = markdown?.shaped.accounting && asOne(markdown.shaped.accounting, native.questions);
    const account = accounting && accountOf(accounting, native.questions);
    return { shape: NATIVE_SHAPE, content: { account, ...native }, accounting };
  }
  // A bank can have an id too, like pages of some websites.
  if (isOther(source.file)) return { shape: NATIVE_SHAPE, content: native };
  const { shaped } = markdown ?? markdownContent(source, bank, false, { depth });
  if (shaped.content.questions.length > 0) return shaped;
  return native.problems.length > 0 ? { shape: NATIVE_SHAPE, content: native } : shaped;
}

function asOne(told: Accounting, [one]: readonly Question[]): Accounting {
  const candidates = told.candidates.map((each) => {
    const verdict = each.line === one?.line ? 'question' : each.verdict === 'label' ? 'label' : 'inside';
    return { ...each, verdict } as const;
  });
  return { ...told, candidates };
}

const OTHER_FILE = /\.(?:csv|tsv|json|jsonl|ya?ml|toml|xml|apkg|colpkg|gift|ipynb)$/i;
const isOther = (file: string): boolean => OTHER_FILE.test(file) || isProgram(file);
/** With fewer, the file is a single question. */
const FEWEST_IN_BANK = 2;

/** Accounts for everything at once, so that nothing else of the file is kept while its questions are made. */
function accountedMarkdown(source: Source, options: JudgeOptions) {
  const { drafts, shape, sure, accounting } = readMarkdown(source, options);
  return { drafts, shape, sure, accounting: accounting() };
}

function markdownContent(
  source: Source,
  bank: string,
  exact: boolean,
  { only, picked, depth }: Reading & { readonly only?: MarkdownShape },
) {
  const plain = exact ? source : fromTurns(plainNote(withMarkdownMarks(source, true)));
  const options = { exact, only: only && markdownKinds(only) };
  const first = accountedMarkdown(plain, options);
  const choices = picked && choicesOf(picked, first.accounting.candidates);
  const read = choices ? accountedMarkdown(plain, { ...options, choices }) : first;
  const content = draftsContent(exact ? read.drafts : withColumns(read.drafts), bank, depth);
  const questions =
    read.sure >= FEWEST_IN_BANK || content.questions.length >= 3 || exact ? content.questions.length : 0;
  const { accounting } = read;
  const account = accountOf(accounting, content.questions);
  const telling = accounting.candidates.filter(
    ({ verdict, says }) => verdict === 'question' && says > 0,
  ).length;
  const shaped: ShapedContent = {
    shape: only ?? read.shape,
    content: { account, ...content },
    accounting,
    telling,
  };
  return { questions, isChosen: choices !== undefined, shaped };
}

const nothingIn = ({ file }: Source): FileContent => ({ file, questions: [], metrics: [], problems: [] });

export const readBankFile = (source: Source, bank: string, depth?: Depth): FileContent =>
  readShaped(source, bank, { depth }).content;

/** Empty if it can't be that. */
function readAsShape(shape: string, source: Source, bank: string, reading: Reading): ShapedContent {
  const { depth } = reading;
  if (shape === NATIVE_SHAPE) return { shape, content: readQuestionFile(source, bank, depth) };
  const only = [...MARKDOWN_SHAPES.keys()].find((name) => name === shape);
  if (only) return markdownContent(asMarkdown(source) ?? source, bank, false, { ...reading, only }).shaped;
  const reader = [...OWN_READERS, ...BANK_READERS].find(({ name }) => name === shape);
  return {
    shape,
    content: reader ? draftsContent(reader.read(source), bank, depth) : nothingIn(source),
  };
}

/** In characters; trying all formats on longer files takes too long. */
const LONGEST_TRIED = 2_000_000;
const FEWEST_MORE = 3;
const CLEARLY_MORE = 1.25;

/** Formats that find clearly more than was read; best first, and of equals only the first. */
export function alternatives(source: Source, bank: string): readonly Alternative[] {
  const { content, accounting } = readShaped(source, bank, { depth: 'written' });
  if (source.text.length > LONGEST_TRIED || !accounting) return [];
  const { questions, account } = content;
  const { candidates } = accounting;
  const least = Math.max(questions.length + FEWEST_MORE, questions.length * CLEARLY_MORE);
  const found = new Map<number, Alternative>();
  for (const shape of MARKDOWN_SHAPES.keys()) {
    const kinds = markdownKinds(shape);
    const all = candidates.filter(({ kind, verdict }) => kinds.has(kind) && verdict !== 'label');
    const asked = all.filter(({ says, verdict }) => says >= 2 || verdict === 'question').length;
    // A person who names a file has questions in it, whether they ask or not.
    const isNone = questions.length === 0 && (shape !== 'guide' || all.some(({ filled }) => filled));
    if (all.length < least || (asked * 2 < least && !isNone)) continue;
    const read = readShaped(source, bank, { shape, depth: 'written' }).content.questions.length;
    // Text that does not ask, inside other answers, is no lost question.
    const lost = account?.unread.filter(({ kind }) => [...kinds].some((one) => one === kind)).length ?? 0;
    if (read >= least && (isNone || lost * 2 >= read - questions.length) && !found.has(read))
      found.set(read, { shape, questions: read });
  }
  return [...found.values()].toSorted((a, b) => b.questions - a.questions);
}
