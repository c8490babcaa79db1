import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { RATINGS } from '../../core/base/attempt.ts';
import { isoWithOffset, minuteText } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import {
  type AttemptEntry,
  liveEntries,
  type LiveEntry,
  type SuspendEntry,
} from '../../core/schedule/journal.ts';
import { preview } from '../../core/schedule/schedule.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { intervalText } from '../../screens/ui/times.ts';
import { loadStudy, readConfigAloud } from '../shared/load.ts';
import { chooseQuestion, questionStamp } from '../shared/question.ts';

export async function grade(
  context: Context,
  args: readonly string[],
  options: Input<'grade'>,
): Promise<number> {
  const study = await loadStudy(context, options);
  const question = chooseQuestion(study.bank, args[0] ?? '');
  const rating = RATINGS.find((word) => word === args[1]) ?? 'again';

  const before = study.progress.schedules.get(question.id);
  const schedule = preview(before, question.id, study.now, study.params)[rating];
  const attempt: AttemptEntry = {
    type: 'attempt',
    id: context.random.id(study.now),
    question: question.id,
    rating,
    at: study.now,
    elapsedMs: 0,
    mode: study.config.settings.mode,
    points: [],
    cited: [],
    by: 'grade',
    ...questionStamp(context, question),
  };

  context.journal.append([attempt]);

  const { due, stabilityDays, difficulty, reps, lapses, state } = schedule;
  if (options.json) {
    const dueText = isoWithOffset(due, study.calendar);
    const after = { due: dueText, stabilityDays, difficulty, reps, lapses, state };
    const fields = { attempt: attempt.id, question: question.id, rating, schedule: after };
    context.out.data(jsonDocument('grade', fields));
  } else {
    const interval = intervalText(study.now, due, study.calendar);
    context.out.data(`${question.id}: ${rating}, next in ${interval}.\n`);
  }
  return 0;
}

async function change(
  context: Context,
  args: readonly string[],
  options: Input<'suspend'>,
  type: SuspendEntry['type'],
): Promise<number> {
  const study = await loadStudy(context, options);

  const suspended = type === 'suspend';
  const chosen = [...new Set(args.map((name) => chooseQuestion(study.bank, name)))];
  const inFile = suspended ? undefined : chosen.find((question) => question.suspended);
  if (inFile) {
    throw new Failure('suspended-in-file', `${inFile.id} is suspended by its own front matter.`, {
      hint: `remove "suspended: true" from ${inFile.file}`,
    });
  }
  const questions = chosen.map(({ id }) => ({
    question: id,
    suspended,
    changed: study.progress.suspended.has(id) !== suspended,
  }));
  const at = study.now;
  context.journal.append(
    questions.flatMap(({ question, changed }): readonly SuspendEntry[] =>
      changed ? [{ type, id: context.random.id(at), at, question }] : [],
    ),
  );

  const state = suspended ? 'suspended' : 'back in the queue';
  if (options.json) context.out.data(jsonDocument(type, { ...questions[0], questions }));
  else
    for (const { question, changed } of questions)
      context.out.data(`${question} is ${changed ? '' : 'already '}${state}.\n`);
  return 0;
}

export const suspend = (
  context: Context,
  args: readonly string[],
  options: Input<'suspend'>,
): Promise<number> => change(context, args, options, 'suspend');

export const unsuspend = (
  context: Context,
  args: readonly string[],
  options: Input<'suspend'>,
): Promise<number> => change(context, args, options, 'unsuspend');

function described(entry: LiveEntry): string {
  switch (entry.type) {
    case 'attempt':
      return `the rating "${entry.rating}" of ${entry.question}`;
    case 'note':
      return `a note on ${entry.question}`;
    case 'relink':
      return `the move of history from ${entry.from} to ${entry.to}`;
    case 'suspend':
      return `the suspension of ${entry.question}`;
    case 'unsuspend':
      return `the return of ${entry.question} to the queue`;
  }
}

export async function undo(
  context: Context,
  _args: readonly string[],
  options: Input<'undo'>,
): Promise<number> {
  const { settings } = readConfigAloud(context);
  const { entries } = context.journal.read();

  const target = liveEntries(entries).at(-1);
  if (!target) throw new Failure('nothing-to-undo', 'There is nothing to undo.');
  // After a clock that went backwards the undo must still sort after its target.
  const latest = entries.at(-1)?.at ?? target.at;
  const now = context.clock.now();
  const at = now > latest ? now : latest;

  context.journal.append([{ type: 'undo', id: context.random.id(at), at, target: target.id }]);

  const calendar = context.clock.calendar(settings);
  const undone = { undone: target.id, type: target.type, at: isoWithOffset(target.at, calendar) };
  context.out.data(
    options.json
      ? jsonDocument('undo', undone)
      : `Taken back: ${described(target)}, of ${minuteText(target.at, calendar)}.\n`,
  );
  return 0;
}
