// Banks for pages: one with everything that an answer can have, a malicious one, and the sample bank.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembleBanks, type Bank } from '../../src/core/base/bank.ts';
import type { ExportMode } from '../../src/core/import/export.ts';
import type { Values } from '../../src/core/fill/conditional.ts';
import { PLAIN_STYLE } from '../../src/core/values/quantity.ts';
import type { Question } from '../../src/core/base/question.ts';
import { openSource } from '../../src/core/base/span.ts';
import { readMetricsFile } from '../../src/formats/question/metrics-file.ts';
import type { PageContent } from '../../src/formats/pages/page.ts';
import { readQuestionFile } from '../../src/formats/question/question-file.ts';
import { root } from './environment.ts';
import { exampleValues } from './examples.ts';

/** By name; `metrics.md` has metrics. */
export function bankOf(files: Readonly<Record<string, string>>): Bank<Question> {
  const contents = Object.entries(files).map(([name, text]) =>
    (name.endsWith('metrics.md') ? readMetricsFile : readQuestionFile)(openSource(name, text), 'bank'),
  );
  return assembleBanks([{ bank: 'bank', own: false, files: contents }]);
}

export function contentOf(
  bank: Bank<Question>,
  values: Values,
  mode: ExportMode = 'filled',
  own: ReadonlyMap<string, string> = new Map(),
): PageContent {
  const questions = [...bank.questions.values()].map((question) => ({ question, own: own.get(question.id) }));
  return { title: 'Interview guide', questions, mode, values, metrics: bank.metrics };
}

/** The sample bank, with every value filled by its example. */
export function shippedContent(mode: ExportMode = 'filled'): PageContent {
  const folder = join(root, 'questions');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  );
  const files = names.toSorted().map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
  const bank = bankOf(Object.fromEntries(files));
  return contentOf(bank, exampleValues(bank, PLAIN_STYLE), mode);
}

const METRICS = `---
metrics:
  p95_ms: { prompt: 95th percentile latency, unit: ms, example: 45 }
  users: { prompt: Users a day, unit: users, example: 1200 }
  repo_url: { prompt: Link to your repository, kind: url, example: "https://example.com/me" }
---
`;

const RICH = `---
id: rich
number: 1
section: Everything
tags: [python, sql]
difficulty: hard
minutes: 3
source: https://example.com/article
---
# What does \`__init__\` do, and is a < b & c?

Intro with **bold**, *em*, ~~gone~~, \`code <b>\`, math $a_1 * b_1 * c$ and \\(x_i\\), <kbd>Ctrl</kbd>, H<sub>2</sub>O,
a [link](https://example.com/a?b=1&c=2), ![a graph](https://example.com/g.png), ![a local graph](g.png), and [FILL IN: p95_ms].

$$
\\sum_{i=1}^{n} x_i * y_i
$$

## Details

| Name | Value | Much longer than the others, so that it does not fit |
|:-----|------:|:--:|
| \`a\` | 1 | some words that need quite some space when they stand on one line |
| **b** | [FILL IN: p95_ms] | x |

\`\`\`python
def f(x: int) -> str:
    return f"{x + 1}"  # longer than any phone is wide, so that it has to be scrolled to be read up to its very end
\`\`\`

> A quote with [FILL IN: users].

1. one
2. two
   - nested
   - [ ] to do
   - [x] done

## Key points
- A **point** with \`code\`
- It was [FILL IN: p95_ms]

## Follow-ups
### Why [FILL IN: users], and [where](https://example.com)?
Because of the queue.

## Notes
A *note* to myself.
`;

const STORY = `---
id: story
number: 42
section: Behaviour
difficulty: easy
tags: [go-to]
kind: star
---
# Tell me about a surprise.

## Situation
We served [FILL IN: users] a day. It was slow.

## Task
Find out why.

## Action
I did:

- measure
- think

## Result
It was the queue. Now it takes [FILL IN: p95_ms], and everybody is glad.
`;

const DRAFT = `---
id: draft
section: Behaviour
---
# What is left to write?
`;

/** A question with everything, a story, and one without an answer. */
export const RICH_FILES: Readonly<Record<string, string>> = {
  'metrics.md': METRICS,
  'rich.md': RICH,
  'story.md': STORY,
  'draft.md': DRAFT,
};

/** Each would set \`window.broken\`, or ask a server, if a page let it. */
export const HOSTILE_TEXTS: readonly string[] = [
  '<script>window.broken=1</script>',
  '<img src=x onerror="window.broken=1">',
  '<img src="https://evil.example/a.png">',
  '<svg onload="window.broken=1"><animate onbegin="window.broken=1"/></svg>',
  '<iframe src="javascript:parent.broken=1"></iframe>',
  '<details open ontoggle="window.broken=1"><summary>x</summary></details>',
  '<style>@import "https://evil.example/a.css"; body { display: none }</style>',
  '<link rel="stylesheet" href="https://evil.example/a.css">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<base href="https://evil.example/"><form action="https://evil.example/"><button>Go</button></form>',
  '</div></details></article></main></body><script>window.broken=1</script>',
  '</script><script>window.broken=1</script>',
  '<!--><script>window.broken=1</script>-->',
  '<sub onclick="window.broken=1">x</sub><kbd style="position:fixed">y</kbd>',
  '[a](javascript:window.broken=1)',
  '[a](JaVaScRiPt:window.broken=1)',
  '[a](java&#115;cript:window.broken=1)',
  '[a](&#x6A;avascript&colon;window.broken=1)',
  '[a](data:text/html,<script>window.broken=1</script>)',
  '[a](vbscript:window.broken=1)',
  '[a](//evil.example/x)',
  '[a](https://example.com/"onmouseover="window.broken=1)',
  "[a](<https://example.com/' onfocus='window.broken=1' autofocus='>)",
  '[a](https://example.com "title\\" onmouseover=\\"window.broken=1")',
  '![x" onerror="window.broken=1](https://evil.example/a.png)',
  '![x](javascript:window.broken=1)',
  '<javascript:window.broken=1>',
  '[a]: javascript:window.broken=1\n\n[a]',
  '```"><script>window.broken=1</script>\ncode</code></pre><script>window.broken=1</script>\n```',
  '```html\n<script>window.broken=1</script>\n```',
  '| <script>window.broken=1</script> | b |\n|---|---|\n| <img src=x onerror=window.broken=1> | d |',
  '$</span><script>window.broken=1</script>$',
  '\ufdd00\ufdd1 \ufdd0999\ufdd1',
  '`</code><script>window.broken=1</script>`',
  '# <script>window.broken=1</script>\n\n## `</h4><script>window.broken=1</script>`',
];

const inYaml = (text: string): string =>
  JSON.stringify(text.replaceAll('\n', ' ').replaceAll('\ufdd0', '').replaceAll('\ufdd1', ''));

/** A question for each hostile text, in every place that can have a text. */
export const HOSTILE_FILES: Readonly<Record<string, string>> = Object.fromEntries(
  HOSTILE_TEXTS.map((text, i) => {
    const line = text.replaceAll('\n', ' ');
    return [
      `hostile-${i}.md`,
      `---
id: hostile-${i}
section: ${inYaml(line)}
tags: [${inYaml(line)}]
source: ${inYaml(line)}
---
# Number ${i}: ${line}

${text}

With ${line} in a line.

## Key points
- ${line}

## Follow-ups
### ${line}
${text}

## Notes
${text}
`,
    ];
  }),
);
