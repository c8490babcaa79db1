// Edits of a text with values in it, carried over to its placeholders.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fill, Fills } from '../../../src/core/base/metric.ts';
import type { Question } from '../../../src/core/base/question.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { carriedValues, citingIn, withMoved } from '../../../src/core/import/edits.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';

const answered = (answer: string): Question => {
  const [question] = readQuestionFile(openSource('q.md', `# Why?\n\n${answer}\n`), 'b').questions;
  if (!question) throw new Error('a question is expected');
  return question;
};

/** Of values `1`, `2` … in the order of `before`: what stands in the order of `after`, `-` where none does. */
function followed(before: string, after: string): string {
  const [old, now] = [answered(before), answered(after)];
  const values = new Map(old.placeholderKeys.map((key, at) => [key, String(at + 1)]));
  const { moved, lost } = carriedValues(old, now, (key) => values.get(key));
  const from = new Map(moved.map((one) => [one.to, one.from]));
  const left = new Set(moved.map((one) => one.from));
  const shown = now.placeholderKeys.map(
    (key) => values.get(from.get(key) ?? (left.has(key) ? '' : key)) ?? '-',
  );
  const placed = new Set(shown);
  expect(lost.map((one) => one.shown)).toEqual([...values.values()].filter((value) => !placed.has(value)));
  return shown.join(' ');
}

describe('values of placeholders without a name', () => {
  const STORES = '- Postgres on the primary: p95 was [X] ms\n- Redis on the primary: p95 was [X] ms';
  const NESTED = '- Q1\n  - availability: [X]%\n- Q2\n  - availability: [X]%';
  const STEPS = '| Step | Rows | Time |\n|---|---|---|\n| Parse | [X] | [X] s |\n| Match | [X] | [X] s |';
  const RUNS = '| # | Run | p99 |\n|---|---|---|\n| 1 | eager | [X] ms |\n| 2 | fused | [X] ms |';
  const CARDS = '| Card | Type | p99 |\n|---|---|---|\n| A100 | fp16 | [X] ms |\n| A100 | int8 | [X] ms |';
  const GPUS = '| GPUs | p99 |\n|---|---|\n| 1 | [X] ms |\n| 2 | [X] ms |';
  const TOLD =
    '| Step | What |\n|---|---|\n| Step 1 | It parsed everything in [X] ms |\n| Step 2 | It wrote everything in [X] ms |';
  const TWO = 'The median is [X]ms and the p95 is [X]ms. Before that, the p95 was [X]ms.';
  it.each([
    [TWO, 'The p95 is [X]ms and the median is [X]ms. Before that, the p95 was [X]ms.', '2 1 3'],
    [TWO, 'The median is now about [X]ms and the p95 is [X]ms. Before that, the p95 was [X]ms.', '1 2 3'],
    ['We have [X] users and [X] items.', 'We have [X] items and [X] users.', '2 1'],
    ['- p50: [X] ms\n- p95: [X] ms', '- p95: [X] ms\n- p50: [X] ms', '2 1'],
    [
      'I rolled back after [X] minutes, and then wrote a test.',
      'I rolled back in [X] minutes, wrote a test.',
      '1',
    ],
    ['The p95 is [X]ms.', 'On one core, the p95 is now [X]ms.', '1'],
    ['It took [X] minutes.', 'It only took [X] minutes.', '1'],
    [
      'A profile said that [XX%] of the time went into parsing, [XX%] into syscalls and [XX%] into collection.',
      'A profile said that [XX%] of the time went into collection, [XX%] into parsing and [XX%] into syscalls.',
      '3 1 2',
    ],
    ['It is [X]% on A and [X]% on B.', 'It is [X]% on B and [X]% on A.', '2 1'],
    ['It fell from [X] MB to [X] MB.', 'It fell from about [X] MB to [X] MB.', '1 2'],
    [STORES, '- Redis on the primary: p95 was [X] ms\n- Postgres on the primary: p95 was [X] ms', '2 1'],
    [STORES, `- Oracle on the primary: p95 was [X] ms\n${STORES}`, '- 1 2'],
    [STORES, '- Redis on the primary: p95 was [X] ms', '2'],
    [
      STORES,
      '- Redis on the primary: p95 was only [X] ms\n- Postgres 16 on the primary: p95 was [X] ms',
      '2 1',
    ],
    [
      STEPS,
      '| Step | Rows | Time |\n|---|---|---|\n| Match | [X] | [X] s |\n| Parse | [X] | [X] s |',
      '3 4 1 2',
    ],
    [
      STEPS,
      '| Step | Rows | Time |\n|---|---|---|\n| Load | [X] | [X] s |\n| Parse | [X] | [X] s |\n| Match | [X] | [X] s |',
      '- - 1 2 3 4',
    ],
    [STEPS, STEPS.replace('Time', 'Time taken'), '1 2 3 4'],
    [
      RUNS,
      RUNS.replace('| 1 | eager', '| 1 | cold | [X] ms |\n| 2 | eager').replace('| 2 | f', '| 3 | f'),
      '- 1 2',
    ],
    [CARDS, CARDS.replace('| A100 | fp16', '| A100 | tf32 | [X] ms |\n| A100 | fp16'), '- 1 2'],
    [GPUS, `${GPUS}\n| 3 | [X] ms |`, '1 2 -'],
    [
      TOLD,
      TOLD.replace('Step 2', 'Step 3')
        .replace('Step 1', 'Step 2')
        .replace('| Step 2', '| Step 1 | It read [X] rows |\n| Step 2'),
      '- 1 2',
    ],
    [
      '- Search: down from [X] ms to [X] ms\n- Index: down from [X] ms to [X] ms',
      '- Search: down from [X] ms to [X] ms with a cache\n- Index: down from [X] ms to [X] ms',
      '1 2 3 4',
    ],
    [STEPS, STEPS.replaceAll('Parse', '**Parse**'), '1 2 3 4'],
    [NESTED, NESTED.replaceAll('- ', '* '), '1 2'],
    [NESTED, `### Results\n\n${NESTED}`, '1 2'],
    [
      '1. Q1\n   - p95: [X]%\n2. Q2\n   - p95: [X]%',
      '1. Q0\n2. Q1\n   - p95: [X]%\n3. Q2\n   - p95: [X]%',
      '1 2',
    ],
    [
      '### Linux\n\nIt took [X] ms in all.\n\n### macOS\n\nIt took [X] ms in all.',
      '### On macOS\n\nIt took [X] ms in all.\n\n### On Linux\n\nIt took [X] ms in all.',
      '2 1',
    ],
    [STEPS, STEPS.replace('Parse', 'Parse files'), '1 2 3 4'],
    [
      'The search fell from [X] ms to [X] ms. The index fell from [X] ms to [X] ms.',
      'The search quickly fell from [X] ms to [X] ms. The index fell from [X] ms to [X] ms.',
      '1 2 3 4',
    ],
    [
      'Linux:\n\nIt took [X] ms in all.\n\nmacOS:\n\nIt took [X] ms in all.',
      'macOS:\n\nIt took [X] ms in all.\n\nLinux:\n\nIt took [X] ms in all.',
      '2 1',
    ],
    [
      'Under serializable the p95 of writes was [X]ms. Under read committed the p95 of writes was [X]ms.',
      'Under read committed the p95 of writes was [X]ms. Under serializable the p95 of writes was [X]ms.',
      '2 1',
    ],
    [
      '- Q1\n  - availability: [X]%\n- Q2\n  - availability: [X]%',
      '- Q2\n  - availability: [X]%\n- Q1\n  - availability: [X]%',
      '2 1',
    ],
    ['It fell to [X] MB.', 'It fell to [FILL IN: size] MB.', '1'],
    ['It fell to [X]MB.', 'On disk, it fell to [FILL IN: size on disk] MB.', '1'],
    ['It fell to [X]MB.', 'It fell to [FILL IN: model size, MB].', '1'],
    ['It fell from [X] MB to [Y] MB.', 'It fell from [FILL IN: before] MB to [FILL IN: after] MB.', '1 2'],
    [
      'It fell from [OLD]ms to [NEW]ms.',
      'It fell from [FILL IN: old size] ms to [FILL IN: new size] ms.',
      '1 2',
    ],
    ['It has [FILL IN: latency] ms.', 'It has [FILL IN: redis latency] ms.', '1'],
    [
      'It has [FILL IN: latency in ms] and [X] MB.',
      'It has [FILL IN: latency in ms] and [FILL IN: size] MB.',
      '1 2',
    ],
    [
      'It has [FILL IN: users of it] and [FILL IN: items in it].',
      'It has [FILL IN: paying users of it] and [FILL IN: items in it].',
      '1 2',
    ],
    [
      '- Postgres: p95 was [X] ms\n- Redis: p95 was [X] ms',
      '- Redis: p95 was [FILL IN: redis p95] ms\n- Postgres: p95 was [FILL IN: postgres p95] ms',
      '2 1',
    ],
    [
      '| Step | Time |\n|---|---|\n| Parse | [X] s |\n| Match | [X] s |',
      '| Step | Time |\n|---|---|\n| Match | [FILL IN: match time] s |\n| Parse | [FILL IN: parse time] s |',
      '2 1',
    ],
    ['Deadlocks per day went from 14 to [X].', 'Deadlocks per day went from 16 to [X].', '1'],
    ['Die Latenz fiel von 840 ms auf [X] ms.', 'Die Latenz fiel von 820 ms auf [X] ms.', '1'],
    ['- dashboard query: 840 ms -> [X]ms', '- dashboard query: from 840 ms down to [X] ms', '1'],
    ['- dashboard query: 840 ms → [X]ms', '- dashboard query: 0.8 s → [X]ms', '1'],
    ['With 8 GPUs, it takes [X] h and costs $[Y].', 'With 8 GPUs it only takes [X] h and costs $[Y].', '1 2'],
    ['Pages a week went from [X] to [X].', 'Pages a week fell from [X] in March to [X] now.', '1 2'],
    ['The p95 fell from [X] ms to [Y] ms.', 'After that, the p95 fell from [X] ms to only [Y] ms.', '1 2'],
  ])('follow their words: %s -> %s', (before, after, shown) => {
    expect(followed(before, after)).toBe(shown);
  });

  it.each([
    [TWO, 'The p50 is [X]ms and the p95 is [X]ms. Before that, the p95 was [X]ms.', '- 2 3'],
    [TWO, 'The p95 is [X]ms and the p95 is [X]ms. Before that, the p95 was [X]ms.', '- - 3'],
    [TWO, 'The p95 was [X]ms before that.', '-'],
    [
      'The rate was [X]% against [X]% in the control group.',
      'The rate was [X]% in the control group and [X]% with it.',
      '- -',
    ],
    ['It rose from [X] rps to [Y] rps.', 'It is [Y] rps now and was [X] rps before.', '- -'],
    ['It is [X]% on A and [X]% on B.', 'On B it is [Y]%, on A [X]%.', '2 -'],
    ['The p95 was [X] ms in production.', 'The p95 was [X] ms in staging.', '-'],
    [
      'Before, the p99 was [X] ms; after, it was [X] ms.',
      'After, the p99 was [X] ms; before, it was [X] ms.',
      '- -',
    ],
    ['Latency went from [X] ms to [Y] ms.', 'Latency is down to [Y] ms from [X] ms.', '- -'],
    ['After [X] hours it was done.', 'She left in [X] hours.', '-'],
    ['The p50 latency is [X]ms on one core.', 'The p99 latency is [X]ms on one core.', '-'],
    ['The median is [X]ms on one core.', 'The mean is [X]ms on one core.', '-'],
    ['The loss was [X].', 'The accuracy was [X].', '-'],
    ['On 8 cores it took [X] s.', 'On 16 cores it took [X] s.', '-'],
    ['From 2025 on it was [X]%.', 'From 2026 on it was [X]%.', '-'],
    ['It has [FILL IN: size in MB].', 'It has [FILL IN: number of users].', '-'],
    [
      'It has [FILL IN: users] and [FILL IN: items].',
      'It has [FILL IN: all items] and [FILL IN: all users].',
      '2 -',
    ],
    ['It has [FILL IN: recall at 10].', 'It has [FILL IN: recall at 20].', '-'],
    [
      '### Linux\n\nIt took [X] ms in all.\n\n### macOS\n\nIt took [X] ms in all.',
      '**On the first**\n\nIt took [X] ms in all.\n\n**On the other**\n\nIt took [X] ms in all.',
      '- -',
    ],
    ['Coverage rose from 40% to [Y]%.', 'Coverage grew from 40% to [Y]%.', '-'],
    ['It took [X] minutes.', 'It took long.', ''],
    ['It took [X] ms on CPU and 20 ms on GPU.', 'It took [X] ms on GPU and 20 ms on CPU.', '-'],
    ['It took [X] ms before and 20 ms after.', 'It took 20 ms before and [X] ms after.', '-'],
    ['It fell from [X] ms to 20 ms.', 'It fell from 20 ms to [X] ms.', '-'],
    ['[X] daily, some weekly.', '[X] weekly, some daily.', '-'],
    ['Coverage rose from 40% to [Y]%.', 'Coverage rose from 40% by [Y]%.', '-'],
    ['Coverage rose from 40% to [Y]%.', 'Coverage grew from 30% to [Y]%.', '-'],
    ['Coverage rose from 40% to [Y]%.', 'Coverage grew from 40% to [Z]%.', '-'],
    ['Coverage from 40% to [Y]%.', 'Average precision from 40% to [Y]%.', '-'],
    ['It fell from 10 s to [X].', 'It dropped from 10 s to [X] ms.', '-'],
    ['It rose from 40 to [Y] ms on A.', 'It rose from 40 to [Y] ms on B.', '-'],
    ['Coverage rose from 40% to [Y]%.', 'The average precision grew from 40% to [Y]%.', '-'],
    ['It rose from 40% to [Y]% in [N] days.', 'It grew from 40% to [Y]% in [N] days.', '- 2'],
    ['Recall rose from [X]% to [Y]%.', 'Precision rose from [X]% to [Y]%.', '- -'],
    ['Write latency fell from [X] to [Y] ms.', 'Read latency fell from [X] to [Y] ms.', '- -'],
    ['Postgres went from [X] ms → [Y] ms.', 'MySQL went from [X] ms → [Y] ms.', '- -'],
    ['On staging, p95 fell from [X] ms to [Y] ms.', 'In production, p95 fell from [X] ms to [Y] ms.', '- -'],
    ['The p95 fell from [X] ms to [Y] ms.', 'The p95 rose from [X] ms to [Y] ms.', '- -'],
    ['It fell from [X] ms to about [Y] ms.', 'It rose from [X] ms to about [Y] ms.', '- -'],
    ['It rose from [X]% to [Y]% on the test set.', 'It rose from [X]% to [Y]% on the dev set.', '- -'],
    [
      'With 8 GPUs it takes [X] hours and costs $[Y].',
      'With 16 GPUs it takes [X] hours and costs $[Y].',
      '- -',
    ],
    ['At 8 QPS p95 is [X] ms, and p99 is [Y] ms.', 'At 16 QPS p95 is [X] ms, and p99 is [Y] ms.', '- -'],
    ['Redis holds [X] keys and uses [Y] GB.', 'Kafka holds [X] keys and uses [Y] GB.', '- -'],
    ['Redis holds [X] keys, and Kafka has [Y] GB.', 'Mongo holds [X] keys, and Kafka has [Y] GB.', '- 2'],
    ['Redis holds [X] keys in [Y] GB of memory.', 'Kafka holds [X] keys in [Y] GB of memory.', '- -'],
    ['The job takes [X] h and costs $[Y].', 'The backup takes [X] h and costs $[Y].', '- -'],
    ['Its p50 is [X] ms, p95 [Y] ms.', 'Its mean is [X] ms, p95 [Y] ms.', '- 2'],
    ['Der Recall stieg von [X]% auf [Y]%.', 'Die Abdeckung stieg von [X]% auf [Y]%.', '- -'],
    ['WER streaming vs offline: [X] % vs [Y] %.', 'WER offline vs streaming: [Y] % vs [X] %.', '- -'],
    ['p50 vs p95: [X] ms vs [Y] ms.', 'p95 vs p50, on the phone: [X] ms vs [Y] ms.', '- -'],
    ['We had [X] double charges, afterwards [Y].', 'We had [X] lost refunds, afterwards [Y].', '- -'],
    [
      'We had [X] double charges before, and [Y] after.',
      'We had [X] lost refunds before, and [Y] after.',
      '- -',
    ],
    ['We had [X] charges, and [Y] refunds after.', 'We had [X] retries, and [Y] refunds after.', '- 2'],
  ])('are not guessed: %s -> %s', (before, after, shown) => {
    expect(followed(before, after)).toBe(shown);
  });

  it('of an earlier text are kept, and stand nowhere else', () => {
    const row = (name: string): string => `| ${name} | [X] | [X] |`;
    const table = (...names: readonly string[]): Question =>
      answered(['| What | before | after |', '|---|---|---|', ...names.map(row)].join('\n'));
    const versions = [
      table('index', 'net', 'cpu', 'mem'),
      table('index', 'net', 'cpu'),
      table('cache', 'index', 'net', 'cpu'),
      table('cache', 'cpu', 'index', 'mem'),
    ];
    const [first] = versions;
    const typed = (value: string): Fill => ({ value, updatedAt: '2026-12-01T08:00:00Z' });
    const keys = first?.placeholderKeys ?? [];
    let config = { fills: Object.fromEntries(keys.map((key, at) => [key, typed(String(at + 1))])) as Fills };
    const shownIn = ({ placeholderKeys }: Question) =>
      placeholderKeys.map((key) => config.fills[key]?.value ?? '-').join(' ');
    const shown = versions.slice(1).map((now, at) => {
      const old = versions[at];
      if (!old) return '';
      const { moved } = carriedValues(old, now, (key) => config.fills[key]?.value);
      config = withMoved(config, moved);
      return shownIn(now);
    });
    expect(shown).toEqual(['1 2 3 4 5 6', '- - 1 2 3 4 5 6', '- - 5 6 1 2 7 8']);
    expect(
      Object.values(config.fills)
        .map(({ value }) => value)
        .toSorted((one, other) => Number(one) - Number(other)),
    ).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
  });

  // Rows come, go and change places; list items, too. A value stands where it stood, and nowhere else.
  const NAMES = ['index', 'on', 'off', 'replica', 'GET', 'cold start', 'a', 'with it'];
  const LETTERS = 'ABCDEFGHIJKLMNOP'.split('');
  const FORMS: readonly ((names: readonly string[]) => string)[] = [
    (names) =>
      [
        '| What | before | after |',
        '|---|---|---|',
        ...names.map((name) => `| ${name} | [X] ms | [X] ms |`),
      ].join('\n'),
    (names) => names.map((name) => `- ${name}: it fell from [X] ms to [X] ms`).join('\n'),
    (names) => names.map((name) => `- ${name}\n  - before: [X] ms\n  - after: [X] ms`).join('\n'),
    (names) => names.map((name) => `The ${name} took [X] ms. Without it, the ${name} took [X] ms.`).join(' '),
    (names) =>
      [
        '| What | before | after |',
        '|---|---|---|',
        ...names.map((name, i) => `| ${name} | [${LETTERS[2 * i]}] ms | [${LETTERS[2 * i + 1]}] ms |`),
      ].join('\n'),
    (names) =>
      names
        .map((name, i) => `- ${name}: it fell from [${LETTERS[2 * i]}] ms to [${LETTERS[2 * i + 1]}] ms`)
        .join('\n'),
    (names) =>
      names
        .map(
          (name, i) =>
            `The ${name} took [${LETTERS[2 * i]}] ms. Without it, the ${name} took [${LETTERS[2 * i + 1]}] ms.`,
        )
        .join(' '),
  ];
  it('stay with their rows, items and sentences through any number of edits', () => {
    const lists = fc.shuffledSubarray(NAMES, { minLength: 2 });
    const histories = fc.array(lists, { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(fc.constantFrom(...FORMS), histories, (form, history) => {
        let fills: Record<string, Fill> = {};
        let old: Question | undefined;
        let before: readonly string[] = [];
        for (const names of history) {
          const now = answered(form(names));
          if (old) {
            const { moved } = carriedValues(old, now, (key) => fills[key]?.value);
            ({ fills } = withMoved({ fills }, moved));
          }
          now.placeholderKeys.forEach((key, at) => {
            const name = `${names[at >> 1]} ${at % 2}`;
            const wasThere = before.includes(names[at >> 1] ?? '');
            expect(fills[key]?.value ?? (wasThere ? 'gone' : name)).toBe(name);
            fills = { ...fills, [key]: { value: name, updatedAt: '2026-12-01T08:00:00Z' } };
          });
          [old, before] = [now, names];
        }
      }),
    );
  });

  // In other words: a value stands with what it stood with, or nowhere, or is told to be an earlier one.
  const SAYINGS: readonly ((names: readonly string[]) => string)[] = [
    (names) => `A profile said that ${names.map((name) => `[XX%] of it went into ${name}`).join(', ')}.`,
    (names) => `Of the time, ${names.map((name) => `[X]% went into ${name}`).join(' and ')}.`,
    (names) => names.map((name) => `The ${name} took [X] ms of it.`).join(' '),
    (names) => `It was ${names.map((name, i) => `[${LETTERS[i]}] ms with ${name}`).join(', and ')}.`,
    (names) => names.map((name) => `Before ${name}, it was [X] ms.`).join(' '),
    (names) => names.map((name, i) => `${name} is at [${LETTERS[i]}]%`).join('; '),
    (names) => names.map((name) => `- ${name}: [X] ms`).join('\n'),
  ];
  it('stay with what they are of, or are gone, in whatever words it is said', () => {
    const version = fc.record({
      names: fc.shuffledSubarray(NAMES, { minLength: 2 }),
      say: fc.constantFrom(...SAYINGS),
    });
    fc.assert(
      fc.property(fc.array(version, { minLength: 2, maxLength: 5 }), (history) => {
        let fills: Record<string, Fill> = {};
        let old: Question | undefined;
        for (const { names, say } of history) {
          const now = answered(say(names));
          let told: readonly string[] = [];
          if (old) {
            const { moved, back } = carriedValues(old, now, (key) => fills[key]?.value);
            ({ fills } = withMoved({ fills }, moved));
            told = back.map(({ key }) => key);
          }
          now.placeholderKeys.forEach((key, at) => {
            const name = names[at] ?? '';
            if (!told.includes(key)) expect(fills[key]?.value ?? name).toBe(name);
            fills = { ...fills, [key]: { value: name, updatedAt: '2026-12-01T08:00:00Z' } };
          });
          old = now;
        }
      }),
    );
  });

  it('stay where another text of the question cites them', () => {
    const [old, now] = [answered(STORES), answered(`- Oracle on the primary: p95 was [X] ms\n${STORES}`)];
    const values = new Map(old.placeholderKeys.map((key, at) => [key, String(at + 1)]));
    const moves = (elsewhere: readonly string[]) =>
      carriedValues(old, now, (key) => values.get(key), new Set(elsewhere)).moved.length;
    expect([moves([]), moves(old.placeholderKeys), moves(['another'])]).toEqual([2, 0, 2]);
  });

  it('stay under a name that other questions cite, or that is declared', () => {
    const [old, now] = [answered('It fell to [X] MB.'), answered('It fell to [FILL IN: size] MB.')];
    const valueOf = (key: string) => (key === old.placeholderKeys[0] ? '6' : undefined);
    const carried = (citing: string, declared: readonly string[] = []) => {
      const heads = [{ placeholderKeys: [citing] }, { placeholderKeys: ['size'] }];
      const { moved, lost } = carriedValues(old, now, valueOf, new Set(), citingIn(heads, new Set(declared)));
      return [moved.some(({ to }) => to === 'size'), lost.length];
    };
    expect([carried('speed'), carried('size'), carried('speed', ['size'])]).toEqual([
      [true, 0],
      [false, 1],
      [false, 1],
    ]);
  });

  it('come back with just the sentence that they were entered for', () => {
    const versions = [
      'The p99 is [X] ms.',
      'The tail is [X] ms.',
      'The mean is [X] ms.',
      'The p99 is [X] ms.',
    ];
    const both = versions.map((text) => answered(`${text} It rose from [Y]% to [Z]%.`));
    const [first] = both;
    let fills: Fills = Object.fromEntries(
      (first?.placeholderKeys ?? []).map((key, at) => [
        key,
        { value: String(at + 1), updatedAt: '2026-12-01T08:00:00Z' },
      ]),
    );
    const told = both.slice(1).map((now, at) => {
      const { moved, back } = carriedValues(both[at] ?? now, now, (key) => fills[key]?.value);
      ({ fills } = withMoved({ fills }, moved));
      const shown = now.placeholderKeys.map((key) => fills[key]?.value ?? '-').join(' ');
      return [shown, ...back.map((one) => one.from)];
    });
    expect(told).toEqual([['- 2 3'], ['- 2 3'], ['1 2 3', 'The p99 is [X] ms']]);
  });

  it.each([
    ['- one: [X] ms', '- two: [X] ms'],
    ['1. one\n   - p95: [X] ms', '1. two\n   - p95: [X] ms'],
    [
      '| A | B |\n|---|---|\n| one | [X] |\n| six | [Y] |',
      '| A | B |\n|---|---|\n| two | [X] |\n| six | [Y] |',
    ],
  ])('come back with their item or row: %s', (one, two) => {
    const [before, after] = [answered(one), answered(two)];
    const [key = ''] = before.placeholderKeys;
    const config = { fills: { [key]: { value: '25', updatedAt: '2026-12-01T08:00:00Z' } } };
    const valueIn =
      ({ fills }: { readonly fills: Fills }) =>
      (name: string) =>
        fills[name]?.value;
    const gone = withMoved(config, carriedValues(before, after, valueIn(config)).moved);
    const { moved, back } = carriedValues(after, before, valueIn(gone));
    expect(after.placeholderKeys.map((name) => valueIn(gone)(name))).not.toContain('25');
    expect(withMoved(gone, moved)).toEqual(config);
    expect(back).toMatchObject([{ shown: '25' }]);
  });

  it('that are entered anew for other words leave the earlier ones alone', () => {
    const [rose, fell] = ['A', 'B'].map((set) => answered(`It rose from 40% to [Y]% on ${set}.`));
    if (!rose || !fell) throw new Error('two texts are expected');
    const [key = ''] = rose.placeholderKeys;
    let fills: Fills = { [key]: { value: '55', updatedAt: '2026-12-01T08:00:00Z' } };
    const change = (before: Question, after: Question) => {
      const { moved, back } = carriedValues(before, after, (name) => fills[name]?.value);
      ({ fills } = withMoved({ fills }, moved));
      return [fills[key]?.value, ...back.map(({ shown }) => shown)];
    };
    const gone = change(rose, fell);
    fills = { ...fills, [key]: { value: '60', updatedAt: '2026-12-02T08:00:00Z' } };
    expect([gone, change(fell, rose), change(rose, fell), Object.keys(fills).length]).toEqual([
      [undefined],
      ['55', '55'],
      ['60', '60'],
      2,
    ]);
  });

  it('of an earlier text are told where a sentence comes back', () => {
    const [short, long] = [answered('It works.'), answered('It works. The loss was [X].')];
    expect(carriedValues(short, long, () => '0.2').back).toMatchObject([
      { shown: '0.2', from: 'The loss was [X]' },
    ]);
    expect(carriedValues(short, long, () => undefined).back).toEqual([]);
    expect(carriedValues(long, long, () => '0.2').back).toEqual([]);
  });

  it('of a table are put aside under their row and column', () => {
    const old = answered('| Step | Before | After |\n|---|---|---|\n| p50 (ms) | [A] | [B] |');
    const { moved } = carriedValues(old, answered('It is fast.'), (key) =>
      old.placeholderKeys.includes(key) ? '1' : undefined,
    );
    expect(moved.map(({ to }) => to)).toEqual([
      expect.stringMatching(/^why\/letter\/p50-ms-before-a-was-\d+$/),
      expect.stringMatching(/^why\/letter\/p50-ms-after-b-was-\d+$/),
    ]);
  });

  it('says what a lost one is of', () => {
    const [old, now] = [answered('The loss was [X].'), answered('None.')];
    const valueOf = (key: string) => (key === old.placeholderKeys[0] ? '0.2' : undefined);
    expect(carriedValues(old, now, valueOf).lost).toMatchObject([{ shown: '0.2', from: 'The loss was [X]' }]);
  });
});
