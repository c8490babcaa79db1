// Compares predicted readiness with what was recalled: `node benchmarks/backtest.js JOURNAL`, with a folder of
// journal files (`journal/` in prep's home). For each first attempt of a day with settled points, at a question
// attempted on an earlier day, it predicts from earlier data alone. Days end at the default time.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sources } from './sources.js';

const ENOUGH_ATTEMPTS = 30;
const BANDS = [0, 0.6, 0.8, 0.9, 1];
const NEEDED = `
export { DEFAULT_SETTINGS } from './src/core/settings/config.ts';
export { dayOf, parseTimeOfDay } from './src/core/base/day.ts';
export { groupBy, meanOf } from './src/core/base/collections.ts';
export { byTime, historiesOf, liveEntries, mergeEntries } from './src/core/schedule/journal.ts';
export { foldJournal } from './src/core/schedule/fold.ts';
export { learnerPaceOf } from './src/core/progress/simulate.ts';
export { coveredShare } from './src/core/base/attempt.ts';
export { readinessOn } from './src/core/progress/readiness.ts';
export { parseJournal } from './src/formats/stored/journal-lines.ts';
export { head } from './tests/support/heads.ts';
`;

const core = await sources(NEEDED);
const { meanOf } = core;

const calendar = {
  offsetMinutesAt: (instant) => -new Date(instant).getTimezoneOffset(),
  dayStartMinutes: core.parseTimeOfDay(core.DEFAULT_SETTINGS.dayStart),
};
const params = { retention: core.DEFAULT_SETTINGS.retention, calendar };

function pairsOf(attempts) {
  const pairs = [];
  let progress = core.foldJournal([], params);
  for (const [day, some] of core.groupBy(attempts, ({ at }) => core.dayOf(at, calendar))) {
    const firsts = [...core.groupBy(some, ({ question }) => question)].map(([, [first]]) => first);
    const known = firsts.filter(({ question }) => progress.schedules.has(question));
    const pace = core.learnerPaceOf([], progress, day);
    const heads = known.map(({ question }) => core.head(question));
    const from = { heads, progress, values: new Map(), params, pace };
    const { questions } = core.readinessOn(day, from);
    known.forEach(({ points }, at) => {
      const actual = core.coveredShare(points);
      if (actual !== undefined) pairs.push({ predicted: questions[at]?.recalled ?? 0, actual });
    });
    progress = core.foldJournal(
      attempts.filter(({ at }) => at <= some.at(-1).at),
      params,
    );
  }
  return pairs;
}

const percent = (share) => `${Math.round(share * 100)}%`.padStart(5);

function show(name, pairs) {
  if (pairs.length === 0) return;
  const predicted = meanOf(pairs.map((pair) => pair.predicted));
  const actual = meanOf(pairs.map((pair) => pair.actual));
  const error = meanOf(pairs.map((pair) => Math.abs(pair.predicted - pair.actual)));
  const count = String(pairs.length).padStart(6);
  console.log(
    `${name.padEnd(14)} ${count} attempts: predicted ${percent(predicted)}, recalled ${percent(actual)}, ` +
      `bias ${((predicted - actual) * 100).toFixed(1)} points, off by ${(error * 100).toFixed(0)} on average`,
  );
}

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('Usage: node benchmarks/backtest.js JOURNAL');
const entries = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => core.parseJournal(name, readFileSync(join(folder, name), 'utf8')).entries);
const { attempts } = core.historiesOf(core.liveEntries(core.mergeEntries(entries)));
// By the last id of each question.
const all = [...attempts].flatMap(([question, list]) => list.map((attempt) => ({ ...attempt, question })));
const pairs = pairsOf(all.filter(({ cram }) => cram !== true).toSorted(core.byTime));

if (pairs.length < ENOUGH_ATTEMPTS)
  console.log(
    `Too few to say much: ${pairs.length} of ${ENOUGH_ATTEMPTS} attempts that checked points a day after another one.`,
  );
show('all', pairs);
for (const [at, from] of BANDS.slice(0, -1).entries()) {
  const to = BANDS[at + 1];
  const some = pairs.filter(({ predicted }) => predicted >= from && (predicted < to || to === 1));
  show(`${percent(from)} to ${percent(to)}`, some);
}
