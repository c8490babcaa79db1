// The mathematics of the shipped bank: what is computed from the examples, and the facts that texts state, computed again here.
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/core/base/random.ts';
import { allOf, values } from './shipped.ts';

/** The numbers that `pattern` finds in the texts of a question, in its groups. */
function read(question: number, pattern: RegExp): readonly number[] {
  const match = pattern.exec(allOf(question));
  if (!match) throw new Error(`Q${question} has no ${pattern.source}`);
  return match.slice(1).map((text) => Number(text.replaceAll(/[,$]/g, '')));
}

/** The example of a metric, or what is computed from the examples. */
function metric(name: string): number {
  const number = values.get(name)?.number;
  if (number === undefined) throw new Error(`there is not a number ${name}`);
  return number;
}

/** The last digit that was shown is rounded. */
const shown = (computed: number, digits: number): number => Number(computed.toFixed(digits));

const logSumExp = (row: readonly number[]): number => {
  const most = Math.max(...row);
  return most + Math.log(row.reduce((sum, score) => sum + Math.exp(score - most), 0));
};

type Vectors = readonly (readonly number[])[];

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? NaN), 0);

const unit = (vector: readonly number[]): readonly number[] => {
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((value) => value / length);
};

/** InfoNCE over the rows: each prediction among all targets, its own at the same place. */
function infoNce(predictions: Vectors, targets: Vectors, temperature: number): number {
  const [rows, columns] = [predictions.map(unit), targets.map(unit)];
  const losses = rows.map((row, i) => {
    const scores = columns.map((column) => dot(row, column) / temperature);
    return logSumExp(scores) - (scores[i] ?? NaN);
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** The lowest InfoNCE loss of `n` unit vectors on either side. */
const floorOf = (n: number, temperature: number): number =>
  Math.log(1 + (n - 1) * Math.exp(-n / ((n - 1) * temperature)));

const simplex = (n: number): Vectors =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? 1 : 0) - 1 / n));

describe('attention', () => {
  const width = metric('d_model');
  /** Multiply-adds of one layer: four projections, then scores and weighted sum. */
  const work = (n: number): { linear: number; quadratic: number } => ({
    linear: 4 * n * width ** 2,
    quadratic: 2 * n ** 2 * width,
  });
  const total = (n: number): number => work(n).linear + work(n).quadratic;

  it('grows by what counting its arithmetic predicts, below sixteen for every width (4)', () => {
    expect(metric('attention_flop_ratio')).toBeCloseTo(total(512) / total(128), 10);
    for (const d of [8, 64, 512, 4096, 65536]) expect((4 * (2 * d + 512)) / (2 * d + 128)).toBeLessThan(16);
  });

  it('has a quadratic part of these shares at 128 tokens, by the count and by the clock (4)', () => {
    expect(metric('quadratic_flop_share')).toBeCloseTo((100 * work(128).quadratic) / total(128), 10);
    const share = metric('quadratic_share') / 100;
    expect(16 * share + 4 * (1 - share)).toBeCloseTo(metric('attention_slowdown'), 10);
  });

  it('costs as much in scores as in projections at twice the width, and as all linear layers at six times (4, 9, 19)', () => {
    const crossover = metric('crossover_tokens');
    expect(work(crossover).linear).toBe(work(crossover).quadratic);
    expect(8 * crossover * width ** 2).toBe(total(crossover));
    const block = metric('ff_crossover_tokens');
    expect(12 * block * width ** 2).toBe(work(block).quadratic);
    expect(allOf(9)).toContain('two thirds of a block');
    expect(8 / (8 + 4)).toBeCloseTo(2 / 3, 12);
  });

  it('has twelve times the squared width in each layer, within what the model has (9, 25)', () => {
    expect(metric('stack_params')).toBeCloseTo((12 * width ** 2 * metric('layers')) / 1e6, 6);
    expect(metric('stack_params')).toBeLessThan(metric('tf_params'));
  });

  it('does so many operations for each sequence (4)', () => {
    expect(metric('attention_gflop')).toBeCloseTo((2 * total(512)) / 1e9, 10);
  });

  it('has scores whose standard deviation is the root of the head size (3)', () => {
    expect(metric('score_std')).toBeCloseTo(Math.sqrt(metric('head_dim')), 10);
    expect(metric('attention_maps')).toBe(metric('layers') * metric('heads'));
  });

  it('puts these weights on the first of 256 keys, with scores as wide as that, and with the factor (3)', () => {
    const random = seededRandom('softmax');
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const largest = (deviation: number): number => {
      const scores = Array.from({ length: 256 }, () => deviation * normal());
      return Math.exp(Math.max(...scores) - logSumExp(scores));
    };
    const typical = (deviation: number): number =>
      Array.from({ length: 401 }, () => largest(deviation)).toSorted((a, b) => a - b)[200] ?? NaN;
    expect(allOf(3)).toContain("about 0.04. With a standard deviation of 8, it's most of the sum");
    for (const deviation of [5, metric('score_std')]) expect(typical(deviation)).toBeGreaterThan(0.5);
    expect(shown(typical(1), 2)).toBe(0.04);
  });

  it('fills a key-value cache of so many bytes, and masks within the range of fp16 (11, 19)', () => {
    const [layers, tokens, d, megabytes] = read(
      19,
      /(\d+) layers, ([\d,]+) tokens and a width of (\d+) in sixteen bits are about (\d+) MB/,
    );
    const numbers = 2 * (layers ?? NaN) * (tokens ?? NaN) * (d ?? NaN);
    expect(Math.round((numbers * 2) / 1e6)).toBe(megabytes);
    expect(read(11, /whose limit is minus ([\d,]+)\./)).toEqual([(2 - 2 ** -10) * 2 ** 15]);
  });
});

describe('InfoNCE', () => {
  const n = metric('micro_batch');

  it('is the logarithm of the batch where all scores are equal (10, 13, 15, 23, 24)', () => {
    expect(metric('infonce_chance_loss')).toBeCloseTo(Math.log(n), 4);
    const alike = simplex(4).map(() => [1, 2, 3]);
    expect(infoNce(alike, alike, 0.07)).toBeCloseTo(Math.log(4), 12);
  });

  it('has the floor at temperature one that the simplex reaches, and that nothing beats (13)', () => {
    expect(metric('infonce_floor_tau1')).toBeCloseTo(floorOf(n, 1), 4);
    expect(infoNce(simplex(n), simplex(n), 1)).toBeCloseTo(floorOf(n, 1), 10);
    expect(metric('plateau_loss')).toBeGreaterThan(floorOf(n, 1));
    const random = seededRandom('floor');
    const vectors = (): Vectors =>
      Array.from({ length: 6 }, () => Array.from({ length: 6 }, () => random() - 0.5));
    for (let i = 0; i < 200; i += 1) {
      const own = vectors();
      const near = own.map((row) => row.map((value) => value + 0.1 * (random() - 0.5)));
      expect(infoNce(own, near, 1)).toBeGreaterThanOrEqual(floorOf(6, 1));
    }
  });

  it('is nearly at that floor for a model that knows ten topics and no more (13)', () => {
    expect(allOf(13)).toContain("it's already less than 0.1 above the floor");
    const topics = simplex(10);
    for (const size of [60, 500]) {
      const sorted = Array.from({ length: size }, (_, i) => topics[i % 10] ?? []);
      expect(infoNce(sorted, sorted, 1)).toBeGreaterThan(floorOf(size, 1));
      expect(infoNce(sorted, sorted, 1)).toBeLessThan(floorOf(size, 1) + 0.1);
    }
  });

  it('costs random embeddings more than that at a low temperature (13)', () => {
    expect(allOf(13)).toContain("That isn't what random embeddings give");
    const random = seededRandom('spread');
    const vectors = (): Vectors =>
      Array.from({ length: 32 }, () => Array.from({ length: 128 }, () => random() - 0.5));
    expect(infoNce(vectors(), vectors(), 0.07)).toBeGreaterThan(Math.log(32) + 0.2);
  });

  it('lets a positive beat a negative by e squared at temperature one (10, 13)', () => {
    for (const question of [10, 13]) expect(allOf(question)).toContain('by a factor of seven at most');
    expect(Math.floor(Math.exp(2))).toBe(7);
  });

  it('weighs a harder negative by e to the difference over the temperature (15)', () => {
    const [tau, difference, high] = read(
      15,
      /a tau of ([\d.]+), a difference of ([\d.]+) is a factor of about four; at one it's about ([\d.]+)\. /,
    );
    expect(Math.round(Math.exp((difference ?? NaN) / (tau ?? NaN)))).toBe(4);
    expect(high).toBe(shown(Math.exp(difference ?? NaN), 1));
  });

  it('meets so many captions of one image in a random batch (14, 24)', () => {
    expect(metric('caption_clashes')).toBeCloseTo(((n * (n - 1)) / 2) * (4 / (6_000 * 5 - 1)), 6);
  });

  it('retrieves by chance one time in a thousand (10, 14, 24)', () => {
    expect(read(14, /in five out of ([\d,]+) cases, so ([\d.]+)%/)).toEqual([5_000, (100 * 5) / 5_000]);
    expect(read(14, /out of ([\d,]+) is correct, which is also ([\d.]+)%/)).toEqual([1_000, 100 / 1_000]);
    for (const question of [10, 24]) expect(read(question, /where chance is ([\d.]+)%/)).toEqual([0.1]);
  });
});

/** Standard error of a share of `count`, in points. */
const errorOf = (share: number, count: number): number => 100 * Math.sqrt((share * (1 - share)) / count);

describe('statistics', () => {
  it('give the standard error of an accuracy on the test set, and of two drops (20, 29)', () => {
    expect(read(20, /on ([\d,]+) reviews, one standard error is a third of a point at most/)).toEqual([
      25_000,
    ]);
    expect(errorOf(0.5, 25_000)).toBeLessThan(1 / 3);
    expect(allOf(29)).toContain('a difference of two drops has at most two thirds');
    expect(errorOf(0.5, 25_000) * 2).toBeLessThan(2 / 3);
  });

  it('put the gap beside √2 times the deviation over seeds (8, 20, 22, 41)', () => {
    expect(metric('seed_noise')).toBeCloseTo(metric('seed_std') * Math.SQRT2, 10);
    expect(metric('gap_noise')).toBeCloseTo(Math.hypot(metric('seed_std'), metric('vljepa_seed_std')), 10);
    expect(metric('gap_in_sigma')).toBeCloseTo(metric('accuracy_gap') / metric('gap_noise'), 10);
  });

  it("give McNemar's z, for as many disagreements as there can be (22)", () => {
    const [count, difference, few, over, root, z] = read(
      22,
      /one point on ([\d,]+) reviews means b − c is (\d+), and if the models disagreed on ([\d,]+) reviews, z would be (\d+) over (\d+), which is (\d+)\. /,
    );
    expect(difference).toBe(0.01 * (count ?? NaN));
    expect(over).toBe(difference);
    expect(root).toBe(Math.sqrt(few ?? NaN));
    expect(z).toBe((over ?? NaN) / (root ?? NaN));
    const [many, smaller, independent, least] = read(
      22,
      /disagreed on ([\d,]+), z would be about ([\d.]+)\. Independent errors at 82% and 81% would disagree on some ([\d,]+), and then it would be about ([\d.]+)\./,
    );
    expect(smaller).toBe(shown(250 / Math.sqrt(many ?? NaN), 1));
    const apart = 25_000 * (0.82 * 0.19 + 0.18 * 0.81);
    expect(Math.round(apart / 100) * 100).toBe(independent);
    expect(least).toBe(shown(250 / Math.sqrt(apart), 1));
    expect(many).toBeLessThan(25_000 * (0.18 + 0.19));
  });

  it('bound the error of a recall over the captions, and give the interval behind a p-value (10, 37)', () => {
    expect(shown(errorOf(0.5, 5_000), 1)).toBe(0.7);
    // A difference of 1.4 points at p = 0.2 has a standard error of 1.4/1.2816.
    const half = (1.96 * 1.4) / 1.2816;
    expect(shown(1.4 + half, 1)).toBe(3.5);
    expect(shown(half - 1.4, 1)).toBe(0.7);
  });

  it('bound the margin of a labeled sample and of the golden set (37, 38)', () => {
    expect(1.96 * errorOf(0.5, 1)).toBeCloseTo(98, 10);
    expect(metric('online_margin')).toBeCloseTo(1.96 * errorOf(0.5, metric('online_labels')), 10);
    expect(allOf(38)).toContain('With 400 it would be five points');
    expect(Math.round(1.96 * errorOf(0.5, 400))).toBe(5);
    expect(metric('golden_margin')).toBeCloseTo(196 * Math.sqrt(0.08 / metric('golden_size')), 10);
    expect(metric('golden_margin')).toBeLessThan(metric('regression_tolerance'));
  });

  it('need so many labels in each arm to see one point (34)', () => {
    expect(read(34, /near (\d+)% that differ by a point need about ([\d,]+) labeled/)).toEqual([80, 25_000]);
    const needed = ((1.96 + 0.8416) ** 2 * 2 * 0.8 * 0.2) / 0.01 ** 2;
    expect(Math.round(needed / 1000) * 1000).toBe(25_000);
  });

  it('start two classes at the logarithm of two (13, 23, 24)', () => {
    for (const question of [13, 23, 24]) expect(allOf(question)).toContain(String(shown(Math.LN2, 2)));
  });

  it('count a doubling of the labels, and tokens for a parameter (26)', () => {
    const doublings = Math.log2(metric('label_ratio'));
    expect(metric('tf_gain_per_doubling')).toBeCloseTo(
      (metric('imdb_accuracy') - metric('tf_small_accuracy')) / doublings,
      10,
    );
    const [parameters, tokens] = read(26, /with (\d+) billion parameters and ([\d.]+) trillion tokens/);
    expect(((tokens ?? NaN) * 1e12) / ((parameters ?? NaN) * 1e9)).toBeCloseTo(20, 10);
  });
});

describe('memory', () => {
  it('is sixteen bytes a parameter with Adam in fp32, and little beside the activations (12, 23)', () => {
    const bytes = 4 * ['weight', 'gradient', 'first moment', 'second moment'].length;
    expect(allOf(12)).toContain('sixteen bytes per parameter');
    expect(2 + 2 + 4 + 8).toBe(bytes);
    expect(metric('state_memory')).toBeCloseTo((bytes * metric('vljepa_params')) / 1e3, 6);
    expect(metric('state_memory')).toBeLessThan(metric('peak_memory_final') / 4);
    expect(metric('micro_batch') * metric('accumulation_steps')).toBe(metric('effective_batch'));
  });

  it('recomputes a third of the work in a checkpointed step (12)', () => {
    expect(allOf(12)).toContain("In theory that's a third more compute");
    expect((1 + 1 + 2) / (1 + 2) - 1).toBeCloseTo(1 / 3, 12);
  });
});

describe('the fleet of the examples', () => {
  it("follows Little's law, and what one worker can do (33)", () => {
    expect(metric('in_flight')).toBeCloseTo(
      (metric('rps_per_instance') * metric('mean_latency_ms')) / 1000,
      10,
    );
    expect(metric('serial_rps')).toBeCloseTo(1000 / metric('tf_latency_ms'), 10);
    expect(metric('instance_capacity')).toBeLessThan(4 * metric('serial_rps'));
  });

  it('survives the loss of a zone, and scales below its capacity (32)', () => {
    const left = (metric('instances_high') * 2) / 3;
    expect(metric('zone_loss_rps')).toBeCloseTo(metric('rps_high') / left, 10);
    expect(metric('zone_loss_rps')).toBeLessThan(metric('instance_capacity'));
    expect(metric('scaling_target') / 60).toBeLessThan(metric('instance_capacity'));
    expect(metric('task_start_s') + metric('scaling_wait')).toBe(metric('scale_out_delay'));
  });

  it('meets a slow call more often with five of them (33)', () => {
    const [quantile, percent] = read(33, /one minus ([\d.]+) to the fifth power, about (\d+)%/);
    expect(Math.round(100 * (1 - (quantile ?? NaN) ** 5))).toBe(percent);
  });

  it('burns the error budget at these rates (35)', () => {
    const [hours, , share, rate] = read(
      35,
      /Thirty days have (\d+) hours, and (\d+)% of (\d+) is ([\d.]+)\. /,
    );
    expect(hours).toBe(30 * 24);
    expect(rate).toBe(0.02 * (share ?? NaN));
    expect(metric('fast_burn_errors')).toBeCloseTo((rate ?? NaN) * metric('error_budget'), 10);
    expect(read(35, /a budget of (\d+)%, and 14\.4 times that would be (\d+)% slow/)).toEqual([5, 5 * 14.4]);
  });

  it('prices a million requests at capacity and by the bill (30, 36, 40)', () => {
    const atCapacity = (capacity: number): number => (metric('instance_cost') / (capacity * 3600)) * 1e6;
    expect(metric('cost_per_million')).toBeCloseTo(atCapacity(metric('instance_capacity')), 10);
    expect(metric('vljepa_cost_per_million')).toBeCloseTo(atCapacity(metric('vljepa_capacity')), 10);
    expect(metric('bill_per_million')).toBeCloseTo(
      (metric('cost_after_month') / metric('requests_per_month')) * 1e6,
      6,
    );
    expect(metric('fleet_cost_10x')).toBeCloseTo(10 * metric('instance_cost') * metric('instances_high'), 10);
  });
});
