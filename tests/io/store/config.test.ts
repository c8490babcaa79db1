import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../../src/core/settings/config.ts';
import { Failure } from '../../../src/core/base/problem.ts';
import { openConfig } from '../../../src/io/store/config.ts';
import { tempHome } from '../../support/home.ts';

const open = (home: string, backup?: string) =>
  openConfig(
    home,
    () => backup,
    () => {},
  );

const withRetention = (retention: number) => (config: Config) => ({
  ...config,
  settings: { ...config.settings, retention },
});

function homeWith(text: string): string {
  const home = tempHome();
  mkdirSync(home, { mode: 0o700 });
  writeFileSync(join(home, 'config.json'), text);
  return home;
}

async function failureOf(work: () => unknown): Promise<Failure> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('reading', () => {
  it('needs no file and makes no folder', () => {
    const home = tempHome();
    expect(open(home).read().config.settings.retention).toBe(0.9);
    expect(existsSync(home)).toBe(false);
  });

  it('leaves a damaged file alone, and says where it is damaged and which backup would do', async () => {
    const text = '{ "version": 1, "fills": { "a": }';
    const home = homeWith(text);
    const failure = await failureOf(() => open(home, '/backups/2026-11-23').read());
    expect(failure.message).toMatch(/config\.json:1:\d+/);
    expect(failure.hint).toContain('prep restore');
    expect(failure.hint).toContain('2026-11-23');
    expect(readFileSync(join(home, 'config.json'), 'utf8')).toBe(text);
  });

  it('says that the file is gone where a backup shows that there was one', () => {
    const home = homeWith('{}');
    rmSync(join(home, 'config.json'));
    expect(open(home).read().problems).toEqual([]);
    expect(open(home, '/backups/2026-11-23').read().problems).toMatchObject([
      { message: expect.stringContaining('is missing'), hint: expect.stringContaining('2026-11-23') },
    ]);
  });

  it.each([
    [
      'Latin-1',
      Buffer.from('{\n "answers": { "a": { "own": { "text": "Gr\xfc\xdfe" } } }\n}', 'latin1'),
      ':2:',
    ],
    ['brackets without an end', Buffer.from('['.repeat(100_000)), ':1:100001:'],
    ['an answer cut off', Buffer.from('{"answers": {'), ':1:14:'],
  ])('refuses %s, names the place, and changes nothing', async (_what, bytes, place) => {
    const home = homeWith('');
    writeFileSync(join(home, 'config.json'), bytes);
    for (const work of [() => open(home).read(), () => open(home).update(withRetention(0.8))]) {
      const failure = await failureOf(work);
      expect(failure).toMatchObject({ code: 'config-damaged', message: expect.stringContaining(place) });
    }
    expect(readFileSync(join(home, 'config.json'))).toEqual(bytes);
  });

  it('reads what is nested deeply where prep does not look', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const home = homeWith(`{"version": 1, "_theirs": ${deep}, "settings": {"retention": 7}}`);
    expect(open(home).read().problems).toHaveLength(1);
    expect((await failureOf(() => open(home).update(withRetention(0.8)))).code).toBe('not-writable');
  });
});

describe('writing', () => {
  it.each(['fills', 'answers', 'drills', 'banks'])(
    'keeps a section %s that is not what it must be, and refuses to write into it',
    async (name) => {
      const text = `{"version":1,"${name}":"mine"}`;
      const home = homeWith(text);
      const into = {
        fills: { a: { value: '1', updatedAt: '' } },
        answers: { a: {} },
        drills: {},
        banks: [{ bank: 'a' }],
      };
      const failure = await failureOf(() => open(home).update((config) => ({ ...config, ...into })));
      expect(failure).toMatchObject({
        code: 'config-invalid',
        message: expect.stringContaining(`"${name}"`),
      });
      expect(readFileSync(join(home, 'config.json'), 'utf8')).toBe(text);
      await open(home).update(withRetention(0.8));
      expect(JSON.parse(readFileSync(join(home, 'config.json'), 'utf8'))).toMatchObject({ [name]: 'mine' });
    },
  );

  it('makes the folder 0700 and the file 0600', async () => {
    const home = tempHome();
    await open(home).update(withRetention(0.8));
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, 'config.json')).mode & 0o777).toBe(0o600);
    expect(open(home).read().config.settings.retention).toBe(0.8);
  });

  it('keeps what it does not know', async () => {
    const home = homeWith('{"version":1,"theirs":[1,2]}');
    await open(home).update(withRetention(0.8));
    expect(JSON.parse(readFileSync(join(home, 'config.json'), 'utf8'))).toMatchObject({
      theirs: [1, 2],
      settings: { retention: 0.8 },
    });
  });

  it('keeps keys with dots and brackets whole', async () => {
    const home = tempHome();
    const fill = { value: '45 ms', number: 45, unit: 'ms', updatedAt: '2026-11-24T09:00:00.000+01:00' };
    await open(home).update((config) => ({ ...config, fills: { 'a.b/[X]ms': fill } }));
    expect(open(home).read().config.fills).toEqual({ 'a.b/[X]ms': fill });
  });

  it('refuses to touch a file of a newer version', async () => {
    const text = '{"version":9}';
    const home = homeWith(text);
    const failure = await failureOf(() => open(home).update(withRetention(0.8)));
    expect(failure.code).toBe('config-newer');
    expect(readFileSync(join(home, 'config.json'), 'utf8')).toBe(text);
  });

  it('refuses to write over a damaged file', async () => {
    const home = homeWith('not json');
    expect((await failureOf(() => open(home).update(withRetention(0.8)))).code).toBe('config-damaged');
    expect(readFileSync(join(home, 'config.json'), 'utf8')).toBe('not json');
  });

  it('loses none of many updates made at once', async () => {
    const home = tempHome();
    const store = open(home);
    const add = (name: string) =>
      store.update((config) => ({
        ...config,
        fills: { ...config.fills, [name]: { value: '1', updatedAt: '' } },
      }));
    await Promise.all(Array.from({ length: 20 }, (_, index) => add(`metric_${index}`)));
    expect(Object.keys(store.read().config.fills)).toHaveLength(20);
  });

  it('writes a file that begins with a byte order mark', async () => {
    const home = homeWith('\uFEFF{"version":1}');
    await open(home).update(withRetention(0.8));
    expect(open(home).read().config.settings.retention).toBe(0.8);
  });

  it('sweeps what a killed write left behind, and only that', async () => {
    const home = homeWith('{}');
    const old = join(home, 'config.json.tmp-123');
    const young = join(home, 'config.json.tmp-456');
    writeFileSync(old, '');
    writeFileSync(young, '');
    utimesSync(old, 0, 0);
    await open(home).update(withRetention(0.8));
    const left = readdirSync(home);
    expect(left).not.toContain('config.json.tmp-123');
    expect(left).toContain('config.json.tmp-456');
  });
});

it('knows a copy in conflict by the names that programs which sync folders give it', () => {
  const home = homeWith('{}');
  const copies = [
    'config (conflicted copy).json',
    "config (Ada's conflicted copy 2026-11-27).json",
    'config (In Konflikt stehende Kopie von vm 2026-12-06).json',
    'config (Copie en conflit de vm 2026-12-06).json',
    'config (vm の競合コピー 2026-12-06).json',
    'config (SFConflict ada@home 2026-11-27-10-10-10).json',
    'config.sync-conflict-20261127-101010-ABCDEFG.json',
    'config (1).json',
    'config 2.json',
    'config-LAPTOP.json',
  ];
  const others = [
    'config-old.json',
    'config backup.json',
    'config.json.tmp-1',
    'config.json.before-restore-1',
    'configuration.json',
  ];
  for (const name of [...copies, ...others]) writeFileSync(join(home, name), '{}');
  writeFileSync(join(home, 'config.schema.json'), '{"$schema":"x","type":"object"}');
  expect(new Set(open(home).copies())).toEqual(new Set(copies.map((name) => join(home, name))));
  for (const name of copies) open(home).setAside(join(home, name));
  expect(open(home).copies()).toEqual([]);
  expect(open(tempHome()).copies()).toEqual([]);
});
