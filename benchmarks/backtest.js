// What readiness was worth: `node benchmarks/backtest.js JOURNAL`, JOURNAL being a folder of journal files (`journal/` in prep's
// home). For each attempt that checked points a day or more after the attempt before, it computes what readiness would have
// predicted from nothing but what came before, and compares that with the points that were recalled. Days as by default.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sources } from './sources.js';

const ENOUGH_ATTEMPTS = 30;
const BANDS = [0, 0.6, 0.8, 0.9, 1];
const NEEDED = `
export { DEFAULT_SETTINGS } from './src/core/settings/config.ts';
export { dayNumberOf, parseTimeOfDay } from './src/core/base/day.ts';
export { byTime, historiesOf, liveEntries, mergeEntries } from './src/core/schedule/journal.ts';
export { forgettingOf } from './src/core/progress/simulate.ts';
export { meanOf } from './src/core/base/collections.ts';
export { coveredShare } from './src/core/base/attempt.ts';
export { coverageSeen } from './src/core/progress/readiness.ts';
export { replay } from './src/core/schedule/schedule.ts';
export { parseJournal } from './src/formats/stored/journal-lines.ts';
`;

const {
  byTime,
  coveredShare,
  coverageSeen,
  dayNumberOf,
  DEFAULT_SETTINGS,
  forgettingOf,
  historiesOf,
  liveEntries,
  meanOf,
  mergeEntries,
  parseJournal,
  parseTimeOfDay,
  replay,
} = await sources(NEEDED);

const calendar = {
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  dayStartMinutes: parseTimeOfDay(DEFAULT_SETTINGS.dayStart),
};
const params = { retention: DEFAULT_SETTINGS.retention, calendar };

/** The first attempts of each later day at one question, with what was known before. */
function testedOf(attempts) {
  const inOrder = attempts.filter(({ cram }) => cram !== true).toSorted(byTime);
  const [first] = inOrder;
  if (!first) return [];
  const chances = new Map();
  replay(first.question, inOrder, params, (chance, review) => chances.set(review, chance));
  const tested = [];
  let before = first;
  let checked = coveredShare(first.points);
  for (const attempt of inOrder) {
    const chance = chances.get(attempt);
    const isLater = dayNumberOf(attempt.at, calendar) > dayNumberOf(before.at, calendar);
    if (chance !== undefined && isLater) {
      const seen = { attempts: 1, lastAt: before.at, lastRating: before.rating, coverage: checked };
      tested.push({ attempt, chance, coverage: coverageSeen(seen), actual: coveredShare(attempt.points) });
    }
    before = attempt;
    if (attempt.points.length > 0) checked = coveredShare(attempt.points);
  }
  return tested;
}

/** Predictions in order of time: how fast the learner forgets is read off what came before each. */
function pairsOf(tested) {
  let [reviews, recalled, expected] = [0, 0, 0];
  return tested
    .toSorted((a, b) => byTime(a.attempt, b.attempt))
    .flatMap(({ attempt, chance, coverage, actual }) => {
      const predicted = chance ** forgettingOf(reviews, recalled, expected) * coverage;
      reviews++;
      expected += chance;
      if (attempt.rating !== 'again') recalled++;
      return actual === undefined ? [] : [{ predicted, actual }];
    });
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
  .flatMap((name) => parseJournal(name, readFileSync(join(folder, name), 'utf8')).entries);
const { attempts } = historiesOf(liveEntries(mergeEntries(entries)));
const pairs = pairsOf([...attempts.values()].flatMap(testedOf));

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
