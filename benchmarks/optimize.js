// How often trained weights are better: `PREP_OPTIMIZER=FOLDER node benchmarks/optimize.js [learners]`, with
// the folder of the trainer (`prep optimize` says how to install it). Learners whose memory follows FSRS-6
// review on the schedule of the published weights; weights are trained on their reviews as in `prep optimize`,
// and judged by the true probabilities of fresh reviews. Prints how many are better than the published ones: of
// all, of those with any gain on the held-out days, and of those whose gain exceeds its standard error.
import { sources } from './sources.js';

const { predictedRecall, judge, nextState, openTrainer, plainInterval, seededRandom, splitByDay } =
  await sources(`
export { predictedRecall, nextState, plainInterval } from './src/core/schedule/memory.ts';
export { seededRandom } from './src/core/base/random.ts';
export { judge, splitByDay } from './src/core/schedule/training.ts';
export { openTrainer } from './src/io/programs/optimizer.ts';
`);

const PUBLISHED = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
  1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
const lasting = (factor) => PUBLISHED.map((weight, at) => (at < 4 ? weight * factor : weight));
const growing = (more) => PUBLISHED.map((weight, at) => (at === 8 ? weight + more : weight));
const MEMORIES = [
  { name: 'as published', weights: PUBLISHED },
  { name: 'lasts half as long', weights: lasting(0.5) },
  { name: 'lasts thrice as long', weights: lasting(3) },
  { name: 'grows slower', weights: growing(-0.8) },
];
const SIZES = [250, 400, 600, 1000, 2000];
const FRESH_REVIEWS = 3000;
const NEW_A_DAY = 5;
const learners = Number(process.argv[2] ?? 20);

const paramsOf = (weights) => ({ retention: 0.9, calendar: { timeZone: 'UTC', dayStart: '00:00' }, weights });
const published = paramsOf(PUBLISHED);

/** Each review with its true probability of recall. */
function lifeOf(firstDay, lastDay, truth, random) {
  const reviews = [];
  const sequences = [];
  let [state, day, gapDays] = [undefined, firstDay, 0];
  const rate = (rating, gap) => {
    const before = state && { stabilityDays: state.stability, difficulty: state.difficulty };
    state = nextState(before, gap, rating, published);
    reviews.push({ rating, gapDays: gap });
  };
  while (day <= lastDay) {
    const chance = gapDays === 0 ? 0.6 : predictedRecall([...reviews, { rating: 'good', gapDays }], truth);
    const drawn = random();
    const recalled = ['hard', 'good', 'good', 'good', 'good', 'easy'][Math.floor(random() * 6)];
    rate(drawn < chance ? recalled : 'again', gapDays);
    if (gapDays > 0) sequences.push({ reviews: [...reviews], dayNumber: day, chance });
    if (drawn >= chance) rate('good', 0);
    gapDays = plainInterval(state.stability, published);
    day += gapDays;
  }
  return sequences;
}

/** Reviews a day or more after the previous one, in order of days. */
function reviewsOf(truth, count, seed) {
  const random = seededRandom(seed);
  for (let days = 20; ; days = Math.ceil(days * 1.3)) {
    const lives = Array.from({ length: days * NEW_A_DAY }, (_, at) =>
      lifeOf(Math.floor(at / NEW_A_DAY), days, truth, random),
    );
    const all = lives.flat().toSorted((a, b) => a.dayNumber - b.dayNumber);
    if (all.length >= count) return all.slice(0, count);
  }
}

const chancesOf = (sequences, params) => sequences.map(({ reviews }) => predictedRecall(reviews, params));

/** The expected log loss, since the true probabilities are known. */
function lossOf(sequences, params) {
  const chances = chancesOf(sequences, params);
  const losses = sequences.map(({ chance }, at) => {
    const told = Math.min(1 - 1e-6, Math.max(1e-6, chances[at]));
    return -chance * Math.log(told) - (1 - chance) * Math.log(1 - told);
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

async function tryLearner(truth, count, seed, trainer) {
  const split = splitByDay(reviewsOf(truth, count, seed), count);
  const weights = await trainer.train(split.train, () => {});
  const trained = paramsOf(weights);
  const verdict = judge(
    split.heldOut,
    chancesOf(split.heldOut, published),
    chancesOf(split.heldOut, trained),
  );
  const fresh = reviewsOf(truth, FRESH_REVIEWS, `${seed} fresh`);
  return {
    gain: lossOf(fresh, published) - lossOf(fresh, trained),
    isAnyGain: verdict.after.logLoss < verdict.before.logLoss,
    isBeyondError: verdict.better,
  };
}

/** `7 of 9 better (mean gain +0.004)` */
function toldOf(tried) {
  if (tried.length === 0) return 'none';
  const mean = tried.reduce((sum, { gain }) => sum + gain, 0) / tried.length;
  const better = tried.filter(({ gain }) => gain > 0).length;
  return `${better} of ${tried.length} better (${mean < 0 ? '' : '+'}${mean.toFixed(4)})`;
}

const folder = process.env.PREP_OPTIMIZER;
if (!folder) throw new Error('PREP_OPTIMIZER must name the folder in which the trainer is installed');
const trainer = openTrainer(folder, folder);

console.log(
  `${learners} learners each; in brackets the mean gain in log loss over ${FRESH_REVIEWS} fresh reviews\n`,
);
const columns = (cells) =>
  cells
    .map((cell, at) => String(cell).padEnd([8, 21, 28, 28, 28][at]))
    .join(' ')
    .trimEnd();
console.log(columns(['reviews', 'memory', 'all', 'any gain', 'gain beyond its error']));
for (const count of SIZES) {
  const ofSize = [];
  for (const { name, weights } of MEMORIES) {
    const tried = [];
    for (let at = 0; at < learners; at++)
      tried.push(await tryLearner(paramsOf(weights), count, `${name} ${count} ${at}`, trainer));
    ofSize.push(...tried);
    const kept = [tried, tried.filter((one) => one.isAnyGain), tried.filter((one) => one.isBeyondError)];
    console.log(columns([count, name, ...kept.map(toldOf)]));
  }
  const kept = [ofSize, ofSize.filter((one) => one.isAnyGain), ofSize.filter((one) => one.isBeyondError)];
  console.log(columns([count, 'all', ...kept.map(toldOf)]));
}
