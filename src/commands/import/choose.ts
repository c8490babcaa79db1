// At a terminal, a person sees what is read as questions, and can change it before anything is written.
import type { Prompts } from '../../context.ts';
import type { Alternative } from '../../core/import/account.ts';
import {
  changed,
  type ChoiceCommand,
  type ChoiceRow,
  choiceCommand,
  choiceRows,
  choicesOf,
  pickedOf,
} from '../../core/import/choose.ts';
import type { Choices, OpenBankFile } from '../../core/import/plan.ts';
import { SHAPES } from '../../formats/import/index.ts';
import { MARKDOWN_SHAPES } from '../../formats/import/markdown.ts';
import {
  renderChoiceAsk,
  renderChoiceFiles,
  renderChoiceHead,
  renderChoices,
  renderChosen,
} from '../../screens/import/import.ts';
import { type Display, paragraph, rendered, rule } from '../../screens/ui/frame.ts';
import { arrived, type ArrivedFile, type ImportSource } from './read.ts';

/** Without the window, a long list is not printed again and again. */
const ROWS_INLINE = 30;
const FILES_INLINE = 20;

type Reading = ReturnType<OpenBankFile['as']> & {
  readonly as: string | undefined;
  readonly choices: Choices;
};

const markdownShapes: ReadonlySet<string> = new Set(MARKDOWN_SHAPES.keys());

const isChoosable = ({ open, shape, content }: ArrivedFile): boolean =>
  open !== undefined && (markdownShapes.has(shape) || content.account !== undefined);

type Asking = { readonly prompts: Prompts; readonly display: Display; readonly isFull: boolean };

/** A short form of a long list: what is not read, with its neighbors. */
function briefly(rows: readonly ChoiceRow[], isAll: boolean): readonly ChoiceRow[] {
  if (isAll || rows.length <= ROWS_INLINE) return rows;
  const telling = rows.filter(({ taken }, at) => !taken || at < ROWS_INLINE / 3);
  return telling.slice(0, ROWS_INLINE);
}

function questionOf(open: OpenBankFile, { as, choices }: Reading, { at, candidate, taken }: ChoiceRow) {
  const { content, candidates } = open.as(as, taken ? choices : new Map(choices).set(at, true));
  const next = candidates.slice(at + 1).find(({ verdict }) => verdict === 'question')?.line ?? Infinity;
  return content.questions.find(
    ({ line }) => line >= candidate.line && (line < next || line === candidate.line),
  );
}

type Choosing = {
  readonly file: ArrivedFile;
  readonly open: OpenBankFile;
  readonly alternatives: readonly Alternative[];
  /** The latest last; never empty. */
  readonly readings: readonly Reading[];
  /** All rows of a long list are shown. */
  readonly isAll: boolean;
  readonly notice?: string;
};

const readAs = (open: OpenBankFile, as: string | undefined, choices: Choices): Reading => ({
  ...open.as(as, choices),
  as,
  choices,
});

function begun(file: ArrivedFile, open: OpenBankFile, isAll: boolean): Choosing {
  const { as, ...picked } = file.picked ?? {};
  const isGiven = markdownShapes.has(file.shape) && open.as(undefined).shape !== file.shape;
  const given = as ?? (isGiven ? file.shape : undefined);
  const first = readAs(open, given, choicesOf(picked, open.as(given).candidates));
  const alternatives = file.picked || given !== undefined ? [] : open.alternatives();
  return { file, open, alternatives, readings: [first], isAll };
}

/** The same object if there was nothing to do. */
function after(choosing: Choosing, now: Reading, command: ChoiceCommand): Choosing {
  const { open, readings } = choosing;
  const more = (next: Reading): Choosing => ({
    ...choosing,
    readings: [...readings, next],
    notice: undefined,
  });
  switch (command.does) {
    case 'change':
      return more(readAs(open, now.as, changed(now.choices, command.rows)));
    case 'read':
      return more(readAs(open, command.as, new Map()));
    case 'undo':
      return readings.length > 1
        ? { ...choosing, readings: readings.slice(0, -1), notice: undefined }
        : { ...choosing, notice: 'Nothing to undo.' };
    case 'all':
      return { ...choosing, isAll: true, notice: undefined };
    case 'nothing':
      return { ...choosing, notice: command.why };
    case 'see':
    case 'accept':
    case 'leave':
      return { ...choosing, notice: undefined };
  }
}

async function askChange(
  { prompts, display }: Asking,
  { file: { file }, alternatives, readings, isAll, notice }: Choosing,
  { candidates, choices }: Reading,
): Promise<ChoiceCommand | undefined> {
  const rows = choiceRows(candidates, choices);
  prompts.page(rendered(display, (look) => renderChoiceHead(file, rows, look)));
  prompts.read(rendered(display, (look) => renderChoices(rows, briefly(rows, isAll), candidates, look)));
  if (notice !== undefined) prompts.notice(rendered(display, (look) => paragraph(notice, look)));
  const typed = await prompts.line(renderChoiceAsk(rows, readings.length > 1 ? [] : alternatives));
  return typed === undefined ? undefined : choiceCommand(typed, rows, [...markdownShapes]);
}

async function showOne(
  { prompts, display }: Asking,
  choosing: Choosing,
  now: Reading,
  row: ChoiceRow,
): Promise<boolean> {
  const question = questionOf(choosing.open, now, row);
  const { title } = row.candidate;
  const { file } = choosing.file;
  prompts.page(rendered(display, (look) => rule(row.taken ? 'Selected' : 'Not selected', file, look)));
  prompts.read(rendered(display, (look) => renderChosen(question, title, look)));
  return (await prompts.pause('Enter = back to the list')).kind === 'value';
}

async function chooseIn(asking: Asking, file: ArrivedFile): Promise<ArrivedFile | undefined> {
  const open = await file.open?.();
  if (!open) return file;
  let choosing = begun(file, open, asking.isFull);
  for (;;) {
    const now = choosing.readings.at(-1);
    const command = now && (await askChange(asking, choosing, now));
    if (!now || !command || command.does === 'leave') return undefined;
    if (command.does === 'accept') {
      const { shape, content, candidates } = now;
      if (choosing.readings.length === 1) return file;
      return { ...file, shape, content: arrived(content), picked: pickedOf(now.as, now.choices, candidates) };
    }
    if (command.does === 'see' && !(await showOne(asking, choosing, now, command.row))) return undefined;
    choosing = after(choosing, now, command);
  }
}

/** With several files, asks for one first. Undefined if the person left. */
async function chooseAmong(
  asking: Asking,
  files: readonly ArrivedFile[],
): Promise<ReadonlyMap<ArrivedFile, ArrivedFile> | undefined> {
  const { prompts, display, isFull } = asking;
  const chosen = new Map<ArrivedFile, ArrivedFile>();
  const first = files.toSorted(
    (a, b) => (b.content.account?.unread.length ?? 0) - (a.content.account?.unread.length ?? 0),
  );
  for (;;) {
    const now = first.map((file) => chosen.get(file) ?? file);
    const shown = isFull ? now : now.slice(0, FILES_INLINE);
    const rows = shown.map(({ file, shape, content: { questions, account } }) => {
      const unread = account?.unread.length ?? 0;
      return { name: file, shape: SHAPES.get(shape) ?? shape, taken: questions.length, unread };
    });
    const count = now.reduce((sum, { content }) => sum + content.questions.length, 0);
    prompts.page(
      rendered(display, (look) => rule('Which headings are questions?', `${now.length} files`, look)),
    );
    prompts.read(rendered(display, (look) => renderChoiceFiles(rows, look)));
    const typed = await prompts.line(
      `Enter = import these ${count} questions. 1 to ${now.length} = review a file, q = quit:`,
    );
    if (typed === undefined || /^q(?:uit)?$/i.test(typed.trim())) return undefined;
    if (typed.trim() === '') return chosen;
    const file = /^\d{1,6}$/.test(typed.trim()) ? first[Number(typed) - 1] : undefined;
    if (!file) {
      prompts.notice(
        rendered(display, (look) => paragraph(`"${typed}" is not a number from 1 to ${now.length}.`, look)),
      );
      continue;
    }
    const picked = await chooseIn(asking, chosen.get(file) ?? file);
    if (!picked) return undefined;
    chosen.set(file, picked);
  }
}

export const canChoose = (sources: readonly ImportSource[]): boolean =>
  sources.some(({ files }) => files.some(isChoosable));

/** Undefined if the person left. */
export async function chooseQuestions(
  asking: Asking,
  sources: readonly ImportSource[],
): Promise<readonly ImportSource[] | undefined> {
  const files = sources.flatMap((source) => source.files).filter(isChoosable);
  const [only] = files;
  const alone = files.length === 1 && only ? await chooseIn(asking, only) : undefined;
  if (files.length === 1 && !alone) return undefined;
  const chosen = only && alone ? new Map([[only, alone]]) : await chooseAmong(asking, files);
  return (
    chosen &&
    sources.map((source) => ({ ...source, files: source.files.map((file) => chosen.get(file) ?? file) }))
  );
}
