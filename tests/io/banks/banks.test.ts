import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../../src/core/base/problem.ts';
import type { Source } from '../../../src/core/base/span.ts';
import { alternatives, readBankFile, readShaped } from '../../../src/formats/import/index.ts';
import { readMetricsFile } from '../../../src/formats/question/metrics-file.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';
import { openBanks } from '../../../src/io/banks/banks.ts';

let home: string;
let parsed: string[];
let loads: number;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'prep-banks-'));
  parsed = [];
  loads = 0;
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function write(path: string, text: string | Uint8Array): string {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const questionText = (id: string, more = ''): string =>
  `---\nid: ${id}\n${more}---\n# What is ${id}?\n\nIt takes [FILL IN: ${id.replaceAll('-', '_')}_ms].\n`;

/** The cache file that is there; fails when there are others. */
function onlyCache(): string {
  const names = readdirSync(join(home, 'cache'));
  expect(names).toHaveLength(1);
  return join(home, 'cache', names[0] ?? '');
}

/** A fresh store, as a new run of prep opens it. */
function open(built?: string) {
  return openBanks(
    { cacheFolder: join(home, 'cache'), own: join(home, 'own'), shipped: join(home, 'shipped'), built },
    async () => {
      loads += 1;
      return {
        readShaped,
        alternatives,
        readBankFile: (source: Source, bank: string) => {
          parsed.push(source.file.split(/[\\/]/).at(-1) ?? '');
          return source.file.endsWith('metrics.md')
            ? readMetricsFile(source, bank)
            : readQuestionFile(source, bank);
        },
      };
    },
  );
}

const bankOf = (name: string): string => join(home, name);
const codes = (problems: readonly { readonly code: string }[]): readonly string[] =>
  problems.map(({ code }) => code);
const headIds = async (...names: readonly string[]): Promise<readonly string[]> => [
  ...(await open().heads(names.map(bankOf))).questions.keys(),
];

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  return work.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error as Failure,
  );
}

describe('the files of a bank', () => {
  it('are Markdown files of any depth; dot folders, node_modules and other files are passed by', async () => {
    write('bank/a/b/c/deep.md', questionText('deep'));
    write('bank/x.markdown', questionText('markdown'));
    write('bank/Y.MD', questionText('upper'));
    write('bank/.git/no.md', questionText('no-git'));
    write('bank/.hidden.md', questionText('no-hidden'));
    write('bank/node_modules/p/no.md', questionText('no-modules'));
    write('bank/notes.txt', questionText('no-text'));
    expect((await headIds('bank')).toSorted()).toEqual(['deep', 'markdown', 'upper']);
  });

  it('are data where a folder has no Markdown but READMEs', async () => {
    write('cards/README.md', '# Cards\n');
    write('cards/deep/one.yaml', questionText('one'));
    write('cards/two.csv', questionText('two'));
    expect((await headIds('cards')).toSorted()).toEqual(['one', 'two']);
    write('cards/three.md', questionText('three'));
    expect(await headIds('cards')).toEqual(['three']);
  });

  it('may be one file, whatever its name', async () => {
    write('guide.txt', questionText('only'));
    expect(await headIds('guide.txt')).toEqual(['only']);
  });

  it('are found once through links that lead in a circle or nowhere', async () => {
    write('bank/a.md', questionText('a'));
    write('elsewhere/b.md', questionText('b'));
    symlinkSync(bankOf('bank'), join(home, 'bank', 'circle'));
    symlinkSync(bankOf('elsewhere'), join(home, 'bank', 'linked'));
    symlinkSync(join(home, 'elsewhere', 'b.md'), join(home, 'bank', 'c.md'));
    symlinkSync(join(home, 'nowhere'), join(home, 'bank', 'nowhere'));
    symlinkSync(join(home, 'nowhere.md'), join(home, 'bank', 'nowhere.md'));
    symlinkSync('self', join(home, 'bank', 'self'));
    const bank = await open().heads([bankOf('bank')]);
    expect([...bank.questions.keys()].toSorted()).toEqual(['a', 'b']);
    expect(codes(bank.problems)).toEqual(['id-duplicate', 'file-unreadable']);
    const self = open().read(bankOf('bank/self'), {}, () => undefined);
    await expect(self).rejects.toThrow(/self cannot be read: its links lead in a circle/);
  });

  it('are not looked for in a folder that the bank lies in', async () => {
    write('bank/a.md', questionText('a'));
    write('private.md', questionText('private'));
    symlinkSync(home, join(home, 'bank', 'up'));
    symlinkSync('/', join(home, 'bank', 'root'));
    const bank = await open().heads([bankOf('bank')]);
    expect([...bank.questions.keys()]).toEqual(['a']);
    expect(codes(bank.problems)).toEqual([]);
    expect(bank.partly).toEqual([]);
  });

  it('that may be imported are those of every notation that questions are read from', async () => {
    write('bank/a.md', questionText('a'));
    write('bank/b.jsonl', '{"question": "What is B?", "answer": "B."}\n'.repeat(2));
    write('bank/c.json', '[{"question": "What is C?", "answer": "C."}]');
    write('bank/d.csv', 'question,answer\nWhat is D?,D.\n');
    const quiz = ['a', 'b', 'c'].map((each) => `{ question: 'What is ${each}?', answer: 'It.' }`);
    write('bank/e.ts', `export const quiz = [${quiz.join()}];\n`);
    write('bank/no.css', 'a { color: red }\n');
    const read: (readonly [string, number])[] = [];
    await open().read(bankOf('bank'), {}, ({ shape, content }) =>
      read.push([shape, content.questions.length]),
    );
    expect(read).toEqual([
      ['native', 1],
      ['json', 2],
      ['json', 1],
      ['table', 1],
      ['program', 3],
    ]);
  });

  it('name their folder as the section', async () => {
    write('bank/architecture/a.md', questionText('a'));
    write('bank/b.md', questionText('b'));
    const { questions } = await open().heads([bankOf('bank')]);
    expect(questions.get('a')?.section).toBe('architecture');
    expect(questions.get('b')?.section).toBe('bank');
  });

  it('belong to the first bank that holds them', async () => {
    write('bank/a.md', questionText('a'));
    const { questions, problems } = await open().heads([join(home, 'bank', 'a.md'), bankOf('bank')]);
    expect(questions.get('a')?.bank).toBe(join(home, 'bank', 'a.md'));
    expect(problems).toEqual([]);
  });
});

describe('the own bank', () => {
  it.each([
    { about: 'in their places', front: '', order: ['a', 'b'] },
    {
      about: 'and stands in its own place with a number of its own',
      front: 'number: 7\n',
      order: ['b', 'a'],
    },
  ])('replaces questions of others, $about', async ({ front, order }) => {
    write('bank/a.md', questionText('a'));
    write('bank/b.md', questionText('b'));
    write('own/mine.md', questionText('a', front));
    const { questions, problems } = await open().heads([bankOf('bank'), bankOf('own')]);
    expect([...questions.keys()]).toEqual(order);
    expect(questions.get('a')).toMatchObject({ bank: bankOf('own') });
    expect(problems).toEqual([]);
  });

  it('asks nothing where others are named, and declares only what they cite', async () => {
    write('bank/a.md', questionText('a', 'number: 3\n'));
    write('own/mine.md', questionText('a', 'number: 7\n'));
    write('own/other.md', questionText('mine'));
    const declared = 'metrics:\n  a_ms: { prompt: A, derive: base_s * 1000 }\n  base_s: { prompt: B }\n';
    write('own/metrics.md', `---\n${declared}  unused: { prompt: C }\n---\n`);
    for (const read of [open().heads, open().heads, open().full]) {
      const bank = await read([bankOf('bank')]);
      expect([...bank.questions.values()]).toMatchObject([{ id: 'a', number: 3, bank: bankOf('bank') }]);
      expect([...bank.questions.values()].map(({ label }) => label)).toEqual([undefined]);
      expect([...bank.metrics.keys()]).toEqual(['a_ms', 'base_s']);
      expect([...(bank.beside ?? [])]).toEqual(['a', 'mine']);
      expect([bank.problems, [...(bank.prefixes?.values() ?? [])]]).toEqual([[], ['bank']]);
    }
    expect([...(await open().heads([bankOf('bank'), bankOf('own')])).questions.keys()]).toEqual([
      'a',
      'mine',
    ]);
  });

  it('need not exist where it is named among the banks', async () => {
    write('bank/a.md', questionText('a'));
    expect(await headIds('own', 'bank')).toEqual(['a']);
  });

  it('may be empty, and may be named among the banks', async () => {
    mkdirSync(bankOf('own'));
    write('bank/a.md', questionText('a'));
    expect(codes((await open().heads([bankOf('own'), bankOf('bank')])).problems)).toEqual([]);
  });
});

describe('numbers of several banks', () => {
  const labels = async (): Promise<readonly unknown[]> => {
    const { questions } = await open().heads([bankOf('dq'), bankOf('shipped')]);
    return [...questions.values()].map(({ label }) => label);
  };

  it('tell their bank, in a question that is read in full, too', async () => {
    write('dq/a.md', questionText('a', 'number: 4\n'));
    write('shipped/b.md', questionText('b', 'number: 4\n'));
    expect(await labels()).toEqual(['dq:4', 'prep:4']);
    expect(await labels()).toEqual(['dq:4', 'prep:4']);
    const store = open();
    const [head] = (await store.heads([bankOf('dq'), bankOf('shipped')])).questions.values();
    expect(head && (await store.question(head))).toMatchObject({ id: 'a', label: 'dq:4' });
    const { questions } = await store.full([bankOf('dq'), bankOf('shipped')]);
    expect(questions.get('b')?.label).toBe('prep:4');
  });

  it('no longer do when one bank alone has numbers, whatever a cache says', async () => {
    write('dq/a.md', questionText('a', 'number: 4\n'));
    const other = write('shipped/b.md', questionText('b', 'number: 4\n'));
    await labels();
    writeFileSync(other, questionText('b'));
    expect(await labels()).toEqual([undefined, undefined]);
  });
});

describe('what cannot be read', () => {
  it('is one failure with a remedy when a bank is missing', async () => {
    const failure = await failureOf(open().heads([bankOf('missing')]));
    expect(failure).toMatchObject({ code: 'bank-missing', exit: 2 });
    expect(failure.message).toContain('missing');
    expect(failure.hint).toMatch(/PREP_BANK.*prep banks remove/);
  });

  it('is a problem when a bank holds no question', async () => {
    mkdirSync(bankOf('empty'));
    write('readme-only/README.md', '# Nothing here\n');
    expect(codes((await open().heads([bankOf('empty')])).problems)).toEqual(['bank-empty']);
    expect(codes((await open().full([bankOf('readme-only')])).problems)).toEqual(['bank-empty']);
  });

  it('is a problem for each file that is no UTF-8 text, and hides no other', async () => {
    write('bank/good.md', questionText('good'));
    write('bank/latin.md', Buffer.from('# Why?\n\nNa\xefve.\n', 'latin1'));
    write('bank/cut.md', Buffer.from('\xff\xfe#\0 \0W\0\0\xd8', 'latin1'));
    write('bank/wider.md', Buffer.from('\xff\xfe\0\0#\0\0\0W\0\0\0', 'latin1'));
    write('bank/large.md', Buffer.alloc(50 * 1024 * 1024 + 1, 'a'));
    const { questions, problems } = await open().full([bankOf('bank')]);
    expect([...questions.keys()]).toEqual(['good']);
    expect(
      problems.map(
        ({ code, at }) => `${at.file.split(/[\\/]/).at(-1)}:${at.start.line}:${at.start.column} ${code}`,
      ),
    ).toEqual([
      'cut.md:1:1 file-encoding',
      'large.md:1:1 file-too-large',
      'latin.md:3:3 file-encoding',
      'wider.md:1:1 file-encoding',
    ]);
  });

  it.each([
    ['little-endian, with a mark', Buffer.from(`\ufeff${questionText('wide')}`, 'utf16le')],
    ['little-endian', Buffer.from(questionText('wide'), 'utf16le')],
    ['big-endian, with a mark', Buffer.from(`\ufeff${questionText('wide')}`, 'utf16le').swap16()],
    ['big-endian', Buffer.from(questionText('wide'), 'utf16le').swap16()],
  ])('reads UTF-16 as the same text in UTF-8: %s', async (_, bytes) => {
    const plain = (await open().full([write('bank/a.md', questionText('wide'))])).questions;
    expect([...plain.keys()]).toEqual(['wide']);
    const { questions, problems } = await open().full([write('bank/a.md', bytes)]);
    expect(problems).toEqual([]);
    expect(JSON.stringify([...questions])).toBe(JSON.stringify([...plain]));
  });

  it.each([
    ['a PDF', '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', /PDF/, /Markdown/],
    [
      'a database',
      `SQLite format 3\0\x10\0\x01\x01\0@ ${'\0'.repeat(80)}`,
      /SQLite database/,
      /Anki Deck Package/,
    ],
    ['an archive', 'PK\x03\x04\x14\0\0\0\x08\0', /zip archive/, /plain text/],
    ['an old document', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0', /not text/, /plain text/],
    ['rich text', '{\\rtf1\\ansi What is it?}', /RTF/, /plain text/],
    ['an image', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', /not text/, /Markdown/],
    [
      'a program',
      `\x7fELF\x02\x01\x01${'\0'.repeat(9)}\x02\0>\0\xff${'\0'.repeat(90)}`,
      /not text/,
      /Markdown/,
    ],
  ])('says what it is that is no text, and what to do about it: %s', async (_, bytes, what, remedy) => {
    const { problems } = await open().full([write('notes.md', Buffer.from(bytes, 'latin1'))]);
    const [problem] = problems;
    expect(problem).toMatchObject({ code: 'file-encoding', message: expect.stringMatching(what) });
    expect(problem?.hint).toMatch(remedy);
    expect(`${problem?.message} ${problem?.hint}`).not.toMatch(/UTF-16|Save it as UTF-8/);
  });

  it('counts a BOM and CRLF in no place wrongly', async () => {
    write('bank/a.md', `\ufeff${questionText('a')}`.replaceAll('\n', '\r\n'));
    const question = (await open().full([bankOf('bank')])).questions.get('a');
    expect(question?.titleAt.start).toMatchObject({ line: 4, column: 3 });
  });

  it('reads a file whose lines end as on old Macs', async () => {
    write('bank/a.md', questionText('a').replaceAll('\n', '\r'));
    const question = (await open().full([bankOf('bank')])).questions.get('a');
    expect(question?.titleAt.start).toMatchObject({ line: 4, column: 3 });
  });
});

describe('the cache of heads', () => {
  it('depends on the names in a folder where these say what its files are', async () => {
    write('topics/Threads.md', '# Threads\n\nThey share memory, and each has a stack of its own.\n');
    const store = () =>
      openBanks(
        { cacheFolder: join(home, 'cache'), own: join(home, 'own'), shipped: join(home, 'shipped') },
        async () => ({ readShaped, alternatives, readBankFile }),
      );
    const titles = async () =>
      [...(await store().heads([bankOf('topics')])).questions.values()].map(({ title }) => title);
    expect(await titles()).toEqual([]);
    for (const [i, name] of ['mutex', 'lock', 'semaphore', 'monitor', 'thread'].entries())
      write(`topics/${i + 1}.md`, `# ${name}\n\nThis is what a ${name} is, in a line.\n`);
    expect(await titles()).toContain('Threads');
    expect(await titles()).toHaveLength(6);
    rmSync(join(home, 'topics/1.md'));
    rmSync(join(home, 'topics/2.md'));
    expect(await titles()).not.toContain('Threads');
  });

  it('makes the second start parse nothing, and give the same', async () => {
    write('bank/a.md', questionText('a', 'tags: [x, y]\nnumber: 3\n'));
    write('bank/broken.md', '---\nid: b\ndificulty: 1\n---\n# Why?\n');
    write(
      'bank/metrics.md',
      '---\nmetrics:\n  a_ms: { unit: ms, max: 9, tier: core }\n  b_ms: { derive: a_ms * 2 }\nconstraints: [a_ms > 0, { rule: a_ms < 9, why: so }]\n---\n',
    );
    const first = await open().heads([bankOf('bank')]);
    expect(parsed).toHaveLength(3);
    const second = await open().heads([bankOf('bank')]);
    expect(parsed).toHaveLength(3);
    expect(loads).toBe(1);
    expect({ ...second, metrics: new Map(second.metrics) }).toEqual(first);
    expect(second.problems).toHaveLength(1);
  });

  it('names what it has, and tells of a metric that is declared twice at every start', async () => {
    const metrics = (unit: string) => `---\nmetrics:\n  a_ms: { unit: ${unit} }\n---\n`;
    write('bank/a.md', questionText('a'));
    write('bank/metrics.md', metrics('ms'));
    const first = await open().heads([bankOf('bank')]);
    expect(first.version).toMatch(/./);
    const same = await open().heads([bankOf('bank')]);
    expect([same.version, same.metrics.size, same.metrics.get('a_ms')?.unit]).toEqual([
      first.version,
      1,
      'ms',
    ]);
    write('bank/more/metrics.md', metrics('s'));
    const twice = await open().heads([bankOf('bank')]);
    expect(twice.version).not.toBe(first.version);
    for (const { problems } of [twice, await open().heads([bankOf('bank')])])
      expect(problems.map(({ code }) => code)).toEqual(['metric-duplicate']);
    rmSync(join(home, 'bank/more/metrics.md'));
    expect((await open().heads([bankOf('bank')])).version).toBe(first.version);
  });

  it('parses what changed, and forgets what is gone', async () => {
    const a = write('bank/a.md', questionText('a'));
    const b = write('bank/b.md', questionText('b'));
    await open().heads([bankOf('bank')]);
    writeFileSync(a, questionText('a-changed'));
    renameSync(b, join(home, 'bank', 'c.md'));
    parsed = [];
    expect(await headIds('bank')).toEqual(['a-changed', 'b']);
    expect(parsed.toSorted()).toEqual(['a.md', 'c.md']);
    expect(readFileSync(onlyCache(), 'utf8')).not.toContain('b.md');
  });

  it('notices an edit that keeps size and time of change', async () => {
    const a = write('bank/a.md', questionText('a'));
    const { mtime, atime } = statSync(a);
    await open().heads([bankOf('bank')]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    writeFileSync(a, questionText('z'));
    utimesSync(a, atime, mtime);
    expect(await headIds('bank')).toEqual(['z']);
  });

  it('is written only when something changed, and by its owner alone', async () => {
    write('bank/a.md', questionText('a'));
    await open().heads([bankOf('bank')]);
    const cacheFile = onlyCache();
    const before = statSync(cacheFile);
    await open().heads([bankOf('bank')]);
    expect(statSync(cacheFile).ino).toBe(before.ino);
    if (process.platform !== 'win32') expect(before.mode & 0o777).toBe(0o600);
  });

  it('is one file for each set of banks, so that a large one slows no start but its own', async () => {
    write('one/a.md', questionText('a'));
    write('two/b.md', questionText('b'));
    const sets = [[bankOf('one')], [bankOf('two')], [bankOf('one'), bankOf('two')]];
    for (const set of sets) await open().heads(set);
    expect(readdirSync(join(home, 'cache'))).toHaveLength(sets.length);
    parsed = [];
    for (const set of sets) await open().heads(set);
    expect(parsed).toEqual([]);
    // One that nobody wrote for two months goes.
    const [oldest = ''] = readdirSync(join(home, 'cache'));
    utimesSync(join(home, 'cache', oldest), 1, 1);
    write('fresh/c.md', questionText('c'));
    await open().heads([bankOf('fresh')]);
    expect(readdirSync(join(home, 'cache'))).not.toContain(oldest);
  });

  it('is no hindrance when it cannot be written', async () => {
    write('bank/a.md', questionText('a'));
    writeFileSync(join(home, 'cache'), 'a file where the folder should be');
    expect(await headIds('bank')).toEqual(['a']);
  });

  it.each([
    ['no JSON', () => '{'],
    ['nothing', () => ''],
    ['null', () => 'null'],
    ['a list', () => '[]'],
    ['another version', (text: string) => text.replace('"', '"0')],
    ['questions without ids', (text: string) => text.replace('"id":"a"', '"id":5')],
    ['questions of another kind', (text: string) => text.replace('"kind":"open"', '"kind":"shut"')],
    [
      'a prototype as question',
      (text: string) => text.replace('"questions":[{', '"questions":[{"__proto__":{"polluted":1},"id":[],'),
    ],
    [
      'a prototype as content',
      (text: string) => text.replace('{"questions"', '{"__proto__":{"questions":[]},"problem"'),
    ],
    ['places that are none', (text: string) => text.replace('"line":', '"lines":')],
    ['a metric without a name', (text: string) => text.replace('"name":"a_ms"', '"name":null')],
  ])('is not believed when it holds %s', async (_name, damage) => {
    write('bank/a.md', questionText('a'));
    write('bank/metrics.md', '---\nmetrics:\n  a_ms: { unit: ms }\n---\n');
    const sound = await open().heads([bankOf('bank')]);
    const cacheFile = onlyCache();
    const damaged = damage(readFileSync(cacheFile, 'utf8'));
    expect(damaged).not.toBe(readFileSync(cacheFile, 'utf8'));
    writeFileSync(cacheFile, damaged);
    expect(await open().heads([bankOf('bank')])).toEqual(sound);
    expect({}).not.toHaveProperty('polluted');
    expect(existsSync(cacheFile)).toBe(true);
  });
});

describe('one question in full', () => {
  it('is read from its file again', async () => {
    write('bank/a.md', questionText('a'));
    const store = open();
    const head = (await store.heads([bankOf('bank')])).questions.get('a');
    if (!head) throw new Error('the question is there');
    const question = await store.question(head);
    expect(question.answer.text).toBe('It takes [FILL IN: a_ms].');
    expect(question).toMatchObject(head);
    expect(await open().question(head)).toEqual(question);
  });

  it('fails with a remedy when it is gone', async () => {
    const file = write('bank/a.md', questionText('a'));
    const store = open();
    const head = (await store.heads([bankOf('bank')])).questions.get('a');
    if (!head) throw new Error('the question is there');
    writeFileSync(file, questionText('b'));
    expect(await failureOf(store.question(head))).toMatchObject({ code: 'question-gone' });
    rmSync(file);
    expect(await failureOf(store.question(head))).toMatchObject({ code: 'question-gone' });
  });
});

it('shows paths relative to the working folder, or to the home folder', async () => {
  const { questions } = await open().heads(['questions/architecture']);
  const [head] = questions.values();
  expect(head?.file).toMatch(/^questions[\\/]architecture[\\/]/);
  expect(head?.bank).toBe('questions/architecture');
});

it('gives the text of a file for showing lines, and nothing for one that is gone', async () => {
  const file = write('bank/a.md', questionText('a'));
  const store = open();
  const [head] = (await store.heads([bankOf('bank')])).questions.values();
  expect(store.sourceText(head?.file ?? '')).toBe(questionText('a'));
  rmSync(file);
  expect(store.sourceText(head?.file ?? '')).toBe('');
});
