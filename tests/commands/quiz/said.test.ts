// Values that an answer says and an open metric of its question asks for.
import { describe, expect, it } from 'vitest';
import { assembleBanks } from '../../../src/core/base/bank.ts';
import { saidValues } from '../../../src/core/feedback/said.ts';
import { unfilledGapsOf } from '../../../src/core/fill/gaps.ts';
import { valuesOf } from '../../../src/core/fill/values.ts';
import { offerSaid } from '../../../src/commands/quiz/reveal.ts';
import type { Practice } from '../../../src/commands/shared/practice.ts';
import { displayOf } from '../../../src/commands/shared/screen.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readMetricsFile } from '../../../src/formats/question/metrics-file.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';
import { openMemory } from '../../support/memory-context.ts';
import { scriptedPrompts } from '../../support/scripted-prompts.ts';

const files = {
  'metrics.md': `---
metrics:
  imdb_accuracy: { prompt: Accuracy on the IMDB test set, unit: "%", min: 0, max: 100 }
  dropped: { prompt: Accuracy without position encodings, unit: "%", min: 0, max: 100 }
  p95_ms: { prompt: Tail latency, unit: ms, max: 1000 }
  layers: { prompt: Layers, unit: layers }
  short_ms: { prompt: Latency at 128 tokens, unit: ms }
  long_ms: { prompt: Latency at 512 tokens, unit: ms }
  max_tasks: { prompt: Most tasks at once, unit: tasks }
  query_before: { prompt: Query time before compaction, unit: s }
  query_after: { prompt: Query time after compaction, unit: s }
---
`,
  'one.md': '---\nid: one\n---\n# How good?\n\nRight [FILL IN: imdb_accuracy] of the time.\n',
  'two.md':
    '---\nid: two\n---\n# How fast?\n\n[FILL IN: short_ms] at 128 tokens, [FILL IN: long_ms] at 512.\n',
  'block.md':
    '---\nid: block\n---\n# How large?\n\nIt takes [FILL IN: dropped].\n\n## Key points\n\n- The feed-forward network is two thirds of the block\n',
  'tasks.md': '---\nid: tasks\n---\n# How large?\n\nUp to [FILL IN: max_tasks].\n',
  'query.md':
    '---\nid: query\n---\n# How fast?\n\nQuery time before: [FILL IN: query_before], after: [FILL IN: query_after].\n',
  'unnamed.md': '---\nid: unnamed\n---\n# Right?\n\nYes.\n\n- **Result**: right [X]% of the time.\n',
  'planned.md':
    '---\nid: planned\n---\n# How long?\n\nThe backfill took [X] hours instead of the planned 20.\n',
  'lag.md': '---\nid: lag\n---\n# What lag?\n\nThe lag is below [X] messages, at the peak [X] messages.\n',
  'share.md':
    '---\nid: share\n---\n# Duplicates?\n\nIn production [FILL IN: share of duplicate requests] of the requests are duplicates.\n',
  'all.md':
    '---\nid: all\n---\n# All?\n\n[FILL IN: imdb_accuracy], [FILL IN: dropped], [FILL IN: p95_ms], [FILL IN: layers].\n',
};
const bank = assembleBanks([
  {
    bank: 'b',
    own: false,
    files: [
      readMetricsFile(openSource('metrics.md', files['metrics.md']), 'b'),
      ...[
        'one.md',
        'two.md',
        'block.md',
        'tasks.md',
        'query.md',
        'unnamed.md',
        'planned.md',
        'lag.md',
        'share.md',
        'all.md',
      ].map((name) => readQuestionFile(openSource(name, files[name as keyof typeof files]), 'b')),
    ],
  },
]);
const values = valuesOf(bank, {}, { thousands: 'none' });
const question = (id: string) => {
  const found = bank.questions.get(id);
  if (!found) throw new Error(`no question ${id}`);
  return found;
};

function said(id: string, text: string): readonly string[] {
  const found = saidValues(text, question(id), unfilledGapsOf(bank, question(id), values), values);
  return found.map(({ gap, accepted }) => `${gap.key}=${accepted.fill.value}`);
}

describe('a value in an answer', () => {
  it.each([
    ['one', 'It is right 82% of the time.', ['imdb_accuracy=82%']],
    // Files are no seconds.
    [
      'query',
      'Before compaction the query time was 41 s, with 184,000 files after an hour.',
      ['query_before=41 s'],
    ],
    ['one', 'It is right eighty two percent of the time.', ['imdb_accuracy=82%']],
    [
      'all',
      'On IMDB it reached 82%. The latency at the tail was 0.32 s.',
      ['imdb_accuracy=82%', 'p95_ms=320 ms'],
    ],
    [
      'all',
      'On the IMDB reviews it gets 84%. Without position encodings, the accuracy was 79%.',
      ['imdb_accuracy=84%', 'dropped=79%'],
    ],
    ['all', 'The accuracy was 82%.', ['imdb_accuracy=82%']],
    ['one', 'It is right about 82% of the time.', ['imdb_accuracy=~82%']],
    ['all', 'It has six layers.', ['layers=6 layers']],
    ['one', 'It is right 82 of 100 times.', ['imdb_accuracy=82%']],
    ['one', 'It is right 81,5% of the time.', ['imdb_accuracy=81.5%']],
    // The second has the unit of the first, and each is for one of two metrics with the same words.
    ['two', 'It took 0.38 ms at 128 tokens, and 2.9 at 512 tokens.', ['short_ms=0.38 ms', 'long_ms=2.9 ms']],
    ['two', 'The short one took 0.38 ms, the long one 2.9.', ['short_ms=0.38 ms', 'long_ms=2.9 ms']],
    // A bound is the value of a metric that is one.
    ['tasks', 'There are never more than 16 tasks.', ['max_tasks=16 tasks']],
    // The planned 20 is in the answer itself.
    [
      'planned',
      'The backfill took 16.5 hours instead of the planned 20.',
      ['planned/letter/the-backfill-took-x-hours-instead=16.5 h'],
    ],
    [
      'planned',
      'It took 16.5 hours, we had planned 20.',
      ['planned/letter/the-backfill-took-x-hours-instead=16.5 h'],
    ],
    ['lag', 'At the peak it is 5200 messages.', ['lag/letter/at-the-peak-x-messages=5200 messages']],
    [
      'share',
      'In production 0.7 % of the requests are duplicates.',
      ['share/fill-in/share-of-duplicate-requests=0.7%'],
    ],
    // Two metrics fit, or two numbers, or it is an aim.
    ['one', 'It rose from 80% to 82%.', []],
    ['all', 'It was 82% in the end.', []],
    ['one', 'The target was 82%.', []],
    ['one', 'It is right more than 82% of the time.', []],
    ['one', 'It is not right 82% of the time.', []],
    ['one', 'Words look at each other and it is right 82% of the time.', ['imdb_accuracy=82%']],
    // The sentence contradicts a point.
    ['block', 'The accuracy without position encodings was 79%.', ['dropped=79%']],
    [
      'block',
      'The feed-forward network is one third of the block, by accuracy without position encodings.',
      [],
    ],
    // No unit, out of range, no word of it.
    ['all', 'It has 6.', []],
    ['all', 'The latency was 5 s.', []],
    ['one', 'It was 0.82%.', []],
  ])('%s: %s', (id, text, expected) => {
    expect(said(id, text)).toEqual(expected);
  });
});

describe('the offer', () => {
  const offer = async (lines: readonly string[], id = 'one') => {
    const { context, config } = openMemory({ files });
    const scripted = scriptedPrompts(lines.map((line) => ({ line })));
    const practice = {
      context,
      bank,
      values,
      config: config(),
      paths: ['/bank'],
      prompts: scripted.prompts,
      display: displayOf(context, true),
    } as unknown as Practice;
    const answer = { text: 'Right 82% of the time.', elapsedMs: 1000 };
    await offerSaid({ practice, question: question(id), answer });
    return { lines: scripted.lines, shown: scripted.shown(), fills: config().fills };
  };

  it('shows the sentence of a placeholder, as `prep fill` does', async () => {
    const { lines, shown } = await offer([''], 'unnamed');
    expect([lines, shown]).toEqual([['Store 82% as [X]%?'], 'Result: right [X]% of the time.\nin %']);
  });

  it('stores the value on yes alone', async () => {
    const no = await offer(['']);
    expect(no).toMatchObject({ lines: ['Store 82% as imdb_accuracy?'], fills: {} });
    expect((await offer(['y'])).fills).toMatchObject({ imdb_accuracy: { value: '82%' } });
  });
});
