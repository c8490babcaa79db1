import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { openSource } from '../../../src/core/base/span.ts';
import {
  parseYaml,
  readPlainLines,
  type YamlEntry,
  type YamlNode,
} from '../../../src/formats/notation/yaml.ts';
import { readFrontMatter } from '../../../src/formats/notation/front-matter.ts';
import { rounds } from '../../support/rounds.ts';

const read = (text: string) => readFrontMatter(openSource('a.md', text));

function plain(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  return new Map(node.entries.map(({ key, value }) => [key, plain(value)]));
}

const values = (entries: readonly YamlEntry[]): ReadonlyMap<string, unknown> =>
  new Map(entries.map(({ key, value }) => [key, plain(value)]));

/** The slices that keys and values point at. */
const slices = (text: string, entries: readonly YamlEntry[]): readonly (readonly [string, string])[] =>
  entries.map(({ keyStart, keyEnd, value }) => [
    text.slice(keyStart, keyEnd),
    text.slice(value.start, value.end),
  ]);

describe('front matter', () => {
  it('gives every key and value with its place', () => {
    const text = '\ufeff---\r\nid: a-b\r\ntags: [x, y]\r\nnested: { a: 1 }\r\n---\r\n# Title\r\n';
    const { entries, bodyStart, problems } = read(text);
    expect(problems).toEqual([]);
    expect(slices(text, entries)).toEqual([
      ['id', 'a-b'],
      ['tags', '[x, y]'],
      ['nested', '{ a: 1 }'],
    ]);
    expect(text.slice(bodyStart)).toBe('# Title\r\n');
  });

  it('is absent where a file begins with anything else', () => {
    for (const text of [
      '',
      '# Title\n',
      '----\nid: x\n----\n',
      '\ufeff# Title',
      '---\n\nprose\n',
      '---\n\n# Quiz\n\nWhat is a lock?\n\n---\n\nWhat is a page?\n',
      '--- a b ---\n',
    ]) {
      expect(read(text)).toMatchObject({ present: false, entries: [], problems: [] });
    }
  });

  it('is told where a colon lacks its space', () => {
    expect(read('---\ntitle:Locks\nid:locks\n---\n# Title\n').problems).not.toEqual([]);
  });

  it('is empty between two fences with nothing or comments between', () => {
    for (const text of ['---\n---\nbody', '---\n# only a comment\n---\nbody', '---\n\n\n---\nbody']) {
      const { present, entries, bodyStart, problems } = read(text);
      expect({ present, entries, problems }).toEqual({ present: true, entries: [], problems: [] });
      expect(text.slice(bodyStart)).toBe('body');
    }
  });

  it.each(['js', 'javascript', 'json', 'coffee', 'toml', 'JS', ' js'])(
    'refuses front matter in %j',
    (name) => {
      const { entries, problems } = read(`---${name}\nglobalThis.ran = 1\n---\n# Title\n`);
      expect(entries).toEqual([]);
      expect(problems.map(({ code }) => code)).toEqual(['front-matter-language']);
      expect(globalThis).not.toHaveProperty('ran');
    },
  );

  it('reports a file that fails the same way each time', () => {
    const text = '---\na: [\n---\n# Title\n';
    expect(read(text).problems).toEqual(read(text).problems);
    expect(read(text).problems.length).toBeGreaterThan(0);
  });

  it('does not let aliases multiply', () => {
    const text = `---\na: &a [1, 2]\nb: [${'*a, '.repeat(80)}*a]\n---\n`;
    expect(read(text).problems[0]?.message).toContain('too many aliases');
    expect(read('---\na: &a [*a]\n---\n').problems[0]?.code).toBe('front-matter-syntax');
  });

  it('survives what is nested, long or blank beyond reason', () => {
    const hostile = [
      `a: ${'['.repeat(20_000)}`,
      `a: ${'{a: '.repeat(10_000)}`,
      `${'\n'.repeat(20_000)}a: 1`,
      `a: ${'x'.repeat(100_000)}`,
      `a: 1\n${'? '.repeat(10_000)}a`,
      `a: 1\n${'- '.repeat(10_000)}a`,
      `a: ${'&a '.repeat(10_000)}`,
      `a: "${'\\'.repeat(50_001)}"`,
      `a: |\n${' x\n'.repeat(20_000)}`,
      `a:${' '.repeat(250)}:${'a: '.repeat(10_000)}`,
    ];
    for (const yaml of hostile) {
      expect(read(`---\n${yaml}\n---\n# Title\n`).present).toBe(true);
    }
  });

  it('keeps keys such as __proto__ as data', () => {
    const { entries } = read('---\n__proto__: { polluted: 1 }\nconstructor: 2\n---\n');
    expect(entries.map(({ key }) => key)).toEqual(['__proto__', 'constructor']);
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('plain lines', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 _./+()-]{0,12}$/);
  const special = fc.constantFrom(
    'true',
    'False',
    'null',
    'Yes',
    'no',
    '1',
    '012',
    '1.50',
    '0x1F',
    '1e3',
    '.5',
    '2026-11-24',
    '22:22',
    '1_000',
    '0o7',
    '-1',
    '12.',
    '9007199254740993',
    '~',
    'a ',
    '-',
    'a - b',
    'y',
  );
  const scalar = fc.oneof(word, special);
  const list = fc.array(scalar, { maxLength: 4 }).map((items) => `[${items.join(', ')}]`);
  const line = fc.tuple(
    fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,6}$/),
    fc.constantFrom(' ', '  '),
    fc.oneof(scalar, list),
  );

  it('agree with YAML in all that they accept, places included', () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
        const text = lines.map(([key, blank, value]) => `${key}:${blank}${value}${end}`).join('');
        const entries = readPlainLines(text, 7);
        if (!entries) return;
        accepted += 1;
        const parsed = parseYaml(text, 7);
        expect(parsed.faults).toEqual([]);
        expect(entries.map(({ key }) => key)).toEqual(parsed.entries.map(({ key }) => key));
        expect(entries.map(({ value }) => plain(value))).toEqual(
          parsed.entries.map(({ value }) => plain(value)),
        );
        const shifted = `1234567${text}`;
        expect(slices(shifted, entries)).toEqual(slices(shifted, parsed.entries));
      }),
      { seed: 2, numRuns: rounds(100, 500) },
    );
    expect(accepted).toBeGreaterThan(20);
  });

  it('take what nearly every question file has', () => {
    const text =
      'id: attention-complexity\nnumber: 4\nsection: Architecture\ntags: [attention, go-to]\nminutes: 2.5\n';
    expect(values(readPlainLines(text, 0) ?? [])).toEqual(
      new Map<string, unknown>([
        ['id', 'attention-complexity'],
        ['number', 4],
        ['section', 'Architecture'],
        ['tags', ['attention', 'go-to']],
        ['minutes', 2.5],
      ]),
    );
  });
});
