// Figures that misstate a value: the corpus of typed answers to the shipped bank, and the rules one by one.
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/core/base/question.ts';
import { feedbackOn } from '../../../src/core/feedback/feedback.ts';
import { digitText, figuresIn } from '../../../src/core/feedback/figures.ts';
import { oneLine } from '../../../src/core/base/text.ts';
import { sentenceAt } from '../../../src/core/feedback/words.ts';
import { valuesHeard, wrongNumberText } from '../../../src/core/feedback/wrong-numbers.ts';
import type { Values } from '../../../src/core/fill/conditional.ts';
import { fillText, segmentsText, valuesWith } from '../../../src/core/fill/values.ts';
import { bank as shipped, firstEdition } from '../../bank/shipped.ts';
import {
  accusedIn,
  bankAbout,
  FIGURE_SETS,
  figureCases,
  filled,
  isFound,
  questionIn,
  answerWith,
} from '../../support/figure-cases.ts';
import { shippedLexicon } from '../../support/lexicon.ts';

const wrongNumbersIn = (...heard: Parameters<typeof valuesHeard>) => valuesHeard(...heard).wrong;

function feedbackOnFigures(text: string, question: Question, values: Values) {
  const { wrongNumbers, cited } = feedbackOn(text, question, values, shippedLexicon);
  return {
    wrong: wrongNumbers.map(({ said }) => said),
    cited: cited.map((key) => oneLine(values.get(key)?.text ?? '')),
  };
}

const { bank } = firstEdition;
const questionOf = (id: string): Question => questionIn(bank, id);
const valuesFrom = (values: Readonly<Record<string, string>>): Values => filled(bank, values);

/** The answers of a set, each heard once. */
const sets = new Map(
  FIGURE_SETS.map((name) => [
    name,
    figureCases(name).map((each) => ({
      each,
      heard: valuesHeard(each.text, each.question, each.values, shippedLexicon),
    })),
  ]),
);
const judgedIn = (name: (typeof FIGURE_SETS)[number]) => sets.get(name) ?? [];

describe.each([
  { name: 'figures', wrong: 40, right: 40, atLeast: 36, atMost: 1 },
  { name: 'examples', wrong: 36, right: 37, atLeast: 34, atMost: 1 },
  { name: 'projects', wrong: 80, right: 80, atLeast: 63, atMost: 1 },
  { name: 'more-projects', wrong: 129, right: 95, atLeast: 119, atMost: 1 },
  { name: 'gaps', wrong: 74, right: 120, atLeast: 69, atMost: 5 },
  { name: 'more-gaps', wrong: 120, right: 168, atLeast: 106, atMost: 5 },
] as const)('the answers of $name', ({ name, wrong: wrongs, right, atLeast, atMost }) => {
  const judged = judgedIn(name);
  const cases = judged.map(({ each }) => each);

  it(`are ${wrongs} with a wrong figure, and ${right} without`, () => {
    expect(cases.filter(({ wrong }) => wrong.length > 0)).toHaveLength(wrongs);
    expect(cases.filter(({ wrong }) => wrong.length === 0)).toHaveLength(right);
  });

  it(`have their wrong figures found in ${atLeast} or more, each with its metric`, () => {
    const found = judged.filter(({ each, heard }) => each.wrong.length > 0 && isFound(each, heard.wrong));
    expect(found.length).toBeGreaterThanOrEqual(atLeast);
  });

  it(`have at most ${atMost} right figures called wrong`, () => {
    const accused = judged.flatMap(({ each, heard }) =>
      accusedIn(each, heard.wrong).map(({ said }) => `${each.id}: ${said}`),
    );
    expect(accused.length, accused.join(', ')).toBeLessThanOrEqual(atMost);
  });
});

it('cites what model answers say in their own words, and finds nothing wrong with it', () => {
  const asked = new Map(
    FIGURE_SETS.flatMap(judgedIn).map(({ each }) => [each.question, each.values] as const),
  );
  const told = [...asked].map(([question, values]) => {
    const text = segmentsText(fillText(question.answer, question, values));
    const { wrongNumbers, notCited } = feedbackOn(text, question, values, shippedLexicon);
    return { wrongNumbers, notCited, title: question.title };
  });
  expect(told.length).toBeGreaterThan(100);
  expect(told.flatMap(({ wrongNumbers }) => wrongNumbers)).toEqual([]);
  const uncited = told.filter(({ notCited }) => notCited.length > 0);
  expect(
    uncited.length,
    uncited.map(({ title, notCited }) => `${title}: ${notCited.join()}`).join('\n'),
  ).toBe(0);
});

it('tells both of two values that are exchanged in most answers that say both', () => {
  const exchanged = FIGURE_SETS.flatMap(judgedIn).flatMap(({ each, heard }) => {
    const { question, values: own, text } = each;
    const isStored = (key: string): boolean => own.get(key)?.origin === 'typed';
    const said = [...new Set(heard.said.map(({ metric }) => metric))].filter(isStored).toSorted();
    const pairs = said.flatMap((one, i) => said.slice(i + 1).map((two) => [one, two] as const));
    return pairs.flatMap(([one, two]) => {
      const [a, b] = [own.get(one), own.get(two)];
      if (!a?.unit || !b || a.unit !== b.unit || a.plain === b.plain) return [];
      const swapped = valuesWith([...own, [one, b], [two, a]], own);
      return [
        new Set(wrongNumbersIn(text, question, swapped, shippedLexicon).map(({ metric }) => metric)),
      ].map((wrong) => wrong.has(one) && wrong.has(two));
    });
  });
  expect(exchanged).toHaveLength(243);
  expect(exchanged.filter((isTold) => isTold).length).toBeGreaterThanOrEqual(155);
});

it.each([
  ['p95 must stay below 250 ms. The p95 came out at 180 ms and 0.1% of the requests failed.', []],
  ['0.1% of the requests failed and the p95 came out at 180 ms. It has to stay under 250 ms.', []],
  ['The p95 may not exceed 250 ms, measured were 180 ms, and errors were at 0.1%.', []],
  ['The p95 was 210 ms.', ['210 ms: p95_ms']],
  ['At 400 requests per second the p95 was 210 ms.', ['210 ms: p95_ms']],
  ['At 400 requests per second on 6 tasks the p95 was 250 ms.', ['250 ms: p95_ms']],
  ['On 6 tasks p95 was 250 ms.', ['250 ms: p95_ms']],
  ['The objective was a p95 of 200 ms.', ['200 ms: slo_p95_ms']],
  ['I wrote down p95 = 250 ms before the test and measured 180 ms.', []],
  ['The goal: 250 ms at the 95th percentile. It came out at 180 ms.', []],
  [
    'The objective is p95 under 180 ms; at 400 requests per second on 6 tasks, p95 was 250 ms.',
    ['180 ms: slo_p95_ms', '250 ms: p95_ms'],
  ],
])(
  'holds a measured value against no objective, and an objective against no measured value: %s',
  (typed, wrong) => {
    const values = filled(shipped, {
      slo_p95_ms: '250 ms',
      p95_ms: '180 ms',
      rps_high: '400 requests/s',
      instances_high: '6 tasks',
      load_error_share: '0.1%',
    });
    const heard = wrongNumbersIn(typed, questionIn(shipped, 'load-testing'), values, shippedLexicon);
    expect(heard.map(({ said, metric }) => `${said}: ${metric}`)).toEqual(wrong);
  },
);

it.each([
  ['Test accuracy was 88.1%, the linear baseline reached 85.3%.', 2],
  ['The linear baseline reached 85.3% and my Transformer 88.1%.', 2],
  ['Test accuracy was 85.3%, the linear baseline reached 88.1%.', 0],
  ['The linear baseline reached 88.1% and my Transformer 85.3%.', 0],
])('hears a baseline as what is compared, and not as what was before: %s', (typed, count) => {
  const values = filled(shipped, {
    imdb_accuracy: '85.3%',
    baseline_accuracy: '88.1%',
    overfit_gap_after: '4.2 pp',
  });
  expect(wrongNumbersIn(typed, questionIn(shipped, 'overfitting'), values, shippedLexicon)).toHaveLength(
    count,
  );
});

it('holds no figure against another metric than the one without a value that it is about', () => {
  const metrics = [
    { name: 'seed_noise', prompt: 'How far two seeds are apart', unit: 'pp', value: '0.28' },
    { name: 'heads_gap', prompt: 'How far one head and several are apart', unit: 'pp', value: '0.4' },
  ];
  const about = bankAbout('Heads', metrics);
  const own = filled(about, { seed_noise: '0.28 pp' });
  const wrongIn = (text: string): readonly string[] =>
    wrongNumbersIn(text, questionIn(about, 'the-project'), own, shippedLexicon).map(({ said }) => said);
  expect(wrongIn('In my runs one head was 0.4 points better than several.')).toEqual([]);
  expect(wrongIn('Two seeds are 0.4 points apart.')).toEqual(['0.4 points']);
});

describe('a right figure', () => {
  const scaling = [
    {
      name: 'instance_capacity',
      prompt: 'Highest rate per task at which the fleet meets the objectives',
      unit: 'requests/s',
      value: '45',
    },
    {
      name: 'rps_per_instance',
      prompt: 'Requests per second that one task carried at that level',
      unit: 'requests/s',
      value: '30',
    },
    { name: 'rps_high', prompt: 'Highest level of the main load test', unit: 'requests/s', value: '120' },
    {
      name: 'zone_loss_rps',
      prompt: 'Requests per second on each remaining task when one of three zones is lost',
      unit: 'requests/s',
      value: '45',
    },
    { name: 'instances_high', prompt: 'Tasks that served that level', unit: 'tasks', value: '4' },
  ];
  const accuracy = [
    {
      name: 'imdb_accuracy',
      prompt: 'Accuracy of your Transformer on the IMDB test set',
      unit: '%',
      value: '87.3',
    },
    {
      name: 'baseline_accuracy',
      prompt: 'Test accuracy of a linear model on word counts',
      unit: '%',
      value: '86.2',
    },
  ];

  it.each([
    [scaling, 'The target lies below the 45 requests per second that a task can carry.'],
    [scaling, 'If one of three zones goes, the rest gets 45 each. A task can carry 45 requests per second.'],
    [
      accuracy,
      "It's right about seven times out of eight, 87.3%, on 25,000 reviews it never saw, and a bag of words gets 86.2%.",
    ],
    [accuracy, 'I used dropout 0.1, and it gets 87% of the test reviews right.'],
    [accuracy, 'Training accuracy is 99%, test accuracy 87.3%.'],
    [accuracy, "On the training set it's 99% right."],
  ])('is not called wrong', (metrics, text) => {
    const about = bankAbout('My model', metrics);
    const own = filled(
      about,
      Object.fromEntries(metrics.map(({ name, value, unit }) => [name, `${value} ${unit}`])),
    );
    expect(wrongNumbersIn(text, questionIn(about, 'the-project'), own, shippedLexicon)).toEqual([]);
  });

  it('is not called wrong beside another change', () => {
    const { question, values } = answerWith(
      'The p99 went from [X] ms to [Y] ms, and throughput from [FILL IN: tps_before] to [FILL IN: tps_after].',
      [
        [41.2, 'ms'],
        [19.9, 'ms'],
        [8283, 'tps'],
        [11_306, 'tps'],
      ],
    );
    const text =
      'The p99 halved, from 41 ms to 20 ms, and throughput grew by more than a third, to 11.3k tps.';
    expect(wrongNumbersIn(text, question, values, shippedLexicon)).toEqual([]);
  });
});

describe('a figure of attention', () => {
  const values = valuesFrom({
    attention_ms_128: '50 ms',
    attention_ms_512: '320 ms',
    d_model: '512 dimensions',
    flash_speedup: '2.3',
  });
  const wrongIn = (text: string): string =>
    wrongNumbersIn(text, questionOf('attention-complexity'), values)
      .map(({ said, metric, value }) => `${said}: ${metric} ${value.replace('\u00A0', ' ')}`)
      .join(', ');

  it.each([
    ['It took 999 ms at 512 tokens.', '999 ms: attention_ms_512 320 ms'],
    [
      'It took nine hundred milliseconds at 512 tokens.',
      'nine hundred milliseconds: attention_ms_512 320 ms',
    ],
    ['It went from 50 to 640 ms.', '640 ms: attention_ms_512 320 ms'],
    ['At 128 tokens it took 0.5 s.', '0.5 s: attention_ms_128 50 ms'],
    ['At 512 tokens it took 300–310 ms.', '300–310 ms: attention_ms_512 320 ms'],
    ['The slowdown was 3x.', '3x: attention_slowdown 6.4×'],
    ['The exponent is 1.9.', '1.9: attention_exponent 1.34'],
    ['At 512 tokens it took 999 ms, so I would not run it there.', '999 ms: attention_ms_512 320 ms'],
    ['It took 999 ms at 512 tokens, as people notice.', '999 ms: attention_ms_512 320 ms'],
  ])('is wrong: %j', (text, wrong) => {
    expect(wrongIn(text)).toBe(wrong);
  });

  it.each([
    'It took 320 ms at 512 tokens, and 50 ms at 128.',
    'It took 0.32 s at 512 tokens.',
    'At 512 tokens it took 321 ± 2 ms.',
    'At 512 tokens it took 310–330 ms.',
    'At 512 tokens it took between 310 and 330 ms.',
    'The change was -6.4x.',
    'I measured 50 ms at 128 tokens. Lunch was 30 ms away.',
    'About 300 ms at 512 tokens.',
    'It took 300 ms or so at 512 tokens.',
    'Over 300 ms at 512 tokens.',
    'I would expect 800 ms at 512 tokens.',
    'The target was 200 ms at 512 tokens.',
    'In the paper it took 12 ms at 512 tokens.',
    'Pure n² would give sixteen times.',
    'It took three minutes at 512 tokens.',
    'A T4 needs 700 ms.',
    'At 512 tokens it took 320 ms, of which 120 ms are the softmax.',
    'People see 999 ms at 512 tokens.',
    'In 2022 it was new, and 8 heads are usual.',
    'At 512 tokens it used to take 700 ms before batching; now it takes 320 ms.',
    'Before batching it was 700 ms at 512 tokens, now it is 320 ms.',
    'Before batching, it took 700 ms at 512 tokens.',
    '',
  ])('is not called wrong: %j', (text) => {
    expect(wrongIn(text)).toBe('');
  });

  it('is said as either neighbor of a half, and cited as rounded, but not for a small number', () => {
    const heard = (text: string, value: string) =>
      valuesHeard(text, questionOf('attention-complexity'), valuesFrom({ attention_ms_128: value }));
    for (const said of ['64 ms', '65 ms'])
      expect(heard(`It took ${said} at 128 tokens.`, '64.5 ms')).toMatchObject({
        wrong: [],
        said: [{ metric: 'attention_ms_128' }],
      });
    expect(heard('It took 66 ms at 128 tokens.', '64.5 ms').wrong).toHaveLength(1);
    expect(heard('It took 3 ms at 128 tokens.', '3.5 ms').named.size).toBe(0);
  });

  it('has none without values', () => {
    expect(
      wrongNumbersIn('It took 999 ms at 512 tokens.', questionOf('attention-complexity'), new Map()),
    ).toEqual([]);
  });

  it('is placed in the text as it was typed, and so is its sentence', () => {
    const typed = 'Well.\n It took  nine hundred ms at five hundred and twelve tokens. So what?';
    const [wrong] = wrongNumbersIn(typed, questionOf('attention-complexity'), values);
    expect(typed.slice(wrong?.place.start, wrong?.place.end)).toBe('nine hundred ms');
    const { start, end } = sentenceAt(typed, wrong?.place ?? { start: 0, end: 0 });
    expect(typed.slice(start, end)).toBe('It took  nine hundred ms at five hundred and twelve tokens.');
  });

  it('is looked for in the beginning of a very long answer', () => {
    const [wrong, long] = ['It took 999 ms at 512 tokens. ', 'And so it went on. '.repeat(5000)];
    expect(wrongIn(wrong + long)).toBe('999 ms: attention_ms_512 320 ms');
    expect(wrongIn(long + wrong)).toBe('');
  });
});

describe('a figure of another field', () => {
  const metrics = {
    bake_temp: ['230 °C', '°C'],
    proof_time: ['75 min', 'min'],
    steel: ['620 t', 't'],
    flow: ['18000 m³/day', 'm³/day'],
    tick_rate: ['30 Hz', 'Hz'],
    fraud_share: ['0.3%', '%'],
    waste_before: ['6%', '%'],
    waste_after: ['3.5%', '%'],
    cost: ['$38000 per month', '$ per month'],
    draw: ['1.1 mA', 'mA'],
    orders: ['130 orders/week', 'orders/week'],
    batches: ['4×/day', '×/day'],
  } as const;
  const other = bankAbout(
    'About the works?',
    Object.entries(metrics).map(([name, [value, unit]]) => ({
      name,
      prompt: name.replaceAll('_', ' '),
      unit,
      value,
    })),
  );
  const values = filled(
    other,
    Object.fromEntries(Object.entries(metrics).map(([name, [value]]) => [name, value])),
  );
  const question = questionIn(other, 'the-project');
  const wrongIn = (text: string): readonly string[] =>
    wrongNumbersIn(text, question, values).map(({ said, metric }) => `${said}: ${metric}`);

  it.each([
    ['The bake temperature was 320 °C.', '320 °C: bake_temp'],
    [
      'The proof took an hour and three quarters, and so did the rest of the time.',
      'an hour and three quarters: proof_time',
    ],
    ['There are 6,200 tonnes of steel in it.', '6,200 tonnes: steel'],
    ['The flow is 18 thousand cubic metres per hour.', '18 thousand cubic metres per hour: flow'],
    ['Fraud is 3 in a hundred.', '3 in a hundred: fraud_share'],
    ['The waste fell from 6% to 5.3.', '5.3: waste_after'],
    ['The waste was 6% before and is 5 now.', '5: waste_after'],
    ['Before, the waste was 3.5%.', '3.5%: waste_before'],
    ['It draws 1.1 microamps.', '1.1 microamps: draw'],
    ['The proof takes 57 minutes, against a limit of 90 minutes.', '57 minutes: proof_time'],
    ['The bake temperature went up to 332 degrees.', '332 degrees: bake_temp'],
    ['The fraud share is 3.5%.', '3.5%: fraud_share'],
    ['With LightGBM at 7 stations and on the 3rd day the bake temperature was 320 °C.', '320 °C: bake_temp'],
    ['The proof takes 57 minutes, if I remember right.', '57 minutes: proof_time'],
  ])('is wrong: %j', (text, wrong) => {
    expect(wrongIn(text)).toEqual([wrong]);
  });

  it('is wrong if it is the one of another metric, and so is the other', () => {
    expect(wrongIn('The waste fell from 3.5% to 6%.')).toEqual(['3.5%: waste_before', '6%: waste_after']);
    const models = bankAbout('Which model?', [
      { name: 'small_latency', prompt: 'Latency of the small model', unit: 'ms', value: '12 ms' },
      { name: 'large_latency', prompt: 'Latency of the large model', unit: 'ms', value: '31 ms' },
    ]);
    const heard = valuesHeard(
      'The large model has a better score at 12 ms, and the small model one at 31 ms.',
      questionIn(models, 'the-project'),
      filled(models, { small_latency: '12 ms', large_latency: '31 ms' }),
    );
    expect(heard.wrong.map(({ said, metric }) => `${said}: ${metric}`)).toEqual([
      '12 ms: large_latency',
      '31 ms: small_latency',
    ]);
    expect([...heard.said, ...heard.named.keys()]).toEqual([]);
    const both = bankAbout('Which model?', [
      { name: 'tf_accuracy', prompt: 'Accuracy of the Transformer', unit: '%', value: '82.4%' },
      { name: 'tf_latency', prompt: 'Latency of the Transformer for a review', unit: 'ms', value: '12 ms' },
      { name: 'joint_accuracy', prompt: 'Accuracy of the VL-JEPA', unit: '%', value: '81.1%' },
      { name: 'joint_latency', prompt: 'Latency of the VL-JEPA for a review', unit: 'ms', value: '31 ms' },
    ]);
    const swapped = valuesHeard(
      'VL-JEPA has 82.4% at 12 ms and the Transformer 81.1% at 31 ms.',
      questionIn(both, 'the-project'),
      filled(both, {
        tf_accuracy: '82.4%',
        tf_latency: '12 ms',
        joint_accuracy: '81.1%',
        joint_latency: '31 ms',
      }),
    );
    expect(swapped.wrong.map(({ said }) => said)).toEqual(['82.4%', '12 ms', '81.1%', '31 ms']);
  });

  it.each([
    'Baked at 446 °F, or 230 degrees.',
    'An hour and a quarter of proof, 620,000 kg of steel.',
    'A flow of 750 m³ an hour, that is 18 million litres a day.',
    'A tick every 33 ms, so 30 times a second.',
    'Three per thousand are fraud, the other 99.7% are not.',
    'The waste is down by 2.5 points, two fifths less than before.',
    'It costs about 456k a year, 38 grand a month.',
    'Last year the waste was 9%.',
    'The industry has a waste of 5%.',
    'We had planned for 700 tonnes of steel.',
    'There are batches every six hours, and about 19 orders a day.',
    'The waste is 3.5%, not 6%.',
    'On the 5th day of proof we stopped.',
    'The p99 of the proof time is 128 minutes.',
    'The flow is well over ten thousand cubic metres a day.',
  ])('is not called wrong: %j', (text) => {
    expect(wrongIn(text)).toEqual([]);
  });
});

describe('a figure that compares two values', () => {
  const metrics = [
    { name: 'build', prompt: 'Median time of a build', unit: 'min', value: '9' },
    { name: 'build_before', prompt: 'Median time of a build before', unit: 'min', value: '27' },
    { name: 'hits', prompt: 'Cache hits', unit: '%', value: '83' },
    { name: 'hits_before', prompt: 'Cache hits before', unit: '%', value: '58' },
  ];
  const builds = bankAbout('What did you do about slow builds?', metrics);
  const values = filled(
    builds,
    Object.fromEntries(metrics.map(({ name, unit, value }) => [name, `${value} ${unit}`])),
  );
  const wrongIn = (text: string): readonly string[] =>
    wrongNumbersIn(text, questionIn(builds, 'the-project'), values, shippedLexicon).map((wrong) =>
      wrongNumberText(wrong).replaceAll('\u00A0', ' '),
    );

  it.each([
    [
      'A build takes 9 minutes instead of 27, so five times less.',
      'you said five times; build is 1/3 of build_before',
    ],
    [
      'Builds took 27 minutes, and we cut that by half, to 9.',
      'you said by half; build is 67% less than build_before',
    ],
    [
      'A build took 27 minutes and takes 9. That is 28 minutes saved.',
      'you said 28 minutes; build is 18 min less than build_before',
    ],
    [
      'Cache hits gained 15 points, from 58 to 83%.',
      'you said 15 points; hits is 25 points more than hits_before',
    ],
    ['Cache hits doubled from 58 to 83%.', 'you said doubled; hits is 1.4× hits_before'],
    ['Cache hits went up fivefold, from 58 to 83%.', 'you said fivefold; hits is 1.4× hits_before'],
    ['A build went from 27 to 9 minutes, so 33% less.', 'you said 33%; build is 67% less than build_before'],
    [
      'A build went from 27 to 9 minutes, so down by 33%.',
      'you said 33%; build is 67% less than build_before',
    ],
  ])('is wrong: %j', (text, wrong) => {
    expect(wrongIn(text)).toEqual([wrong]);
  });

  it.each([
    'A build takes 9 minutes instead of 27, a third of the time.',
    'Builds are three times as fast, 9 minutes after 27.',
    'A build went from 27 to 9 minutes, down to 33% of what it was.',
    'Builds went from 27 to 9 minutes, so we cut that by two thirds and saved 18 minutes.',
    'Cache hits gained 25 points, or 43% relative, from 58 to 83%.',
    'Builds took 27 minutes and take 9. The office is 40% cheaper.',
    'Builds took 27 minutes and take 9. I had hoped to cut that by half.',
  ])('is not called wrong: %j', (text) => {
    expect(wrongIn(text)).toEqual([]);
  });
});

it('compares money per month in money', () => {
  const metrics = [
    { name: 'bill', prompt: 'Monthly bill', unit: '$/month', value: '520' },
    { name: 'bill_before', prompt: 'Monthly bill before', unit: '$/month', value: '920' },
  ];
  const bills = bankAbout('What did you do about the bill?', metrics);
  const values = filled(bills, { bill: '$520/month', bill_before: '$920/month' });
  const wrongIn = (text: string): readonly string[] =>
    wrongNumbersIn(text, questionIn(bills, 'the-project'), values, shippedLexicon).map(({ said }) => said);
  expect(wrongIn('The bill went down by four hundred dollars, from $920 to $520.')).toEqual([]);
  expect(wrongIn('The bill went down by three hundred dollars, from $920 to $520.')).toEqual([
    'three hundred dollars',
  ]);
});

describe('a figure of what fell', () => {
  const metrics = [
    { name: 'queue', prompt: 'Median time in the queue', unit: 's', value: '94' },
    { name: 'queue_before', prompt: 'Median time in the queue before', unit: 's', value: '141' },
  ];
  const queues = bankAbout('What did you do about the queue?', metrics);
  const values = filled(queues, { queue: '94 s', queue_before: '141 s' });

  it('is no share of the lower value: half as much again is not halved', () => {
    const text = 'It halved the queue, from 141 seconds down to 94.';
    const wrong = wrongNumbersIn(text, questionIn(queues, 'the-project'), values, shippedLexicon);
    expect(wrong.map(wrongNumberText)).toEqual(['you said halved; queue is 33% less than queue_before']);
  });
});

describe('a value of a metric that is named by a number', () => {
  const { question, values } = answerWith(
    'From 128 to 512 tokens my layer went from [FILL IN: attention_ms_128] to [FILL IN: attention_ms_512].',
    [
      [1.31, 'ms'],
      [8.84, 'ms'],
    ],
  );
  const wrongIn = (text: string): readonly string[] =>
    wrongNumbersIn(text, question, values, shippedLexicon).map(({ said, metric }) => `${said} ${metric}`);

  it.each([
    'It took 1.31 ms at 128 tokens and 8.84 ms at 512.',
    'At 512 tokens it took 8.84 ms, at 128 it took 1.31 ms.',
    'At 128 tokens, it took 1.31 ms; at 512, 8.84 ms.',
    '1.31 ms (128 tokens) and 8.84 ms (512 tokens).',
    'From 1.31 ms at 128 to 8.84 ms at 512 tokens.',
    'It was 1.31 ms at 128, it is 8.84 ms at 512.',
    // Both values are of today.
    'In an earlier run it took 2 ms at 128 tokens, today it takes 1.31 ms.',
    'It used to take 2 ms at 128 tokens; now it is 1.31 ms.',
    'It takes 1.31 ms now.',
  ])('is right: %s', (text) => {
    expect(wrongIn(text)).toEqual([]);
  });

  it.each([
    'From 128 to 512 tokens the layer slowed down: it took 8.84 ms at 128 tokens and 1.31 ms at 512.',
    'At 128 tokens it took 8.84 ms and at 512 tokens 1.31 ms.',
    'At 128 tokens, it took 8.84 ms; at 512, 1.31 ms.',
    '8.84 ms (128 tokens) and 1.31 ms (512 tokens).',
    'From 8.84 ms at 128 to 1.31 ms at 512 tokens.',
  ])('is exchanged with the other one: %s', (text) => {
    expect(wrongIn(text)).toEqual(['8.84 ms attention_ms_128', '1.31 ms attention_ms_512']);
  });

  it('is wrong beside the other number, also alone', () => {
    expect(wrongIn('It took 8.84 ms at 128 tokens.')).toEqual(['8.84 ms attention_ms_128']);
  });
});

describe('a figure of before or after, by its place in the model answer', () => {
  const load = answerWith('The pool broke first. The p99 went from [A] ms to [B] ms before errors started.', [
    [340, 'ms'],
    [1900, 'ms'],
  ]);
  const batching = answerWith(
    '[FILL IN: rate_before] became [FILL IN: rate_after], and p99 is [A] ms instead of [B] ms.',
    [[120], [480], [220, 'ms'], [900, 'ms']],
  );
  const wrongIn = ({ question, values }: ReturnType<typeof answerWith>, text: string): readonly string[] =>
    wrongNumbersIn(text, question, values, shippedLexicon).map(({ said }) => said);

  it.each([
    'The p99 went from 340 ms to 1900 ms.',
    'p99 rose from 340 ms to 1.9 s.',
    'It was 340 ms at first, then 1900 ms.',
    'p99 was 1900 ms before errors started, up from 340 ms.',
    'Before errors started, p99 was 1900 ms.',
    'The p99 was 1900 ms under load.',
    'The p99 is 340 ms normally.',
  ])('is right: %j', (text) => {
    expect(wrongIn(load, text)).toEqual([]);
  });

  it.each([
    ['The p99 went from 1900 ms to 340 ms.', ['1900 ms', '340 ms']],
    ['It was 1.9 s and is 340 ms now.', ['1.9 s', '340 ms']],
  ])('is wrong the other way round: %j', (text, wrong) => {
    expect(wrongIn(load, text)).toEqual(wrong);
  });

  it('is so beside a figure of now, and without another figure as well', () => {
    expect(wrongIn(batching, 'p99 is now 900 ms instead of 220 ms.')).toEqual(['900 ms', '220 ms']);
    expect(wrongIn(batching, 'p99 is now 900 ms.')).toEqual(['900 ms']);
    expect(wrongIn(batching, 'p99 is now 220 ms instead of 900 ms.')).toEqual([]);
  });

  it('is not of before because it is told with `was`', () => {
    expect(wrongIn(batching, 'In the end p99 was 220 ms, at a rate of 480.')).toEqual([]);
  });
});

describe('a value with a unit', () => {
  const flash = answerWith('The flash write takes [X] ms, the sleep current is [Y] µA.', [
    [3.5, 'ms'],
    [9, 'µA'],
  ]);
  const storm = answerWith('The retry storm took us down for [X] minutes and multiplied traffic by [Y]×.', [
    [47, 'min'],
    [12, '×'],
  ]);
  const heard = ({ question, values }: ReturnType<typeof answerWith>, text: string) => {
    const { wrong, cited } = feedbackOnFigures(text, question, values);
    return [...wrong, '|', ...cited];
  };

  it.each([
    'The sleep current is 9 nA.',
    'The sleep current is 9 nanoamps.',
    'The sleep current is 9 kiloamps.',
    'The sleep current takes 9 cycles.',
  ])('is not cited by a figure with another unit: %j', (text) => {
    expect(heard(flash, text)).toEqual(['|']);
  });

  it('is cited without one', () => {
    expect(heard(flash, 'The sleep current is 9.')).toEqual(['|', '9 µA']);
  });

  it('is not cited by a factor', () => {
    const text = 'Traffic was multiplied by 47 and they were down for 12 minutes.';
    expect(heard(storm, text)).not.toContain('47 min');
    expect(heard(storm, 'The storm multiplied traffic by 12, for 47 minutes.')).toContain('47 min');
  });

  it.each(['The flash write takes at most 10 ms.', 'The flash write always stays below 5 ms.'])(
    'is neither wrong nor cited within a bound: %j',
    (text) => {
      expect(heard(flash, text)).toEqual(['|']);
    },
  );

  it('is wrong outside a bound', () => {
    expect(heard(flash, 'The flash write takes less than 3 ms.')).toEqual(['3 ms', '|']);
  });
});

describe('a figure that the model answer sets apart from the one beside it', () => {
  const lag = answerWith('We use an outbox. Relay lag is [X] ms at p50 and [Y] ms at p99.', [
    [38, 'ms'],
    [212, 'ms'],
  ]);
  const listed = answerWith('- p50: [X] ms\n- p99: [Y] ms', [
    [38, 'ms'],
    [212, 'ms'],
  ]);
  const kinds = answerWith('Reads take [X] ms and writes take [Y] ms on a laptop.', [
    [3, 'ms'],
    [11, 'ms'],
  ]);
  const latency = answerWith('p99 was 840 ms before, and [Z] ms after, at 1200 requests per second.', [
    [391, 'ms'],
  ]);
  const pages = answerWith('Pages per week went from 22 to [Y].', [[4]]);
  const modes = answerWith('No future context. WER streaming vs offline: [X] % vs [Y] %.', [
    [7.84, '%'],
    [6.12, '%'],
  ]);
  const testSets = answerWith(
    '| test set | baseline | WER |\n|---|---|---|\n| test-clean | 4.1% | [X]% |\n| test-other | 9.8% | [Y]% |',
    [
      [2.31, '%'],
      [5.41, '%'],
    ],
  );
  const declared = bankAbout('How fast is it?', [
    { name: 'p50_ms', prompt: 'Median first-token latency', unit: 'ms', value: '187' },
    { name: 'p95_ms', prompt: '95th percentile of the first-token latency', unit: 'ms', value: '312' },
  ]);
  const token = {
    question: questionIn(declared, 'the-project'),
    values: filled(declared, { p50_ms: '187', p95_ms: '312' }),
  };
  const precision = answerWith(
    'The model went from [FILL IN: fp32_mb] MB to [FILL IN: int8_mb] MB, and WER from [FILL IN: wer_fp32]% to [FILL IN: wer_int8]%.',
    [
      [118, 'MB'],
      [34.2, 'MB'],
      [6.12, '%'],
      [6.39, '%'],
    ],
  );
  const charges = answerWith('Before that we had [X] double charges a month, afterwards [Y].', [[12], [0]]);
  const incidents = answerWith('We had [FILL IN: incidents] incidents last year.', [[7]]);
  const errors = answerWith('The error rate is [FILL IN: error_rate].', [[0.02, '%']]);
  const recovery = answerWith('Mean time to recovery went from [A] minutes to [B] minutes.', [
    [64, 'min'],
    [18, 'min'],
  ]);
  const bill = answerWith(
    'The monthly bill fell from $[X] to $[Y], and the bytes scanned per query from [X] GB to [Y] GB.',
    [[41_000], [23_500], [910], [74]],
  );
  const told = answerWith('First token [FILL IN: p50_ms] at the median, [FILL IN: p95_ms] at p95.', [
    [187, 'ms'],
    [312, 'ms'],
  ]);
  const three = answerWith(
    'Median latency [FILL IN: median latency, ms], p95 [FILL IN: p95 latency, ms], p99 [FILL IN: p99 latency, ms].',
    [
      [850, 'ms'],
      [3100, 'ms'],
      [5200, 'ms'],
    ],
  );
  const loads = answerWith(
    'We had [FILL IN: reads per second] reads and [FILL IN: writes per second] writes a second.',
    [
      [9000, 'reads/s'],
      [700, 'writes/s'],
    ],
  );
  const costs = answerWith('It fell from $[FILL IN: cost before] to $[FILL IN: cost after] a month.', [
    [4200, '$'],
    [1300, '$'],
  ]);
  const rates = answerWith('At that threshold recall is [X]% and precision is [Y]%.', [
    [78.3, '%'],
    [64.2, '%'],
  ]);
  const keys = answerWith('We measured [X] µs per key with a pipeline and [Y] µs with MGET.', [
    [12, 'µs'],
    [7, 'µs'],
  ]);
  const losses = answerWith(
    'We lost $[FILL IN: monthly loss before] per month. Then the loss fell to [FILL IN: monthly loss after] per month.',
    [[310_000], [95, '$k']],
  );
  const both = answerWith(
    '| stage | p50 (ms) | p95 (ms) |\n|---|---|---|\n| features | 1.2 | 2.0 |\n| encoder | [X] | [Y] |\n' +
      '| decoder | [FILL IN: decoder_p50] | [FILL IN: decoder_p95] |',
    [
      [21.4, 'ms'],
      [33.9, 'ms'],
      [6.2, 'ms'],
      [11.8, 'ms'],
    ],
  );
  const scanned = answerWith(
    'I rewrote [FILL IN: models rewritten] models. Scanned volume fell from [FILL IN: scanned before] to [FILL IN: scanned after] a month.',
    [[27], [620, 'TB'], [190, 'TB']],
  );
  const fresh = answerWith('The freshness of the tables stayed within [FILL IN: freshness] minutes.', [[22]]);
  const hired = answerWith('In 2023 we handled [FILL IN: applicants] applicants.', [[1470]]);
  const pour = answerWith('The pour needed [FILL IN: pour volume] of concrete.', [[640, 'm³']]);
  const rating = answerWith('The mean score was [FILL IN: mean score] out of 20.', [[14.6]]);
  const lead = answerWith(
    'An order needs [FILL IN: lead time median] at the median, and 90% of them arrive within [FILL IN: lead time p90].',
    [
      [21, 'days'],
      [74, 'days'],
    ],
  );
  const ranked = answerWith(
    'BM25 alone has an nDCG of [FILL IN: BM25 nDCG]. With the reranker on top it is [FILL IN: reranker nDCG].',
    [[0.41], [0.52]],
  );
  const calls = answerWith(
    'I saw [FILL IN: draw calls before] draw calls. Draw calls fell to [FILL IN: draw calls after] and garbage from [FILL IN: garbage before] KB to [FILL IN: garbage after] KB.',
    [[2750], [410], [88], [2]],
  );
  const clicks = answerWith(
    '[FILL IN: click rate before] clicked at first. The click rate is now [FILL IN: click rate after].',
    [
      [23.5, '%'],
      [6.2, '%'],
    ],
  );
  const churn = answerWith(
    'On [FILL IN: customers] customers, AUC went from [FILL IN: auc before] to [FILL IN: auc after].',
    [[186_000], [0.712], [0.784]],
  );
  const plate = answerWith('Each plate cost [FILL IN: cost per plate].', [[1.7, '€']]);
  const stopped = answerWith('The gate stopped [FILL IN: stopped rollouts] of 31 rollouts.', [['four']]);
  const released = answerWith(
    'The median from tap to open is [FILL IN: median] ms and the p95 is [FILL IN: p95] ms, measured in the week after release 4.2.',
    [[412], [786]],
  );
  const held = answerWith('Recall@20 went up from [X] to [Y], and NDCG@10 from 0.31 to [Z].', [
    [0.182],
    [0.243],
    [0.36],
  ]);
  const taught = answerWith(
    'The mean of the end-of-term test rose from [FILL IN: mean before] to [FILL IN: mean after] out of 60. The share who failed fell from [FILL IN: fail before] to [FILL IN: fail after].',
    [[34.5], [41.2], [27, '%'], [12, '%']],
  );
  const field = answerWith('Nitrogen fell from [FILL IN: n before] to [FILL IN: n after].', [
    [205, 'kg/ha'],
    [172, 'kg/ha'],
  ]);
  const filledIn = [...both.values].filter(([key]) => key !== 'decoder_p50');
  const half = { ...both, values: valuesWith(filledIn, both.values) };
  const wrongIn = ({ question, values }: ReturnType<typeof answerWith>, text: string): readonly string[] =>
    wrongNumbersIn(text, question, values, shippedLexicon).map(({ said }) => said);

  it.each([
    [lag, 'Our lag is 212 ms at p50 and 38 ms at p99.', ['212 ms', '38 ms']],
    [lag, 'Our lag is 212 ms at the median and 38 ms at p99.', ['212 ms', '38 ms']],
    [lag, 'p99 of the relay lag is 38 ms and p50 is 212 ms.', ['38 ms', '212 ms']],
    [lag, 'p99 is 38 ms.', ['38 ms']],
    [listed, 'The p50 is 212 ms, and the p99 is 38 ms.', ['212 ms', '38 ms']],
    [kinds, 'A write takes 3 ms, a read 11 ms.', ['3 ms', '11 ms']],
    [modes, 'Streaming WER is 6.12 and offline 7.84.', ['6.12', '7.84']],
    [modes, 'Streaming is at 7.84 percent, offline at 6.12, so we pay 2.7 points.', ['2.7 points']],
    [
      charges,
      'Before that we had 14 double charges a month, afterwards 3.',
      ['14 double charges a month', '3'],
    ],
    [incidents, 'Last year we had nine incidents.', ['nine incidents']],
    [recovery, 'Before we had rollbacks, our mean time to recovery was 18 minutes.', ['18 minutes']],
    [errors, 'The error rate is 20 basis points.', ['20 basis points']],
    [testSets, 'On test-other I got 2.31% and on test-clean 5.41%.', ['2.31%', '5.41%']],
    [testSets, 'My WER is 5.41% on test-clean and 2.31% on test-other.', ['5.41%', '2.31%']],
    [token, 'p50 and p95 are 312 and 187 ms.', ['312', '187 ms']],
    [three, 'Median and p95 are 3100 ms and 850 ms.', ['3100 ms', '850 ms']],
    [three, 'Median, p95 and p99 are 850, 5200 and 3100 ms.', ['5200', '3100 ms']],
    [three, 'It took 3100 ms and 850 ms at the median and the p95.', ['3100 ms', '850 ms']],
    [loads, 'Reads and writes are 700 and 9000 per second.', ['700', '9000 per second']],
    [costs, 'Cost before and after was $1300 and $4200.', ['$1300', '$4200']],
    [rates, 'Recall is 64.2% and precision is 78.3%.', ['64.2%', '78.3%']],
    [costs, 'The cost was at $4200 with the old nodes, and with the new ones it is 3100.', ['3100']],
    [lead, 'We have a median of 74 days and 90% within 21 days.', ['74 days', '21 days']],
    [ranked, 'nDCG: BM25 0.52, re-ranker 0.41', ['0.52', '0.41']],
    [plate, 'Each plate cost one euro ninety.', ['one euro ninety']],
    [stopped, 'The gate stopped 5 of 31 rollouts.', ['5']],
    [field, 'Nitrogen went from 205 to 271 kilos a hectare.', ['271 kilos a hectare']],
    [hired, 'We handled 1740 applicants in 2023.', ['1740 applicants']],
    [pour, 'It was one pour, 460 cubic metres of concrete.', ['460 cubic metres']],
    [rating, 'They had a mean score of four point six out of twenty.', ['four point six out of twenty']],
  ])('is wrong at the place of that one: %#', (answer, text, wrong) => {
    expect(wrongIn(answer, text)).toEqual(wrong);
  });

  it.each([
    [lag, 'Our lag is 38 ms at p50 and 212 ms at p99.'],
    [lag, 'The p99 of 212 ms is far above the p50 of 38 ms.'],
    [lag, 'p50 and p99 are 38 and 212 ms.'],
    [lag, 'p50 38 ms p99 212 ms'],
    [lag, '212 ms is far above p50.'],
    [lag, 'p99, not p50, is 212 ms.'],
    [lag, 'If p50 were 212 ms we would page.'],
    [lag, 'Like p50, p99 has its own alert: 212 ms.'],
    [modes, 'Offline vs streaming: 6.12 vs 7.84.'],
    [modes, 'Streaming is at 7.84 percent, offline at 6.12, so we pay 1.7 points.'],
    [charges, 'Before that we had 12 double charges a month, afterwards 0.'],
    [recovery, 'Before we had rollbacks, our mean time to recovery was 64 minutes.'],
    [precision, 'The bf16 model is 59 MB and has 6.13 percent. The int8 one has 34.2 MB and 6.39.'],
    [precision, 'Embedding tables are 12 MB of the 34.2 MB.'],
    [errors, 'The error rate is 2 basis points.'],
    [errors, 'The error rate is 2 bps.'],
    [testSets, 'I got 2.31 and 5.41 percent on clean and other.'],
    [testSets, '5.41 percent, that is test-other, and 2.31 for the clean one.'],
    [token, 'p50 and p95 are 187 and 312 ms.'],
    [token, 'At the median and p95 it is 187 and 312 ms respectively.'],
    [token, 'First token p50/p95 is 187/312 ms.'],
    [token, 'The phones are fast, and the p50 and p95 are 187 ms and 312 ms.'],
    [token, 'The median and the p95 are 187 ms and 312 ms.'],
    [token, 'p95 and p50 are 312 ms and 187 ms.'],
    [three, 'Median, p95 and p99 are 850, 3100 and 5200 ms.'],
    [three, 'We have a median and p99 of 850 and 5200 ms.'],
    [loads, 'Writes and reads are 700 and 9,000 a second.'],
    [costs, 'Cost before and after was $4200 and $1300.'],
    [bill, 'The bill is down 43% to $23,500; per query we scan 74 GB, 836 GB less than the 910 GB before.'],
    [told, 'The p95 is 125 ms above the median.'],
    [told, 'The median is 187 ms and one in twenty is slower than 312 ms.'],
    [told, 'The first token takes 187 ms at the median, and p95 is 125 ms more.'],
    [told, 'The gap between the median and p95 is 125 ms.'],
    [keys, 'MGET saves 5 µs per key.'],
    [losses, 'We cut the loss by 215 thousand dollars a month.'],
    [rates, 'Precision is 64.2% and recall is 78.3%.'],
    [both, 'Features take 1.2 ms and 2 ms at p95, the decoder 6.2 and 11.8 ms.'],
    [
      half,
      'The encoder takes 21.4 ms at the median and 33.9 at p95, the decoder 6.2 ms at the median and 11.8 ms at p95.',
    ],
    [
      scanned,
      'We were scanning 620 TB each month. After partitioning and 27 models rewritten we were at 190 TB.',
    ],
    [fresh, 'Freshness stayed below half an hour, 22 minutes to be precise.'],
    [lead, 'We have a median of 21 days and 90% within 74 days.'],
    [ranked, 'nDCG: BM25 0.41, re-ranker 0.52'],
    [calls, 'Draw calls were 2,750, and I brought them to about four hundred, nearly seven times fewer.'],
    [clicks, 'The click rate fell by seventeen points, so roughly three quarters.'],
    [churn, 'AUC was about 0.71. Swapping to LightGBM got us to roughly 0.78 for the same customers.'],
    [plate, 'Each plate cost one euro seventy.'],
    [stopped, 'The gate stopped 4 of 31 rollouts.'],
    [released, 'In the week after 4.2: the median from tap to open was 412 ms, the p95 786 ms.'],
    [held, 'Recall@20 rose from 0.182 to 0.243 and NDCG@10 from 0.31 to 0.36.'],
    [taught, 'The mean went up by almost seven points out of sixty, from 34 and a half to 41.'],
    [hired, 'About 33 applicants per role on average.'],
    [pour, 'The pour itself took nineteen hours with two pumps.'],
    [rating, 'They had a mean score of fourteen point six out of twenty.'],
    [kinds, 'A read after a write takes 3 ms.'],
    [kinds, 'Unlike reads, which take 3 ms, a write takes 11 ms.'],
    [kinds, 'Writes block reads for 11 ms.'],
    [latency, 'Traffic doubled and p99 went up to 840 ms. Then we fixed it: 391 ms.'],
    [latency, 'We were at 840 ms after the launch, then got to 391 ms.'],
    [pages, 'It went up to 22 in March and is 4 now.'],
  ])('is right, or not said clearly enough, elsewhere: %#', (answer, text) => {
    expect(wrongIn(answer, text)).toEqual([]);
  });
});

describe('a price whose period only the answer has', () => {
  const { question, values } = answerWith(
    'About $[FILL IN: monthly cost] per month, of which the GPU is [FILL IN: gpu share]%.',
    [
      [1240, '$'],
      [62, '%'],
    ],
  );

  it.each([
    'It costs $1240 a month.',
    'About $1240 each month.',
    'It is $14,880 a year.',
    'A monthly $1240.',
  ])('is said: %j', (text) => {
    const { wrong, named } = valuesHeard(text, question, values, shippedLexicon);
    expect({ wrong, named: [...named.keys()] }).toEqual({ wrong: [], named: ['q/fill-in/monthly-cost'] });
  });

  it.each(['It costs $2000 per month.', 'It costs 2000 dollars each month.'])('is wrong: %j', (text) => {
    expect(wrongNumbersIn(text, question, values, shippedLexicon)).toMatchObject([{ value: '$1240' }]);
  });
});

describe('a figure in the words of the answer alone', () => {
  const ranker = answerWith(
    'I fine-tuned it for [FILL IN: epochs] epochs, [FILL IN: train_hours] hours. Final eval accuracy was [FILL IN: eval_accuracy]%, ' +
      'with an NDCG of [FILL IN: ndcg_cross] for the cross-encoder against [FILL IN: ndcg_bi], at [FILL IN: cost]x the price. ' +
      'Change data capture has a lag of [FILL IN: lag] seconds. We shipped the small model: p95 stayed at [FILL IN: p95_small] ms instead of [FILL IN: p95_large] ms.',
    [[3], [5.4, 'h'], [86.1, '%'], [0.452], [0.397], [12.2, '×'], [3, 's'], [158, 'ms'], [412, 'ms']],
  );
  const heard = (text: string) => {
    const { wrong, named } = valuesHeard(text, ranker.question, ranker.values, shippedLexicon);
    return {
      wrong: wrong.map(({ said }) => said),
      named: [...named.keys()].map((key) => key.replace(/^.*\//u, '')),
    };
  };

  it.each([
    [
      'Repeat it and report the median; I used [N] repetitions.',
      [[500]],
      'I repeat it 500 times and report the median.',
    ],
    ['The real-time factor is [FILL IN: rtf].', [[0.138]], 'On the phone it runs at 0.138 times real time.'],
    ['The real-time factor is [FILL IN: rtf].', [[0.138]], 'It needs 0.138 seconds per second in real time.'],
  ] as const)('is said as a number of times: %s', (answer, stored, text) => {
    const { question, values } = answerWith(answer, stored);
    expect(valuesHeard(text, question, values, shippedLexicon).said).toHaveLength(1);
  });

  it.each([
    ['NDCG went from 0.40 to 0.45, at 12x the compute.', ['ndcg_bi', 'ndcg_cross', 'cost']],
    ['NDCG was 45.2% against 39.7%.', ['ndcg_cross', 'ndcg_bi']],
    ['Eval accuracy was 0.861.', ['eval_accuracy']],
    ['Training ran for 3 epochs on an A10.', ['epochs']],
    ['It took 3 epochs and 5 and a half hours.', ['epochs', 'train_hours']],
    ['The lag is 3 to 5 seconds.', ['lag']],
    ['Train accuracy was 91% and eval accuracy 86.1%.', ['eval_accuracy']],
  ])('is said, as people round: %j', (text, named) => {
    const { wrong, named: said } = heard(text);
    expect({ wrong, named: said.toSorted() }).toEqual({ wrong: [], named: named.toSorted() });
  });

  it.each([
    ['We trained for 5 epochs.', ['5 epochs']],
    ['The p95 was 412 ms with the small model and 158 ms with the large one.', ['412 ms', '158 ms']],
  ])('is wrong: %j', (text, wrong) => {
    expect(heard(text).wrong).toEqual(wrong);
  });
});

describe('a figure that the texts of the question explain, or that is another kind of statement', () => {
  const wrongIn = ({ question, values }: ReturnType<typeof answerWith>, text: string): readonly string[] =>
    wrongNumbersIn(text, question, values, shippedLexicon).map(({ said }) => said);
  const cache = answerWith(
    'The Redis cache has a hit rate of [FILL IN: redis hit rate] %. A hit takes 0.4 ms, a miss [FILL IN: miss] ms.\n\n' +
      'Memory fell from 6.1 GB to [FILL IN: memory] GB. The rewrite brought the p99 down from 840 ms to [FILL IN: p99] ms. ' +
      'The image has [FILL IN: image size, KB] KB. A rollback takes [FILL IN: rollback time, min].',
    [
      [93.4, '%'],
      [6.5, 'ms'],
      [2.3, 'GB'],
      [132, 'ms'],
      [196, 'KB'],
      [53, 'min'],
    ],
  );
  const bill = answerWith(
    'We pay [FILL IN: cloud cost per month], [FILL IN: flaky tests before, %] of the tests were flaky, and today [FILL IN: flaky tests after, %]. ' +
      'A load took [FILL IN: load time before], and takes [FILL IN: load time after]. Clients: [FILL IN: peak concurrent clients].',
    [[48_000, '$'], [8, '%'], [0.6, '%'], [310, 'min'], ['2h 35m'], [23_400]],
  );

  const letters = answerWith(
    '[X]% of our tests are flaky. The warehouse cost $[Y] a month before and $[Z] a month after. We moved [N] DAGs from cron. ' +
      'The nightly load finishes within [L] min.',
    [[8, '%'], [4200, '$'], [2900, '$'], [180], [35, 'min']],
  );
  const spend = answerWith(
    'We spend [FILL IN: S3 cost per month, $] a month on S3, and [FILL IN: Kafka cost per year, $] a year on Kafka.',
    [
      [1800, '$'],
      [96_000, '$'],
    ],
  );
  const table = answerWith(
    '| format | size | scan time |\n|---|---|---|\n| Parquet | [FILL IN: parquet size] GB | [FILL IN: parquet scan] s |\n' +
      '| JSON | [FILL IN: json size] GB | [FILL IN: json scan] s |',
    [
      [120, 'GB'],
      [9, 's'],
      [640, 'GB'],
      [71, 's'],
    ],
  );

  it.each([
    [letters, '92% of our tests are stable.'],
    [letters, 'The warehouse cost $4200 before and $2900 after.'],
    [letters, 'We moved 180 of our 200 DAGs from cron.'],
    [spend, 'We spend 96,000 dollars a year on Kafka and 1,800 dollars on S3 per month.'],
    [
      table,
      'Parquet takes 120 GB and scans in 9 seconds; JSON needs 640 GB and 71 s. So Parquet is 5.3 times smaller and 7.9 times faster.',
    ],
    [cache, 'p99 fell by 708 ms, from 840 to 132.'],
    [cache, 'Memory fell by 3.8 GB.'],
    [cache, 'A miss costs 6.1 ms more than a hit.'],
    [cache, 'The CDN has a hit rate of 98 %.'],
    [cache, 'Our goal was a hit rate of 90 %.'],
    [cache, 'We wanted a hit rate of 90 %.'],
    [cache, 'Our objective is a rollback in 5 minutes.'],
    [cache, 'Two years ago, at my former company, a rollback took four hours.'],
    [cache, 'Back in 2021, with a tenth of the traffic, p99 was around 400 ms.'],
    [cache, 'The chip has 256 KB of flash, so I still have 60 KB free.'],
    [cache, 'The vendor said that they see a hit rate of 99 %.'],
    [bill, 'The cloud bill is $576k a year.'],
    [bill, 'Per day the cloud costs us 1,580 dollars.'],
    [bill, '92 % of the tests were not flaky before.'],
    [bill, 'The tests got better by 7.4 points.'],
  ])('is right: %#', (asked, text) => {
    expect(wrongIn(asked, text)).toEqual([]);
  });

  it.each([
    [letters, 'The nightly load finishes within 53 min.', '53 min'],
    [spend, 'We pay 1800 dollars a year for S3.', '1800 dollars a year'],
    [cache, 'The p99 is 1320 ms.', '1320 ms'],
    [cache, 'A rollback takes 35 minutes.', '35 minutes'],
    [cache, 'A rollback takes 53 hours.', '53 hours'],
    [bill, 'For the cloud we now pay $48,000 a year.', '$48,000 a year'],
    [bill, 'When I arrived, 92 % of the tests were flaky.', '92 %'],
    [bill, 'When I took this on, 0.6 % of the tests were flaky.', '0.6 %'],
    [bill, 'Once it was split, the load takes 235 minutes.', '235 minutes'],
    [bill, 'We see 32,400 devices online at the same time.', '32,400'],
  ])('is wrong: %#', (asked, text, said) => {
    expect(wrongIn(asked, text)).toEqual([expect.stringContaining(said)]);
  });
});

describe('a time in two units', () => {
  it.each([
    ['It took 1h45 to train.', [105]],
    ['It took 1 hour 45 minutes to train.', [105]],
    ['It took 2 h and 5 min to train.', [125]],
    ['It took one hour fifteen minutes to train.', [75]],
    ['It took an hour and a half to train.', [1.5]],
    ['It took 5 hours for 8 epochs.', [5, 8]],
    ['That cut it from 5 min 40 s to 1 min 36 s.', [340, 96]],
    ['It takes 1 minute and 36 seconds instead of 340 s.', [96, 340]],
    ['It fell to 1:36 min.', [96]],
    ['It fell to one minute thirty-six.', [96]],
    ['It needs 1m36s, and then 2h45.', [96, 165]],
    ['The battery lasts a day and seven hours.', [31]],
    ['It took 1 hour, 2 minutes and 5 seconds, or 1:02:05.', [3725, 3725]],
    ['It took between 1 hour and 30 minutes.', [1, 30]],
    ['In 5 min 40 users came.', [5, 40]],
    ['It ran 100 m 12 s after that.', [100, 12]],
    ['It took an hour 20 minutes.', [80]],
    ['We train 3 times a week 45 minutes.', [3, 45]],
    ['It serves 300 requests a minute and 20 seconds later none.', [300, 20]],
    ['After 1 h 90 min were left.', [1, 90]],
    ['It took 1.5 h 20 min.', [1.5, 20]],
  ])('is one figure: %j', (text, numbers) => {
    expect(figuresIn(digitText(text)).map(({ number }) => number)).toEqual(numbers);
  });
});

describe('a figure that the question says of something else', () => {
  const diets =
    '| diet | loss (kg) | dropouts |\n|---|---|---|\n| low fat | 3.1 | 12% |\n| keto | 4.8 | 31% |\n| ours | [FILL IN: loss] | [FILL IN: dropouts] |';
  const queue = 'At 8:00 it is 12 minutes. At noon it takes [FILL IN: noon] minutes, with 4 counters open.';
  const judged = (answer: string, stored: Parameters<typeof answerWith>[1], text: string) => {
    const { question, values } = answerWith(answer, stored);
    return feedbackOnFigures(text, question, values).wrong;
  };

  it.each([
    ['Low fat lost 3.1 kg with 12% dropouts, keto 4.8 kg with 31%, and ours 5.6 kg with 9%.', []],
    ['On low fat people lost 3.1 kg. With ours it was 5.6 kg.', []],
    ['3.1, 4.8 and 5.6 kg.', []],
    ['Keto had 31% dropouts.', []],
    ['With ours people lost 6.5 kg.', ['6.5 kg']],
    ['Ours had 19% dropouts, keto 31%.', ['19%']],
  ])('is not wrong: %s', (text, wrong) => {
    const stored: Parameters<typeof answerWith>[1] = [
      [5.6, 'kg'],
      [9, '%'],
    ];
    expect(judged(diets, stored, text)).toEqual(wrong);
  });

  it.each([
    ['The error fell from 24 to 13 minutes. The historical mean has an MAE of 19 minutes.', []],
    ['The error fell from 24 to 13 minutes; the historical mean had 19 minutes and 27 %.', []],
    ['MAE 24, 19 and 13 minutes.', []],
    ['The quantile model has an MAE of 19 minutes.', ['19 minutes']],
  ])('is not wrong without a unit: %s', (text, wrong) => {
    const table =
      '| Method | MAE (min) | Overruns |\n|---|---:|---:|\n| Surgeon estimate | 24 | 31% |\n| Historical mean | 19 | 27% |\n| Quantile model | [FILL IN: mae] | [FILL IN: ovr] |';
    const answer = `The error fell from 24 minutes to [FILL IN: error] minutes.\n\n${table}`;
    expect(
      judged(
        answer,
        [
          [13, 'min'],
          [13, 'min'],
          [14, '%'],
        ],
        text,
      ),
    ).toEqual(wrong);
  });

  it.each([
    ['At 8:00 you wait 12 minutes.', []],
    ['At noon it takes 31 minutes with 4 counters.', ['31 minutes']],
  ])('is not wrong in prose: %s', (text, wrong) => {
    expect(judged(queue, [[21, 'min']], text)).toEqual(wrong);
  });

  it('is no year', () => {
    const answer =
      'A watchdog restarts it. We had [FILL IN: incidents] incidents in 2025, the longest of [FILL IN: longest] minutes.';
    const stored: Parameters<typeof answerWith>[1] = [[4], [17, 'min']];
    expect(judged(answer, stored, 'We had 17 incidents in 2025, the longest of 4 minutes.')).toEqual([
      '4 minutes',
    ]);
  });

  it('is said beside the value of its row', () => {
    const answer = '| rows | time to a 5% gap |\n|---|---|\n| 200 | 48 s |\n| 400 | [FILL IN: time] s |';
    const { question, values } = answerWith(answer, [[233, 's']]);
    const pointsOf = (text: string) =>
      feedbackOn(text, question, values, shippedLexicon).points.map(
        ({ reason }) => reason && oneLine(reason),
      );
    expect(pointsOf('At 200 rows 48 s to a 5% gap, at 400, 233 s.')).toEqual([undefined, undefined]);
    expect(pointsOf('At 200 rows it takes 48 s, at 400, 322 s.')).toEqual([
      undefined,
      'you said 322 s; time is 233 s',
    ]);
    expect(judged('It reads [FILL IN: rows] rows.', [[12_400, 'rows']], 'It reads 12 400 rows.')).toEqual([]);
  });
});

it('cites a value that is stored as a time in two units', () => {
  const { question, values } = answerWith('The first reply takes [FILL IN: reply].', [['2 h 15 min']]);
  const own = new Map([...values].map(([key, value]) => [key, { ...value, text: '2 h 15 min' }] as const));
  const heard = (text: string) =>
    feedbackOnFigures(text, question, Object.assign(own, { metrics: new Map() }));
  expect(heard('The first reply takes 135 minutes.')).toEqual({ wrong: [], cited: ['2 h 15 min'] });
  expect(heard('The first reply takes two hours and fifty minutes.').wrong).toEqual([
    'two hours and fifty minutes',
  ]);
});

describe('what a number only names', () => {
  const reasonFor = (point: string, typed: string): string | undefined => {
    const { question } = answerWith(point, []);
    return feedbackOn(typed, question, new Map(), shippedLexicon).points[0]?.reason;
  };

  it.each([
    ['It froze on 12 February 2025.', 'On February 12th, 2025, it froze.', undefined],
    ['It froze on 12 February 2025.', 'It froze on 12.02.2025.', undefined],
    ['It froze on 12 February 2025.', 'It froze on 2025-02-12.', undefined],
    ['It froze on 12 February 2025.', 'It froze on 21 February 2025.', 'says 21 February, not 12 February'],
    ['We shipped it on 2025-03-30.', 'We shipped it on the 30th of March, 2025.', undefined],
    ['The nightly job starts at 02:00.', 'The nightly job starts at two in the morning.', undefined],
    ['The nightly job starts at 02:00.', 'The nightly job starts at 2 a.m. on weekdays.', undefined],
    [
      'The nightly job starts at 14:30.',
      'The nightly job starts at half past two in the afternoon.',
      undefined,
    ],
    ['The nightly job starts at 02:00.', 'The nightly job starts at 03:00.', 'says 03:00, not 02:00'],
    [
      'Reasons: (1) the lists are short; (2) the pump runs at night.',
      'The reasons are short lists, and the pump runs at night.',
      undefined,
    ],
    ['Access is logged for 10 years.', 'Access is logged for a decade.', undefined],
    ['It used to cost twice as much per trip.', 'Per trip it used to cost double that.', undefined],
    ['The quantile is 2.3 / 3.3 ≈ 0.70.', 'The quantile is 2.3 parts, so 70%.', undefined],
    [
      'It was 840 ms (p95) and 1.9 s (p99).',
      'p95 was 1.9 s and p99 840 ms.',
      'says 840 ms and 1.9 s the other way round',
    ],
    ['We lost 5 min 40 s per run.', '340 seconds per run were lost.', undefined],
    [
      'We lost 5 min 40 s per run.',
      'We lost 5 min 20 s per run.',
      'says 5 min 20 s per run, not 5 min 40 s per run',
    ],
  ])('is compared as that: %s ← %s', (point, typed, reason) => {
    expect(reasonFor(point, typed)).toBe(reason);
  });

  it.each([
    ['12 Feb. 2025 at 12 am', '2.12 dayofyear 2025 at 0 oclock'],
    ['at 12.30 p.m. we', 'at 12.5 oclock we'],
    ['In May 12 incidents happened', 'In May 12 incidents happened'],
    ['we may 10 of', 'we may 10 of'],
    ['a ratio of 3 to 4', 'a ratio of 3 to 4'],
    ['1) first 2) second (n = 5) more', '  first   second (n = 5) more'],
    ['two dozen radars', '24 radars'],
  ])('is read in %j', (said, digits) => {
    expect(digitText(said).text).toBe(digits);
  });
});

describe('a figure in other words', () => {
  it.each([
    ['one 768-dimensional vector', 'one 768 dimensions vector'],
    ['twice as slow', '2× as slow'],
    ['three times daily', '3 times daily'],
    ['three quarters of an hour', '~0.75 hour'],
    ['a third of a megawatt hour', '~0.33333 megawatt hour'],
    ['82 out of 100 frauds', '82% frauds'],
    ['a quarter of a million', '250000'],
    ['from nearly a quarter to 14%', 'from nearly a quarter to 14%'],
    ['a delay of 4 months', 'a delay of 4 months'],
    ['the first half', 'the first half'],
    ['minus 110 degrees', '-110 degrees'],
    ['six or seven hundred dollars', '600 or 700 dollars'],
    ['it more than halved', 'it by more than ~50%'],
    ['a double room', 'a double room'],
  ])('is read in %j', (said, digits) => {
    expect(digitText(said).text).toBe(digits);
  });
});

it.each([
  ['It has 7.000.000 parameters.', 7_000_000],
  ['It took 1.100,5 ms.', 1100.5],
  ['110.000 € a year', 110_000],
  ['It took 1.250 ms.', 1.25],
])('reads how digits are grouped: %s', (typed, number) => {
  expect(figuresIn(digitText(typed)).map((figure) => figure.number)).toContain(number);
});

it('reads a share in words before what follows it', () => {
  expect(digitText('an alpha of one half and a T of two').text).toBe('an alpha of ~50% and a T of 2');
});
