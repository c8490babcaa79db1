// Paths into documents: what they lead to, what is said when they lead nowhere, and laws that hold for any key.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../../src/core/values/quantity.ts';
import type { Json } from '../../../src/core/fill/bind.ts';
import { asQuery, dottedPath, keysOf, lookUp, namesAt, pickPath } from '../../../src/formats/results/path.ts';
import { anyCharacter } from '../../support/characters.ts';

/** For a document in which nothing looks like a refusal. */
const evaluatePath = (within: Json, path: string): Json | Refusal => {
  const found = lookUp(within, path);
  return 'error' in found ? found : found.value;
};

const SEED = 4;

const document: Json = {
  results: [
    { command: 'a', mean: 0.5, times: [0.4, 0.6], 'p(95)': 3 },
    { command: 'b', mean: 0.25, times: [], parameters: { size: '128' } },
  ],
  metrics: { http_req: { values: { 'p(95)': 98.7, 'val/acc': 0.82, 'a.b': 1, avg: 12 } } },
  log: [{ loss: 10 }, { eval_accuracy: 0.8 }, { loss: 9 }, { eval_accuracy: 0.9, step: 4 }, { loss: 2 }],
  none: null,
};

const isRefusal = (found: Json | Refusal): found is Refusal =>
  found !== null && typeof found === 'object' && 'error' in found;

const errorAt = (path: string, within: Json = document): string => {
  const found = evaluatePath(within, path);
  if (isRefusal(found)) return `${found.error}. ${found.hint}`;
  throw new Error(`${path} leads to ${JSON.stringify(found)}`);
};

describe('a dotted path', () => {
  it.each([
    ['results[0].mean', 0.5],
    ['results[-1].mean', 0.25],
    ['results.0.mean', 0.5],
    ['results[0].p(95)', 3],
    ['results[0].times[-1]', 0.6],
    ['metrics.http_req.values.p(95)', 98.7],
    ['metrics.http_req.values.val/acc', 0.82],
    ['metrics.http_req.values.a\\.b', 1],
    ['$.results[0].mean', 0.5],
    ['.results[0].mean', 0.5],
    ['none', null],
  ])('%s leads to its value', (path, value) => {
    expect(evaluatePath(document, path)).toBe(value);
  });

  it('takes keys as they stand, whatever objects inherit', () => {
    const hostile: Json = JSON.parse('{"__proto__":{"constructor":5},"a":{"toString":7}}');
    expect(evaluatePath(hostile, '__proto__.constructor')).toBe(5);
    expect(evaluatePath(hostile, 'a.toString')).toBe(7);
    for (const path of ['constructor', 'a.__proto__', 'a.constructor.name', 'a.hasOwnProperty'])
      expect(errorAt(path, hostile)).toContain('there is no');
  });

  it.each([
    ['results[0].meen', 'there is no `results[0].meen`. did you mean `results[0].mean`?'],
    ['resluts[0].mean', 'there is no `resluts`. did you mean `results`?'],
    ['results[2].mean', 'there is no `results[2]`. `results` is a list of 2'],
    ['results[1].times[0]', 'there is no `results[1].times[0]`. `results[1].times` is a list of 0'],
    [
      'results[0].mean.value',
      'there is no `results[0].mean.value`. `results[0].mean` is 0.5, with nothing below it',
    ],
    ['metrics.http_req.values.p(99)', 'did you mean `metrics.http_req.values.p(95)`?'],
    ['zzzz', 'there is no `zzzz`. the keys are `results`, `metrics`, `log`, `none`'],
    ['', 'there is no ``'],
  ])('%s, which leads nowhere, names what is there', (path, message) => {
    expect(errorAt(path)).toContain(message);
  });
});

describe('a JMESPath expression', () => {
  it.each([
    ['max(log[?eval_accuracy].eval_accuracy)', 0.9],
    ['log[*].loss | [-1]', 2],
    ['min(log[*].loss)', 2],
    ['sort(log[*].loss)[1]', 9],
    ['sort(log[*].loss)[2]', 10],
    ['avg(results[*].mean)', 0.375],
    ['max_by(log[?eval_accuracy], &eval_accuracy).step', 4],
    ['sum([results[0].mean, results[1].mean])', 0.75],
    ['results[0].mean / results[1].mean', 2],
    ['length(results)', 2],
    ['results[?command==`"b"`].parameters.size | [0]', '128'],
    ["results[?command=='b'].mean | [0]", 0.25],
    ['metrics.http_req.values."p(95)"', 98.7],
    ['metrics.* | [*].values.avg | [0]', 12],
    ['(results[0].mean / results[1].mean) * `100`', 200],
    ['`100` * results[0].mean / results[1].mean', 200],
    ['to_number(results[1].parameters.size)', 128],
    ['mean_std(results[*].mean)', '0.38 ± 0.18 (n=2)'],
    ['mean_std(results[0].{mean: mean, std: `0.02`, n: `5`})', '0.500 ± 0.020 (n=5)'],
  ])('%s finds its value', (path, value) => {
    expect(evaluatePath(document, path)).toBe(value);
  });

  it.each([
    ['max(log[*].los)', 'it has no `los`. did you mean `loss`?'],
    ['log[?loss > `100`].loss | [0]', 'every key exists, but nothing matches the whole path'],
    ['max(log[*].loss', 'is not a path: '],
    ['maximum(log[*].loss)', 'cannot be computed: Unknown function: maximum()'],
    ['max(results[*].mean, `1`)', 'cannot be computed: max() takes 1 argument'],
    ['max_by(log, &loss)', 'skip rows without a number'],
    ['metrics.*.values.avg | [0]', 'for example, write metrics.* | [*].values.avg'],
    ['results[0].mean / results[1].mean * `100`', 'write (a / b) * c'],
  ])('%s is refused in one sentence', (path, message) => {
    expect(errorAt(path)).toContain(message);
    expect(errorAt(path)).not.toContain('\n');
  });

  it('is refused when it is too long or too deep', () => {
    expect(errorAt('['.repeat(600))).toContain('not a path');
    expect(errorAt('a'.repeat(1001))).toContain('too long');
  });

  it('sees no more of an object than its own keys', () => {
    expect(errorAt('max(log[*].constructor)')).toContain('matches nothing');
    expect(errorAt('values(@)[0].__proto__ | [0]')).toContain('matches nothing');
    expect(evaluatePath(JSON.parse('[{"__proto__":3,"constructor":4}]'), 'max([*].__proto__)')).toBe(3);
    expect(evaluatePath(JSON.parse('[{"__proto__":3,"constructor":4}]'), 'max([*].constructor)')).toBe(4);
  });

  it('finds the best of a long list', () => {
    const rows = Array.from({ length: 300_000 }, (_, step) => ({ step, loss: 300_000 - step }));
    expect(evaluatePath(rows, 'min([*].loss)')).toBe(1);
    expect(evaluatePath(rows, 'max([*].step)')).toBe(299_999);
    expect(evaluatePath(rows, '[*].loss | [-1]')).toBe(1);
  });

  it('gives no number that is not finite', () => {
    expect(evaluatePath({ a: 1e308 }, 'a * `10`')).toBe('Infinity');
    expect(evaluatePath({ a: '1e400', b: '' }, 'to_number(b) || `"none"`')).toBe('none');
    expect(errorAt('to_number(a)', { a: '1e400' })).toContain('matches nothing');
  });
});

describe('a path that picks by name', () => {
  it('is JMESPath that people can read', () => {
    expect(pickPath(['benchmarks'], [[['name'], 'test_x[0]']], ['stats', 'median'])).toBe(
      'benchmarks[?name==`"test_x[0]"`].stats.median | [0]',
    );
    expect(pickPath([], [[['Name'], 'Aggregated']], ['95%'])).toBe('[?Name==`"Aggregated"`]."95%" | [0]');
    expect(pickPath(['data', 're.sult'], [[['my name'], 'x']])).toBe(
      'data."re.sult"[?"my name"==`"x"`] | [0]',
    );
    expect(asQuery(['log_history', 'val/acc'])).toBe('log_history."val/acc"');
  });
});

describe('the key that a path ends in', () => {
  it.each([
    ['results[0].mean', 'mean'],
    ['results[0].times[-1]', 'times'],
    ['log[*].loss | [-1]', 'loss'],
    ['max(log[?eval_accuracy].eval_accuracy)', 'eval_accuracy'],
    ['max_by(log, &loss).step', 'step'],
    ['log[?step==`4`].loss | [0]', 'loss'],
    ['results[0].mean / results[1].mean', undefined],
    ['length(results)', undefined],
    ['results[?command', undefined],
  ])('of %s is %s', (path, key) => {
    expect(namesAt(document, path)?.at(-1)).toBe(key);
  });
});

/** Keys that are hard to write down: notation, quotes, names that objects inherit, lone surrogates. */
const anyKey = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 8 }),
  fc.string({
    unit: fc.constantFrom('.', '[', ']', '\\', '"', '`', "'", '0', '-', '@', '$', 'a', ' ', '|'),
    maxLength: 6,
  }),
  fc.constantFrom('', '__proto__', 'constructor', 'toString', '[0]', '0', 'p(95)', 'é', '\uD800', '$', '@'),
);

const holder = (key: string, value: Json): Json =>
  Object.fromEntries([
    ['other', 0],
    [key, value],
  ]);

describe('laws of paths', () => {
  it('a dotted path leads back to where its keys do', () => {
    const step = fc.oneof(anyKey, fc.nat(3));
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), fc.integer(), (keys, value) => {
        const built = keys.reduceRight<Json>(
          (inside, key) =>
            typeof key === 'number'
              ? Array.from({ length: key + 1 }, (_, at) => (at === key ? inside : null))
              : holder(key, inside),
          value,
        );
        expect(evaluatePath(built, dottedPath(...keys))).toBe(value);
        if (keys[0] !== '') expect(keysOf(dottedPath(...keys))).toEqual(keys);
      }),
      { seed: SEED },
    );
  });

  it('a picking path finds its element, whatever its name and the keys', () => {
    fc.assert(
      fc.property(anyKey, anyKey, anyKey, anyKey, fc.integer(), (list, key, name, rest, value) => {
        fc.pre(key !== rest && list !== '');
        const element: Json = Object.fromEntries([
          [key, name],
          [rest, value],
        ]);
        const other: Json = Object.fromEntries([
          [key, `${name}!`],
          [rest, 'wrong'],
        ]);
        const built = holder(list, [other, element, 5, null]);
        expect(evaluatePath(built, pickPath([list], [[[key], name]], [rest]))).toBe(value);
        expect(evaluatePath([other, element], pickPath([], [[[key], name]], [rest]))).toBe(value);
        expect(evaluatePath([element, other], `[*].${asQuery([rest])} | [0]`)).toBe(value);
      }),
      { seed: SEED },
    );
  });

  it('any text is a value or a refusal, and none throws', () => {
    const tokens =
      'results log loss mean [0] [*] [?] ] . | ( ) max sort_by & @ * , `1` " \' [::2] [] == < { } : ! || - / $ \\ let in ?';
    const piece = fc.constantFrom(' ', ...tokens.split(' '));
    const path = fc.oneof(
      fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
      fc.string({ unit: anyCharacter }),
    );
    fc.assert(
      fc.property(path, (text) => {
        const found = evaluatePath(document, text);
        expect(found).toBeDefined();
        expect(() => namesAt(document, text)).not.toThrow();
        if (isRefusal(found)) expect(found.error + found.hint).not.toMatch(/[\n\r]/);
      }),
      { seed: SEED },
    );
    expect({}).not.toHaveProperty('polluted');
  });
});
