// The mathematics of the shipped bank: figures are read from the texts, as they are shown, and computed again here.
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/core/base/random.ts';
import { allOf, values } from './shipped.ts';

/** The numbers that `pattern` finds in the texts of a question, in its groups. */
function read(question: number, pattern: RegExp): readonly number[] {
  const match = pattern.exec(allOf(question));
  if (!match) throw new Error(`Q${question} has no ${pattern.source}`);
  return match.slice(1).map((text) => Number(text.replaceAll(/[,$]/g, '')));
}

/** One of them. */
function one(question: number, pattern: RegExp): number {
  const [number = NaN] = read(question, pattern);
  return number;
}

/** The example of a metric, or what is computed from the examples. */
function metric(name: string): number {
  const number = values.get(name)?.number;
  if (number === undefined) throw new Error(`there is no number ${name}`);
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

  it('grows by what was measured, and by the exponent that follows (4)', () => {
    const [short, long, ratio] = read(4, /it took (\S+) ms, at 512 tokens (\S+) ms\. That's ([\d.]+)×/);
    const exponent = one(4, /effective exponent of ([\d.]+)\. /);
    expect(ratio).toBe(shown((long ?? NaN) / (short ?? NaN), 1));
    expect(exponent).toBe(shown(Math.log((long ?? NaN) / (short ?? NaN)) / Math.log(512 / 128), 2));
  });

  it('grows by what counting its arithmetic predicts, below sixteen for every width (4, 41)', () => {
    const predicted = shown(total(512) / total(128), 1);
    expect(one(4, /arithmetic alone predicts ([\d.]+)×/)).toBe(predicted);
    expect(one(41, /the count predicts ([\d.]+)×/)).toBe(predicted);
    for (const d of [8, 64, 512, 4096, 65536]) expect((4 * (2 * d + 512)) / (2 * d + 128)).toBeLessThan(16);
  });

  it('costs as much in scores as in projections at twice the width (4, 9, 41)', () => {
    const crossover = one(4, /equal only at n = 2d, which is (\d+) tokens/);
    expect(work(crossover).linear).toBe(work(crossover).quadratic);
    expect(one(9, /For my width that's (\d+) tokens/)).toBe(crossover);
    expect(allOf(41)).toContain('cost 8·n·d² operations');
    expect(allOf(41)).toContain('cost 4·n²·d, and only that part is quadratic');
  });

  it('has a feed-forward network of two thirds of the block, equal in work at twice the width (9)', () => {
    expect(allOf(9)).toContain('8·d² against 4·d² for attention, so two thirds of the block');
    expect(8 / (8 + 4)).toBeCloseTo(2 / 3, 12);
    const n = 2 * width;
    expect(8 * n * width ** 2).toBe(total(n));
    expect(3 * (8 / 3)).toBeCloseTo(8, 12);
  });

  it('equals the linear layers of the whole block at six times the width (19, 25)', () => {
    expect(allOf(19)).toContain('They meet when n is six times d');
    const n = 6 * width;
    expect(12 * n * width ** 2).toBe(work(n).quadratic);
    expect(12 * metric('layers') * width ** 2).toBeLessThan(metric('tf_params') * 1e6);
  });

  it('has scores whose standard deviation is the root of the head size (3)', () => {
    const [all, heads, each, deviation] = read(
      3,
      /width of (\d+) dimensions is shared by (\d+) heads, which leaves (\d+) dimensions for each, so the raw scores would have a standard deviation of about ([\d.]+)\. /,
    );
    expect(each).toBe((all ?? NaN) / (heads ?? NaN));
    expect(deviation).toBe(shown(Math.sqrt(each ?? NaN), 1));
  });

  it('draws one map per layer and head (28)', () => {
    const [layers, heads, maps] = read(
      28,
      /has (\d+) layers with (\d+) heads each, so every review gives me (\d+) maps/,
    );
    expect(maps).toBe((layers ?? NaN) * (heads ?? NaN));
  });

  it('fills a key-value cache of so many bytes (4, 19)', () => {
    const [layers, tokens, d, megabytes] = read(
      19,
      /(\d+) layers, ([\d,]+) tokens and a width of (\d+) in sixteen bits are about (\d+) MB/,
    );
    const numbers = 2 * (layers ?? NaN) * (tokens ?? NaN) * (d ?? NaN);
    expect(Math.round((numbers * 2) / 1e6)).toBe(megabytes);
    expect(allOf(4)).toContain('The cache holds 2 × layers × n × d numbers per sequence');
  });

  it('masks within the range of fp16 (11)', () => {
    expect(one(11, /whose limit is minus ([\d,]+)\./)).toBe((2 - 2 ** -10) * 2 ** 15);
  });
});

describe('InfoNCE', () => {
  const n = metric('infonce_batch');

  it('starts at the logarithm of the batch, which is as much as it can certify (10, 13, 15, 23, 24)', () => {
    const chance = shown(Math.log(n), 2);
    expect(one(10, /The ceiling is then ([\d.]+) nats/)).toBe(chance);
    expect(read(13, /batch of (\d+) pairs, .* the logarithm of the batch, here ([\d.]+)\. /)).toEqual([
      n,
      chance,
    ]);
    expect(one(15, /costs log N, which is ([\d.]+) for me/)).toBe(chance);
    expect(one(23, /log of the batch size, here ([\d.]+), /)).toBe(chance);
    expect(read(24, /With (\d+) pairs that's ([\d.]+)\. /)).toEqual([n, chance]);
    const alike = simplex(4).map(() => [1, 2, 3]);
    expect(infoNce(alike, alike, 0.07)).toBeCloseTo(Math.log(4), 12);
  });

  it('has the floor at temperature one that the simplex reaches, and that nothing beats (13)', () => {
    expect(one(13, /the loss can't go below ([\d.]+), /)).toBe(shown(floorOf(n, 1), 2));
    expect(infoNce(simplex(n), simplex(n), 1)).toBeCloseTo(floorOf(n, 1), 10);
    const random = seededRandom('floor');
    const vectors = (): Vectors =>
      Array.from({ length: 6 }, () => Array.from({ length: 6 }, () => random() - 0.5));
    for (let i = 0; i < 200; i += 1) {
      const own = vectors();
      const near = own.map((row) => row.map((value) => value + 0.1 * (random() - 0.5)));
      expect(infoNce(own, near, 1)).toBeGreaterThanOrEqual(floorOf(6, 1));
    }
    expect(floorOf(n, 0.07)).toBeLessThan(0.001);
  });

  it('lets a positive beat a negative by e squared at temperature one (10)', () => {
    expect(allOf(10)).toContain('a factor of e squared at most, about seven');
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

  it('meets so many captions of one image in a random batch (14)', () => {
    const [batch, clashes] = read(14, /such pairs in a batch of (\d+) is ([\d.]+), /);
    const captions = 6_000 * 5;
    expect(clashes).toBe(shown((((batch ?? NaN) * ((batch ?? NaN) - 1)) / 2) * (4 / (captions - 1)), 2));
  });

  it('retrieves by chance one time in a thousand (10, 14, 24)', () => {
    const chance = shown((100 * 5) / 5_000, 1);
    expect(read(14, /in five out of ([\d,]+) cases, so ([\d.]+)%/)).toEqual([5_000, chance]);
    expect(read(14, /out of ([\d,]+) is correct, which is also ([\d.]+)%/)).toEqual([1_000, 100 / 1_000]);
    expect(one(24, /chance is ([\d.]+) per cent/)).toBe(chance);
    expect(one(10, /where chance is ([\d.]+)%/)).toBe(chance);
  });

  it('needs four megabytes for a matrix of a thousand pairs (23)', () => {
    expect(one(23, /at a batch of ([\d,]+) it holds a million numbers, so four megabytes/) ** 2 * 4).toBe(
      4e6,
    );
  });
});

/** Standard error of a share of `count`, in points. */
const errorOf = (share: number, count: number): number => 100 * Math.sqrt((share * (1 - share)) / count);

describe('statistics', () => {
  it('give the standard error of an accuracy on the test set (20, 22)', () => {
    const [count, at80, most] = read(
      22,
      /test set has ([\d,]+) reviews\. .* so ([\d.]+) points at eighty per cent, and never above ([\d.]+)\. /,
    );
    expect(at80).toBe(shown(errorOf(0.8, count ?? NaN), 2));
    expect(most).toBe(shown(errorOf(0.5, count ?? NaN), 2));
    expect(
      read(20, /near (\d+)% accuracy on ([\d,]+) reviews, one standard error is about a quarter/),
    ).toEqual([80, count]);
    expect(shown(errorOf(0.8, 25_000), 2)).toBe(0.25);
  });

  it('put one point at four standard errors of a model, and three of a difference (22)', () => {
    expect(allOf(22)).toContain(
      'about four standard errors of a single model, but only about three of the difference',
    );
    expect(Math.round(1 / errorOf(0.8, 25_000))).toBe(4);
    expect(Math.round(1 / (errorOf(0.8, 25_000) * Math.SQRT2))).toBe(3);
  });

  it("give McNemar's z (22)", () => {
    const [count, difference, few, over, root, z] = read(
      22,
      /one point on ([\d,]+) reviews means b − c is (\d+), and if the models disagreed on ([\d,]+) reviews, z would be (\d+) over (\d+), which is (\d+)\. /,
    );
    expect(difference).toBe(0.01 * (count ?? NaN));
    expect(over).toBe(difference);
    expect(root).toBe(Math.sqrt(few ?? NaN));
    expect(z).toBe((over ?? NaN) / (root ?? NaN));
    const [many, smaller] = read(22, /disagreed on ([\d,]+), z would be ([\d.]+)\.(?!\d)/);
    expect(smaller).toBe(shown((difference ?? NaN) / Math.sqrt(many ?? NaN), 1));
  });

  it('bound the margin of a labelled sample (38)', () => {
    expect(allOf(38)).toContain('ninety-eight divided by the square root of n, in points');
    expect(1.96 * errorOf(0.5, 1)).toBeCloseTo(98, 10);
    expect(allOf(38)).toContain('Four hundred labels give five points at worst');
    expect(Math.round(1.96 * errorOf(0.5, 400))).toBe(5);
  });

  it('start two classes at the logarithm of two (13, 23, 24)', () => {
    for (const question of [13, 23, 24])
      expect(one(question, /log(?: of)? two, about ([\d.]+)[,.] /)).toBe(shown(Math.LN2, 2));
  });

  it('count a doubling of the labels (26)', () => {
    const [times, from, to, fromOther, toOther, gain, gainOther] = read(
      26,
      /which is ([\d.]+)× as large, .* from ([\d.]+)% to ([\d.]+)%, the VL-JEPA from ([\d.]+)% to ([\d.]+)%\. Per doubling of the labels that's ([\d.]+) points for the Transformer and ([\d.]+) points/,
    );
    const doublings = Math.log2(times ?? NaN);
    expect(gain).toBe(shown(((to ?? NaN) - (from ?? NaN)) / doublings, 1));
    expect(gainOther).toBe(shown(((toOther ?? NaN) - (fromOther ?? NaN)) / doublings, 1));
    const [parameters, tokens] = read(26, /with (\d+) billion parameters and ([\d.]+) trillion tokens/);
    expect(((tokens ?? NaN) * 1e12) / ((parameters ?? NaN) * 1e9)).toBeCloseTo(20, 10);
  });

  it('compare the drops out of distribution (29)', () => {
    const [a, b, drop, c, d, other, difference] = read(
      29,
      /from ([\d.]+)% to ([\d.]+)%, so its drop is ([\d.]+) points\. .* from ([\d.]+)% to ([\d.]+)%, and its drop is ([\d.]+) points\. The first drop minus the second is ([\d.]+) points/,
    );
    expect(drop).toBe((a ?? NaN) - (b ?? NaN));
    expect(other).toBe((c ?? NaN) - (d ?? NaN));
    expect(difference).toBe((drop ?? NaN) - (other ?? NaN));
  });
});

describe('memory and size', () => {
  it('is sixteen bytes a parameter with Adam in fp32 (12, 23)', () => {
    const bytes = 4 * ['weight', 'gradient', 'first moment', 'second moment'].length;
    expect(allOf(12)).toContain('sixteen bytes a parameter, so sixteen megabytes for every million');
    expect((bytes * 1e6) / 1e6).toBe(16);
    expect(one(23, /the fixed part is (\d+) bytes per trainable parameter/)).toBe(bytes);
    expect(2 + 2 + 4 + 8).toBe(bytes);
    const [before, after, ratio] = read(
      12,
      /the peak from ([\d.]+) GB to ([\d.]+) GB .* the old peak was ([\d.]+)× as high/,
    );
    expect(ratio).toBe(shown((before ?? NaN) / (after ?? NaN), 1));
    expect((bytes * metric('vljepa_params')) / 1e3).toBeLessThan(after ?? NaN);
  });

  it('reaches the effective batch in so many steps (12)', () => {
    const [micro, steps, batch] = read(
      12,
      /micro-batch is (\d+) examples, and I accumulate over (\d+) steps to reach an effective batch of (\d+)/,
    );
    expect((micro ?? NaN) * (steps ?? NaN)).toBe(batch);
  });

  it('recomputes a third of the work in a checkpointed step (12)', () => {
    expect(allOf(12)).toContain("in theory that's a third more compute");
    expect((1 + 1 + 2) / (1 + 2) - 1).toBeCloseTo(1 / 3, 12);
  });

  it('puts ratios beside what they are computed from (23, 25, 31)', () => {
    const [before, after, shrink] = read(
      31,
      /from ([\d.]+) GB to (\d+) MB, so the old one was ([\d.]+)× the size/,
    );
    expect(shrink).toBe(shown(((before ?? NaN) * 1000) / (after ?? NaN), 1));
    const [tf, vl, ratio] = read(
      25,
      /has (\d+) M parameters and .* has (\d+) M parameters, which is ([\d.]+)× as many/,
    );
    expect(ratio).toBe(shown((vl ?? NaN) / (tf ?? NaN), 1));
    expect(one(25, /two times the embedding size, so (\d+) weights/)).toBe(2 * metric('embedding_dim'));
    const [hours, more, times] = read(23, /took (\d+) h and the VL-JEPA (\d+) h, so ([\d.]+)× the time/);
    expect(times).toBe(shown((more ?? NaN) / (hours ?? NaN), 1));
  });
});

describe('load and cost', () => {
  it("follow Little's law, and what one worker can do (33, 40)", () => {
    const [rate, mean, inFlight] = read(
      33,
      /each instance took (\d+) requests\/s with a mean of (\d+) ms, so about ([\d.]+) requests/,
    );
    expect(inFlight).toBe(shown(((rate ?? NaN) * (mean ?? NaN)) / 1000, 1));
    expect(one(33, /one over the latency, which is (\d+) requests\/s/)).toBe(
      Math.round(1000 / metric('tf_latency_ms')),
    );
    const [now, instances, tenfold] = read(
      40,
      /is (\d+) requests\/s on (\d+) instances, so ten times is (\d+) requests\/s/,
    );
    expect(tenfold).toBe(10 * (now ?? NaN));
    expect(one(40, /proportion that's (\d+) instances/)).toBe(10 * (instances ?? NaN));
    expect(one(40, /about (\d+) requests would be in flight/)).toBe(
      ((tenfold ?? NaN) * metric('mean_latency_ms')) / 1000,
    );
  });

  it('meet a slow call more often with five of them (33)', () => {
    const [quantile, percent] = read(33, /one minus ([\d.]+) to the fifth power, which is about (\d+)%/);
    expect(Math.round(100 * (1 - (quantile ?? NaN) ** 5))).toBe(percent);
  });

  it('burn the error budget at these rates (35)', () => {
    const [days, share, rate] = read(
      35,
      /Thirty days have (\d+) hours; two per cent of (\d+) is ([\d.]+)\. /,
    );
    expect(days).toBe(30 * 24);
    expect(rate).toBe(0.02 * (share ?? NaN));
    const [spent, of] = read(
      35,
      /a burn rate of six for six hours spends (\d+) of (\d+) hours' worth, which is five per cent/,
    );
    expect(spent).toBe(6 * 6);
    expect((spent ?? NaN) / (of ?? NaN)).toBeCloseTo(0.05, 12);
    const budget = one(35, /Mine is ([\d.]+)% of requests over thirty days/);
    expect(one(35, /the threshold is an error share of ([\d.]+)%/)).toBe(shown((rate ?? NaN) * budget, 1));
  });

  it('price a million requests (30, 36, 40)', () => {
    const [rate, instances, each, price, cost] = read(
      30,
      /test: (\d+) requests\/s on (\d+) instances, so (\d+) requests\/s each\. At \$([\d.]+)\/h per instance, that's \$([\d.]+) per million/,
    );
    expect(each).toBe((rate ?? NaN) / (instances ?? NaN));
    const exact = ((price ?? NaN) / ((each ?? NaN) * 3600)) * 1e6;
    expect(cost).toBe(shown(exact, 2));
    const [otherRate, otherCost, ratio] = read(
      30,
      /sustains (\d+) requests\/s .* cost \$([\d.]+)\. Per request, that's ([\d.]+)× the Transformer's cost/,
    );
    const other = ((price ?? NaN) / ((otherRate ?? NaN) * 3600)) * 1e6;
    expect(otherCost).toBe(shown(other, 2));
    expect(ratio).toBe(shown(other / exact, 1));
    expect(one(36, /which makes \$([\d.]+) per million requests/)).toBe(cost);
    const [fleet, tenfold] = read(40, /goes from \$([\d.]+)\/h to \$([\d.]+)\/h/);
    expect(fleet).toBeCloseTo((price ?? NaN) * (instances ?? NaN), 10);
    expect(tenfold).toBeCloseTo(10 * (fleet ?? NaN), 10);
  });

  it('save what the bills differ by (36)', () => {
    const [before, after, saved] = read(
      36,
      /from \$(\d+)\/month to \$(\d+)\/month, a saving of \$(\d+)\/month/,
    );
    expect(saved).toBe((before ?? NaN) - (after ?? NaN));
  });

  it('leave headroom, and split the lag of scaling (32)', () => {
    const [capacity, carried, ratio] = read(
      32,
      /that was at (\d+) requests\/s\. .* carried (\d+) requests\/s, so the capacity is ([\d.]+)× that load/,
    );
    expect(ratio).toBe(shown((capacity ?? NaN) / (carried ?? NaN), 2));
    const [all, task, wait] = read(
      32,
      /I measured (\d+) s\. Of that, (\d+) s was the task itself.* The other (\d+) s was/,
    );
    expect((task ?? NaN) + (wait ?? NaN)).toBe(all);
  });

  it('trade accuracy for latency at this rate (22)', () => {
    const [a, b, gap, wait, rate] = read(
      22,
      /scored ([\d.]+)% and the VL-JEPA ([\d.]+)%, a gap of ([\d.]+) points\. In latency they're (\d+) ms apart\. .* exchange rate is ([\d.]+) points\/ms/,
    );
    expect(gap).toBe(Math.abs((a ?? NaN) - (b ?? NaN)));
    expect(wait).toBe(Math.abs(metric('vljepa_latency_ms') - metric('tf_latency_ms')));
    expect(rate).toBe(shown((gap ?? NaN) / (wait ?? NaN), 4));
  });

  it('shorten a request, and its 95th percentile, by these factors (19, 42)', () => {
    const [before, after, ratio] = read(
      19,
      /took (\d+) ms for one request; now it's (\d+) ms, which is ([\d.]+)× as fast/,
    );
    expect(ratio).toBe(shown((before ?? NaN) / (after ?? NaN), 1));
    const [slow, fast, times] = read(
      42,
      /I brought p95 from (\d+) ms to (\d+) ms\. Before the fix it was ([\d.]+)×/,
    );
    expect(times).toBe(shown((slow ?? NaN) / (fast ?? NaN), 1));
    expect(fast).toBeLessThan(metric('slo_p95_ms'));
  });
});
