// `prep export`: the answers in full, in whatever form they are wanted.
import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { Failure } from '../../core/base/problem.ts';
import type { Question } from '../../core/base/question.ts';
import { countOf } from '../../core/base/wording.ts';
import { unfilledKeys } from '../../core/fill/conditional.ts';
import {
  EXPORT_FORMAT_NAMES,
  EXPORT_MODES,
  type ExportFormatName,
  type ExportMode,
  type Outgoing,
} from '../../core/import/export.ts';
import { matchingHeads } from '../../core/schedule/queue.ts';
import { outgoing } from '../../formats/export/outgoing.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import type { PageContent } from '../../formats/pages/page.ts';
import { chooseQuestion, requireKnownNames } from '../shared/choose.ts';
import { loadFullStudy, type Study } from '../shared/load.ts';
import { ownAnswer } from '../shared/own-answer.ts';

// What `prep export` can write: one entry a format, whose code is loaded when it is asked for.

/** What is to be written. */
type ExportJob = {
  readonly context: Context;
  readonly study: Study<Question>;
  readonly mode: ExportMode;
  /** True when the questions were named: their order is then meant. */
  readonly named: boolean;
  readonly questions: readonly Question[];
  /** The user's own version of an answer, where that is meant. */
  readonly ownOf: (question: Question) => string | undefined;
  /** The same questions as they go out, made when they are asked for. */
  readonly going: readonly Outgoing[];
  /** True when it goes to a file of its own. */
  readonly toFile: boolean;
};

/** Text, or bytes for a file alone. */
type Written = string | Uint8Array;

type ExportFormat = {
  /** Endings of names of files that ask for it. */
  readonly endings: readonly string[];
  /** True when nothing at all is written where no question matches. */
  readonly needsQuestions: boolean;
  /** True when bytes are written, which go to a file alone. */
  readonly binary?: boolean;
  readonly write: (job: ExportJob) => Promise<Written>;
};

const GUIDE_TITLE = 'Interview guide';
const SHEET_TITLE = 'Cheat sheet';

/** Questions of a section together, sections in the order in which they first come; named ones stay in their order. */
function sorted<T extends { readonly section: string }>(
  questions: readonly T[],
  named: boolean,
): readonly T[] {
  const order = new Map<string, number>();
  for (const { section } of questions) if (!order.has(section)) order.set(section, order.size);
  const at = ({ section }: T): number => order.get(section) ?? 0;
  return named ? questions : questions.toSorted((one, other) => at(one) - at(other));
}

/** What goes out, section by section. */
const inSections = ({ named, going }: ExportJob): readonly Outgoing[] => sorted(going, named);

/** What a page shows: it tells values from other words, and so makes its texts itself. */
function pageContent({ study, mode, named, questions, ownOf }: ExportJob, title: string): PageContent {
  const shown = sorted(questions, named).map((question) => ({ question, own: ownOf(question) }));
  return { title, questions: shown, mode, values: study.values, metrics: study.bank.metrics };
}

const EXPORT_FORMATS: Readonly<Record<ExportFormatName, ExportFormat>> = {
  md: {
    endings: ['.md', '.markdown'],
    needsQuestions: true,
    write: async (job) => {
      const { writeGuide } = await import('../../formats/export/guide.ts');
      return writeGuide(GUIDE_TITLE, inSections(job));
    },
  },
  html: {
    endings: ['.html', '.htm'],
    needsQuestions: true,
    write: async (job) => {
      const { htmlPage } = await import('../../formats/pages/guide-page.ts');
      return htmlPage(pageContent(job, GUIDE_TITLE));
    },
  },
  cheatsheet: {
    endings: [],
    needsQuestions: true,
    write: async (job) => {
      const { cheatsheet } = await import('../../formats/pages/cheatsheet.ts');
      const { html, pages } = cheatsheet(pageContent(job, SHEET_TITLE));
      if (pages > 1)
        job.context.out.talk(`Printed, the sheet takes about ${pages} pages: filters leave less.\n`);
      return html;
    },
  },
  anki: {
    endings: ['.apkg'],
    needsQuestions: true,
    binary: true,
    write: async (job) => {
      const { ankiNotes } = await import('../../formats/export/anki.ts');
      const { context, study } = job;
      return context.decks.pack(ankiNotes(inSections(job)), study.now);
    },
  },
  'anki-text': {
    endings: [],
    needsQuestions: true,
    write: async (job) => {
      const { ankiTextOf } = await import('../../formats/export/anki.ts');
      return ankiTextOf(inSections(job));
    },
  },
  csv: {
    endings: ['.csv'],
    needsQuestions: false,
    write: async ({ going, toFile }) => {
      const { writeTable } = await import('../../formats/export/table.ts');
      // Spreadsheets take a file without the mark for one of another alphabet; scripts read from stdout.
      return (toFile ? '\ufeff' : '') + writeTable(going);
    },
  },
  json: {
    endings: ['.json'],
    needsQuestions: false,
    write: async ({ mode, going }) => {
      const { jsonDocument } = await import('../../formats/json/document.ts');
      const { outgoingJson } = await import('../../formats/export/outgoing.ts');
      return jsonDocument('export', { mode, questions: going.map(outgoingJson) });
    },
  },
};

/** Endings by which people mean something that is not written; Markdown under such a name opens nowhere. */
const OTHERS = /\.(?:pdf|docx?|odt|rtf|epub|xlsx?|ods|tsv|ya?ml|xml|colpkg|zip)$/;

/** The format that a file's name asks for; undefined when it asks for none. Fails with `usage` where it asks for another. */
function formatOfFile(path: string): ExportFormatName | undefined {
  const name = path.toLowerCase();
  const [other] = OTHERS.exec(name) ?? [];
  if (other !== undefined)
    throw new Failure('usage', `prep writes no ${other} files.`, {
      hint: 'it writes .md, .html (which a browser prints as PDF), .apkg, .csv and .json; --format settles any other name',
    });
  return EXPORT_FORMAT_NAMES.find((format) =>
    EXPORT_FORMATS[format].endings.some((ending) => name.endsWith(ending)),
  );
}

function modeOf(options: Input<'export'>): ExportMode {
  const given = EXPORT_MODES.filter((mode) => options[mode]);
  if (given.length > 1)
    throw new Failure('usage', `--${given.join(' and --')} cannot both hold.`, { hint: 'give one of them' });
  return given[0] ?? 'filled';
}

/** The questions that are meant, in the order of their names, else in bank order. */
function chosen(
  study: Study<Question>,
  names: readonly string[],
  options: Input<'export'>,
): readonly Question[] {
  const { bank, progress } = study;
  requireKnownNames(bank, options);
  const named = new Set(names.map((name) => chooseQuestion(bank, name)));
  const heads = matchingHeads(names.length > 0 ? named : bank.questions.values(), progress, options, study);
  return heads.flatMap(({ id }) => bank.questions.get(id) ?? []);
}

/** The format that is asked for by its name, or by that of the file. JSON on stdout is a document of its own. */
function formatOf({ format, to, json }: Input<'export'>): ExportFormatName {
  if (to !== undefined) return format ?? formatOfFile(to) ?? 'md';
  if (format !== undefined && EXPORT_FORMATS[format].binary)
    throw new Failure('usage', 'A package is a file, and nothing for a screen or a pipe.', {
      hint: `say where it goes: --to prep${EXPORT_FORMATS[format].endings[0] ?? ''}`,
    });
  if (json && format !== undefined && format !== 'json')
    throw new Failure('usage', 'With --json the questions are JSON.', {
      hint: 'leave out --json, or --format',
    });
  return format ?? (json ? 'json' : 'md');
}

/** What is missing in answers that are to hold values. */
function sayOpen(context: Context, questions: readonly Question[], { values }: Study<Question>): void {
  const open = questions.flatMap((question) => unfilledKeys(question, values));
  const count = new Set(open).size;
  if (count > 0)
    context.out.talk(
      `${countOf(count, 'value')} still open, and left as written: \`prep fill\` asks for them.\n`,
    );
}

/**
 * Puts it on stdout, or into a new file; says in the latter case how many questions it holds.
 * @param sayMore what there is to say of it, once nothing can fail any more
 */
function deliver(
  context: Context,
  written: Written,
  count: number,
  { to, json }: Input<'export'>,
  sayMore: () => void,
): void {
  const { createText, createBytes } = context.files;
  if (to === undefined) {
    sayMore();
    if (typeof written === 'string') context.out.data(written);
    return;
  }
  if (typeof written === 'string') createText(to, written);
  else createBytes(to, written);
  sayMore();
  if (json) context.out.data(jsonDocument('export', { exported: count, file: to }));
  else context.out.talk(`${countOf(count, 'question')} written to ${to}.\n`);
}

/** Writes the questions that names and filters leave to stdout, or to a new file. */
export async function exportQuestions(
  context: Context,
  args: readonly string[],
  options: Input<'export'>,
): Promise<number> {
  const format = formatOf(options);
  const { needsQuestions, write } = EXPORT_FORMATS[format];
  const study = await loadFullStudy(context, options);

  const mode = modeOf(options);
  const questions = chosen(study, args, options);
  const ownOf = ({ id }: Question): string | undefined =>
    options.model ? undefined : ownAnswer(study.config, id);

  if (questions.length === 0) context.out.talk('No question matches.\n');
  if (questions.length === 0 && needsQuestions) return 0;
  const [named, toFile] = [args.length > 0, options.to !== undefined];
  const written = await write({
    context,
    study,
    mode,
    named,
    questions,
    ownOf,
    // Pages make their texts themselves.
    get going() {
      return questions.map((question) => outgoing(question, ownOf(question), mode, study.values));
    },
    toFile,
  });

  deliver(context, written, questions.length, options, () => {
    if (mode === 'filled') sayOpen(context, questions, study);
  });
  return 0;
}
