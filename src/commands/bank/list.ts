import type { Run } from '../../cli.ts';
import type { Screen } from '../../context.ts';
import { isoWithOffset } from '../../core/base/day.ts';
import { labelOf, type QuestionHead } from '../../core/base/question.ts';
import { titleText } from '../../core/base/text.ts';
import { unfilledKeys } from '../../core/fill/conditional.ts';
import { isDue, isSuspended, matchingHeads } from '../../core/schedule/queue.ts';
import type { JsonFields } from '../../formats/json/document.ts';
import { intervalText } from '../../screens/ui/frame.ts';
import { type ColumnOf, wideTable } from '../../screens/ui/table.ts';
import { theme } from '../../screens/ui/theme.ts';
import { clean } from '../../screens/ui/width.ts';
import { loadStudy, noQuestions, type Study } from '../shared/load.ts';
import { ownAnswer, requireKnownNames } from '../shared/question.ts';
import { printJson } from '../shared/screen.ts';

/** As in docs/json.md. */
export function questionJson(head: QuestionHead, { config, progress, values, calendar }: Study): JsonFields {
  const schedule = progress.schedules.get(head.id);
  return {
    id: head.id,
    number: head.number ?? null,
    section: head.section,
    title: head.title,
    kind: head.kind,
    tags: head.tags,
    difficulty: head.difficulty,
    minutes: head.minutes,
    draft: head.draft && ownAnswer(config, head.id) === undefined,
    suspended: isSuspended(head, progress),
    placeholders: head.placeholderKeys.length,
    unfilled: unfilledKeys(head, values).length,
    points: head.points,
    followUps: head.followUps,
    state: schedule?.state ?? 'new',
    due: schedule ? isoWithOffset(schedule.due, calendar) : null,
    reps: schedule?.reps ?? 0,
    lapses: schedule?.lapses ?? 0,
    file: head.file,
    line: head.line,
    label: labelOf(head),
  };
}

function standing(head: QuestionHead, { progress, now, calendar }: Study): string {
  if (isSuspended(head, progress)) return 'suspended';
  const schedule = progress.schedules.get(head.id);
  if (!schedule) return head.draft ? 'draft' : 'new';
  return isDue(schedule, { now, calendar }) ? 'due' : `in ${intervalText(now, schedule.due, calendar)}`;
}

function listText(heads: readonly QuestionHead[], study: Study, screen: Screen): string {
  if (heads.length === 0) return '';
  const style = theme(screen);
  const { dim, open } = style;
  const needsIds = heads.some(({ number }) => number === undefined);
  const shown: readonly ColumnOf<QuestionHead>[] = [
    {
      header: '',
      align: 'right',
      style: dim,
      cell: (head) => (head.number === undefined ? '' : clean(labelOf(head))),
    },
    { header: 'Question', min: needsIds ? 36 : 44, cell: (head) => titleText(head.title) },
    { header: 'Section', min: 14, priority: 3, style: dim, cell: ({ section }) => clean(section) },
    { header: 'Level', priority: 4, style: dim, cell: ({ difficulty }) => difficulty },
    {
      header: 'Open',
      align: 'right',
      priority: 1,
      style: open,
      cell: (head) => String(unfilledKeys(head, study.values).length || ''),
    },
    { header: 'Due', cell: (head) => standing(head, study) },
    // Where there is room, or where some question has no other name.
    { header: 'Id', min: 12, priority: needsIds ? 0 : 5, style: dim, cell: ({ id }) => clean(id) },
  ];
  return `${wideTable(heads, shown, { columns: screen.columns, theme: style })}\n`;
}

export const list: Run<'list'> = async (context, _args, options) => {
  const study = await loadStudy(context, options);

  requireKnownNames(study.bank, options);
  // Own answers are read only for stories: listing heads must be fast.
  const stories = options.matrix || options.star ? await import('../stories/stories.ts') : undefined;
  const all = stories?.asTold(study) ?? study.bank.questions.values();
  const heads = matchingHeads(all, study.progress, options, study).filter(
    (head) => !options.unfilled || unfilledKeys(head, study.values).length > 0,
  );

  const json = options.json ?? false;
  if (options.gaps) await (await import('./gaps.ts')).showGaps(context, study, heads, json);
  else if (stories && options.matrix) stories.showMatrix(context, study, heads, json);
  else if (json)
    return printJson(context, 'list', { questions: heads.map((head) => questionJson(head, study)) });
  else await context.out.page(listText(heads, study, context.screen));
  if (!json && heads.length === 0)
    context.out.talk(`${study.bank.questions.size === 0 ? noQuestions(study) : 'No questions match.'}\n`);
  return 0;
};
