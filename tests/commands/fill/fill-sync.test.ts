import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Fill, Fills, FillSource } from '../../../src/core/base/metric.ts';
import type { Input } from '../../../src/cli.ts';
import { syncFills } from '../../../src/commands/fill/sync.ts';
import { fill } from '../../../src/commands/fill/fill.ts';
import { loadFullStudy } from '../../../src/commands/shared/load.ts';
import { openMemory, type Memory, type MemoryOptions } from '../../support/memory-context.ts';

const files = {
  'metrics.md': `---
metrics:
  ms_128: { prompt: at 128 tokens, unit: ms, max: 1000 }
  ms_512: { prompt: at 512 tokens, unit: ms }
  slowdown: { derive: ms_512 / ms_128, unit: ×, digits: 1 }
  accuracy: { prompt: on the test set, unit: "%" }
  typed: { prompt: by hand, unit: ms }
---
`,
  'attention.md': `---
id: attention
number: 4
---
# What does attention cost?

From [FILL IN: ms_128] to [FILL IN: ms_512], which is [FILL IN: slowdown], on [FILL IN: your GPU], with [Z] requests/s.
`,
};

const bench = (ms128: number, ms512: number): string =>
  JSON.stringify({
    results: [128, 512].map((n, i) => ({
      command: `run ${n}`,
      mean: [ms128, ms512][i],
      median: 1,
      user: 1,
      system: 1,
    })),
  });
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const OLD = bench(0.05, 0.32);
const TRAINED = '{"eval_accuracy": 0.82}';
const updatedAt = '2026-11-20T10:00:00.000+01:00';

const bound = (value: string, number: number, unit: string, source: FillSource): Fill => ({
  value,
  number,
  unit,
  updatedAt,
  source: { read: value, ...source },
});
const inBench = (path: string): FillSource => ({
  file: '/here/bench.json',
  path,
  unit: 's',
  sha256: sha256(OLD),
});
const inTrained: FillSource = {
  file: '/here/eval.json',
  path: 'eval_accuracy',
  unit: '×',
  sha256: sha256(TRAINED),
};
const FILLS: Fills = {
  ms_128: bound('50 ms', 50, 'ms', inBench('results[0].mean')),
  ms_512: bound('320 ms', 320, 'ms', inBench('results[1].mean')),
  accuracy: bound('82%', 82, '%', inTrained),
  typed: { value: '3 ms', number: 3, unit: 'ms', updatedAt },
};

type Machine = Memory & {
  /** The disk: a test changes it. */
  readonly disk: Record<string, string>;
  readonly sync: (options?: Input<'fill'>, ...names: readonly string[]) => Promise<number>;
};

function open(more: Partial<MemoryOptions> = {}): Machine {
  const disk: Record<string, string> = { 'bench.json': OLD, 'eval.json': TRAINED };
  const memory = openMemory({ files, fills: FILLS, results: disk, interactive: false, ...more });
  const { context } = memory;
  const sync: Machine['sync'] = async (options = {}, ...names) =>
    syncFills({ context, study: await loadFullStudy(context, {}), names, options });
  return { ...memory, disk, sync };
}
const json = ({ data }: Memory) => JSON.parse(data()) as { synced: readonly Record<string, unknown>[] };
const edited: Fills = {
  ...FILLS,
  ms_128: { ...bound('45 ms', 45, 'ms', inBench('results[0].mean')), value: '47 ms', number: 47 },
};

describe('prep fill --sync', () => {
  it('says that all is as it was, and stores nothing', async () => {
    const machine = open();
    expect(await machine.sync()).toBe(0);
    expect(machine.data()).toBe('');
    expect(machine.talk()).toBe('All 3 values match their files.\n');
    expect(machine.config().fills).toBe(FILLS);
  });

  it('calls the values of placeholders as the list does, and takes these names', async () => {
    const page = '# Rain?\n\nIt takes [X] ms.\n';
    const machine = open({ files: { 'rain.md': page }, fills: {} });
    await fill(machine.context, [], { from: 'bench.json', set: ['It takes [X] ms (rain)=results[0].mean'] });
    machine.disk['bench.json'] = bench(0.045, 0.32);
    await fill(machine.context, ['it takes x ms'], { sync: true });
    expect(machine.data()).toContain('It takes [X] ms (rain) 50 ms → 45 ms (-10%), from bench.json');
  });

  it('shows and stores what changed, and what is computed from it', async () => {
    const machine = open();
    machine.disk['bench.json'] = bench(0.045, 0.32);
    expect(await machine.sync()).toBe(0);
    expect(machine.data()).toBe(
      ['ms_128 50 ms → 45 ms (-10%), from bench.json', 'slowdown 6.4× → 7.1×, computed\n'].join('\n'),
    );
    expect(machine.talk()).toBe('1 value changed, 2 values unchanged.\n');
    const { fills } = machine.config();
    expect(fills['ms_128']).toEqual({
      value: '45 ms',
      number: 45,
      unit: 'ms',
      updatedAt: '2026-11-24T10:00:00.000+01:00',
      changed: true,
      source: {
        file: '/here/bench.json',
        path: 'results[0].mean',
        unit: 's',
        read: '45 ms',
        sha256: sha256(bench(0.045, 0.32)),
      },
    });
    expect(fills['ms_512']).toMatchObject({ updatedAt, source: { sha256: sha256(bench(0.045, 0.32)) } });
    expect([fills['accuracy'], fills['typed']]).toEqual([FILLS['accuracy'], FILLS['typed']]);
    expect(await machine.sync({ check: true })).toBe(0);
  });

  it('takes a value that was stored as `82 %` for the same as `82%`', async () => {
    const old = { ...bound('82 %', 82, '%', { ...inTrained, read: '82 %' }) };
    const machine = open({ fills: { accuracy: old } });
    machine.disk['eval.json'] = '{"eval_accuracy": 0.82, "epoch": 3}';
    expect(await machine.sync()).toBe(0);
    expect(machine.data() + machine.talk()).toContain('The value matches its file.');
  });

  it('looks only at what is named, by metric or by question', async () => {
    const machine = open();
    machine.disk['bench.json'] = bench(0.045, 0.3);
    machine.disk['eval.json'] = '{"eval_accuracy": 0.9}';
    expect(await machine.sync({}, 'accuracy')).toBe(0);
    expect(machine.data()).toContain('accuracy 82% → 90% (+8 pts), from eval.json');
    expect(machine.config().fills['ms_128']).toBe(FILLS['ms_128']);
    expect(await machine.sync({}, 'Q4')).toBe(0);
    expect(machine.config().fills['ms_128']?.value).toBe('45 ms');
  });

  it.each([
    ['typed', 'No value of typed was read from a result file.'],
    ['slowdown', 'Cannot reread slowdown: slowdown is computed: ms_512 / ms_128.'],
    ['acuracy', 'Cannot reread acuracy: unknown metric acuracy.'],
  ])('refuses the name %s', async (name, message) => {
    await expect(open().sync({}, name)).rejects.toThrow(message);
  });

  it('says what to do when nothing is bound', async () => {
    const machine = open({ fills: {} });
    expect(await machine.sync()).toBe(0);
    expect(machine.talk()).toBe(
      'No value was read from a result file. `prep fill --from FILE` reads them.\n',
    );
    await expect(machine.sync({}, 'Q4')).rejects.toThrow('No value of Q4 was read from a result file.');
  });

  it('keeps the value of a file or a path that is gone, says so and ends with 1', async () => {
    const machine = open();
    delete machine.disk['eval.json'];
    machine.disk['bench.json'] = JSON.stringify({ results: JSON.parse(OLD).results.slice(0, 1) });
    expect(await machine.sync()).toBe(1);
    const { fills } = machine.config();
    expect([fills['ms_512'], fills['accuracy']]).toEqual([FILLS['ms_512'], FILLS['accuracy']]);
    const talk = machine.talk().replaceAll('\n', ' ');
    expect(talk).toContain('No such file or folder: eval.json (check the path): accuracy keeps 82%.');
    expect(talk).toMatch(/bench\.json: there is no `results\[1\]` \(.*\): ms_512 keeps 320 ms\./);
    expect(talk).toContain('2 values could not be reread, 1 value unchanged.');
  });

  it.each(['NA', 'n.s.', 'NE', 'not estimable'])(
    'keeps a number that words take the place of: %s',
    async (word) => {
      const page = '# HR?\n\np = [FILL IN: cox_p], in [FILL IN: patients] patients.\n';
      const cox = (p: string, n: string): string => `term,p,n\ntrt,${p},${n}\nage,0.02,90\n`;
      const machine = open({ files: { 'cox.md': page }, fills: {} });
      machine.disk['cox.csv'] = cox('0.0023', '1204');
      await fill(machine.context, [], { from: 'cox.csv', set: ['cox_p=[0].p', 'patients=[0].n'] });
      machine.disk['cox.csv'] = cox(word, word);
      expect(await machine.sync()).toBe(1);
      const kept = () => Object.values(machine.config().fills).map(({ value }) => value);
      expect(kept()).toEqual(['0.0023', '1204']);
      expect(machine.talk().replaceAll(/\s+/g, ' ')).toMatch(/keeps 0\.0023.* keeps 1204/);
      machine.disk['cox.csv'] = cox('<0.001', '1198');
      expect(await machine.sync()).toBe(0);
      expect(kept()).toEqual(['< 0.001', '1198']);
    },
  );

  it('keeps the value of a file that cannot be understood any more', async () => {
    const machine = open();
    machine.disk['bench.json'] = OLD.slice(0, 30);
    machine.disk['eval.json'] = '{"eval_accuracy": "good"}';
    expect(await machine.sync({ json: true })).toBe(1);
    const told = json(machine).synced.map(({ name, status, message }) => [name, status, message]);
    expect(told.map(([name, status]) => [name, status])).toEqual([
      ['ms_128', 'unreadable'],
      ['ms_512', 'unreadable'],
      ['accuracy', 'unreadable'],
    ]);
    expect(told[0]?.[2]).toMatch(/^bench\.json /);
    expect(told[2]?.[2]).toMatch(/^eval\.json: "good" is not a number/);
  });

  it('reads each file once, however many values are bound to it', async () => {
    const machine = open();
    machine.disk['bench.json'] = bench(0.045, 0.3);
    const { results } = machine.context;
    const calls: string[] = [];
    const counting: Memory['context'] = {
      ...machine.context,
      results: {
        ...results,
        digest: (path) => (calls.push(`digest ${path}`), results.digest(path)),
        read: (path) => (calls.push(`read ${path}`), results.read(path)),
      },
    };
    await syncFills({
      context: counting,
      study: await loadFullStudy(counting, {}),
      names: [],
      options: { json: true },
    });
    expect(calls).toEqual(['digest /here/bench.json', 'read /here/bench.json', 'digest /here/eval.json']);
  });

  it('reads a binding that was written by hand, with nothing but file and path', async () => {
    const source = { file: 'eval.json', path: 'eval_accuracy' };
    const machine = open({ fills: { accuracy: { value: '80%', updatedAt: '', source } } });
    expect(await machine.sync()).toBe(0);
    expect(machine.config().fills['accuracy']).toMatchObject({
      value: '82%',
      number: 82,
      source: { file: '/here/eval.json', read: '82%', unit: '×' },
    });
  });

  it('brings a value that no metric is declared for to the unit around its gap', async () => {
    const { context } = open();
    const { questions } = await context.banks.full([]);
    const key = questions.get('attention')?.placeholders.at(-1)?.key ?? '';
    const source = { file: '/here/load.json', path: 'rate', read: '10 requests/s' };
    const machine = open({
      fills: { [key]: { value: '10 requests/s', number: 10, unit: 'requests/s', updatedAt, source } },
    });
    machine.disk['load.json'] = '{"rate": 12}';
    expect(await machine.sync()).toBe(0);
    expect(machine.config().fills[key]).toMatchObject({ value: '12 requests/s', number: 12 });
  });
});

describe('--check and --dry-run', () => {
  it('change nothing, and check ends with 1 on drift', async () => {
    for (const options of [{ check: true }, { dryRun: true }]) {
      const machine = open();
      machine.disk['bench.json'] = bench(0.045, 0.32);
      expect(await machine.sync(options)).toBe(options.check ? 1 : 0);
      expect(machine.config().fills).toBe(FILLS);
      expect(machine.data()).toContain('slowdown 6.4× → 7.1×, computed');
      expect(machine.talk()).toContain('1 value changed, 2 values unchanged. Nothing was stored');
    }
  });

  it('check ends with 1 when a file is gone or a value was changed by hand, though it is named', async () => {
    const machine = open();
    delete machine.disk['eval.json'];
    expect(await machine.sync({ check: true })).toBe(1);
    expect(await open({ fills: edited }).sync({ check: true }, 'ms_128')).toBe(1);
  });

  it('say nothing of a file in which only other things changed', async () => {
    const machine = open();
    machine.disk['eval.json'] = '{"eval_accuracy": 0.82, "loss": 1}';
    expect(await machine.sync({ check: true })).toBe(0);
    expect(machine.data()).toBe('');
  });
});

describe('a value that is out of range, or does not fit the others', () => {
  const rules = {
    'metrics.md': files['metrics.md'].replace('\n---\n', '\nconstraints:\n  - ms_128 <= ms_512\n---\n'),
  };

  it.each([
    ['1200 ms is above the expected range (at most 1000)', bench(1.2, 3), files],
    ['against `ms_128 <= ms_512`', bench(0.4, 0.32), { ...files, ...rules }],
  ])('is kept, and taken when it is forced: %s', async (why, text, bank) => {
    const machine = open({ files: bank });
    machine.disk['bench.json'] = text;
    expect(await machine.sync()).toBe(1);
    expect(machine.talk().replaceAll(/\s+/g, ' ')).toContain(why);
    expect(machine.talk().replaceAll(/\s+/g, ' ')).toContain('so it keeps 50 ms');
    expect(machine.config().fills['ms_128']?.value).toBe('50 ms');
    expect(await machine.sync({ force: true })).toBe(0);
    expect(machine.config().fills['ms_128']?.value).not.toBe('50 ms');
  });
});

describe('a value that a person changed', () => {
  it('is kept', async () => {
    const machine = open({ fills: edited });
    expect(await machine.sync()).toBe(1);
    expect(machine.config().fills).toBe(edited);
    expect(machine.talk()).toContain('so it keeps 47 ms');
    expect(machine.talk().replaceAll('\n', ' ')).toContain(
      'To use 45 ms from bench.json: `prep fill --sync ms_128`',
    );
  });

  it('is overwritten when it is named, and not when its question is', async () => {
    const machine = open({ fills: edited });
    expect(await machine.sync({}, 'Q4')).toBe(1);
    expect(machine.config().fills['ms_128']?.value).toBe('47 ms');
    expect(await machine.sync({}, 'ms_128')).toBe(0);
    expect(machine.config().fills['ms_128']?.value).toBe('45 ms');
  });
});

it('keeps what another prep stored while the files were read', async () => {
  const machine = open();
  machine.disk['bench.json'] = bench(0.045, 0.3);
  const study = await loadFullStudy(machine.context, {});
  const other: Fill = { value: '99 ms', updatedAt };
  await machine.context.config.update((config) => ({ ...config, fills: { ...config.fills, ms_128: other } }));
  await syncFills({ context: machine.context, study, names: [], options: {} });
  expect(machine.config().fills['ms_128']).toBe(other);
  expect(machine.config().fills['ms_512']?.value).toBe('300 ms');
});

it('prints one document for scripts', async () => {
  const machine = open();
  machine.disk['bench.json'] = bench(0.05, 0.355);
  expect(await machine.sync({ json: true, check: true })).toBe(1);
  expect(json(machine)).toEqual({
    v: 1,
    command: 'fill',
    synced: [
      expect.objectContaining({ name: 'ms_128', status: 'same', old: '50 ms', new: '50 ms' }),
      {
        name: 'ms_512',
        file: 'bench.json',
        path: 'results[1].mean',
        status: 'changed',
        old: '320 ms',
        new: '355 ms',
        oldNumber: 320,
        newNumber: 355,
        unit: 'ms',
        changePercent: 10.94,
        message: null,
        warning: null,
      },
      expect.objectContaining({ name: 'accuracy', status: 'same' }),
    ],
    changed: 1,
    gone: 0,
    kept: 0,
    completed: [],
    derived: [
      {
        name: 'slowdown',
        old: '6.4×',
        new: '7.1×',
      },
    ],
    readAgain: [],
  });
});
