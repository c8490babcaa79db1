import type { Input, Run } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { isoWithOffset } from '../../core/base/day.ts';
import { type ScheduleParams, scheduleParams } from '../../core/schedule/days-off.ts';
import { foldJournal } from '../../core/schedule/fold.ts';
import type { Entry } from '../../core/schedule/journal.ts';
import { predictedRecall } from '../../core/schedule/memory.ts';
import { movedDues } from '../../core/schedule/schedule.ts';
import { FEWEST_REVIEWS, judge, sequencesOf, type Split, splitByDay } from '../../core/schedule/training.ts';
import type { Config } from '../../core/settings/config.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { type Fitted, optimizeJson } from '../../formats/json/progress.ts';
import { renderOptimized, renderTooFew } from '../../screens/progress/stats.ts';
import { readConfigAloud } from '../shared/load.ts';
import { displayOf, progressOn } from '../shared/screen.ts';

async function reset(context: Context, { memory }: Config, { json }: Input<'optimize'>): Promise<number> {
  if (memory) await context.config.update(({ memory: _trained, ...rest }) => rest);

  const text = `The default weights are ${memory ? 'in use again' : 'already in use'}.\n`;
  context.out.data(json ? jsonDocument('optimize', { reset: memory !== undefined }) : text);
  return 0;
}

async function fit(
  context: Context,
  entries: readonly Entry[],
  split: Split,
  params: ScheduleParams,
): Promise<Fitted> {
  const trainer = await context.trainer();
  const progress = progressOn(context, false);
  const weights = await trainer.train(split.train, (share) =>
    progress(`training: ${Math.round(100 * share)}%`),
  );
  progress('');
  const chances = (under: ScheduleParams): readonly number[] =>
    split.heldOut.map(({ reviews }) => predictedRecall(reviews, under));
  const changed = { ...params, weights };
  const verdict = judge(split.heldOut, chances(params), chances(changed));
  const [before, after] = [foldJournal(entries, params), foldJournal(entries, changed)];
  const moved = movedDues(before.schedules, after.schedules, params.calendar);
  const counts = { trained: split.train.length, heldOut: split.heldOut.length, from: split.from };
  return { weights, result: { ...verdict, ...counts, moved } };
}

export const optimize: Run<'optimize'> = async (context, _args, options) => {
  const config = readConfigAloud(context);
  if (options.reset) return reset(context, config, options);
  const calendar = context.clock.calendar(config.settings);
  const { entries } = context.journal.read();
  const sequences = sequencesOf(entries, calendar);

  const split = splitByDay(sequences);
  const fitted = split && (await fit(context, entries, split, scheduleParams(config, calendar)));
  const stores = fitted?.result.better === true && !options.dryRun;

  const display = displayOf(context, false);
  const missing = Math.max(0, FEWEST_REVIEWS - sequences.length);
  if (options.json) context.out.data(optimizeJson(sequences.length, fitted, stores));
  else if (fitted) context.out.data(renderOptimized(fitted.result, stores, display));
  else context.out.data(renderTooFew(sequences.length, missing, display));

  if (!fitted || !stores) return 0;
  const trainedAt = isoWithOffset(context.clock.now(), calendar);
  const memory = { weights: fitted.weights, trainedAt, reviews: fitted.result.trained };
  await context.config.update((now) => ({ ...now, memory }));
  return 0;
};
