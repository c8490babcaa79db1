// The sentence that cites an event which did not happen is left out, and nothing shows where it was.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { fillText, segmentsText, valuesOf } from '../../../src/core/fill/values.ts';
import { PLAIN_STYLE } from '../../../src/core/values/quantity.ts';
import { readMetricsFile } from '../../../src/formats/question/metrics-file.ts';
import { readPlaceholders } from '../../../src/formats/question/placeholders.ts';

const { metrics } = readMetricsFile(
  openSource(
    'metrics.md',
    '---\nmetrics:\n  saw: { kind: event, example: I saw it }\n  met: { kind: event, example: I met it }\n  a: {}\n---\n',
  ),
  'b',
);

const updatedAt = '';

function shown(text: string, dropped: readonly string[] = ['saw']): string {
  const source = openSource('a.md', text);
  const cited = readPlaceholders(source, 0, text.length, { question: 'q', inFollowUp: false });
  const fills = Object.fromEntries(dropped.map((name) => [name, { notMeasured: {}, updatedAt }]));
  const byName = new Map(metrics.map((metric) => [metric.name, metric]));
  const values = valuesOf({ metrics: byName }, { a: { value: '5', updatedAt }, ...fills }, PLAIN_STYLE);
  return segmentsText(fillText(source.textAt(0, text.length), cited, values));
}

describe('an event that did not happen', () => {
  it.each([
    ['First. [FILL IN: saw]. Last.', 'First. Last.'],
    ['[FILL IN: saw]. Last.', 'Last.'],
    ['First. Since [FILL IN: saw], I know.', 'First.'],
    ['First.\n[FILL IN: saw].\nLast.', 'First.\nLast.'],
    ['First. It is\nso since [FILL IN: saw].\nLast.', 'First.\nLast.'],
    ['First.\n\n[FILL IN: saw].\n\nLast.', 'First.\n\nLast.'],
    ['First.\n\n- [FILL IN: saw].\n- Last.', 'First.\n\n- Last.'],
    ['1. First.\n2. So [FILL IN: saw]. Last.', '1. First.\n2. Last.'],
    ['## First\nSince [FILL IN: saw], I know. Last.', '## First\nLast.'],
    ['## First\n[FILL IN: saw].\n\n## Last\nIt is.', '## First\n\n## Last\nIt is.'],
    ['**Why.** [FILL IN: saw]. Last.', '**Why.** Last.'],
    ['First, e.g. [FILL IN: saw]. Last.', 'Last.'],
    ['First, [FILL IN: saw] and [FILL IN: saw]. Last.', 'Last.'],
    ['[FILL IN: saw]', ''],
    ['First. [IF a > 4: [FILL IN: saw]. Yes.] Last.', 'First. Yes. Last.'],
    ['First. [IF measured(saw): [FILL IN: saw]. | ELSE: None.] Last.', 'First. None. Last.'],
    ['First. [IF a < 4: [FILL IN: saw].] Last, [FILL IN: a].', 'First. Last, 5.'],
    ['[FILL IN: met]. [FILL IN: saw]. Last.', '(example: I met it). Last.'],
  ])('takes its sentence along: %j', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it('takes two sentences along where neither happened', () => {
    expect(shown('[FILL IN: met]. Mid. [FILL IN: saw]. Last.', ['saw', 'met'])).toBe('Mid. Last.');
  });
});
