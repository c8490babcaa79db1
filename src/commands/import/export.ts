import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { groupBy } from '../../core/base/collections.ts';
import { Failure } from '../../core/base/problem.ts';
import type { Question } from '../../core/base/question.ts';
import { stripControls } from '../../core/base/text.ts';
import { countOf, firstText } from '../../core/base/wording.ts';
import { unfilledKeys } from '../../core/fill/conditional.ts';
import {
  EXPORT_FORMAT_NAMES,
  EXPORT_MODES,
  type ExportFormatName,
  type ExportMode,
} from '../../core/import/export.ts';
import { matchingHeads } from '../../core/schedule/queue.ts';
import { type Outgoing, outgoing, outgoingJson, writeTable } from '../../formats/export/outgoing.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { imageFiles, percentDecoded, relinkMedia } from '../../formats/markdown/html.ts';
import type { PageContent } from '../../formats/pages/page.ts';
import { textsOf, withTexts } from '../../formats/question/question-writer.ts';
import { loadFullStudy, type Study } from '../shared/load.ts';
import { numberedName } from './read.ts';
import { askQuestion, ownAnswer, requireKnownNames } from '../shared/question.ts';

type ExportJob = {
  readonly context: Context;
  readonly study: Study<Question>;
  readonly mode: ExportMode;
  readonly named: boolean;
  readonly questions: readonly Question[];
  /** The user's own version, if it is to be exported. */
  readonly ownOf: (question: Question) => string | undefined;
  readonly outgoing: () => readonly Outgoing[];
  readonly toFile: boolean;
};

type ExportFormat = {
  readonly endings: readonly string[];
  readonly isData?: boolean;
  /** Bytes, which are only written to a file. */
  readonly binary?: boolean;
  readonly write: (job: ExportJob) => Promise<string | Uint8Array>;
};

const GUIDE_TITLE = 'Interview guide';

/** By section, in order of first appearance; named questions keep their order. */
const inSections = <T extends { readonly section: string }>(
  questions: readonly T[],
  { named }: ExportJob,
): readonly T[] => (named ? questions : [...groupBy(questions, ({ section }) => section).values()].flat());

/** A page marks values, so it renders its own texts. */
function pageContent(job: ExportJob, title: string): PageContent {
  const { study, mode, ownOf } = job;
  const questions = inSections(job.questions, job).map((question) => ({ question, own: ownOf(question) }));
  return { title, questions, mode, values: study.values, metrics: study.bank.metrics };
}

const MOST_NAMED = 5;

/** The images of a deck, and the questions with their names in it. Reports those that are missing. */
async function packedImages({ context, questions, outgoing: going }: ExportJob) {
  const { mediaName } = await import('../../formats/export/anki-collection.ts');
  const images = new Map<string, string>();
  const missing: string[] = [];
  const packed = going().map((one, i) => {
    /** Of those in the package, by their paths as written. */
    const names = new Map<string, string>();
    const folder = questions[i]?.file.replace(/[^\\/]*$/, '') ?? '';
    for (const written of new Set(textsOf(one).flatMap(imageFiles))) {
      const path = [written, percentDecoded(written)]
        .map((name) => folder + name)
        .find((file) => context.files.exists(file));
      const own = mediaName(path?.split(/[\\/]/).at(-1) ?? '');
      if (path === undefined || own === undefined) {
        missing.push(one.id);
        continue;
      }
      let count = 1;
      while ((images.get(numberedName(own, count)) ?? path) !== path) count += 1;
      images.set(numberedName(own, count), path);
      names.set(written, numberedName(own, count));
    }
    return withTexts(one, (text) => relinkMedia(text, names));
  });
  if (missing.length > 0) {
    const where = firstText([...new Set(missing)], MOST_NAMED);
    context.out.talk(`${countOf(missing.length, 'image')} left out of ${where}: the files are missing.\n`);
  }
  return { questions: packed, images };
}

const EXPORT_FORMATS: Readonly<Record<ExportFormatName, ExportFormat>> = {
  md: {
    endings: ['.md', '.markdown'],
    write: async (job) => {
      const { writeGuide } = await import('../../formats/export/guide.ts');
      return writeGuide(GUIDE_TITLE, inSections(job.outgoing(), job));
    },
  },
  html: {
    endings: ['.html', '.htm'],
    write: async (job) => {
      const { htmlPage } = await import('../../formats/pages/guide-page.ts');
      return htmlPage(pageContent(job, GUIDE_TITLE));
    },
  },
  cheatsheet: {
    endings: [],
    write: async (job) => {
      const { cheatsheet } = await import('../../formats/pages/cheatsheet.ts');
      const { html, pages } = cheatsheet(pageContent(job, 'Cheat sheet'));
      if (pages > 1)
        job.context.out.talk(`Printed, the sheet is about ${pages} pages; filters make it shorter.\n`);
      return html;
    },
  },
  anki: {
    endings: ['.apkg'],
    binary: true,
    write: async (job) => {
      const { ankiNotes } = await import('../../formats/export/anki.ts');
      const { questions, images } = await packedImages(job);
      const notes = ankiNotes(inSections(questions, job), new Set(images.keys()));
      return job.context.decks.pack(notes, job.study.now, images);
    },
  },
  csv: {
    endings: ['.csv'],
    isData: true,
    // Without the mark, spreadsheets assume another encoding; scripts read from stdout and need none.
    write: async ({ outgoing: going, toFile }) => (toFile ? '\ufeff' : '') + writeTable(going()),
  },
  json: {
    endings: ['.json'],
    isData: true,
    write: async (job) =>
      jsonDocument('export', { mode: job.mode, questions: job.outgoing().map(outgoingJson) }),
  },
};

/** Formats that prep does not write; Markdown with such an extension opens nowhere. */
const OTHERS = /\.(?:pdf|docx?|odt|rtf|epub|xlsx?|ods|tsv|ya?ml|xml|colpkg|zip)$/;

/** Undefined for a name without a known extension. Fails with `usage` for a format that prep cannot write. */
function formatOfFile(path: string): ExportFormatName | undefined {
  const name = path.toLowerCase();
  const [other] = OTHERS.exec(name) ?? [];
  if (other !== undefined)
    throw new Failure('usage', `prep cannot write ${other} files.`, {
      hint: 'use .md, .html (print it to PDF from a browser), .apkg, .csv or .json, or give --format',
    });
  return EXPORT_FORMAT_NAMES.find((format) =>
    EXPORT_FORMATS[format].endings.some((ending) => name.endsWith(ending)),
  );
}

/** In the order of their names, otherwise in bank order. */
async function chosen(
  context: Context,
  study: Study<Question>,
  names: readonly string[],
  options: Input<'export'>,
): Promise<readonly Question[]> {
  const { bank, progress } = study;
  requireKnownNames(bank, options);
  const named = new Set<Question>();
  for (const name of names) named.add(await askQuestion(context, study, name, options));
  const heads = matchingHeads(names.length > 0 ? named : bank.questions.values(), progress, options, study);
  return heads.flatMap(({ id }) => bank.questions.get(id) ?? []);
}

function formatOf({ format, to, json }: Input<'export'>): ExportFormatName {
  if (to !== undefined) return format ?? formatOfFile(to) ?? 'md';
  if (format !== undefined && EXPORT_FORMATS[format].binary)
    throw new Failure('usage', 'An Anki package cannot be written to stdout.', {
      hint: `name a file: --to prep${EXPORT_FORMATS[format].endings[0] ?? ''}`,
    });
  if (json && format !== undefined && format !== 'json')
    throw new Failure('usage', `--json cannot be used with --format ${format}.`, {
      hint: 'leave out one of them',
    });
  return format ?? (json ? 'json' : 'md');
}

function sayOpen(context: Context, questions: readonly Question[], { values }: Study<Question>): void {
  const open = questions.flatMap((question) => unfilledKeys(question, values));
  const count = new Set(open).size;
  if (count > 0) context.out.talk(`${countOf(count, 'value')} left unfilled; \`prep fill\` asks for them.\n`);
}

export async function exportQuestions(
  context: Context,
  args: readonly string[],
  options: Input<'export'>,
): Promise<number> {
  const format = formatOf(options);
  const { isData, write } = EXPORT_FORMATS[format];
  const study = await loadFullStudy(context, options);

  const mode = EXPORT_MODES.find((each) => options[each]) ?? 'filled';
  const questions = await chosen(context, study, args, options);
  const ownOf = ({ id }: Question): string | undefined =>
    options.model ? undefined : ownAnswer(study.config, id);

  const { out, files } = context;
  const { to } = options;
  if (questions.length === 0) out.talk('No questions match.\n');
  if (questions.length === 0 && !isData) return 0;
  const written = await write({
    context,
    study,
    mode,
    named: args.length > 0,
    questions,
    ownOf,
    outgoing: () => questions.map((question) => outgoing(question, ownOf(question), mode, study.values)),
    toFile: to !== undefined,
  });

  if (to !== undefined) {
    files.create(to, written);
  }
  // Nothing can fail any more.
  if (mode === 'filled') sayOpen(context, questions, study);
  if (to === undefined) {
    // Texts of someone else's bank could control a terminal; a file gets them unchanged.
    if (typeof written === 'string') out.data(context.screen.piped ? written : stripControls(written));
  } else if (options.json) out.data(jsonDocument('export', { exported: questions.length, file: to }));
  else {
    const what = options.format === 'cheatsheet' ? 'Cheat sheet' : countOf(questions.length, 'question');
    out.talk(`${what} written to ${to}.\n`);
  }
  return 0;
}
