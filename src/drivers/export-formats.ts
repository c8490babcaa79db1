// What `prep export` can write: one entry a format, whose code is loaded when it is asked for. Knows which format a file's
// name asks for; knows nothing of how any of them looks.
import type { Context } from '../context.ts';
import {
  EXPORT_FORMAT_NAMES,
  type ExportFormatName,
  type ExportMode,
  type Outgoing,
} from '../core/export.ts';
import { Failure } from '../core/failure.ts';
import type { Question } from '../core/question.ts';
import type { PageContent } from '../formats/pages/page-content.ts';
import type { Study } from './load.ts';

/** What is to be written. */
export type ExportJob = {
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
export type Written = string | Uint8Array;

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

export const EXPORT_FORMATS: Readonly<Record<ExportFormatName, ExportFormat>> = {
  md: {
    endings: ['.md', '.markdown'],
    needsQuestions: true,
    write: async (job) => {
      const { writeGuide } = await import('../formats/banks-out/guide.ts');
      return writeGuide(GUIDE_TITLE, inSections(job));
    },
  },
  html: {
    endings: ['.html', '.htm'],
    needsQuestions: true,
    write: async (job) => {
      const { htmlPage } = await import('../formats/pages/html-page.ts');
      return htmlPage(pageContent(job, GUIDE_TITLE));
    },
  },
  cheatsheet: {
    endings: [],
    needsQuestions: true,
    write: async (job) => {
      const { cheatsheet } = await import('../formats/pages/cheatsheet.ts');
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
      const { ankiNotes } = await import('../formats/banks-out/anki.ts');
      const { context, study } = job;
      return context.decks.pack(ankiNotes(inSections(job)), study.now);
    },
  },
  'anki-text': {
    endings: [],
    needsQuestions: true,
    write: async (job) => {
      const { ankiTextOf } = await import('../formats/banks-out/anki-text.ts');
      return ankiTextOf(inSections(job));
    },
  },
  csv: {
    endings: ['.csv'],
    needsQuestions: false,
    write: async ({ going, toFile }) => {
      const { writeTable } = await import('../formats/banks-out/table.ts');
      // Spreadsheets take a file without the mark for one of another alphabet; scripts read from stdout.
      return (toFile ? '\ufeff' : '') + writeTable(going);
    },
  },
  json: {
    endings: ['.json'],
    needsQuestions: false,
    write: async ({ mode, going }) => {
      const { jsonDocument } = await import('../formats/json-output.ts');
      const { outgoingJson } = await import('../formats/outgoing-json.ts');
      return jsonDocument('export', { mode, questions: going.map(outgoingJson) });
    },
  },
};

/** Endings by which people mean something that is not written; Markdown under such a name opens nowhere. */
const OTHERS = /\.(?:pdf|docx?|odt|rtf|epub|xlsx?|ods|tsv|ya?ml|xml|colpkg|zip)$/;

/** The format that a file's name asks for; undefined when it asks for none. Fails with `usage` where it asks for another. */
export function formatOfFile(path: string): ExportFormatName | undefined {
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
