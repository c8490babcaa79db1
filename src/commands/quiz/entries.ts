import type { Input, Run } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { RATINGS } from '../../core/base/attempt.ts';
import { type Calendar, instantOf, isoWithOffset, minuteText } from '../../core/base/day.ts';
import { Failure, failureText } from '../../core/base/problem.ts';
import type { QuestionHead } from '../../core/base/question.ts';
import { capitalized, countOf } from '../../core/base/wording.ts';
import { inverse, reverted, unchangedIn } from '../../core/schedule/changes.ts';
import { liveEntries, type LiveEntry, type SuspendEntry, undoneSteps } from '../../core/schedule/journal.ts';
import { preview } from '../../core/schedule/schedule.ts';
import { changedText, type Labels, undoneText } from '../../screens/quiz/undone.ts';
import { intervalText } from '../../screens/ui/frame.ts';
import { bankPaths, loadStudy, readConfigAloud } from '../shared/load.ts';
import { declined } from '../shared/practice.ts';
import { askQuestion, attemptNow, labelsFor, revertChange } from '../shared/question.ts';
import { printJson } from '../shared/screen.ts';

export const grade: Run<'grade'> = async (context, args, options) => {
  const study = await loadStudy(context, options);
  const question = await askQuestion(context, study, args[0] ?? '', options);
  const rating = RATINGS.find((word) => word === args[1]) ?? 'again';

  const before = study.progress.schedules.get(question.id);
  const schedule = preview(before, question.id, study.now, study.params)[rating];
  const { mode } = study.config.settings;
  const how = { elapsedMs: 0, mode, points: [], cited: [], by: 'grade' } as const;
  const attempt = attemptNow(context, study.now, question, rating, how);

  context.journal.append([attempt]);

  const { due, stabilityDays, difficulty, reps, lapses, state } = schedule;
  if (options.json) {
    const dueText = isoWithOffset(due, study.calendar);
    const after = { due: dueText, stabilityDays, difficulty, reps, lapses, state };
    const fields = { attempt: attempt.id, question: question.id, rating, schedule: after };
    return printJson(context, 'grade', fields);
  }
  const interval = intervalText(study.now, due, study.calendar);
  context.out.data(`${question.id}: ${rating}, next in ${interval}.\n`);
  return 0;
};

const changer =
  <Type extends SuspendEntry['type']>(type: Type): Run<Type> =>
  async (context, args, options) => {
    const study = await loadStudy(context, options);

    const suspended = type === 'suspend';
    const meant: QuestionHead[] = [];
    for (const name of args) meant.push(await askQuestion(context, study, name, options));
    const chosen = [...new Set(meant)];
    const inFile = suspended ? undefined : chosen.find((question) => question.suspended);
    if (inFile)
      throw new Failure('suspended-in-file', `${inFile.id} is suspended in its front matter.`, {
        hint: `remove "suspended: true" from ${inFile.file}`,
      });
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

    const [now, already] = suspended ? ['suspended', 'suspended'] : ['back in the queue', 'in the queue'];
    if (options.json) return printJson(context, type, { ...questions[0], questions });
    for (const { question, changed } of questions)
      context.out.data(`${question} is ${changed ? now : `already ${already}`}.\n`);
    return 0;
  };

export const suspend = changer('suspend');
export const unsuspend = changer('unsuspend');

function latestStep(live: readonly LiveEntry[]): readonly LiveEntry[] {
  const last = live.at(-1);
  if (last?.type !== 'suspend' && last?.type !== 'unsuspend') return last ? [last] : [];
  return live.filter(({ type, at }) => type === last.type && at === last.at);
}

type Way = 'undo' | 'redo';

const DONE: Readonly<Record<Way, readonly [done: string, before: string]>> = {
  undo: ['Undid', 'Already undone'],
  redo: ['Redid', 'Already redone'],
};

const removeImported = ({ banks, results }: Context): string =>
  `to remove questions that it added, delete their files in ${results.shown(banks.own)}; a version of yours that it replaced is beside its question as NAME.md.mine`;

const wroteFiles = (entry: LiveEntry): boolean =>
  entry.type === 'change' && (entry.imported ?? entry.edited) !== undefined;

/** `targets`: what an undo has to name. Redoing is undoing an undo. */
function nextStep(context: Context, way: Way) {
  const { entries } = context.journal.read();
  const undone = way === 'redo' ? undoneSteps(entries) : undefined;
  const live = undone ? [...undone.keys()] : liveEntries(entries);
  const found = latestStep(live.filter((entry) => !wroteFiles(entry)));
  const step = found.map((entry) => (undone && entry.type === 'change' ? inverse(entry) : entry));
  const [target] = step;
  if (!target) {
    const hint =
      way === 'undo' && context.files.exists(context.banks.own)
        ? `an import is not undone: ${removeImported(context)}; the edit of a file is not undone either`
        : way === 'redo'
          ? 'only what was undone last comes back, before anything else is recorded'
          : undefined;
    throw new Failure(`nothing-to-${way}`, `Nothing to ${way}.`, { hint });
  }
  const targets = found.map((entry) => undone?.get(entry) ?? entry);
  return { step, target, targets, later: live.slice(live.indexOf(found[0] ?? target)).findLast(wroteFiles) };
}

const undoer =
  (way: Way): Run<Way> =>
  async (context, _args, options) => {
    const config = readConfigAloud(context);
    const heads = (await context.banks.heads(bankPaths(context, options, config).paths)).questions;
    const calendar = context.clock.calendar(config.settings);
    const { target: asked, step: found, later } = nextStep(context, way);
    const label = await labelsFor(context, heads, found);
    if (later) {
      const isEdit = later.type === 'change' && later.edited;
      const isAsked = context.interactive && !options.json;
      const before = isAsked ? '' : `. At a terminal, \`prep ${way}\` offers the step before it`;
      const last = isEdit ? 'the edit of a file' : 'an import';
      const failure = new Failure('import-later', `Your last step was ${last}, which prep cannot undo.`, {
        hint: (isEdit ? '`prep edit` opens it again' : removeImported(context)) + before,
      });
      if (!isAsked) throw failure;
      const what = found.map((entry) => undoneText(entry, label)).join(', ');
      const question = `${capitalized(way)} ${what}, from ${minuteText(asked.at, calendar)}?`;
      const exit = await declined(context, `${failureText(failure)} ${question}`);
      if (exit !== undefined) return exit;
    }
    return context.journal.alone(async () => {
      const next = nextStep(context, way);
      if (later && next.target.id !== asked.id)
        throw new Failure('changed-since', 'Another step was recorded since then; nothing was changed.', {
          hint: `run \`prep ${way}\` again`,
        });
      return undoStep(context, options, next, { way, label, calendar });
    });
  };

export const undo = undoer('undo');
export const redo = undoer('redo');

async function undoStep(
  context: Context,
  options: Input<Way>,
  { step, target: asked, targets }: ReturnType<typeof nextStep>,
  { way, label, calendar }: { readonly way: Way; readonly label: Labels; readonly calendar: Calendar },
): Promise<number> {
  const now = context.clock.now();
  const { config: before } = context.config.read();
  const target = asked.type === 'change' ? unchangedIn(before, asked) : asked;
  const undone = (target === asked ? step : [target]).map((entry) => undoneText(entry, label)).join(', ');
  const when = minuteText(target.at, calendar);
  const change = target.type === 'change' ? target : undefined;
  const wasDone = change && !change.files?.length && reverted(before, change) === before;
  const result = change && (await revertChange(context, change));
  context.journal.append(
    // After a clock that went backward, the undo must still sort after its target: of two undos, the later one counts.
    targets.map((entry) => {
      const at = instantOf(Math.max(entry.at + 1, now));
      return { type: 'undo', id: context.random.id(at), at, target: entry.id } as const;
    }),
  );
  if (change && result?.undone === false)
    throw new Failure('changed-since', `Changed after that step: ${changedText(change, label)}.`, {
      hint: `it was left unchanged; run \`prep ${way}\` again to go further back`,
    });
  const { type } = target;
  const { own, values, files = [] } = change ?? {};
  const paths = files.map(({ name }) => `${context.banks.own}/${name}`);
  const fields = {
    [way === 'undo' ? 'undone' : 'redone']: target.id,
    type,
    at: isoWithOffset(target.at, calendar),
    questions: step.flatMap((entry) => ('question' in entry ? [entry.question] : [])),
    own: (own ?? []).map(({ name }) => name),
    values: (values ?? []).map(({ name }) => name),
    [way === 'undo' ? 'removed' : 'added']: paths,
  };
  if (options.json) return printJson(context, way, fields);
  context.out.data(`${DONE[way][wasDone ? 1 : 0]}: ${undone}, from ${when}.\n`);
  for (const path of paths)
    context.out.talk(`${context.results.shown(path)} is ${way === 'undo' ? 'removed' : 'written again'}.\n`);
  const kept = asked.type === 'change' ? (asked.values?.length ?? 0) - fields.values.length : 0;
  if (kept > 0) context.out.talk(`Changed since then, so left as now: ${countOf(kept, 'value')}.\n`);
  if (way === 'undo') context.out.talk('`prep redo` brings it back.\n');
  return 0;
}
