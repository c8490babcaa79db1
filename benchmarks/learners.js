// Measures the plan and readiness with simulated learners: `node benchmarks/learners.js [--fresh] [--kind NAME]
// [--questions N] [--seeds N] [--futures N]`, half an hour for all. Their memory is not the scheduler's model but
// a power law whose strength and decay differ by question. They use prep by its commands (`runProgram`), with a
// clock and a store in memory: each morning they read `prep plan`, adopt the limits that it advises
// (`prep config`), and answer `prep quiz`. `--fresh` uses the seeds from 101 on, on which nothing was tuned.
//
// "At best" is the error of an oracle that knows the learner's memory, the share of days studied, and everything
// up to that morning, but not the chance to come: the remaining days are lived again several times, by the same
// learner at the same prep, and the oracle says the median.
import { parseArgs } from 'node:util';
import { sources } from './sources.js';

const NEEDED = `
export { runProgram } from './src/cli.ts';
export { DEFAULT_SETTINGS } from './src/core/settings/config.ts';
export { addDays, dayStartInstant, instantOf } from './src/core/base/day.ts';
export { meanOf } from './src/core/base/collections.ts';
export { seededRandom } from './src/core/base/random.ts';
export { foldJournal } from './src/core/schedule/fold.ts';
export { SPACED_RECALLS } from './src/core/schedule/progress.ts';
export { openMemory } from './tests/support/memory-context.ts';
`;
const core = await sources(NEEDED);
const { addDays, instantOf, meanOf, seededRandom } = core;
const HOUR_MS = 3_600_000;
const UTC = { offsetMinutesAt: () => 0, dayStartMinutes: 240 };
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
/** Mornings whose days left are lived again. */
const MOST_RELIVED = 5;
const RATINGS = ['again', 'hard', 'good', 'easy'];
/** For a point of an answer that is not recalled, and of one just read. */
const GUESSED = 0.1;
const JUST_READ = 0.95;
const MOST_REPEATS = 2;

const normal = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const spread = (random, middle, sigma) => middle * Math.exp(normal(random) * sigma);

function traitsOf(kind, random) {
  const { strength = 2.2, gain = 3.3, decay = 0.5, covering = 0.65, learning = 0.25 } = kind;
  return {
    strength: spread(random, strength, 0.25),
    gain: spread(random, gain, 0.15),
    decay: spread(random, decay, 0.15),
    covering: Math.min(0.9, spread(random, covering, 0.12)),
    learning: spread(random, learning, 0.2),
    knowing: 0.2 + 0.4 * random(),
  };
}

/**
 * @param cards what is left of each question; changed
 */
function rememberedOf(own, cards) {
  const chanceOf = ({ strength: days, at }, day) => (1 + (day - at) / days) ** -own.decay;
  return {
    copied: () => rememberedOf(own, new Map(cards)),
    begun: () => cards.size,
    chance: (id, day) => (cards.has(id) ? chanceOf(cards.get(id), day) : own.knowing),
    covering: (id) => cards.get(id)?.covering ?? own.covering * 0.8,
    /** Once a day, whatever is repeated. */
    learn(id, day, isRecalled, random) {
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

/** What prep has stored of a learner. */
const storeOf = (machine, settings) => ({
  now: instantOf(0),
  config: { ...machine.config.read().config, settings: { ...core.DEFAULT_SETTINGS, ...settings } },
  entries: [],
  ids: 0,
});

/** `prep` runs a command line and returns its output; `answer` answers one question of a quiz. */
function openPrep(machine, stored, answer) {
  const clock = { now: stored.now };
  let { config, fold, foldedWith, ids } = stored;
  const entries = [...stored.entries];
  const progress = async (params) => {
    const key = JSON.stringify([params, entries.length]);
    if (key !== foldedWith) [foldedWith, fold] = [key, core.foldJournal(entries, params)];
    return fold;
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
  return {
    clock,
    copied: () => ({ now: clock.now, config, entries, fold, foldedWith, ids }),
    prep: async (...args) => {
      printed = '';
      await core.runProgram(args, { ...AROUND, makeContext: () => context });
      return printed;
    },
  };
}

/** How many questions will be short, and the share of points that will be recalled. */
function judged({ short, ifMissed, atPace, readiness: { ifStopped, ifFollowed } }) {
  const { costs, ...followed } = ifFollowed.overall;
  const said = atPace
    ? { ...atPace, ...atPace.readiness }
    : {
        ...followed,
        short: short.length,
        shortFrom: short.length,
        shortTo: ifMissed?.short ?? short.length,
      };
  // These learners give no numbers, keep their time and never speak: only what is recalled can be held against them.
  const lost =
    (said.readiness * (costs.numbers + costs.time + costs.aloud)) / Math.max(followed.readiness, 0.01);
  return {
    ...said,
    recalled: said.readiness + lost,
    low: said.low + lost,
    high: said.high + lost,
    // The plan shows both on the last day.
    recalledIf: [ifStopped.overall.readiness, followed.readiness].map(
      (share) => share + (share * lost) / said.readiness,
    ),
  };
}

/** A learner on a morning; `copied` is the same one, whom another chance meets from there on. */
function learnerOf(kind, course, { memory, stored, ahead: firstDay = 0 }, seed) {
  // Of their own, so that the same days are skipped whatever is asked on the others.
  const [random, coin] = [seededRandom(`${seed} answers`), seededRandom(`${seed} days`)];
  let [ahead, today, minutes] = [firstDay, new Map(), 0];
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
  const { clock, prep, copied } = openPrep(machines.get(course.questions), stored, answer);
  const wake = () => {
    clock.now = instantOf(core.dayStartInstant(addDays(FIRST_DAY, ahead), UTC) + 4 * HOUR_MS);
  };
  const readPlan = async () => {
    wake();
    return JSON.parse(await prep('plan', '--json'));
  };
  /** Takes the limits that the plan advises. */
  const morning = async () => {
    const { newPerDay, reviewsPerDay } = (await readPlan()).change ?? {};
    if (newPerDay) await prep('config', 'newPerDay', String(newPerDay));
    if (reviewsPerDay) await prep('config', 'reviewsPerDay', String(reviewsPerDay));
  };
  return {
    copied: (otherwise) =>
      learnerOf(kind, course, { memory: memory.copied(), stored: copied(), ahead }, otherwise),
    readPlan,
    morning,
    hasBegunAll: () => memory.begun() === course.questions,
    /** Whether it was studied. */
    async day(isAdvised = false) {
      wake();
      today = new Map();
      const isStudied = coin() >= (kind.skips ?? 0);
      if (isStudied && isAdvised) await morning();
      const from = clock.now;
      if (isStudied) await prep('quiz', '--mode', 'think');
      for (const [question, { isRecalled }] of today) memory.learn(question, ahead, isRecalled, random);
      minutes += (clock.now - from) / 60_000;
      ahead++;
      return isStudied;
    },
    async outcome() {
      const { questions } = (await readPlan()).readiness.ifStopped;
      return {
        short: questions.filter(({ recalls }) => recalls < core.SPACED_RECALLS).length,
        recalled: memory.recalled(
          questions.map(({ question }) => question),
          course.days,
        ),
        minutes: minutes / course.days,
      };
    },
  };
}

const middleOf = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/** What else could come: the days left are lived again. */
async function relived(learner, daysLeft, seed, futures) {
  const outcomes = [];
  for (let at = 0; at < futures; at++) {
    const other = learner.copied(`${seed} ${at}`);
    // On the morning that is copied the advice was taken, and once all questions are begun there is hardly any.
    for (let day = 0; day < daysLeft; day++) await other.day(day > 0 && !other.hasBegunAll());
    outcomes.push(await other.outcome());
  }
  return outcomes;
}

async function run(name, kind, course, seed, futures) {
  const { questions, days } = course;
  const person = `${name} ${questions} ${seed}`;
  const settings = { interviewDate: addDays(FIRST_DAY, days) };
  const begun = {
    memory: rememberedOf(traitsOf(kind, seededRandom(person)), new Map()),
    stored: storeOf(machines.get(questions), settings),
  };
  const learner = learnerOf(kind, course, begun, person);
  const step = Math.ceil((days - JUDGED_FROM) / MOST_RELIVED);
  const said = [];
  for (let ahead = 0; ahead < days; ahead++) {
    await learner.morning();
    const morning = { ahead, ...judged(await learner.readPlan()) };
    if (futures > 0 && ahead >= JUDGED_FROM && (days - 1 - ahead) % step === 0)
      morning.others = await relived(learner, days - ahead, `${person} ${ahead}`, futures);
    const isStudied = await learner.day();
    said.push({ ...morning, recalledKnowing: morning.recalledIf[isStudied ? 1 : 0] });
  }
  return { ...(await learner.outcome()), said };
}

const { values: flags } = parseArgs({
  options: {
    fresh: { type: 'boolean', default: false },
    kind: { type: 'string' },
    questions: { type: 'string' },
    seeds: { type: 'string', default: '20' },
    futures: { type: 'string', default: '5' },
  },
});
const [firstSeed, seeds] = [flags.fresh ? 101 : 1, Number(flags.seeds)];
const tenth = (value) => value.toFixed(1);
const points = (share) => tenth(share * 100);
const withBias = (distances, shown) =>
  `${shown(meanOf(distances.map(Math.abs)))} (${shown(meanOf(distances))})`;
const atBest = (mornings, what, shown) => {
  const known = mornings.filter(({ others }) => others !== undefined);
  if (known.length === 0) return '';
  const middle = ({ others }) => middleOf(others.map((other) => other[what]));
  return shown(meanOf(known.map((morning) => Math.abs(middle(morning) - morning.came))));
};
const insideOf = (ranges) =>
  `${Math.round((ranges.filter(([low, high, came]) => low <= came && came <= high).length / ranges.length) * 100)}%`;

const SHORT = 'short: day 5 | came | off (bias) | at best | inside';
const RECALLED = 'recalled: said | came | off (bias) | at best | day known | inside';
const HEADER = `| learner | course | minutes a day | ${SHORT} | ${RECALLED} |`;
console.log(`${HEADER}\n${HEADER.replaceAll(/[^|]+/g, '---')}`);

function rowOf(name, course, runs) {
  const mean = (of) => meanOf(runs.map(of));
  const later = runs.flatMap(({ said, short }) =>
    said.filter(({ ahead }) => ahead >= JUDGED_FROM).map((morning) => ({ ...morning, came: short })),
  );
  const eve = runs.map(({ said, recalled }) => ({ ...said.at(-1), came: recalled }));
  return [
    name,
    `${course.questions} in ${course.days}`,
    Math.round(mean(({ minutes }) => minutes)),
    tenth(mean(({ said }) => said[JUDGED_FROM].short)),
    tenth(mean(({ short }) => short)),
    withBias(
      later.map(({ short, came }) => short - came),
      tenth,
    ),
    atBest(later, 'short', tenth),
    insideOf(later.map(({ shortFrom, shortTo, came }) => [shortFrom, shortTo, came])),
    points(meanOf(eve.map(({ recalled }) => recalled))),
    points(mean(({ recalled }) => recalled)),
    withBias(
      eve.map(({ recalled, came }) => recalled - came),
      points,
    ),
    atBest(eve, 'recalled', points),
    points(meanOf(eve.map(({ recalledKnowing, came }) => Math.abs(recalledKnowing - came)))),
    insideOf(eve.map(({ low, high, came }) => [low, high, came])),
  ];
}

const started = process.cpuUsage().user;
for (const course of COURSES) {
  if (flags.questions && Number(flags.questions) !== course.questions) continue;
  for (const [name, kind] of Object.entries(KINDS)) {
    if (flags.kind && flags.kind !== name) continue;
    const runs = [];
    for (let at = 0; at < seeds; at++)
      runs.push(await run(name, kind, course, firstSeed + at, Number(flags.futures)));
    console.log(`| ${rowOf(name, course, runs).join(' | ')} |`);
  }
}
console.error(`${((process.cpuUsage().user - started) / 1e6).toFixed(0)} s of CPU`);
