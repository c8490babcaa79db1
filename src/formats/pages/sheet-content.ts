// What stands on a cheat sheet: numbers by theme, stories in two lines, links, and what is still open. Knows what belongs
// where; does not know how much of it fits on the paper.
import { shownPlaceholders } from '../../core/conditional.ts';
import { decisionOf } from '../../core/derive.ts';
import type { ExportMode } from '../../core/export.ts';
import type { Metric } from '../../core/metric.ts';
import { type Placeholder } from '../../core/placeholder.ts';
import { placeholderLabel } from '../../core/unit-around.ts';
import type { Question } from '../../core/question.ts';
import { seen } from '../html-text.ts';
import type { PageContent } from './page-content.ts';

/** A number or other value: what it is, and the value itself; undefined where a gap is to be shown. */
export type SheetRow = { readonly label: string; readonly value: string | undefined };
export type SheetTheme = { readonly name: string; readonly rows: readonly SheetRow[] };
export type SheetLink = { readonly label: string; readonly address: string };

/** Everything of the sheet but its stories. */
export type SheetNumbers = {
  readonly themes: readonly SheetTheme[];
  readonly links: readonly SheetLink[];
  /** What to call those that have no value yet. */
  readonly open: readonly string[];
};

type Wanted = {
  readonly key: string;
  readonly metric: Metric | undefined;
  readonly placeholder: Placeholder;
  readonly question: Question;
  /** How many questions of each section cite it, in the order in which they come. */
  readonly sections: Map<string, number>;
};

const oneLine = (text: string): string =>
  seen(text)
    .replaceAll(/[ \t\n]+/g, ' ')
    .trim();

/** Every key that the questions cite, in the order in which they come. */
function wantedIn({ questions, metrics, mode, values }: PageContent): readonly Wanted[] {
  const wanted = new Map<string, Wanted>();
  for (const { question } of questions) {
    const shown = shownPlaceholders(question, (condition) =>
      mode === 'filled' ? decisionOf(condition, values) : 'open',
    );
    const cited = new Map(shown.map((placeholder) => [placeholder.key, placeholder]));
    for (const [key, placeholder] of cited) {
      const known = wanted.get(key) ?? {
        key,
        metric: metrics.get(key),
        placeholder,
        question,
        sections: new Map<string, number>(),
      };
      known.sections.set(question.section, (known.sections.get(question.section) ?? 0) + 1);
      wanted.set(key, known);
    }
  }
  return [...wanted.values()];
}

/** The section that cites it most; the first of them where several do. */
function themeOf({ sections }: Wanted): string {
  const most = Math.max(...sections.values());
  return [...sections].find(([, count]) => count === most)?.[0] ?? '';
}

/** What a number is. One that only its place tells is named by the question that it stands in. */
function labelOf({ metric, placeholder, question }: Wanted): string {
  if (metric) return oneLine(metric.prompt);
  const label = oneLine(placeholder.name ?? placeholder.hint ?? '');
  return label === '' ? `${oneLine(placeholderLabel(placeholder))} in: ${oneLine(question.title)}` : label;
}

const nameOf = ({ key, metric, placeholder }: Wanted): string =>
  metric ? key : oneLine(placeholderLabel(placeholder));

/** Numbers by theme, themes in the order of the questions. Without values of their own all of them are gaps to be filled by hand. */
export function sheetNumbers(content: PageContent): SheetNumbers {
  const { mode, values } = content;
  const themes = new Map(content.questions.map(({ question }) => [question.section, [] as SheetRow[]]));
  const links: SheetLink[] = [];
  const open: string[] = [];
  for (const wanted of wantedIn(content)) {
    const known = mode === 'filled' ? values.get(wanted.key) : undefined;
    if (known?.origin === 'notMeasured') continue;
    const value = known?.text;
    const label = labelOf(wanted);
    if (value === undefined && mode === 'filled') open.push(nameOf(wanted));
    else if (value !== undefined && wanted.metric?.kind === 'url')
      links.push({ label, address: oneLine(value) });
    else {
      themes.get(themeOf(wanted))?.push({ label, value: value === undefined ? undefined : oneLine(value) });
    }
  }
  const told = [...themes].filter(([, rows]) => rows.length > 0);
  return { themes: told.map(([name, rows]) => ({ name: oneLine(name), rows })), links, open };
}

/** Stories, those that are to be told first before the others. */
export function storiesFirst<T extends { readonly question: Question }>(
  questions: readonly T[],
): readonly T[] {
  const stories = questions.filter(({ question }) => question.kind === 'star' && !question.draft);
  const isFirst = ({ question }: T): boolean => question.tags.some((tag) => tag.toLowerCase() === 'go-to');
  return [...stories.filter(isFirst), ...stories.filter((story) => !isFirst(story))];
}

/** True when the sheet shows values rather than gaps. */
export const showsValues = (mode: ExportMode): boolean => mode === 'filled';
