// A bank in memory for commands that read and record: a question with values, a story, wide letters, a draft.
import { Failure } from '../../src/core/base/problem.ts';
import type { Fill } from '../../src/core/base/metric.ts';
import { openMemory, type Memory, type MemoryOptions } from './memory-context.ts';

export const VERB_FILES: Readonly<Record<string, string>> = {
  'metrics.md': `---
metrics:
  short_ms: { prompt: Latency at 128 tokens, unit: ms, example: 50 }
  long_ms: { prompt: Latency at 512 tokens, unit: ms, example: 320 }
  slowdown: { derive: long_ms / short_ms, unit: ×, digits: 1 }
---
`,
  'attention.md': `---
id: attention
number: 4
section: Architecture
tags: [attention, complexity]
difficulty: hard
minutes: 3
---
# What does attention cost, and does your own measurement agree with it?

Attention takes **quadratic** time. Mine took [FILL IN: short_ms] at 128 tokens and [FILL IN: long_ms] at 512, which is
[FILL IN: slowdown] for four times the length.

## Key points
- Quadratic time in the length
- Measured at two lengths: 128 and 512 tokens

## Follow-ups
### And memory?
Linear with tiles.

### What did you measure?
A full layer in [FILL IN: long_ms].
`,
  'attendance.md': `---
id: attendance
number: 5
section: Production
---
# Who is on call?

Everyone, in turn.
`,
  'story.md': `---
id: story
number: 41
section: Behavioural
---
# Tell me about a surprise.

## Situation
A ratio that nobody could explain.

## Task
Find out whether the measurement was wrong.

## Action
I counted operations by hand.

## Result
The explanation went into the report.
`,
  'wide.md': `---
id: wide-characters-take-two-columns-and-this-id-is-longer-than-any-narrow-screen
section: 国際化
---
# 全角文字と絵文字 👩‍💻 を含む質問はどう表示されますか?

全角文字は二桁の幅を取ります。ﾊﾝｶｸ は一桁です。 ⚠ 注意。

## Key points
- 全角は二桁
- ﾊﾝｶｸ は一桁
`,
  'draft.md': `---
id: draft
section: Architecture
---
# What is left to write? 🚀
`,
};

/** Typed four days ago. */
export const fill = (value: string, number: number): Fill => ({
  value,
  number,
  updatedAt: '2026-11-20T10:00:00.000+01:00',
});

export const openVerbs = (options: Partial<MemoryOptions> = {}): Memory =>
  openMemory({ files: VERB_FILES, ...options });

export async function failureOf(work: () => Promise<unknown>): Promise<Failure> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it did not fail');
}
