import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_DRILLS, DEFAULT_SETTINGS } from '../../../src/core/settings/config.ts';
import { Failure } from '../../../src/core/base/problem.ts';
import { withOwn } from '../../../src/core/schedule/changes.ts';
import { changedConfig, parseConfig, readConfig } from '../../../src/formats/stored/config-file.ts';

const FILE = 'config.json';

function read(text: string) {
  return readConfig(parseConfig(FILE, text));
}

function failureOf(text: string): Failure {
  try {
    parseConfig(FILE, text);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('reading', () => {
  it('completes an empty file with the defaults', () => {
    const { config, problems } = read('{}');
    expect(config.settings).toEqual(DEFAULT_SETTINGS);
    expect(config.drills).toEqual(DEFAULT_DRILLS);
    expect(problems).toEqual([]);
  });

  it('accepts a BOM', () => {
    expect(read('\uFEFF{"banks":["a.md"]}').config.banks).toEqual([{ bank: 'a.md' }]);
  });

  it('names line and column of what is not JSON', () => {
    const failure = failureOf('{\n  "version": 1,\n  "banks": [,]\n}');
    expect(failure.code).toBe('config-damaged');
    expect(failure.message).toContain('config.json:3:');
  });

  it.each(['', '[]', '3', 'null', '"text"'])('refuses %j, which is no object', (text) => {
    expect(failureOf(text).code).toBe('config-damaged');
  });

  it('refuses a file of a newer version', () => {
    expect(failureOf('{"version":2}').code).toBe('config-newer');
  });

  it.each([
    ['{"settings":{"retention":2}}', 'retention'],
    ['{"settings":{"recorder":"arecord -q {file}"}}', 'recorder'],
    ['{"settings":{"newPerDay":1.5}}', 'newPerDay'],
    ['{"settings":{"dayStart":"25:00"}}', 'dayStart'],
    ['{"settings":{"dayStart":"13:00"}}', 'dayStart'],
    ['{"settings":{"interviewDate":"2026-02-30"}}', 'interviewDate'],
    ['{"settings":{"timeZone":"Asia/Tokyo"}}', '"timeZone" is no longer a setting'],
    ['{"settings":{"speed":1}}', 'speed'],
    ['{"fills":{"a":{"value":3}}}', '"a"'],
    ['{"banks":"notes"}', 'banks'],
    ['{"newPerDay":9}', '"newPerDay" belongs inside "settings"'],
    ['{"bogus":3}', 'unknown entry "bogus"'],
    ['{"banks":["notes",{"off":true}]}', 'banks'],
    ['{"drills":{"daily":{}}}', 'daily'],
  ])('reports %s and uses the default', (text, name) => {
    const { config, problems } = read(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(name);
    expect(config.settings).toEqual(DEFAULT_SETTINGS);
    expect(config.fills).toEqual({});
  });

  it('leaves the latest answer of an earlier version as it is written', () => {
    const latest = { text: 'Quadratic.', at: '2026-11-24T10:00:00.000+01:00', rating: 'good' };
    const text = JSON.stringify({ answers: { a: { latest, own: { text: 'Mine.', updatedAt: '' } } } });
    const { config, problems } = read(text);
    expect(problems).toEqual([]);
    const after = withOwn(config, 'a', { text: 'Better.', updatedAt: '' });
    const written = changedConfig(FILE, parseConfig(FILE, text), config, after);
    expect(written['answers']).toEqual({ a: { latest, own: { text: 'Better.', updatedAt: '' } } });
  });

  it('does not promise a default for what it does not know', () => {
    for (const text of ['{"settings":{"speed":1}}', '{"bogus":3}'])
      expect(read(text).problems[0]?.hint).toMatch(/it has no effect here/);
    expect(read('{"$schema":"a","_note":"b"}').problems).toEqual([]);
  });

  it('keeps a fill with its source', () => {
    const fill = {
      value: '82 %',
      number: 82,
      unit: '%',
      updatedAt: 't',
      source: { file: 'r.json', path: 'acc' },
    };
    expect(read(JSON.stringify({ fills: { imdb_accuracy: fill } })).config.fills).toEqual({
      imdb_accuracy: fill,
    });
  });

  it('reads bindings of earlier versions, without what they kept besides', () => {
    const source = { file: 'r.json', path: 'acc', unit: '×', read: '82 %', sha256: 'ab' };
    const former = {
      reader: 'sacred',
      mtime: '2026-11-20T08:00:00.000+01:00',
      commit: 'c0ffee',
      dirty: true,
    };
    const stored = { value: '82 %', updatedAt: 't', source: { ...source, ...former } };
    const { config, problems } = read(JSON.stringify({ fills: { accuracy: stored } }));
    expect(config.fills['accuracy']).toMatchObject({ value: '82 %', source });
    expect(config.fills['accuracy']?.source).not.toHaveProperty('commit');
    expect(problems).toEqual([]);
  });

  it('gives back whatever values it wrote', () => {
    const word = fc.oneof(
      fc.constantFrom('=1+1', '-5 ms', '__proto__', 'constructor', '"', 'a, b'),
      fc.string(),
    );
    const text = word.map((one) => one.trim()).filter((one) => one !== '');
    const source = fc.record(
      { file: text, path: text, unit: text, read: text, sha256: text },
      { requiredKeys: ['file', 'path'] },
    );
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0);
    const fill = fc.record(
      { value: text, number, unit: text, updatedAt: text, source },
      { requiredKeys: ['value', 'updatedAt'] },
    );
    const entries = fc.array(fc.tuple(text, fill), { maxLength: 6 });
    fc.assert(
      fc.property(entries.map(Object.fromEntries), (fills) => {
        expect(read(JSON.stringify({ fills })).config.fills).toEqual(fills);
      }),
    );
  });
});

describe('writing', () => {
  it('writes what changed and nothing else', () => {
    const text = '{"version":1,"mine":{"kept":true},"settings":{"newPerDay":3,"later":"kept"}}';
    const raw = parseConfig(FILE, text);
    const before = readConfig(raw).config;
    const after = { ...before, settings: { ...before.settings, retention: 0.85 } };
    expect(changedConfig('config.json', raw, before, after)).toEqual({
      version: 1,
      mine: { kept: true },
      settings: { newPerDay: 3, later: 'kept', retention: 0.85 },
    });
  });

  it('removes what was removed', () => {
    const text = '{"fills":{"a":{"value":"1","updatedAt":""},"b":{"value":"2","updatedAt":""}}}';
    const raw = parseConfig(FILE, text);
    const before = readConfig(raw).config;
    const { a: _a, ...fills } = before.fills;
    expect(changedConfig('config.json', raw, before, { ...before, fills })['fills']).toEqual({
      b: { value: '2', updatedAt: '' },
    });
  });

  it('keeps banks as they were written until they change', () => {
    const text = '{"banks":["own",{"bank":"/dq","off":true,"mine":1}]}';
    const raw = parseConfig(FILE, text);
    const before = readConfig(raw).config;
    expect(before.banks).toEqual([{ bank: 'own' }, { bank: '/dq', isOff: true }]);
    const settings = { ...before.settings, retention: 0.8 };
    expect(changedConfig(FILE, raw, before, { ...before, settings })['banks']).toEqual(raw['banks']);
    const banks = [{ bank: '/dq' }, { bank: 'shipped', isOff: true }];
    expect(changedConfig(FILE, raw, before, { ...before, banks })['banks']).toEqual([
      '/dq',
      { bank: 'shipped', off: true },
    ]);
    expect(changedConfig(FILE, raw, before, { ...before, banks: [] })).not.toHaveProperty('banks');
  });

  it('keeps a key named __proto__ a plain key', () => {
    const text = '{"fills":{"__proto__":{"value":"1 ms","updatedAt":""}}}';
    const raw = parseConfig(FILE, text);
    const before = readConfig(raw).config;
    const after = { ...before, settings: { ...before.settings, retention: 0.8 } };
    expect(JSON.stringify(changedConfig('config.json', raw, before, after))).toContain(
      '"__proto__":{"value":"1 ms"',
    );
    expect(({} as Record<string, unknown>)['value']).toBeUndefined();
  });
});

it('gives a config or a failure for any JSON, and never harms Object.prototype', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      try {
        const raw = parseConfig(FILE, text);
        const { config } = readConfig(raw);
        expect(changedConfig('config.json', raw, config, config)).toMatchObject({ version: 1 });
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
      }
    }),
    { seed: 1 },
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
});
