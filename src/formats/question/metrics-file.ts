import type { FileContent } from '../../core/base/bank.ts';
import { type Constraint, type Metric, METRIC_KINDS, TIERS } from '../../core/base/metric.ts';
import type { Problem } from '../../core/base/problem.ts';
import type { Range, Source } from '../../core/base/span.ts';
import { clipped, withoutFullStop } from '../../core/base/text.ts';
import { readFrontMatter } from '../notation/front-matter.ts';
import {
  choiceOf,
  type FieldReaders,
  isNothing,
  numberOf,
  readFields,
  textOf,
  valuePlace,
  wholeOf,
  type YamlEntry,
  type YamlNode,
} from '../notation/yaml.ts';

const NAME = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;
const LONGEST_NAME = 80;
const MOST_DIGITS = 15;
const BETTER = ['higher', 'lower'] as const;

type Fields = Partial<Omit<Metric, 'name' | 'at' | 'deriveAt'>>;

const READERS: FieldReaders<Fields> = {
  prompt: ['a text', textOf],
  kind: [METRIC_KINDS.join(', '), (node) => choiceOf(node, METRIC_KINDS)],
  unit: ['a unit, such as ms or "%"', textOf],
  example: ['a value', textOf],
  measure: ['a text', textOf],
  min: ['a number', (node) => numberOf(node)],
  max: ['a number', (node) => numberOf(node)],
  better: ['higher or lower', (node) => choiceOf(node, BETTER)],
  tier: [TIERS.join(', '), (node) => choiceOf(node, TIERS)],
  derive: ['an expression over other metrics, such as `a_ms / b_ms`', textOf],
  digits: [`a whole number from 0 to ${MOST_DIGITS}`, (node) => wholeOf(node, 0, MOST_DIGITS)],
};

const INVALID = { code: 'metric-invalid' } as const;

const keyPlace = ({ keyStart, keyEnd }: YamlEntry): Range => ({ start: keyStart, end: keyEnd });

function invalid(source: Source, { start, end }: Range, message: string, hint?: string): Problem {
  const at = source.spanAt(start, end);
  return { severity: 'error', ...INVALID, at, message, hint };
}

const isNumeric = ({ kind = 'number' }: Fields): boolean => kind === 'number';

function isOutside({ example, min = -Infinity, max = Infinity }: Fields): boolean {
  const number = Number(example);
  return example !== undefined && Number.isFinite(number) && (number < min || number > max);
}

const FAULTS: readonly (readonly [isFaulty: (fields: Fields) => boolean, message: string, hint: string])[] = [
  [({ min = -Infinity, max = Infinity }) => min > max, '`min` is larger than `max`.', 'Swap them.'],
  [
    (fields) => fields.derive !== undefined && !isNumeric(fields) && fields.kind !== 'text',
    'A derived metric must be a number or text.',
    'Write `kind: text`, or remove `kind`.',
  ],
  [
    ({ kind, example }) => kind === 'event' && example === undefined,
    'An event needs an example.',
    'Write the sentence to show until you confirm it.',
  ],
  [
    (fields) => isNumeric(fields) && isOutside(fields),
    'The example is outside `min` and `max`.',
    'Widen the range, or change the example.',
  ],
];

function metricOf(source: Source, entry: YamlEntry) {
  const { value } = entry;
  const entries = value.kind === 'map' ? value.entries : [];
  const { fields, problems } = readFields(source, entries, READERS, INVALID);
  const derive = entries.find(({ key }) => key === 'derive')?.value;
  if (value.kind !== 'map' && !isNothing(value)) {
    problems.push(
      invalid(source, valuePlace(entry), 'Declare a metric with keys such as `prompt` and `unit`.'),
    );
  }
  const metric: Metric = {
    kind: 'number',
    prompt: entry.key.replaceAll('_', ' '),
    ...fields,
    example: fields.kind === 'event' ? withoutFullStop(fields.example ?? '') || undefined : fields.example,
    name: entry.key,
    at: source.spanAt(entry.keyStart, entry.keyEnd),
    deriveAt: fields.derive !== undefined && derive ? source.spanAt(derive.start, derive.end) : undefined,
  };
  for (const [isFaulty, message, hint] of FAULTS)
    if (isFaulty(fields)) problems.push(invalid(source, keyPlace(entry), message, hint));
  return { metric, problems };
}

function nameProblem(source: Source, entry: YamlEntry, first: YamlEntry | undefined): Problem | undefined {
  const { key } = entry;
  if (key.length > LONGEST_NAME || !NAME.test(key)) {
    const message = `\`${clipped(key)}\` is not a valid metric name. Names are snake_case.`;
    return invalid(source, keyPlace(entry), message, 'Use a name such as `attention_ms_128`.');
  }
  if (!first) return undefined;
  const message = `The metric \`${key}\` is declared twice; the first declaration is used.`;
  return {
    ...invalid(source, keyPlace(entry), message, 'Remove one of them.'),
    code: 'metric-duplicate',
    related: source.spanAt(first.keyStart, first.keyEnd),
  };
}

type FileFields = {
  readonly metrics: readonly YamlEntry[];
  readonly constraints: readonly YamlNode[];
};

const FILE_READERS: FieldReaders<FileFields> = {
  metrics: [
    'a map from each metric name to its keys',
    (node) => (node.kind === 'map' ? node.entries : undefined),
  ],
  constraints: ['a list of conditions', (node) => (node.kind === 'list' ? node.items : undefined)],
};

const OTHER_KEY = { get: () => 'Put declarations under `metrics:` or `constraints:`.' };

type ConstraintFields = Partial<Omit<Constraint, 'at'>>;

const CONSTRAINT_READERS: FieldReaders<ConstraintFields> = {
  rule: ['a condition, such as `p95_ms >= p50_ms`', textOf],
  why: ['a text', textOf],
};

function constraintOf(source: Source, node: YamlNode, problems: Problem[]): readonly Constraint[] {
  const entries = node.kind === 'map' ? node.entries : [];
  const read = readFields(source, entries, CONSTRAINT_READERS, INVALID);
  problems.push(...read.problems);
  const { rule = textOf(node), why } = read.fields;
  const { start, end } = entries.find(({ key }) => key === 'rule')?.value ?? node;
  if (rule !== undefined) return [{ rule, why, at: source.spanAt(start, end) }];
  const message = 'A constraint is a condition that values must meet, such as `p95_ms >= p50_ms`.';
  problems.push(invalid(source, node, message, 'Write the condition alone, or as `rule:` with a `why:`.'));
  return [];
}

/** Never throws. Invalid declarations are problems; the rest count. */
export function readMetricsFile(source: Source, _bank: string): FileContent {
  const front = readFrontMatter(source);
  const { fields, problems } = readFields(source, front.entries, FILE_READERS, INVALID, OTHER_KEY);
  const metrics: Metric[] = [];
  const firsts = new Map<string, YamlEntry>();
  for (const entry of fields.metrics ?? []) {
    const problem = nameProblem(source, entry, firsts.get(entry.key));
    if (problem) {
      problems.push(problem);
      continue;
    }
    firsts.set(entry.key, entry);
    const read = metricOf(source, entry);
    metrics.push(read.metric);
    problems.push(...read.problems);
  }
  const constraints = (fields.constraints ?? []).flatMap((node) => constraintOf(source, node, problems));
  const all = [...front.problems, ...problems];
  return { file: source.file, questions: [], metrics, constraints, problems: all };
}
