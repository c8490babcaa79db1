import type { Input, Run } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { bankLabel } from '../../core/base/bank.ts';
import { groupBy } from '../../core/base/collections.ts';
import { Failure } from '../../core/base/problem.ts';
import type { Question } from '../../core/base/question.ts';
import { stripControls } from '../../core/base/text.ts';
import { countOf, firstText } from '../../core/base/wording.ts';
import { openKeys } from '../../core/fill/gaps.ts';
import {
  EXPORT_FORMAT_NAMES,
  EXPORT_MODES,
  type ExportFormatName,
  type ExportMode,
} from '../../core/import/export.ts';
import { matchingHeads } from '../../core/schedule/queue.ts';
import {
  type Outgoing,
  outgoing,
  outgoingJson,
  withMedia,
  writeTable,
} from '../../formats/export/outgoing.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { imageFiles, percentDecoded } from '../../formats/markdown/html.ts';
import type { PageContent } from '../../formats/pages/page.ts';
import { textsOf, writtenQuestion } from '../../formats/question/question-writer.ts';
import { loadFullStudy, requireFolder, type Study } from '../shared/load.ts';
import { folderOf } from './folder.ts';
import { fileName, numberedName } from './read.ts';
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
  /** Has no images, only links to files that stay where they are. */
  readonly isText?: boolean;
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

function sayLeftOut({ out }: Context, ids: readonly string[], why: string): void {
  if (ids.length === 0) return;
  const where = firstText([...new Set(ids)], MOST_NAMED);
  out.talk(`${countOf(ids.length, 'image')} left out of ${where}: ${why}.\n`);
}

/** As written; a story has its texts twice. */
const imagesIn = (one: Outgoing): ReadonlySet<string> => new Set(textsOf(one).flatMap(imageFiles));

const HAS_IMAGE = /!\[|<img/i;

/** The image files of the questions by their names in the export, and these by question and path as written. */
async function imagesOf({ context, questions, ownOf, outgoing: going }: ExportJob) {
  const files = new Map<string, string>();
  const missing: string[] = [];
  const names = new Map<string, ReadonlyMap<string, string>>();
  // Filling all texts of ten thousand questions takes half a second.
  const mayHave = (question: Question): boolean =>
    [...textsOf(writtenQuestion(question)), ownOf(question) ?? ''].some((text) => HAS_IMAGE.test(text));
  if (!questions.some(mayHave)) return { names, files };
  const { mediaName } = await import('../../formats/export/anki-collection.ts');
  for (const [i, one] of going().entries()) {
    const named = new Map<string, string>();
    const folder = folderOf(questions[i]?.file ?? '');
    for (const written of imagesIn(one)) {
      const path = [written, percentDecoded(written)]
        .map((name) => folder + name)
        .find((file) => context.files.exists(file));
      const own = mediaName(fileName(path ?? ''));
      if (path === undefined || own === undefined) {
        missing.push(one.id);
        continue;
      }
      let count = 1;
      while ((files.get(numberedName(own, count)) ?? path) !== path) count += 1;
      files.set(numberedName(own, count), path);
      named.set(written, numberedName(own, count));
    }
    if (named.size > 0) names.set(one.id, named);
  }
  sayLeftOut(context, missing, 'the files are missing');
  return { names, files };
}

/** For a page without any other file. */
function embedded(context: Context, path: string): string {
  const ending = path.replace(/.*\./, '').toLowerCase();
  const type = { jpg: 'jpeg', svg: 'svg+xml' }[ending] ?? ending;
  return `data:image/${type};base64,${Buffer.from(context.files.readBytes(path)).toString('base64')}`;
}

const EXPORT_FORMATS: Readonly<Record<ExportFormatName, ExportFormat>> = {
  md: {
    endings: ['.md', '.markdown'],
    isText: true,
    write: async (job) => {
      const { writeGuide } = await import('../../formats/export/guide.ts');
      return writeGuide(GUIDE_TITLE, inSections(job.outgoing(), job));
    },
  },
  html: {
    endings: ['.html', '.htm'],
    write: async (job) => {
      const { htmlPage } = await import('../../formats/pages/guide-page.ts');
      const { names, files } = await imagesOf(job);
      const sources = Array.from(files, ([name, path]) => [name, embedded(job.context, path)] as const);
      return htmlPage(pageContent(job, GUIDE_TITLE), { names, sources: new Map(sources) });
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
      const { names, files } = await imagesOf(job);
      const packed = job.outgoing().map((one) => withMedia(one, names.get(one.id)));
      const notes = ankiNotes(inSections(packed, job), new Set(files.keys()));
      return job.context.decks.pack(notes, job.study.now, files);
    },
  },
  csv: {
    endings: ['.csv'],
    isData: true,
    isText: true,
    // Without the mark, spreadsheets assume another encoding; scripts read from stdout and need none.
    write: async ({ outgoing: going, toFile }) => (toFile ? '\ufeff' : '') + writeTable(going()),
  },
  json: {
    endings: ['.json'],
    isData: true,
    isText: true,
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

/** Imported again, they go to the own bank. */
function sayOthers({ banks, out }: Context, questions: readonly Question[]): void {
  const others = questions.filter(({ bank }) => bank !== banks.own && bank !== banks.shipped);
  if (others.length === 0) return;
  const labels = new Set(others.map(({ bank }) => bankLabel(bank, banks)));
  out.talk(
    `${countOf(others.length, 'question')} of ${firstText([...labels], MOST_NAMED)}: imported again, they become copies in your own bank, which are asked instead. \`--bank PATH\` exports one bank.\n`,
  );
}

/** Declarations stay in their files; those of the sample bank are on each machine. */
function sayMetrics({ banks, files, out }: Context, questions: readonly Question[], { bank }: Study): void {
  const declared = questions.flatMap(({ placeholderKeys }) =>
    placeholderKeys.flatMap((key) => bank.metrics.get(key)?.at.file ?? []),
  );
  const own = new Set(declared.filter((file) => !files.absolute(file).startsWith(banks.shipped)));
  if (own.size > 0)
    out.talk(
      `On another machine, these questions also need ${firstText([...own], MOST_NAMED)}, where their units, ranges and computed values are declared.\n`,
    );
}

function sayOpen(context: Context, questions: readonly Question[], figures: Study<Question>): void {
  const count = openKeys({ questions }, figures).size;
  if (count > 0) context.out.talk(`${countOf(count, 'value')} left unfilled; \`prep fill\` asks for them.\n`);
}

export const exportQuestions: Run<'export'> = async (context, args, options) => {
  const format = formatOf(options);
  if (options.to !== undefined) requireFolder(context, options.to);
  const { isData, isText, write } = EXPORT_FORMATS[format];
  const study = await loadFullStudy(context, options);

  const mode = EXPORT_MODES.find((each) => options[each]) ?? 'filled';
  const questions = await chosen(context, study, args, options);
  const ownOf = ({ id }: Question): string | undefined =>
    options.model || mode !== 'filled' ? undefined : ownAnswer(study.config, id);

  const { out, files } = context;
  const { to } = options;
  if (questions.length === 0) out.talk('No questions match.\n');
  if (questions.length === 0 && !isData) {
    if (options.json && to !== undefined) out.data(jsonDocument('export', { exported: 0, file: null }));
    // A script would go on without the file.
    return to === undefined ? 0 : 1;
  }
  let going: readonly Outgoing[] | undefined;
  const allOutgoing = () =>
    (going ??= questions.map((question) => outgoing(question, ownOf(question), mode, study.values)));
  const written = await write({
    context,
    study,
    mode,
    named: args.length > 0,
    questions,
    ownOf,
    outgoing: allOutgoing,
    toFile: to !== undefined,
  });

  if (to !== undefined) files.create(to, written);
  // Nothing can fail any more.
  if (isText) {
    const linked = allOutgoing().flatMap((one) => {
      const images = new Set(Array.from(imagesIn(one), percentDecoded));
      return Array.from(images, () => one.id);
    });
    sayLeftOut(context, linked, 'only .html and .apkg files have images');
  }
  if (mode === 'filled') sayOpen(context, questions, study);
  if (mode === 'open') sayMetrics(context, questions, study);
  if (mode === 'open' && study.given.length === 0) sayOthers(context, questions);
  if (to === undefined) {
    // Texts of someone else's bank could control a terminal; a file gets them unchanged.
    if (typeof written === 'string') out.data(context.screen.piped ? written : stripControls(written));
  } else if (options.json) out.data(jsonDocument('export', { exported: questions.length, file: to }));
  else {
    const what = options.format === 'cheatsheet' ? 'Cheat sheet' : countOf(questions.length, 'question');
    out.talk(`${what} written to ${to}.\n`);
  }
  return 0;
};
