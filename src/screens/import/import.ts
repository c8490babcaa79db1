import { countBy, groupBy } from '../../core/base/collections.ts';
import { titleText } from '../../core/base/text.ts';
import { capitalized, countOf, firstLines, firstText, listText } from '../../core/base/wording.ts';
import type { Segment } from '../../core/fill/conditional.ts';
import { type Alternative, asksHere, type Listed, reasonOf } from '../../core/import/account.ts';
import { type ChoiceRow, kindName } from '../../core/import/choose.ts';
import type { Lost } from '../../core/import/edits.ts';
import { STATES, type ImportState } from '../../core/import/plan.ts';
import { alternativesText } from '../check/problems.ts';
import { renderDiff } from '../progress/history.ts';
import { facts, innerColumns, inset, type Display, paragraph, withoutMarks } from '../ui/frame.ts';
import { type ColumnOf, insetTable } from '../ui/table.ts';
import type { Style, Theme } from '../ui/theme.ts';
import { clean, oneLine, truncateTo } from '../ui/width.ts';

export type ImportRow = {
  readonly label: string;
  readonly title: string;
  readonly state: ImportState;
  readonly note?: string;
  /** Values that the text in the file does not cite, if that text is written or is what the question is kept from. */
  readonly lost?: readonly Lost[];
  readonly back?: readonly Lost[];
  /** Where the text before is kept. */
  readonly kept?: string;
  /** It stays as it is: the file lacks its placeholders, or may have the user's own answer. */
  readonly guard?: 'filled' | 'own' | 'unanswered';
};

export type Totals = {
  readonly counts: ReadonlyMap<ImportState, number>;
  readonly drafts: number;
  readonly placeholders: number;
  readonly open: number;
};

/** Of one file, or of one folder of many. */
export type FileTotals = Totals & { readonly name: string; readonly shape: string };

type ImportConflict = Readonly<Record<'id' | 'title' | 'path' | 'ours' | 'theirs', string>>;

/** Rows and lines shown before the rest is counted. */
const ROWS_SHOWN = 10;
const NAMES_SHOWN = 3;

const NAMES: Readonly<Record<ImportState, string>> = {
  new: 'new',
  changed: 'changed',
  unchanged: 'unchanged',
  older: 'older',
  conflict: 'in conflict',
  deleted: 'deleted by you',
  removed: 'no longer read',
};

const styleOf = (state: ImportState, { good, warn, dim }: Theme): Style =>
  ({ new: good, changed: good, unchanged: dim, older: warn, conflict: warn, deleted: dim, removed: warn })[
    state
  ];

const totalsTexts = ({ counts, drafts, placeholders, open }: Totals): readonly string[] => [
  ...STATES.map((state) => (counts.has(state) ? `${counts.get(state)} ${NAMES[state]}` : '')),
  drafts === 0 ? '' : countOf(drafts, 'draft'),
  placeholders === 0 ? '' : countOf(placeholders, 'placeholder'),
  placeholders === 0 || open === placeholders ? '' : `${open === 0 ? 'none' : open} to fill`,
];

/** `38 new · 2 changed · 1 draft · 87 placeholders · 60 to fill` */
export const renderTotals = (totals: Totals, display: Display): string =>
  facts(totalsTexts(totals), { ...display, plain: true });

/** `notes/guide.md (guide) · 38 new · 2 changed` */
export const renderFiles = (files: readonly FileTotals[], display: Display): string =>
  files
    .map(({ name, shape, ...totals }) =>
      facts([oneLine(`${name} (${shape})`), ...totalsTexts(totals)], { ...display, plain: true }),
    )
    .join('\n');

export function renderImportRows(rows: readonly ImportRow[], state: ImportState, display: Display): string {
  const { theme } = display;
  const all = rows.filter((row) => row.state === state);
  if (all.length === 0) return '';
  const columns: readonly ColumnOf<ImportRow>[] = [
    { style: theme.dim, priority: 1, cell: ({ label }) => oneLine(label) },
    {
      min: 16,
      cell: ({ title, note }) => titleText(note === undefined ? title : `${title} (${note})`),
    },
  ];
  const table = insetTable(all.slice(0, ROWS_SHOWN), columns, display);
  const rest = all.length - ROWS_SHOWN;
  const more = rest <= 0 ? '' : `\n${inset(`and ${rest} more`, display)}`;
  return `${styleOf(state, theme)(capitalized(NAMES[state]))}\n${table}${more}`;
}

export function renderRemovedHelp(paths: readonly string[], display: Display): string {
  if (paths.length === 0) return '';
  const files = `${paths.length === 1 ? 'its file' : 'their files'} (${oneLine(firstText(paths, NAMES_SHOWN))})`;
  const removal = `Delete ${files} to remove ${paths.length === 1 ? 'it' : 'them'}; \`prep suspend\` only stops asking.`;
  return paragraph(`What is no longer read stays in your bank. ${removal}`, display);
}

/** `-` is yours, `+` is the version in the file. */
export function renderConflict({ id, title, path, ours, theirs }: ImportConflict, display: Display): string {
  const { theme } = display;
  return [
    paragraph(`${theme.warn(oneLine(id))} ${theme.symbols.dot} ${titleText(title)}`, display),
    paragraph(theme.dim(`- yours, in ${oneLine(path)}`), display),
    paragraph(theme.dim('+ in the file'), display),
    renderDiff(ours, theirs, display),
  ].join('\n');
}

export const renderConflictHelp = (count: number, display: Display): string =>
  paragraph(
    `${count === 1 ? 'Your version is' : 'Your versions are'} kept. \`--merge theirs\` uses the version in the file and keeps yours beside it as NAME.md.mine; \`--merge ours\` keeps yours until the file changes it again.`,
    display,
  );

/** A possible placeholder in its sentence, below the title of its question. */
export function renderPossible(
  title: string,
  sentence: readonly Segment[],
  becomes: string,
  display: Display,
): string {
  const { theme } = display;
  const shown = sentence
    .map(({ kind, text }) => (kind === 'open' ? theme.open(clean(text)) : withoutMarks(text)))
    .join('');
  return [
    paragraph(theme.dim(titleText(title)), display),
    paragraph(shown, display),
    paragraph(`${theme.symbols.arrow} ${oneLine(becomes)}`, display),
  ].join('\n');
}

export const renderPossibleAsk = (count: number): string =>
  `${countOf(count, 'possible placeholder')}. a = accept all (as \`--possible\` does), ${count === 1 ? '1 = accept it' : `1 or 1-${count} = accept these`}, Enter = keep as text:`;

export const renderSameAsk = (count: number): string =>
  `${countOf(count, 'name')} of other questions. Enter = other values here, a = the same values, ${count === 1 ? '1 = the same value' : `1 or 1-${count} = these are the same`}:`;

const SHORT_REASONS: Readonly<Record<ReturnType<typeof reasonOf>, string>> = {
  inside: 'in an answer',
  'names-others': 'names others',
  elsewhere: 'answered elsewhere',
  unlike: 'unlike others',
  'no-text': 'no text',
  documentation: 'in notes',
};

function noteOf(candidate: Listed, asks: ReadonlySet<Listed>): string {
  if (candidate.verdict === 'dropped') return 'dropped';
  return asks.has(candidate) ? SHORT_REASONS[reasonOf(candidate)] : '';
}

export function renderChoices(
  rows: readonly ChoiceRow[],
  candidates: readonly Listed[],
  display: Display,
): string {
  const { theme } = display;
  const asks = asksHere(candidates);
  const { tick, dot } = theme.symbols;
  const columns: readonly ColumnOf<ChoiceRow>[] = [
    { align: 'right', style: theme.key, cell: ({ number }) => String(number) },
    { cell: ({ taken }) => (taken ? tick : dot) },
    { style: theme.dim, cell: ({ candidate }) => kindName(candidate) },
    {
      header: 'Line',
      align: 'right',
      style: theme.dim,
      priority: 1,
      cell: ({ candidate }) => String(candidate.line),
    },
    { min: 16, cell: ({ title }) => titleText(title) },
    { style: theme.warn, priority: 2, cell: ({ candidate }) => noteOf(candidate, asks) },
  ];
  return insetTable(rows, columns, display);
}

export function renderChoiceAsk(rows: readonly ChoiceRow[], alternatives: readonly Alternative[]): string {
  const taken = rows.filter((row) => row.taken).length;
  const kinds = [...countBy(rows, ({ candidate }) => kindName(candidate))]
    .flatMap(([kind, count]) => (count > 1 ? kind : []))
    .slice(0, 2);
  const ofKind = kinds.length === 0 ? '' : `, ${kinds.join(' or ')} all of a kind`;
  const other = alternativesText(alternatives.slice(0, 1));
  // Numbers that the list has.
  const line = Math.min(8, rows.at(-1)?.number ?? 1);
  const lines = line === 1 ? '1' : `${line} or ${Math.max(1, line - 2)}-${line}`;
  return [
    `Enter = import ${taken === 1 ? 'this one' : taken === 0 ? 'nothing' : `these ${taken}`}.${other}`,
    `${lines} adds or drops${ofKind}.`,
    'q = quit',
  ].join('\n');
}

type ChoiceFile = {
  /** Undefined for one that leaves no choice. */
  readonly number?: number;
  readonly name: string;
  readonly shape: string;
  readonly taken: number;
  readonly unread: number;
};

export function renderChoiceFiles(files: readonly ChoiceFile[], display: Display): string {
  const { theme } = display;
  const nameOf = ({ name }: ChoiceFile): string => truncateTo(oneLine(name), innerColumns(display));
  const columns: readonly ColumnOf<ChoiceFile>[] = [
    { align: 'right', style: theme.key, cell: ({ number }) => String(number ?? '') },
    { header: 'File', min: 16, cell: nameOf },
    { header: 'Read as', style: theme.dim, min: 8, priority: 2, cell: ({ shape }) => oneLine(shape) },
    { header: 'Questions', align: 'right', cell: ({ taken }) => String(taken) },
    { header: 'Not read', align: 'right', priority: 1, cell: ({ unread }) => String(unread || '-') },
  ];
  return insetTable(files, columns, display);
}

/** What happens to single questions, and what to do. Empty without lines. */
function told(title: string, lines: readonly string[], remedy: string, display: Display): string {
  if (lines.length === 0) return '';
  const shown = (line: string): string => paragraph(line, display);
  const more = (rest: number): string => shown(`and ${rest} more; \`--json\` lists them`);
  const rows = firstLines(lines, ROWS_SHOWN, shown, more);
  const last = remedy === '' ? [] : [shown(remedy)];
  return [display.theme.warn(title), ...rows, ...last].join('\n');
}

type Uncited = Pick<ImportRow, 'label' | 'lost' | 'back' | 'guard'>;

const valueOf = ({ key, from, shown }: Lost): string =>
  oneLine(`${shown} (${key.includes('/') ? from : key})`);

/** `Q3 no longer cites 0.25 (eval_loss).` */
export function renderUncited(rows: readonly Uncited[], display: Display): string {
  const others = rows.filter(({ guard }) => guard === undefined);
  const lines = others.flatMap(({ label, lost = [], back = [] }) => [
    ...lost.map((one) =>
      one.isSaid
        ? `${label}: the file says ${valueOf(one)} itself now.`
        : `${label} no longer cites ${valueOf(one)}.`,
    ),
    ...back.map((one) => `${label} cites ${valueOf(one)} again, which was entered for an earlier text.`),
  ]);
  const isOpen = others.some(({ lost = [] }) => lost.some((one) => !one.isSaid));
  return told('Values', lines, isOpen ? 'To enter a value again, run `prep fill`.' : '', display);
}

/** `Q1 and Q3: What is a mutex?`: perhaps one question with two answers. */
export function renderSameTitles(rows: readonly ImportRow[], display: Display): string {
  const alike = [...groupBy(rows, ({ title }) => titleText(title).toLowerCase()).values()]
    .filter((some) => some.length > 1 && some.some(({ state }) => state === 'new'))
    .map((some) => `${listText(some.map(({ label }) => label))}: ${titleText(some[0]?.title ?? '')}`);
  return told('The same title', alike, 'Each is asked; `prep suspend` leaves one out.', display);
}

export const renderKept = (rows: readonly ImportRow[], display: Display): string =>
  told(
    'Your versions',
    rows.flatMap(({ label, kept }) =>
      kept === undefined ? [] : `${label}: the text before is kept as ${kept}.`,
    ),
    '',
    display,
  );

/** `Q3: the file lacks [eval_loss] (0.25).` */
export function renderGuarded(rows: readonly ImportRow[], display: Display): string {
  const lines = rows.flatMap(({ label, guard, lost = [] }) => {
    if (guard === undefined) return [];
    if (guard === 'own')
      return `${label}: you have your own version, and the file may have it in place of the answer.`;
    if (guard === 'unanswered') return `${label}: the file has no answer.`;
    if (lost.length === 0) return `${label}: the file lacks words that follow from values.`;
    const values = lost.map(({ key, from, shown }) =>
      key.includes('/') ? `${shown} (${from})` : `[${key}] (${shown})`,
    );
    return `${label}: the file has no placeholder for ${oneLine(firstText(values, NAMES_SHOWN))}.`;
  });
  const remedy = `${lines.length === 1 ? 'It stays as it is' : 'They stay as they are'}. To edit an export and import it again, write it with \`prep export --open\`; to move to another machine, use \`prep backup\`. \`--merge theirs\` takes the version in the file, and keeps yours as NAME.md.mine.`;
  return told('The version here is kept', lines, remedy, display);
}
