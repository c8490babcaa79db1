// Whatever a file contains, reading it gives a result or problems, and touches nothing else. Runs with few
// mutations among the ordinary tests and with many in the long ones.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { assembleBanks } from '../../src/core/base/bank.ts';
import { checkBank } from '../../src/core/check/check.ts';
import { Failure, type Problem } from '../../src/core/base/problem.ts';
import { fillText, segmentsText, valuesOf } from '../../src/core/fill/values.ts';
import { foldJournal } from '../../src/core/schedule/fold.ts';
import type { Metric } from '../../src/core/base/metric.ts';
import { checkValue } from '../../src/core/values/quantity.ts';
import { openSource } from '../../src/core/base/span.ts';
import { readBankFile } from '../../src/formats/import/index.ts';
import { parseConfig, readConfig } from '../../src/formats/stored/config-file.ts';
import { parseJournal } from '../../src/formats/stored/journal-lines.ts';
import { params } from './entries.ts';
import { root } from './environment.ts';
import { mutated, randomFrom } from './mutate.ts';
import { exampleValues } from './examples.ts';

/** Valid samples of an input, and its reader, which throws if a promise is broken. */
type Kind = { readonly samples: readonly string[]; readonly reader: (text: string, at: number) => void };

const style = { thousands: 'none' } as const;

function textsBelow(folder: string, ending: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .toSorted()
    .map((name) => readFileSync(join(root, folder, name), 'utf8'));
}

/** Every problem has a place in the file. Offsets may be those of a text made from it. */
function expectPlaced(problems: readonly Problem[], text: string): void {
  const lines = text.split('\n');
  const isPlaced = ({ at: { start, end }, message }: Problem): boolean =>
    message !== '' &&
    start.column > 0 &&
    start.column <= (lines[start.line - 1] ?? '').length + 1 &&
    start.offset >= 0 &&
    start.offset <= end.offset;
  // One `expect`, since a file may have a thousand problems.
  expect(problems.filter((problem) => !isPlaced(problem))).toEqual([]);
}

const guide = `# A guide

## How to use this
Fill in all [FILL IN] placeholders.

## Architecture
### Q1: What is attention?
**Answer**: It costs [X]ms at [FILL IN: sequence length] and [Y]%.

Follow-up: Why?
- Because of [your reason].

### Q2-4: Others
[Similar format for the others]

### Q5: Tell me of a hard bug
**Situation**: A.
**Task**: B.
**Action**: C.
**Result**: [FILL IN: number]% better.
`;

const questionFiles: Kind = {
  samples: [...textsBelow('questions', '.md'), ...textsBelow('tests/corpus', '.md'), guide],
  reader: (text, at) => {
    const file = at % 8 === 0 ? 'metrics.md' : at % 9 === 0 ? 'README.md' : 'question.md';
    const content = readBankFile(openSource(file, text), 'bank');
    const bank = assembleBanks([{ bank: 'bank', own: false, files: [content] }]);
    const problems = checkBank(bank, { values: valuesOf(bank, {}, style), requireFilled: at % 2 === 0 });
    expectPlaced(problems, text);
    const values = exampleValues(bank, style);
    for (const question of bank.questions.values())
      expect(typeof segmentsText(fillText(question.answer, question, values))).toBe('string');
  },
};

const attemptLine =
  '{"v":1,"id":"01K9R0000000000000000000A0","type":"attempt","question":"attention-complexity","rating":"good","at":"2026-11-24T09:00:00.000+01:00","elapsedMs":41200,"mode":"type","points":[1,1,0],"cited":["attention_ms_512"],"text":"…","session":"01K9S","questionHash":"abc"}';

const journals: Kind = {
  samples: [
    [
      attemptLine,
      attemptLine.replaceAll('A0', 'A1').replace('good', 'again'),
      '{"v":1,"id":"01K9R0000000000000000000A2","type":"undo","at":"2026-11-24T09:01:00.000+01:00","target":"01K9R0000000000000000000A1"}',
      '{"v":1,"id":"01K9R0000000000000000000A3","type":"suspend","at":"2026-11-24T09:02:00.000+01:00","question":"b"}',
      '{"v":1,"id":"01K9R0000000000000000000A4","type":"relink","at":"2026-11-24T09:03:00.000+01:00","from":"b","to":"attention-complexity"}',
      '{"v":1,"id":"01K9R0000000000000000000A5","type":"note","at":"2026-11-24T09:04:00.000+01:00","question":"b","text":"n"}',
      '',
    ].join('\n'),
  ],
  reader: (text) => {
    const { entries, problems } = parseJournal('journal.jsonl', text);
    expectPlaced(problems, text);
    expect(foldJournal(entries, params).seen).toBeInstanceOf(Map);
  },
};

const configs: Kind = {
  samples: [
    JSON.stringify(
      {
        version: 1,
        settings: {
          retention: 0.9,
          newPerDay: 5,
          reviewsPerDay: 50,
          dayStart: '04:00',
          interviewDate: '2026-12-15',
          mode: 'type',
        },
        banks: ['~/notes'],
        fills: {
          imdb_accuracy: {
            value: '82 %',
            number: 82,
            unit: '%',
            updatedAt: '2026-11-24T09:00:00Z',
            source: { file: 'r.json', path: 'a.b' },
          },
        },
        answers: {
          'attention-complexity': {
            latest: { text: 'a', at: '2026-11-24T09:00:00Z', rating: 'good' },
            own: { text: 'b', updatedAt: '2026-11-24T09:00:00Z' },
          },
        },
        drills: { daily: { select: { due: true, new: 2, sections: ['A'] }, count: 5 } },
      },
      null,
      2,
    ),
  ],
  reader: (text) => {
    try {
      const { config } = readConfig(parseConfig('config.json', text));
      expect(config.settings.retention).toBeGreaterThan(0);
    } catch (error) {
      // A file that is no config is refused, with a sentence.
      if (!(error instanceof Failure)) throw error;
    }
  },
};

const at = openSource('metrics.md', '').spanAt(0, 0);
const metrics: readonly Metric[] = ['ms', '%', 'USD', 'GB', 'requests/s', ''].map((unit, index) => ({
  name: `metric_${index}`,
  kind: 'number',
  prompt: '',
  unit,
  declared: true,
  at,
}));

const values: Kind = {
  samples: [
    '320 ms',
    '0.32 s',
    '82',
    '82 %',
    '1,234.5',
    '1.234,5',
    '$12.50',
    '12k',
    '3e-4',
    '1 h 20 min',
    '~45 ms',
    '5 GB',
    '12 requests/s',
    '1/3',
  ],
  reader: (text, index) => {
    const result = checkValue(metrics[index % metrics.length], text);
    if ('error' in result) expect(result.error).not.toBe('');
    else expect(result.fill.number === undefined || Number.isFinite(result.fill.number)).toBe(true);
  },
};

const kinds = { questionFiles, journals, configs, values } satisfies Record<string, Kind>;

/** @param seed with the kind and the number, it reproduces a mutation */
export function readMutations(kind: keyof typeof kinds, count: number, seed = 1): void {
  const { samples, reader } = kinds[kind];
  const before = Object.getOwnPropertyNames(Object.prototype).toSorted();
  for (let index = 0; index < count; index++) {
    const text = mutated(samples, randomFrom(seed * 1_000_003 + index));
    try {
      reader(text, index);
    } catch (error) {
      const message = `${kind}, seed ${seed}, mutation ${index}: ${JSON.stringify(text.slice(0, 2000))}`;
      throw new Error(message, { cause: error });
    }
  }
  expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(before);
  expect(globalThis).not.toHaveProperty('polluted');
  expect({}).not.toHaveProperty('polluted');
}
