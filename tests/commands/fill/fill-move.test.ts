// Values on their way out and in: what is printed, asked and stored.
import { describe, expect, it } from 'vitest';
import type { Input } from '../../../src/cli.ts';
import type { Context } from '../../../src/context.ts';
import { Failure } from '../../../src/core/base/problem.ts';
import type { Fill } from '../../../src/core/base/metric.ts';
import { exportFills, importFills } from '../../../src/commands/fill/transfer.ts';
import { loadFullStudy } from '../../../src/commands/shared/load.ts';
import { openMemory, type Memory, type MemoryOptions } from '../../support/memory-context.ts';

const files = {
  'metrics.md': `---
metrics:
  short_ms: { prompt: Latency at 128 tokens, unit: ms, example: 50, max: 1000 }
  long_ms: { prompt: Latency at 512 tokens, unit: ms, example: 320 }
  slowdown: { prompt: Slowdown, derive: long_ms / short_ms, unit: ×, digits: 1 }
---
`,
  'cost.md':
    '---\nid: cost\n---\n# Cost?\n\nIt took [FILL IN: short_ms] and [FILL IN: long_ms], [FILL IN: slowdown].\n',
};
const updatedAt = '2026-11-20T08:00:00.000+01:00';
const short: Fill = {
  value: '45 ms',
  number: 45,
  unit: 'ms',
  updatedAt,
  source: { file: '~/bench.json', path: 'results[0].median', reader: 'hyperfine', unit: 's', read: '45 ms' },
};
const long: Fill = { value: '320 ms', number: 320, unit: 'ms', updatedAt };

type Opened = Memory & { readonly created: Map<string, string> };

function open(options: Partial<MemoryOptions> = {}): Opened {
  const memory = openMemory({ files, ...options });
  const created = new Map<string, string>();
  const createText = (path: string, text: string): void => {
    if (created.has(path)) throw new Failure('file-exists', `${path} exists already.`);
    created.set(path, text);
  };
  const context: Context = { ...memory.context, files: { ...memory.context.files, createText } };
  return { ...memory, context, created };
}

async function send(
  { context }: Opened,
  file: string | undefined,
  options: Input<'fill'> = {},
): Promise<number> {
  return exportFills(context, await loadFullStudy(context, {}), file, options);
}
async function take({ context }: Opened, file: string, options: Input<'fill'> = {}): Promise<number> {
  return importFills(context, await loadFullStudy(context, {}), file, options);
}

const COMING = JSON.stringify({
  v: 1,
  kind: 'prep-fills',
  fills: {
    short_ms: { value: '0.048 s', updatedAt },
    long_ms: { value: '320 ms', updatedAt },
    elsewhere: { value: '12', updatedAt },
  },
});
const texts = {
  'in.json': COMING,
  'broken.json': '{\n  "fills": { "a": }\n}',
};

describe('values that go out', () => {
  it('are printed as JSON, with where they are from', async () => {
    const memory = open({ fills: { short_ms: short } });
    expect(await send(memory, undefined)).toBe(0);
    expect(JSON.parse(memory.data())).toEqual({ v: 1, kind: 'prep-fills', fills: { short_ms: short } });
  });

  it('are written to a new file, and never over another', async () => {
    const memory = open({ fills: { long_ms: long } });
    await send(memory, 'out');
    expect(memory.created.get('out')).toMatch(/^\{\n {2}"v": 1/);
    expect(memory.talk()).toBe('1 value written to out.\n');
    expect(memory.data()).toBe('');
    await expect(send(memory, 'out')).rejects.toMatchObject({ code: 'file-exists' });
  });

  it('are one document with --json', async () => {
    const memory = open({ fills: { long_ms: long } });
    await send(memory, undefined, { json: true });
    expect(JSON.parse(memory.data())).toEqual({
      v: 1,
      command: 'fill',
      kind: 'prep-fills',
      fills: { long_ms: long },
    });
    const other = open({ fills: { long_ms: long } });
    await send(other, 'out.json', { json: true });
    expect(JSON.parse(other.data())).toEqual({ v: 1, command: 'fill', exported: 1, file: 'out.json' });
  });

  it('come back as they were on another machine, with their files', async () => {
    const memory = open({ fills: { short_ms: short, long_ms: long } });
    await send(memory, 'out.json');
    for (const [name, text] of memory.created) {
      const other = open({ texts: { [name]: text } });
      expect(await take(other, name)).toBe(0);
      expect(other.config().fills).toEqual({ short_ms: short, long_ms: long });
      expect(await take(other, name)).toBe(0);
      expect(other.talk()).toContain('0 values imported, 0 kept, 2 already here.\n');
    }
  });

  it('keep that they were not measured', async () => {
    const notMeasured = { reason: 'no GPU' };
    const memory = open({
      fills: { short_ms: { notMeasured, updatedAt }, long_ms: { notMeasured: {}, updatedAt } },
    });
    await send(memory, 'out.json');
    for (const [name, text] of memory.created) {
      const other = open({ texts: { [name]: text } });
      expect(await take(other, name)).toBe(0);
      expect(other.config().fills).toMatchObject({ short_ms: { notMeasured }, long_ms: { notMeasured: {} } });
    }
  });
});

describe('values that come in', () => {
  it('are shown, stored, and kept out where another is stored', async () => {
    const memory = open({ texts, interactive: false, fills: { short_ms: { value: '45 ms', updatedAt } } });
    expect(await take(memory, 'in.json')).toBe(1);
    expect(memory.data()).toBe(
      'long_ms = 320 ms\nelsewhere = 12\nslowdown = 7.1×, computed\nshort_ms keeps 45 ms; the file has 48 ms\n',
    );
    expect(memory.talk()).toBe(
      '1 answer now complete: cost.\n2 values imported, 1 kept, 0 already here.\n`--replace` replaces your values with those in the file.\n',
    );
    expect(memory.config().fills).toMatchObject({
      short_ms: { value: '45 ms' },
      long_ms: { value: '320 ms', number: 320, unit: 'ms', updatedAt },
      elsewhere: { value: '12' },
    });
  });

  it('change nothing in a dry run, which shows the same', async () => {
    const fills = { short_ms: { value: '45 ms', updatedAt } };
    const [real, dry] = [0, 1].map(() => open({ texts, interactive: false, fills }));
    if (!real || !dry) throw new Error('two machines are wanted');
    expect(await take(real, 'in.json', { replace: true })).toBe(0);
    expect(await take(dry, 'in.json', { replace: true, dryRun: true })).toBe(0);
    expect(dry.data()).toBe(real.data());
    expect(dry.talk()).toContain('Dry run: nothing was stored.');
    expect(dry.config().fills).toEqual(fills);
    expect(real.config().fills['short_ms']).toEqual({
      value: '48 ms',
      number: 48,
      unit: 'ms',
      updatedAt,
      changed: true,
    });
  });

  it('are told as JSON', async () => {
    const memory = open({ texts, fills: { short_ms: { value: '45 ms', updatedAt } } });
    expect(await take(memory, 'in.json', { json: true })).toBe(1);
    expect(JSON.parse(memory.data())).toMatchObject({
      set: [{ name: 'long_ms', value: '320 ms' }, { name: 'elsewhere' }],
      kept: [{ name: 'short_ms', old: '45 ms', new: '48 ms' }],
      completed: ['cost'],
    });
  });

  it('come from stdin, too', async () => {
    const memory = open({ texts, input: COMING });
    await take(memory, '-');
    expect(memory.config().fills['short_ms']?.value).toBe('48 ms');
  });

  it('keep where they were read from, and that a person changed them', async () => {
    const source = { file: '~/r.json', path: 'a.b', read: '0.32 s', unit: 's' };
    for (const read of ['0.32 s', '0.4 s']) {
      const fills = { short_ms: { value: '0.32 s', source: { ...source, read } } };
      const memory = open({ texts: { 'a.json': JSON.stringify({ fills }) } });
      await take(memory, 'a.json');
      const now = read === '0.32 s' ? '320 ms' : read;
      expect(memory.config().fills['short_ms']).toMatchObject({
        value: '320 ms',
        source: { ...source, read: now },
      });
    }
  });

  it.each([
    [{ slowdown: '6.7×' }, 'slowdown is computed: long_ms / short_ms'],
    [{ short_ms: '45000 ms' }, 'above the expected range'],
    [{ short_ms: '12 parsecs' }, "can't convert parsecs to ms"],
  ])('are all refused if one cannot be used: %o', async (wrong, why) => {
    const memory = open({ texts: { 'a.json': JSON.stringify({ fills: { long_ms: '320 ms', ...wrong } }) } });
    await expect(take(memory, 'a.json')).rejects.toMatchObject({ code: 'value-refused' });
    expect(memory.talk()).toContain(why);
    expect(memory.config().fills).toEqual({});
  });

  it('are stored out of range if they are forced, and are the same the second time', async () => {
    const memory = open({ texts: { 'a.json': '{ "fills": { "short_ms": "45000 ms" } }' } });
    expect(await take(memory, 'a.json', { force: true })).toBe(0);
    expect(await take(memory, 'a.json')).toBe(0);
    expect(memory.config().fills['short_ms']?.value).toBe('45000 ms');
  });

  it('of a damaged file are not stored, and its place is told', async () => {
    const memory = open({ texts });
    await expect(take(memory, 'broken.json')).rejects.toMatchObject({
      exit: 2,
      message: 'broken.json:2:19: this is not valid JSON; nothing was stored.',
    });
    expect(memory.config().fills).toEqual({});
  });
});
