// What the plan and readiness are worth: `node benchmarks/learners.js [first seed] [seeds]`, about two minutes for 20 seeds.
// Learners whose memory is not the scheduler's: it is lost by a power law with strengths and decays of their own, and each
// question has its own. They do what the queue says on the days on which they study, and take the daily limits that the plan
// of the first day advises. Days are judged as a user sees them: in the morning, before anything is studied.
import { sources } from './sources.js';

const NEEDED = `
export { DEFAULT_SETTINGS } from './src/core/settings/config.ts';
export { addDays, dayStartInstant, instantOf } from './src/core/base/day.ts';
export { meanOf } from './src/core/base/collections.ts';
export { seededRandom } from './src/core/base/random.ts';
export { suggestRating } from './src/core/base/attempt.ts';
export { foldEntries, foldMore } from './src/core/schedule/fold.ts';
export { SPACED_RECALLS } from './src/core/schedule/memory.ts';
export { buildQueue, limitsLeft } from './src/core/schedule/queue.ts';
export { scheduleParams } from './src/core/schedule/days-off.ts';
export { planOf } from './src/core/progress/plan.ts';
export { bankOf, head } from './tests/support/heads.ts';
`;
const core = await sources(NEEDED);
const { addDays, instantOf, meanOf, seededRandom } = core;

const HOUR_MS = 3_600_000;
const UTC = { timeZone: 'UTC', dayStartMinutes: 240 };
const FIRST_DAY = '2026-01-05';
const POINTS = 5;

/**
 * `strength`: days after which a question that was just learned is recalled in 1 of 2^decay cases; `gain`: how much of it a
 * recall adds, the more the nearer it was to being forgotten. `skips`: chance that a day is not studied. `shift`: by how many
 * steps ratings are better than the points suggest.
 */
const KINDS = {
  typical: {},
  slow: { strength: 6, gain: 4.5 },
  fast: { strength: 0.8, gain: 2.4 },
  'skips 20%': { skips: 0.2 },
  'skips 40%': { skips: 0.4 },
  harsh: { shift: -1 },
  lenient: { shift: 1 },
  // Not looked at while figures were chosen.
  'held out': { strength: 1.2, gain: 5, decay: 0.8, skips: 0.1, covering: 0.5, learning: 0.4 },
};
const COURSES = [
  { questions: 43, days: 10 },
  { questions: 120, days: 30 },
  { questions: 300, days: 14 },
];
const JUDGED_FROM = 5;
const RATINGS = ['again', 'hard', 'good', 'easy'];
/** Of a point of an answer that does not come to mind, and of one that was just read. */
const GUESSED = 0.1;
const JUST_READ = 0.95;
const MOST_REPEATS = 2;

const normal = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const spread = (random, middle, sigma) => middle * Math.exp(normal(random) * sigma);

function memoryOf(kind, random) {
  const { strength = 2.2, gain = 3.3, decay = 0.5, covering = 0.65, learning = 0.25 } = kind;
  const own = {
    strength: spread(random, strength, 0.25),
    gain: spread(random, gain, 0.15),
    decay: spread(random, decay, 0.15),
    covering: Math.min(0.9, spread(random, covering, 0.12)),
    learning: spread(random, learning, 0.2),
    knowing: 0.2 + 0.4 * random(),
  };
  const cards = new Map();
  const chanceOf = ({ strength: days, at }, day) => (1 + (day - at) / days) ** -own.decay;
  return {
    knowing: own.knowing,
    chance: (id, day) => (cards.has(id) ? chanceOf(cards.get(id), day) : own.knowing),
    covering: (id) => cards.get(id)?.covering ?? own.covering * 0.8,
    /** Of a day, whatever was repeated on it. */
    learn(id, day, isRecalled) {
      const before = cards.get(id);
      const covered = before ? 1 - (1 - before.covering) * (1 - own.learning) : own.covering;
      const first = spread(random, own.strength * (isRecalled ? 1.5 : 1), 0.4);
      if (!before) {
        cards.set(id, { base: first, strength: first, at: day, covering: covered });
        return;
      }
      const { base, strength: days } = before;
      const grown = days * (1 + own.gain * Math.sqrt(1 - chanceOf(before, day)));
      cards.set(id, {
        base,
        strength: isRecalled ? grown : Math.max(base, days / 2),
        at: day,
        covering: covered,
      });
    },
    /** Share of all points that would be said on a day; nothing of what was never studied. */
    recalled: (ids, day) =>
      meanOf(
        ids.map((id) => {
          const card = cards.get(id);
          if (!card) return 0;
          const chance = chanceOf(card, day);
          return chance * card.covering + (1 - chance) * GUESSED;
        }),
      ),
  };
}

function run(name, kind, { questions, days }, seed) {
  const random = seededRandom(`${name} ${questions} ${seed}`);
  const memory = memoryOf(kind, random);
  const heads = core.bankOf(
    ...Array.from({ length: questions }, (_, at) =>
      core.head(`q${String(at).padStart(3, '0')}`, { points: POINTS, section: `Section ${at % 6}` }),
    ),
  );
  const ids = [...heads.keys()];
  const interviewDate = addDays(FIRST_DAY, days);
  let settings = { ...core.DEFAULT_SETTINGS, interviewDate };
  const params = core.scheduleParams({ settings }, UTC);
  let fold = core.foldEntries([], params);
  let count = 0;
  const morning = (ahead) => instantOf(core.dayStartInstant(addDays(FIRST_DAY, ahead), UTC) + 4 * HOUR_MS);
  const planOn = (ahead) =>
    core.planOf({
      heads: heads.values(),
      progress: fold.progress,
      values: new Map(),
      inputs: new Map(),
      settings,
      now: morning(ahead),
      params,
    });
  const attempt = (question, at, chance) => {
    const points = Array.from({ length: POINTS }, () => (random() < chance ? 1 : 0));
    const step = RATINGS.indexOf(core.suggestRating(points)) + (kind.shift ?? 0);
    const rating = RATINGS[Math.min(3, Math.max(0, step))];
    const id = String(count++).padStart(8, '0');
    const elapsedMs = 60_000 + Math.round(random() * 90_000);
    return {
      type: 'attempt',
      id,
      question,
      rating,
      at,
      elapsedMs,
      mode: 'type',
      points,
      cited: [],
      by: 'points',
    };
  };
  const study = (ahead) => {
    const moment = { now: morning(ahead), calendar: UTC };
    const limits = core.limitsLeft(settings, fold.progress, moment);
    const { items } = core.buildQueue(heads, fold.progress, { filters: {}, limits }, moment);
    let at = moment.now;
    const entries = [];
    for (const { question } of items) {
      const isRecalled = random() < memory.chance(question, ahead);
      entries.push(
        attempt(question, instantOf((at += 60_000)), isRecalled ? memory.covering(question) : GUESSED),
      );
      for (let more = 0; more < MOST_REPEATS && entries.at(-1).rating === 'again'; more++)
        entries.push(attempt(question, instantOf((at += 60_000)), JUST_READ));
      memory.learn(question, ahead, isRecalled);
    }
    if (entries.length > 0) fold = core.foldMore(fold, entries, params);
  };

  const first = planOn(0);
  const { limits } = first.change ?? {};
  if (limits) settings = { ...settings, ...limits };
  const said = [];
  for (let ahead = 0; ahead < days; ahead++) {
    if (ahead === 0 || ahead === JUDGED_FROM || ahead === days >> 1 || ahead === days - 1) {
      const plan = ahead === 0 && !limits ? first : planOn(ahead);
      said.push({ ahead, ...judged(plan) });
    }
    if (random() >= (kind.skips ?? 0)) study(ahead);
  }
  const short = ids.filter(
    (id) => (fold.progress.schedules.get(id)?.recalls ?? 0) < core.SPACED_RECALLS,
  ).length;
  return { short, recalled: memory.recalled(ids, days), said };
}

/** What a plan says: how many will be short at the pace of the learner, and the share that will be recalled. */
function judged({ short, atPace, readiness: { ifFollowed } }) {
  const { recalled, readiness, low, high } = atPace?.readiness ?? ifFollowed.overall;
  // These learners give no numbers, keep their time and never speak: only what is recalled can be held against them.
  const costs = recalled - readiness;
  return { short: atPace?.short ?? short.length, readiness: recalled, low: low + costs, high: high + costs };
}

const [firstSeed, seeds] = [Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 20)];
const points = (share) => (share * 100).toFixed(1).padStart(5);
const cell = (value, width) => String(value).padStart(width);

console.log(
  `Seeds ${firstSeed} to ${firstSeed + seeds - 1}. Short: mean of what was said on day 0, on day 5 and halfway, and what came;`,
);
console.log(
  'off: mean distance from day 5 on, and its bias. Ready: said the day before, what came, off and bias in points, inside.\n',
);
console.log(
  'learner     course       day 0   day 5   half   came    off   bias   said   came    off   bias  inside',
);
const started = process.cpuUsage().user;
for (const course of COURSES)
  for (const [name, kind] of Object.entries(KINDS)) {
    const runs = Array.from({ length: seeds }, (_, at) => run(name, kind, course, firstSeed + at));
    const mean = (of) => meanOf(runs.map(of));
    const on = (each, ahead) => each.said.find((one) => one.ahead === ahead);
    const later = runs.flatMap(({ said, short }) =>
      said.filter(({ ahead }) => ahead >= JUDGED_FROM).map((one) => one.short - short),
    );
    const eve = runs.map(({ said, recalled }) => ({ ...said.at(-1), recalled }));
    const inside = eve.filter(({ low, high, recalled }) => low <= recalled && recalled <= high).length;
    console.log(
      [
        name.padEnd(10),
        `${course.questions} in ${course.days}`.padEnd(9),
        cell(mean((each) => on(each, 0).short).toFixed(1), 7),
        cell(mean((each) => on(each, JUDGED_FROM).short).toFixed(1), 7),
        cell(mean((each) => on(each, course.days >> 1).short).toFixed(1), 6),
        cell(mean(({ short }) => short).toFixed(1), 6),
        cell(meanOf(later.map(Math.abs)).toFixed(1), 6),
        cell(meanOf(later).toFixed(1), 6),
        points(meanOf(eve.map(({ readiness }) => readiness))),
        points(mean(({ recalled }) => recalled)),
        points(meanOf(eve.map(({ readiness, recalled }) => Math.abs(readiness - recalled)))),
        points(meanOf(eve.map(({ readiness, recalled }) => readiness - recalled))),
        cell(`${Math.round((inside / runs.length) * 100)}%`, 6),
      ].join(' '),
    );
  }
console.log(`\n${((process.cpuUsage().user - started) / 1e6).toFixed(0)} s of CPU`);
