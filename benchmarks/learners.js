// Measures the plan and readiness with simulated learners: `node benchmarks/learners.js [--fresh] [--kind NAME]
// [--questions N] [--seeds N]`, several minutes for all. Their memory is not the scheduler's model but a power
// law whose strength and decay differ by question. They use prep by its commands (`runProgram`), with a clock
// and a store in memory: each morning they read `prep plan`, adopt the limits that it advises (`prep config`),
// and answer `prep quiz`. `--fresh` uses the seeds 101 to 120, on which nothing was tuned.
import { parseArgs } from 'node:util';
import { sources } from './sources.js';

const NEEDED = `
export { runProgram } from './src/cli.ts';
export { DEFAULT_SETTINGS } from './src/core/settings/config.ts';
export { addDays, dayStartInstant, instantOf } from './src/core/base/day.ts';
export { meanOf } from './src/core/base/collections.ts';
export { seededRandom } from './src/core/base/random.ts';
export { foldEntries, foldMore } from './src/core/schedule/fold.ts';
export { SPACED_RECALLS } from './src/core/schedule/progress.ts';
export { openMemory } from './tests/support/memory-context.ts';
`;
const core = await sources(NEEDED);
const { addDays, instantOf, meanOf, seededRandom } = core;
const HOUR_MS = 3_600_000;
const UTC = { timeZone: 'UTC', dayStartMinutes: 240 };
const FIRST_DAY = '2026-01-05';
const POINTS = 5;

/**
 * `strength`: days after which a question just learned is recalled with probability 2^-decay; `gain`: how much
 * a recall adds, more the closer the question was to being forgotten; `skips`: probability that a day is
 * skipped; `shift`: rating steps above what the points suggest.
 */
const KINDS = {
  typical: {},
  slow: { strength: 6, gain: 4.5 },
  fast: { strength: 0.8, gain: 2.4 },
  'skips 20%': { skips: 0.2 },
  'skips 40%': { skips: 0.4 },
  harsh: { shift: -1 },
  lenient: { shift: 1 },
  steep: { strength: 1.2, gain: 5, decay: 0.8, skips: 0.1, covering: 0.5, learning: 0.4 },
  // Never looked at while constants were chosen.
  'held out': { strength: 3, gain: 2.2, decay: 0.35, skips: 0.1, covering: 0.75, learning: 0.12 },
};
const COURSES = [
  { questions: 43, days: 10 },
  { questions: 120, days: 30 },
  { questions: 300, days: 14 },
];
const JUDGED_FROM = 5;
const RATINGS = ['again', 'hard', 'good', 'easy'];
/** For a point of an answer that is not recalled, and of one just read. */
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
    /** Once a day, whatever is repeated. */
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
    /** Of all points; 0 for questions never studied. */
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

const AROUND = { version: '', contents: () => '', help: { show: async () => undefined, columns: () => 80 } };

/** The bank is read once. */
const machineOf = (questions) =>
  core.openMemory({
    files: Object.fromEntries(
      Array.from({ length: questions }, (_, at) => {
        const id = `q${String(at).padStart(3, '0')}`;
        const points = Array.from({ length: POINTS }, (_each, point) => `- Point ${point} of ${id}`).join(
          '\n',
        );
        const text = `---\nid: ${id}\nsection: Section ${at % 6}\nminutes: 2\n---\n# Title of ${id}\n\nText.\n\n## Key points\n${points}\n`;
        return [`${id}.md`, text];
      }),
    ),
  }).context;
const machines = new Map(COURSES.map(({ questions }) => [questions, machineOf(questions)]));

/** `prep` runs a command line and returns its output; `answer` answers one question of a quiz. */
function openPrep(machine, settings, answer) {
  const clock = { now: instantOf(0) };
  let config = { ...machine.config.read().config, settings: { ...core.DEFAULT_SETTINGS, ...settings } };
  let [fold, foldedWith, folded] = [undefined, '', 0];
  const entries = [];
  const progress = async (params) => {
    // Equals the fold of the whole journal (`foldMore`).
    const key = JSON.stringify(params);
    if (!fold || key !== foldedWith) fold = core.foldEntries(entries, params);
    else fold = core.foldMore(fold, entries.slice(folded), params) ?? core.foldEntries(entries, params);
    [foldedWith, folded] = [key, entries.length];
    return fold.progress;
  };
  let [printed, asked, given] = ['', undefined, undefined];
  const value = async (typed) => ({ kind: 'value', value: typed });
  const prompts = {
    page: (page) => {
      asked = /Title of (q\d+)/.exec(page())?.[1];
    },
    ...Object.fromEntries(
      ['read', 'show', 'notice', 'help', 'leave', 'close'].map((name) => [name, () => undefined]),
    ),
    interrupted: () => false,
    pause: () => value('go'),
    answer: () => {
      given = answer(asked);
      if (given === undefined) return Promise.resolve({ kind: 'key', key: 'skip' });
      clock.now = instantOf(clock.now + given.elapsedMs);
      return value('');
    },
    points: () => value(given.points),
    rate: ({ suggested }) => value(given.rate(suggested)),
  };
  const context = {
    ...machine,
    clock: { now: () => clock.now, calendar: () => UTC },
    random: { seed: () => 1, id: () => String(++ids).padStart(8, '0') },
    out: {
      data: (text) => (printed += text),
      page: async (text) => (printed += text),
      talk: () => undefined,
    },
    config: {
      ...machine.config,
      read: () => ({ config, problems: [] }),
      update: async (change) => (config = change(config)),
    },
    journal: {
      ...machine.journal,
      read: () => ({ entries, problems: [] }),
      append: (more) => void entries.push(...more),
      alone: (work) => work(),
      progress,
    },
    prompts: async () => prompts,
  };
  let ids = 0;
  return {
    clock,
    prep: async (...args) => {
      printed = '';
      await core.runProgram(args, { ...AROUND, makeContext: () => context });
      return printed;
    },
  };
}

/** How many questions will be short, and the share of points that will be recalled. */
function judged({ promise, atPace, readiness }) {
  const { ifFollowed, costs } = readiness;
  const {
    short,
    readiness: ready,
    low,
    high,
  } = atPace ?? {
    short: promise.short.length,
    readiness: ifFollowed,
    low: readiness.low,
    high: readiness.high,
  };
  // These learners have no values, are always in time and never speak, so these costs do not apply to them.
  const lost = (ready * (costs.numbers + costs.time + costs.aloud)) / Math.max(ifFollowed, 0.01);
  return { short, readiness: ready + lost, low: low + lost, high: high + lost };
}

async function run(name, kind, { questions, days }, seed) {
  const random = seededRandom(`${name} ${questions} ${seed}`);
  const memory = memoryOf(kind, random);
  const interviewDate = addDays(FIRST_DAY, days);
  let [ahead, today] = [0, new Map()];
  const pointsAt = (chance) => Array.from({ length: POINTS }, () => (random() < chance ? 1 : 0));
  const rate = (suggested) =>
    RATINGS[Math.min(3, Math.max(0, RATINGS.indexOf(suggested) + (kind.shift ?? 0)))];
  const answer = (question) => {
    const before = today.get(question);
    // A learner who does not recall an answer just read leaves it for the day.
    if (before?.times > MOST_REPEATS) return undefined;
    const isRecalled = before?.isRecalled ?? random() < memory.chance(question, ahead);
    const chance = before ? JUST_READ : isRecalled ? memory.covering(question) : GUESSED;
    today.set(question, { times: (before?.times ?? 0) + 1, isRecalled });
    return { points: pointsAt(chance), rate, elapsedMs: 60_000 + Math.round(random() * 90_000) };
  };
  const { clock, prep } = openPrep(machines.get(questions), { interviewDate }, answer);
  const readPlan = async () => {
    clock.now = instantOf(core.dayStartInstant(addDays(FIRST_DAY, ahead), UTC) + 4 * HOUR_MS);
    return JSON.parse(await prep('plan', '--json'));
  };
  const said = [];
  let minutes = 0;
  for (; ahead < days; ahead++) {
    const { newPerDay, reviewsPerDay } = (await readPlan()).promise.change ?? {};
    if (newPerDay) await prep('config', 'newPerDay', String(newPerDay));
    if (reviewsPerDay) await prep('config', 'reviewsPerDay', String(reviewsPerDay));
    said.push({ ahead, ...judged(await readPlan()) });
    if (random() < (kind.skips ?? 0)) continue;
    today = new Map();
    const from = clock.now;
    await prep('quiz', '--mode', 'think');
    for (const [question, { isRecalled }] of today) memory.learn(question, ahead, isRecalled);
    minutes += (clock.now - from) / 60_000;
  }
  const { byQuestion } = (await readPlan()).readiness;
  const short = byQuestion.filter(({ recalls }) => recalls < core.SPACED_RECALLS).length;
  const recalled = memory.recalled(
    byQuestion.map(({ id }) => id),
    days,
  );
  return { short, recalled, said, minutes: minutes / days };
}

const { values: flags } = parseArgs({
  options: {
    fresh: { type: 'boolean', default: false },
    kind: { type: 'string' },
    questions: { type: 'string' },
    seeds: { type: 'string', default: '20' },
  },
});
const [firstSeed, seeds] = [flags.fresh ? 101 : 1, Number(flags.seeds)];
const tenth = (value) => value.toFixed(1);
const points = (share) => tenth(share * 100);
const withBias = (distances, shown) =>
  `${shown(meanOf(distances.map(Math.abs)))} (${shown(meanOf(distances))})`;

console.log(`Seeds ${firstSeed} to ${firstSeed + seeds - 1}.\n`);
console.log(
  '| learner | course | minutes a day | short: day 5 | came | off (bias) | recalled: said | came | off (bias) | inside |\n|---|---|---|---|---|---|---|---|---|---|',
);
const started = process.cpuUsage().user;
for (const course of COURSES) {
  if (flags.questions && Number(flags.questions) !== course.questions) continue;
  for (const [name, kind] of Object.entries(KINDS)) {
    if (flags.kind && flags.kind !== name) continue;
    const runs = [];
    for (let at = 0; at < seeds; at++) runs.push(await run(name, kind, course, firstSeed + at));
    const mean = (of) => meanOf(runs.map(of));
    const later = runs.flatMap(({ said, short }) =>
      said.filter(({ ahead }) => ahead >= JUDGED_FROM).map((one) => one.short - short),
    );
    const eve = runs.map(({ said, recalled }) => ({ ...said.at(-1), recalled }));
    const inside = eve.filter(({ low, high, recalled }) => low <= recalled && recalled <= high).length;
    const cells = [
      name,
      `${course.questions} in ${course.days}`,
      Math.round(mean(({ minutes }) => minutes)),
      tenth(mean(({ said }) => said[JUDGED_FROM].short)),
      tenth(mean(({ short }) => short)),
      withBias(later, tenth),
      points(meanOf(eve.map(({ readiness }) => readiness))),
      points(mean(({ recalled }) => recalled)),
      withBias(
        eve.map(({ readiness, recalled }) => readiness - recalled),
        points,
      ),
      `${Math.round((inside / runs.length) * 100)}%`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
console.error(`${((process.cpuUsage().user - started) / 1e6).toFixed(0)} s of CPU`);
