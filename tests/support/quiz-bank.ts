// A small bank for session tests: every kind of question, each named after its purpose.
import { assembleBanks, type Bank } from '../../src/core/base/bank.ts';
import { valuesOf } from '../../src/core/fill/values.ts';
import type { Fills } from '../../src/core/base/metric.ts';
import type { Question } from '../../src/core/base/question.ts';
import { openSource } from '../../src/core/base/span.ts';
import { readMetricsFile } from '../../src/formats/question/metrics-file.ts';
import { readQuestionFile } from '../../src/formats/question/question-file.ts';

const METRICS = `---
metrics:
  latency_short: { prompt: Latency at 128 tokens, unit: ms, example: 45 }
  latency_long: { prompt: Latency at 512 tokens, unit: ms, example: 320 }
  slowdown: { derive: latency_long / latency_short, unit: ×, digits: 1 }
  accuracy: { prompt: Test accuracy, unit: "%", min: 0, max: 100 }
---
`;

const LATENCY = `---
id: latency
number: 4
section: Architecture
difficulty: hard
minutes: 3
---
# What does attention cost?

Attention takes **quadratic** time. Mine took [FILL IN: latency_short] at 128 tokens and [FILL IN: latency_long]
at 512, which is [FILL IN: slowdown] for four times the length. It reached [FILL IN: accuracy].

- \`FlashAttention\` keeps the arithmetic

## Key points
- Quadratic time in the length
- Measured at two lengths: 128 and 512 tokens
- FlashAttention removes the memory term, not the arithmetic

## Follow-ups
### What about [FILL IN: accuracy]?
It is the mean of five seeds.

### And memory?
Linear with tiles.
`;

const STORY = `---
id: story
number: 41
section: Behavioural
difficulty: medium
minutes: 2
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
`;

const WIDE = `---
id: wide
section: 国際化
difficulty: easy
minutes: 1
---
# 全角文字と絵文字 👩‍💻 を含む質問はどう表示されますか?

全角文字は二桁の幅を取ります。ﾊﾝｶｸ は一桁です。 ⚠ 注意。

## Key points
- 全角は二桁
- ﾊﾝｶｸ は一桁
`;

const DRAFT = `---
id: draft
section: Architecture
---
# What is left to write?
`;

const read = (file: string, text: string) => readQuestionFile(openSource(file, text), 'bank');

const metrics = readMetricsFile(openSource('bank/metrics.md', METRICS), 'bank');
const others = [read('bank/2.md', STORY), read('bank/3.md', WIDE), read('bank/4.md', DRAFT)];
const bankWith = (latency: string): Bank<Question> =>
  assembleBanks([{ bank: 'bank', own: false, files: [metrics, read('bank/1.md', latency), ...others] }]);
const plain = bankWith(LATENCY);

/** `latency` (Q4), `story` (Q41), `wide`, `draft`. */
export const quizBank = (edit?: (latency: string) => string): Bank<Question> =>
  edit ? bankWith(edit(LATENCY)) : plain;

export function quizQuestion(id: string): Question {
  const question = quizBank().questions.get(id);
  if (!question) throw new Error(`no question ${id}`);
  return question;
}

export const FILLS: Fills = {
  latency_short: { value: '45 ms', number: 45, unit: 'ms', updatedAt: '2026-11-20T10:00:00.000+01:00' },
  latency_long: { value: '320 ms', number: 320, unit: 'ms', updatedAt: '2026-11-20T10:00:00.000+01:00' },
};

/** The latencies are filled, the accuracy is open. */
const values = valuesOf(plain, FILLS, { thousands: 'none' });
export const quizValues = () => values;
