// The readers of training runs against documents that no tool wrote: whatever they offer must be a value that its own path
// finds again.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject } from '../../../src/core/base/collections.ts';
import type { Reported, Json } from '../../../src/core/fill/bind.ts';
import { RESULT_READERS, runsIn } from '../../../src/formats/results/tools.ts';
import { lookUp } from '../../../src/formats/results/path.ts';
import { type ResultDocument, type ResultReader, type Syntax } from '../../../src/formats/results/reader.ts';

function readerNamed(name: string): ResultReader {
  const found = RESULT_READERS.find((reader) => reader.name === name);
  if (!found) throw new Error(`there is no reader ${name}`);
  return found;
}

const sha = 'c3a7e90b52d14f188e6ab94d03f7125c';

/** A reader, and small documents that it knows. */
const known: readonly (readonly [ResultReader, Syntax, string, readonly string[]])[] = [
  [
    readerNamed('mlflow-metric'),
    'metric-lines',
    `mlruns/0/${sha}/metrics/val/acc`,
    [
      '[{"timestamp":2,"value":0.5,"step":0},{"timestamp":2,"value":0.7,"step":0},{"timestamp":1,"value":0.9,"step":0}]',
    ],
  ],
  [
    readerNamed('mlflow-db'),
    'tables',
    'mlflow.db',
    [
      `{"runs":[{"run_uuid":"${sha}","name":"a","status":"RUNNING","start_time":2},{"run_uuid":"b","start_time":1}],
        "latest_metrics":[{"run_uuid":"${sha}","key":"val/acc","value":0.8,"is_nan":0},
          {"run_uuid":"b","key":"val/acc","value":0.7},{"run_uuid":"b","key":"a\`b\\"c'","value":1}],
        "params":[{"run_uuid":"${sha}","key":"lr","value":"1e-3"}],"experiments":[],"tags":[]}`,
    ],
  ],
];

/** What may stand in place of any value, or beside any key. */
const hostileValues = [
  'null true "NaN" "Infinity" "1e400" "" "__proto__" [] {} [[]] [null] -1 0 1.7976931348623157e308',
  '{"__proto__":1} {"constructor":{"prototype":{}}} {"length":3} "\\u0000\\u001b[2J" 9007199254740993',
].flatMap((texts) => texts.split(' ').map((text): Json => JSON.parse(text)));
const hostileKeys = [
  '__proto__',
  'constructor',
  'toString',
  'length',
  '',
  ' ',
  'a.b',
  'a[0]',
  '[0]',
  'a"b',
  'a\\b',
  'a`b',
  "a'b",
  '@',
  '\u0000\u001b[2J',
  'acc\nloss',
  '١',
  'x'.repeat(5000),
];

/** `value` with one place of it changed: something else there, or one more key. */
function changed(value: Json, pick: (below: number) => number): Json {
  if (value === null || typeof value !== 'object' || pick(6) === 0) {
    const other = hostileValues[pick(hostileValues.length)] ?? null;
    return pick(3) === 0 && typeof value === 'object' && value !== null && !Array.isArray(value)
      ? withKey(value, hostileKeys[pick(hostileKeys.length)] ?? '', pick(2) === 0 ? 0.5 : other)
      : other;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return hostileValues[pick(hostileValues.length)] ?? null;
  const at = pick(entries.length);
  const next = entries.map(([key, child], index): [string, Json] => [
    key,
    index === at ? changed(child, pick) : child,
  ]);
  return Array.isArray(value) ? next.map(([, child]) => child) : Object.fromEntries(next);
}

const withKey = (value: object, key: string, added: Json): Json =>
  Object.fromEntries([...Object.entries(value), [key, added]]);

function expectSound({ label, value, path }: Reported, document: ResultDocument): void {
  expect(label.trim()).not.toBe('');
  expect(label).not.toMatch(/\p{Cc}/u);
  if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
  else expect(value.trim()).not.toBe('');
  const led = lookUp(document.value, path);
  const found = 'error' in led ? led : led.value;
  const same = found === value || (typeof found === 'string' && Number(found) === value);
  if (!same) throw new Error(`${path} gives ${JSON.stringify(found)} for ${label}, not ${value}`);
}

function expectSoundReading(reader: ResultReader, document: ResultDocument): boolean {
  const candidates = reader.read(document);
  for (const candidate of candidates ?? []) expectSound(candidate, document);
  return candidates !== undefined;
}

const documentsOf = (texts: readonly string[]): readonly Json[] =>
  texts.map((text): Json => JSON.parse(text));

/** Of a database, the runs are beside the tables. */
const asRead = (value: Json, syntax: Syntax): Json =>
  syntax === 'tables' && isObject(value) ? { ...value, ...runsIn(value) } : value;

describe.each(known.map((each) => [each[0].name, ...each] as const))(
  '%s',
  (_name, reader, syntax, file, texts) => {
    it('knows its own documents', () => {
      for (const one of documentsOf(texts)) {
        const value = asRead(one, syntax);
        expect(reader.read({ file, syntax, value })).not.toEqual([]);
        expect(reader.read({ file, syntax, value })).toBeDefined();
        expectSoundReading(reader, { file, syntax, value });
      }
    });

    it('offers nothing that its path does not find, whatever is changed in them', () => {
      let recognised = 0;
      fc.assert(
        fc.property(
          fc.constantFrom(...documentsOf(texts)),
          fc.array(fc.array(fc.nat(), { minLength: 40, maxLength: 40 }), { minLength: 1, maxLength: 3 }),
          (value, changes) => {
            let given = value;
            for (const draws of changes) {
              let at = 0;
              given = changed(given, (below) => (draws[at++ % draws.length] ?? 0) % below);
            }
            if (expectSoundReading(reader, { file, syntax, value: asRead(given, syntax) })) recognised += 1;
          },
        ),
        { seed: 4 },
      );
      expect(recognised).toBeGreaterThan(20);
    });

    it('survives any document at all', () => {
      const value = fc.jsonValue({ maxDepth: 5 });
      fc.assert(
        fc.property(value, fc.constantFrom('json', syntax), (any, asSyntax) => {
          expectSoundReading(reader, { file, syntax: asSyntax, value: any as Json });
        }),
        { seed: 4 },
      );
    });

    it('leaves what is written in another syntax to others', () => {
      for (const value of documentsOf(texts))
        expect(reader.read({ file, syntax: 'json-lines', value })).toBeUndefined();
    });
  },
);
