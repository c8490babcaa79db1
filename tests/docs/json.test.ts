// Holds docs/json.md against the program, field by field: every command of the document is run, and prints exactly the
// fields that its table names. A field may be missing only where the table says that it can be left out.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatMockEvent } from '../../src/formats/stored/mock-lines.ts';
import { runPrep } from '../support/cli.ts';
import { berlin } from '../support/entries.ts';
import { root } from '../support/environment.ts';
import { tempFolder } from '../support/home.ts';
import { INTERVIEW, TOLD } from '../support/mocks.ts';

type Field = { readonly path: string; readonly optional: boolean };

/** The headings of the document, each with the fields of its table. */
function sections(markdown: string): ReadonlyMap<string, readonly Field[]> {
  const found = new Map<string, readonly Field[]>();
  for (const part of markdown.split(/^## /m).slice(1)) {
    const rows = [...part.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)];
    const fields = rows.map(([, path = '', meaning = '']) => ({
      path,
      optional: /\bleft out\b/.test(meaning),
    }));
    found.set(part.slice(0, part.indexOf('\n')), fields);
  }
  return found;
}

const documented = sections(readFileSync(join(root, 'docs/json.md'), 'utf8'));
const fieldsOf = (heading: string): readonly Field[] => documented.get(heading) ?? [];
/** A sentence to read again, as `check` describes it. */
const READ_AGAIN = fieldsOf('prep check --json').filter(({ path }) => path.startsWith('readAgain[].'));
const QUESTION = fieldsOf('prep list --json').filter(({ path }) => path.startsWith('questions[].'));
/** The fields of a mock of `mock --list`, under another name. */
const MOCK: readonly Field[] = fieldsOf('prep mock --list --json')
  .filter(({ path }) => path !== 'mocks')
  .map((field) => ({ ...field, path: field.path.replace('mocks[].', '') }));
/** The fields of a question of `list`, under another name. */
const questionAt = (prefix: string): readonly Field[] =>
  QUESTION.map((field) => ({ ...field, path: prefix + field.path.slice('questions[].'.length) }));

/** The fields below `from` in the table of `prep stats`, under other names. */
const statsFields = (from: string, ...at: readonly string[]): readonly Field[] =>
  at.flatMap((prefix) =>
    fieldsOf('prep stats --json')
      .filter(({ path }) => path.startsWith(`${from}.`))
      .map((field) => ({ ...field, path: `${prefix}${field.path.slice(from.length)}` })),
  );
const READINESS_PARTS = [
  ...statsFields('readiness.overall', 'readiness.sections[]'),
  ...statsFields('readiness.overall.costs', 'readiness.questions[].costs'),
];

/** Objects whose names are data, and those that another document describes. */
const OPEN = new Set(['settings', 'drills[].select', 'fills']);

/** The containers that a value consists of, by path, each with its names. */
function containers(value: unknown, at: string): readonly (readonly [string, readonly string[]])[] {
  if (Array.isArray(value)) return value.flatMap((each) => containers(each, `${at}[]`));
  if (typeof value !== 'object' || value === null || OPEN.has(at)) return [];
  const below = Object.entries(value).flatMap(([name, each]) =>
    containers(each, at === '' ? name : `${at}.${name}`),
  );
  return [[at, Object.keys(value)], ...below];
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')));
const nameOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** What is wrong between a document and its fields: names that are missing, not described, or never seen. */
function differences(printed: readonly unknown[], fields: readonly Field[]): readonly string[] {
  const seen = new Set<string>();
  const all = printed.flatMap((each) => containers(each, ''));
  const wrong = all.flatMap(([at, names]) => {
    const here = fields.filter(({ path }) => parentOf(path) === at);
    const path = (name: string): string => (at === '' ? name : `${at}.${name}`);
    for (const name of names) seen.add(path(name));
    const unknown = names.filter((name) => !here.some((field) => nameOf(field.path) === name));
    const missing = here.filter((field) => !field.optional && !names.includes(nameOf(field.path)));
    return [
      ...unknown.map((name) => `${path(name)} is not described`),
      ...missing.map((field) => `${field.path} is missing`),
    ];
  });
  const never = fields.filter(({ path }) => !seen.has(path)).map(({ path }) => `${path} was never printed`);
  return [...new Set([...wrong, ...never])];
}

type Case = {
  /** Arguments where the heading has words in capitals. */
  readonly args?: readonly string[];
  readonly input?: string;
  readonly exit?: number;
  readonly more?: readonly Field[];
  /** Also run in an empty home, for fields that need a person who has skipped no day. */
  readonly alsoFresh?: true;
};

const folder = tempFolder();

/** The config file of another machine. */
function otherConfig(): string {
  const file = join(folder, 'other.json');
  const fills = { attention_ms_128: { value: '51 ms', updatedAt: '2026-11-24T12:00:00.000+01:00' } };
  writeFileSync(file, JSON.stringify({ version: 1, fills }));
  return file;
}
const home = join(folder, 'home');
const results = join(folder, 'results');
const bank = join(folder, 'bank');
const guide = (first: string, ...more: readonly string[]): string =>
  [
    '# Guide',
    `### Q1: What is a mask for?\n\n${first}`,
    '### Q2: Why several heads?\n\nFor several views.',
    ...more,
  ].join('\n\n');

const CASES: Readonly<Record<string, Case>> = {
  'prep --json': {},
  'prep next --json': {
    more: [
      ...questionAt('question.'),
      ...fieldsOf('prep --json').filter(({ path }) => path.startsWith('mock.')),
    ],
  },
  'prep list --json': {},
  'prep list --matrix --json': {},
  'prep list --gaps --json': { more: QUESTION.concat(fieldsOf('prep list --json').slice(0, 1)) },
  'prep search WORDS --json': {
    args: ['search', 'attention', '--json'],
    more: QUESTION.concat(fieldsOf('prep list --json').slice(0, 1)),
  },
  'prep show attention-complexity --json': { more: questionAt('') },
  'prep export attention-complexity technical-challenge --json': {},
  'prep export --to FILE --json': { args: ['export', '4', '--to', join(folder, 'guide.md'), '--json'] },
  'prep fill --list --json': {},
  'prep fill --set NAME=VALUE --not-measured NAME --unset NAME --json': {
    args: [
      'fill',
      '--set',
      'attention_ms_512=0.32 s',
      '--not-measured',
      'papers_read=none yet',
      '--unset',
      'd_model',
      '--json',
    ],
    more: READ_AGAIN,
  },
  'prep fill --from FILE --json': { args: ['fill', '--from', join(results, 'open.json'), '--json'] },
  'prep fill --from FILE --set NAME=PATH --json': {
    args: ['fill', '--from', join(results, 'open.json'), '--set', 'heads=heads', '--dry-run', '--json'],
  },
  'prep fill --sync --json': { args: ['fill', '--sync', '--check', '--json'], exit: 1, more: READ_AGAIN },
  'prep import FILE --json': {
    args: ['import', bank, join(folder, 'lost.md'), '--to', join(folder, 'imported'), '--json'],
    exit: 1,
  },
  'prep check --json': {
    args: ['check', join(folder, 'broken.md'), join(folder, 'lost.md'), '--json'],
    exit: 1,
  },
  'prep drill --json': {},
  'prep drill --list --json': {},
  'prep drill --answers FILE': {
    args: ['drill', '--answers', '-'],
    input: '{"question":"transformer-explained","rating":"good"}\n{"question":"nowhere","rating":"good"}\n',
    exit: 1,
  },
  'prep mock --list --json': {},
  'prep mock --show ID --json': {
    args: ['mock', '--show', '2', '--json'],
    more: MOCK,
  },
  'prep grade attention-complexity good --json': {},
  'prep history attention-complexity --json': { args: ['history', '4', '--json'] },
  'prep history --json': {
    args: ['history', '-n', '5', '--json'],
    more: fieldsOf('prep history attention-complexity --json').filter(({ path }) =>
      path.startsWith('attempts'),
    ),
  },
  'prep stats --json': {
    more: [
      ...statsFields('time.over', 'retention', 'cited'),
      ...statsFields('time.elapsedMs', 'time.ofTarget', 'sections[].elapsedMs'),
      ...statsFields('ratings', 'sections[].ratings'),
      ...READINESS_PARTS,
    ],
  },
  'prep plan --json': {
    args: ['plan', '--until', '2026-12-03', '--json'],
    alsoFresh: true,
    more: [
      ...statsFields('ratings', 'pace.ratings'),
      ...statsFields('readiness', 'readiness.ifStopped', 'readiness.ifFollowed'),
      ...READINESS_PARTS.flatMap((field) =>
        ['ifStopped', 'ifFollowed'].map((name) => ({
          ...field,
          path: field.path.replace('readiness.', `readiness.${name}.`),
        })),
      ),
    ],
  },

  'prep undo --json': {},
  'prep suspend attention-complexity --json': {},
  'prep add QUESTION --json': {
    args: ['add', 'Why a cache?', '--json'],
    more: questionAt('question.'),
  },
  'prep answer technical-challenge --file FILE --json': {
    args: ['answer', 'technical-challenge', '--file', '-', '--json'],
    input: 'In my own words.\n',
  },
  'prep feedback attention-complexity --file FILE --json': {
    args: ['feedback', 'attention-complexity', '--file', '-', '--json'],
    input: 'It takes O(n) time, and the score matrix O(n) memory per head. At 512 tokens it took 999 ms.\n',
  },
  'prep banks --json': {},
  'prep config --json': {},
  'prep doctor --json': {},
  'prep docs TOPIC --json': { args: ['docs', 'mock', '--json'] },
  'prep backup --json': { args: ['backup', join(tempFolder(), 'all.zip'), '--json'] },
  'prep restore --json': {},
  'prep restore FILE --json': {
    args: ['restore', join(home, 'backups', '2026-11-24'), '--dry-run', '--json'],
    more: fieldsOf('prep restore --json').filter(
      ({ path }) => path !== 'restored' && !path.startsWith('rows[]'),
    ),
  },
  'prep merge FILE --json': { args: ['merge', otherConfig(), '--json'] },
};

/** A question that was forgotten five times in October. */
function olderJournal(): string {
  const lines = Array.from({ length: 11 }, (_, i) => ({
    v: 1,
    id: `01K6ZZZZZZZZZZZZZZZZZZZZ${10 + i}`,
    type: 'attempt',
    question: 'staying-current',
    rating: i % 2 === 0 ? 'good' : 'again',
    at: `2026-10-${20 + i}T10:00:00.000+02:00`,
    elapsedMs: 60_000,
    mode: 'type',
    points: [1, 1, i % 2 === 0 ? 1 : 0],
    cited: [],
  }));
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** An attempt of another device, spoken and told part by part. */
const SPOKEN = {
  v: 1,
  id: '01KAPN0000SPOKEN0000000000',
  type: 'attempt',
  question: 'attention-complexity',
  rating: 'good',
  at: '2026-11-24T12:00:00.000+01:00',
  elapsedMs: 61_000,
  mode: 'speak',
  points: [],
  cited: ['attention_ms_512'],
  text: 'Time grows with the length squared.',
  recording: 'recordings/01KAPN0000SPOKEN0000000000.wav',
  delivery: {
    durationMs: 60_000,
    firstWordMs: 900,
    speechMs: 50_000,
    pauses: 4,
    longestPauseMs: 1500,
    silenceMs: 4000,
  },
  transcribed: true,
  partsMs: [10_000, 20_000],
  followUps: [{ text: 'And memory?', answer: 'Quadratic, too.' }],
  by: 'points',
  title: 'What does attention cost?',
  questionHash: 'another',
  bank: 'shipped',
};

/** A home in which every field has something to show. */
beforeAll(async () => {
  mkdirSync(join(home, 'mocks'), { recursive: true, mode: 0o700 });
  const whole = [...INTERVIEW.slice(0, 2), TOLD, ...INTERVIEW.slice(3)];
  for (const [id, events] of [
    ['01KAT3C1Q0ABCDEFGHJKMNPQRT', whole.slice(0, 3)],
    ['01KAT3C1Q0ABCDEFGHJKMNPQRR', whole],
    ['01KAT3C1Q0ABCDEFGHJKMNPQRS', whole],
  ] as const)
    writeFileSync(
      join(home, 'mocks', `${id}.jsonl`),
      events.map((event) => `${formatMockEvent(event, berlin)}\n`).join(''),
    );
  const drill = { select: { weak: true }, count: 3, minutes: 20, mode: 'think' };
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const left = {
    'what-is-a-mask-for/letter/the-loss-was-x': { value: '0.2', updatedAt: '2026-11-20T09:00:00Z' },
  };
  const config = { version: 1, drills: { evening: drill }, fills: left };
  writeFileSync(join(home, 'config.json'), JSON.stringify(config), {
    mode: 0o600,
  });
  mkdirSync(join(home, 'journal'), { mode: 0o700 });
  writeFileSync(join(home, 'journal', 'older-000000.jsonl'), olderJournal());
  writeFileSync(
    join(folder, 'broken.md'),
    '---\ndifficulty: mediun\n---\n# Why?\n\nIt was [FILL IN: attention_ms_128], once 80 ms.\n',
  );
  const lost = Array.from({ length: 7 }, (_, i) => `- What is part ${i} for?\n`).join('');
  const LOST = `# Notes\n\n## What is attention?\n\nIt mixes tokens. ![](gone.png)\n\n${lost}\n## What is a layer?\n\nOne step.\n`;
  writeFileSync(join(folder, 'lost.md'), `${LOST}\n# Topics\n\n- Heads\n- Masks\n- Layers\n`);
  const typed = 'Time grows with the square.\n\n1\n3\n\n';
  mkdirSync(results);
  const bench = join(results, 'bench.json');
  writeFileSync(bench, '{ "attention_ms": 0.05, "b": 0.34 }');
  const several = '"a1": { "max_tokens": 128 }, "b2": { "max_tokens": 256 }';
  writeFileSync(join(results, 'open.json'), `{ "imdb_accuracy": 0.82, "heads": 8, ${several} }`);
  mkdirSync(bank);
  writeFileSync(
    join(bank, 'guide.md'),
    guide('It hides padding in [FILL IN: attention_ms_512].', '### Q3: Why a scale?\n\nFor soft weights.'),
  );
  writeFileSync(join(bank, 'metrics.md'), '---\nmetrics:\n  heads: { prompt: Heads }\n---\n');
  const steps: readonly (readonly [readonly string[], string?])[] = [
    [['import', bank, '--to', join(folder, 'imported')]],
    [['fill', '--set', 'd_model=512', 'attention_ms_128=60']],
    [
      ['fill', '--from', bench, '--unit', 's', '--set', 'attention_ms_128=attention_ms'].concat(
        'attention_ms_512=b',
      ),
    ],
    [['quiz', '4', '--plain'], `/N\nRemember the limit.\n\n${typed}`],
    [['quiz', '4', '--cram', '--plain'], typed],
    [['grade', '5', 'good']],
    [['answer', '4', '--file', '-'], 'It is quadratic.'],
  ];
  for (const [args, input] of steps) {
    const { status, stderr } = await runPrep(args, { home, ...(input === undefined ? {} : { input }) });
    expect({ args, status, stderr }).toMatchObject({ status: 0 });
  }
  writeFileSync(join(home, 'journal', 'phone.jsonl'), `${JSON.stringify(SPOKEN)}\n`, { mode: 0o600 });
  // So that an import and a sync have something to tell.
  writeFileSync(join(bank, 'guide.md'), guide('It hides padding at [Company]. The loss was [X].'));
  writeFileSync(join(bank, 'bad.md'), Buffer.from([0x23, 0x20, 0xff]));
  writeFileSync(bench, '{ "attention_ms": 0.06, "b": 0.34 }');
});

describe('docs/json.md', () => {
  it('has a table for each command that is run here, and no other', () => {
    expect([...documented.keys()]).toEqual(Object.keys(CASES));
  });

  it.each(Object.entries(CASES))('%s', async (heading, { args, input, exit = 0, more = [], alsoFresh }) => {
    const words = args ?? heading.split(' ').slice(1);
    // The next day, so that there is a backup from which the config can be restored.
    const env = { PREP_NOW: '2026-11-25T10:00:00+01:00', EDITOR: 'nano' };
    const outcome = await runPrep(words, { home, env, ...(input === undefined ? {} : { input }) });
    expect({ words, status: outcome.status, stderr: outcome.stderr }).toMatchObject({ status: exit });
    const always = ['v', 'command'].map((path) => ({ path, optional: false }));
    expect(outcome.stdout.match(/\n/g)).toHaveLength(1);
    const fresh = alsoFresh ? [await runPrep(words, { home: tempFolder(), env })] : [];
    const printed = [outcome, ...fresh].map(({ stdout }): unknown => JSON.parse(stdout));
    expect(differences(printed, [...always, ...fieldsOf(heading), ...more])).toEqual([]);
  });
});

describe('the comparison', () => {
  const fields = [
    { path: 'list', optional: false },
    { path: 'list[].id', optional: false },
    { path: 'list[].note', optional: true },
  ];

  it('finds fields that are missing, not described, and never printed', () => {
    expect(differences([{ list: [{ id: 1, note: 2 }, { id: 3 }] }], fields)).toEqual([]);
    expect(differences([{ list: [{ id: 1, note: 2 }, { other: 3 }] }], fields)).toEqual([
      'list[].other is not described',
      'list[].id is missing',
    ]);
    expect(differences([{ list: [] }], fields)).toEqual([
      'list[].id was never printed',
      'list[].note was never printed',
    ]);
  });
});
