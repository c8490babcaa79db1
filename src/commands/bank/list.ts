import type { Run } from '../../cli.ts';
import { type Calendar, isoWithOffset } from '../../core/base/day.ts';
import { labelOf, type QuestionHead } from '../../core/base/question.ts';
import { unfilledKeys, type Values } from '../../core/fill/conditional.ts';
import type { Progress } from '../../core/schedule/progress.ts';
import { isDue, isSuspended, matchingHeads } from '../../core/schedule/queue.ts';
import { jsonDocument, type JsonFields } from '../../formats/json/document.ts';
import { intervalText } from '../../screens/ui/frame.ts';
import { type Column, listTable } from '../../screens/ui/table.ts';
import { theme, type Theme } from '../../screens/ui/theme.ts';
import { clean } from '../../screens/ui/width.ts';
import { loadStudy, noQuestions, type Study } from '../shared/load.ts';
import { requireKnownNames } from '../shared/question.ts';

// The facts about a question in every list: each row is a JSON field (docs/json.md) and, with a `column`, a
// column of `prep list`.

type Known = { readonly progress: Progress; readonly values: Values; readonly calendar: Calendar };

type QuestionField = {
  readonly name: string;
  readonly value: (head: QuestionHead, study: Known) => unknown;
  /** `needsIds`: some question has no number. */
  readonly column?: readonly [place: number, layout: (style: Theme, needsIds: boolean) => Column];
  /** The value, by default. */
  readonly cell?: (head: QuestionHead, study: Study) => string;
};

function standing(head: QuestionHead, { progress, now, calendar }: Study): string {
  if (isSuspended(head, progress)) return 'suspended';
  const schedule = progress.schedules.get(head.id);
  if (!schedule) return head.draft ? 'draft' : 'new';
  return isDue(schedule, { now, calendar }) ? 'due' : `in ${intervalText(now, schedule.due, calendar)}`;
}

const scheduleOf = ({ id }: QuestionHead, { progress }: Known) => progress.schedules.get(id);
const dueText = (head: QuestionHead, study: Known): string | null => {
  const schedule = scheduleOf(head, study);
  return schedule ? isoWithOffset(schedule.due, study.calendar) : null;
};
const countUnfilled = (head: QuestionHead, { values }: Known): number => unfilledKeys(head, values).length;

const FIELDS: readonly QuestionField[] = [
  {
    name: 'id',
    value: (head) => head.id,
    // Shown where there is room, or where some question has no other name.
    column: [7, ({ dim }, needsIds) => ({ header: 'Id', min: 12, priority: needsIds ? 0 : 5, style: dim })],
  },
  {
    name: 'number',
    value: (head) => head.number ?? null,
    column: [1, ({ dim }) => ({ header: '', align: 'right', style: dim })],
    cell: (head) => (head.number === undefined ? '' : labelOf(head)),
  },
  {
    name: 'section',
    value: (head) => head.section,
    column: [3, ({ dim }) => ({ header: 'Section', min: 14, priority: 3, style: dim })],
  },
  {
    name: 'title',
    value: (head) => head.title,
    column: [2, (_, needsIds) => ({ header: 'Question', min: needsIds ? 36 : 44 })],
  },
  { name: 'kind', value: (head) => head.kind },
  { name: 'tags', value: (head) => head.tags },
  {
    name: 'difficulty',
    value: (head) => head.difficulty,
    column: [4, ({ dim }) => ({ header: 'Level', priority: 4, style: dim })],
  },
  { name: 'minutes', value: (head) => head.minutes },
  { name: 'draft', value: (head) => head.draft },
  { name: 'suspended', value: (head, { progress }) => isSuspended(head, progress) },
  { name: 'placeholders', value: (head) => head.placeholderKeys.length },
  {
    name: 'unfilled',
    value: countUnfilled,
    column: [5, ({ open }) => ({ header: 'Open', align: 'right', priority: 1, style: open })],
    cell: (head, study) => String(countUnfilled(head, study) || ''),
  },
  { name: 'points', value: (head) => head.points },
  { name: 'followUps', value: (head) => head.followUps },
  { name: 'state', value: (head, study) => scheduleOf(head, study)?.state ?? 'new' },
  { name: 'due', value: dueText, column: [6, () => ({ header: 'Due' })], cell: standing },
  { name: 'reps', value: (head, study) => scheduleOf(head, study)?.reps ?? 0 },
  { name: 'lapses', value: (head, study) => scheduleOf(head, study)?.lapses ?? 0 },
  { name: 'file', value: (head) => head.file },
  { name: 'line', value: (head) => head.line },
  { name: 'label', value: labelOf },
];

function listText(heads: readonly QuestionHead[], study: Study, columns: number, style: Theme): string {
  const needsIds = heads.some(({ number }) => number === undefined);
  const shown = FIELDS.flatMap(({ name, value, column, cell }) => {
    const [place, layout] = column ?? [];
    if (place === undefined || !layout) return [];
    const told = cell ?? ((head: QuestionHead) => String(value(head, study)));
    const named = { field: name, place, name: name === 'unfilled' ? name : undefined };
    return [{ ...layout(style, needsIds), ...named, cell: (head: QuestionHead) => clean(told(head, study)) }];
  }).toSorted((one, other) => one.place - other.place);
  const title = shown.find(({ field }) => field === 'title');
  return listTable(heads, shown, title, { columns, theme: style });
}

export const questionJson = (head: QuestionHead, study: Known): JsonFields =>
  Object.fromEntries(FIELDS.map(({ name, value }) => [name, value(head, study)]));

export const list: Run<'list'> = async (context, _args, options) => {
  const study = await loadStudy(context, options);

  requireKnownNames(study.bank, options);
  const filters = options.matrix ? { ...options, star: true } : options;
  // Own answers are read only for stories: listing heads must be fast.
  const stories = filters.star ? await import('../stories/stories.ts') : undefined;
  const all = stories?.asTold(study) ?? study.bank.questions.values();
  const heads = matchingHeads(all, study.progress, filters, study).filter(
    (head) => !options.unfilled || unfilledKeys(head, study.values).length > 0,
  );

  const json = options.json ?? false;
  if (options.gaps) {
    const { showGaps } = await import('./gaps.ts');
    await showGaps(context, study, heads, json);
  } else if (stories && options.matrix) {
    stories.showMatrix(context, study, heads, json);
  } else if (json) {
    context.out.data(jsonDocument('list', { questions: heads.map((head) => questionJson(head, study)) }));
  } else {
    const { screen, out } = context;
    await out.page(listText(heads, study, screen.columns, theme(screen)));
  }
  if (!json && heads.length === 0)
    context.out.talk(`${study.bank.questions.size === 0 ? noQuestions(study) : 'No questions match.'}\n`);
  return 0;
};
