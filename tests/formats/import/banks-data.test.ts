// Tables, lines of two sides, JSON, and data in programs: what each reader finds in the corpus, and that it takes nothing else.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { type BankReader, draftsContent } from '../../../src/formats/import/draft.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';
import { jsonBank, programBank, tomlBank, yamlBank } from '../../../src/formats/import/json.ts';
import { tableBank } from '../../../src/formats/import/table.ts';
import { bankCases, bankExpected, bankFound, bankSource } from '../../support/bank-corpus.ts';
import { root } from '../../support/environment.ts';
import { mutated, randomFrom } from '../../support/mutate.ts';
import { rounds } from '../../support/rounds.ts';

const readers: readonly BankReader[] = [jsonBank, yamlBank, tomlBank, programBank, tableBank];
const cases = readers.flatMap((reader) =>
  bankCases(reader.name).map((name) => ({ reader, shape: reader.name, name })),
);

describe('files of the corpus', () => {
  it.each(cases)('are read as they were written down: $shape/$name', ({ reader, shape, name }) => {
    const source = bankSource(shape, name);
    const found = bankFound(draftsContent(reader.read(source), 'bank'));
    if (process.env['UPDATE_CORPUS'] === '1') {
      const file = join(root, 'tests/corpus/banks', shape, `${name.replace(/\.[a-z]+$/, '')}.expected.json`);
      writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
    }
    expect(found).toEqual(bankExpected(shape, name));
  });

  it.each(cases)('are read by their own reader: $shape/$name', ({ shape, name }) => {
    const source = bankSource(shape, name);
    const first = readers.find((each) => each.recognises(source));
    expect(first?.name).toBe(shape);
    expect(bankFound(readBankFile(source, 'bank'))).toEqual(bankExpected(shape, name));
  });
});

it.each(['"What is a?,x\nWhat is b?,y\n', 'What is a?,x\n"What is b?,y\nWhat is c?,z\nWhat is d?,w\n'])(
  'a table in which a quote is never closed is one, and the quote is told with its place: %j',
  (rows) => {
    const { problems } = readBankFile(openSource('bank.csv', `question,answer\n${rows}`), 'bank');
    const line = `question,answer\n${rows}`.split('\n').findIndex((each) => each.startsWith('"')) + 1;
    expect(problems.map(({ at, message }) => [at.start.line, at.start.column, message])).toContainEqual([
      line,
      1,
      'This quotation mark is never closed; it is read as a plain character.',
    ]);
  },
);

/** Files that hold no questions of these shapes, whatever they look like. */
function* otherFiles(): Generator<string> {
  for (const folder of ['tests/corpus', 'questions', 'docs', 'src', '.']) {
    const deep = folder !== '.';
    for (const name of readdirSync(join(root, folder), { recursive: deep, encoding: 'utf8' })) {
      const path = join(root, folder, name);
      // Lines of `figures` name the question that they answer.
      const own = /^(?:banks|figures)/.test(name) || /\.(?:db|gz|zip|png)$|expected\.json$/.test(name);
      if (!own && statSync(path).isFile()) yield path;
    }
  }
}

describe('files of other kinds', () => {
  it('are taken by none of these readers', () => {
    const taken = [...otherFiles()].flatMap((path) => {
      const source = openSource(path, readFileSync(path, 'utf8'));
      return readers.filter((reader) => reader.recognises(source)).map(({ name }) => `${name}: ${path}`);
    });
    expect(taken).toEqual([]);
  });

  it.each([
    ['metrics.csv', 'name,value,unit\nlatency_ms,45,ms\naccuracy,0.9,%\nloss,0.1,\n'],
    ['results.csv', 'epoch,loss,text\n1,0.5,"a, b"\n2,0.4,c\n3,0.3,d\n'],
    ['people.tsv', 'id\tname\n1\tAda\n2\tGrace\n3\tBarbara\n'],
    ['settings.txt', 'host = localhost\nport = 80\nname = a b\nkey = c d\n'],
    [
      'run.txt',
      '2026-01-02 - INFO - started\n2026-01-02 - INFO - read a file\n2026-01-02 - WARN - slow disk\n2026-01-02 - INFO - done\n',
    ],
    [
      'notes.txt',
      'Questions, answers and tips\nfor the interview, all in one,\nwith love, and care,\nby me, for you.\n',
    ],
    [
      'tickets.json',
      '[{"title":"Crash","body":"It crashed"},{"title":"Slow?","body":"It is"},{"title":"Typo","body":"There"}]',
    ],
    [
      'extension.yml',
      'name: Branches\ndescription: Names branches\nhooks:\n  before:\n    command: init\n    prompt: Make a repository first?\n    description: It is asked once\n  after:\n    command: push\n    prompt: Push it now?\n    description: It takes a while\n  late:\n    command: tag\n    prompt: Tag it?\n    description: As a release\n',
    ],
    [
      'questions.yml',
      'categories: [storage]\nquestions:\n  - variable: size\n    label: How large is it?\n    description: In GB\n    type: string\n  - variable: name\n    label: Name\n    type: string\n  - variable: on\n    label: Is it on?\n    type: boolean\n',
    ],
    ['metrics.yaml', 'metrics:\n  latency_ms: { prompt: Latency at 128 tokens, unit: ms, example: 45 }\n'],
    [
      'ci.yml',
      'on: [push]\njobs:\n  test:\n    steps:\n      - name: Test\n        run: npm test\n      - name: Why?\n        run: echo\n',
    ],
    [
      'pyproject.toml',
      '[project]\nname = "a"\ndescription = "What is it?"\n\n[[tool.prompts]]\nprompt = "Sure?"\nvalue = "yes"\n',
    ],
    ['todo.org', '* TODO What now?                    :work:\n- State "DONE" from "TODO"\n* Done\n'],
    ['package.json', '{"name":"a","description":"b","version":"1.0.0","keywords":["q","a"]}'],
    ['words.json', '["one?","two","three","four","five"]'],
    ['main.txt', 'int main() {\n  return {1};\n}\n\nvoid f() {\n  x = {2};\n}\n'],
    ['post.txt', 'What is new?\n\nWe changed {much} of it.\n\nANSWER: nobody knows\n'],
    ['guide.md', '# Guide\n\n| Question | Answer |\n| --- | --- |\n| What? | That |\n'],
    ['guide.txt', '| Question | Answer |\n| --- | --- |\n| What? | That |\n'],
  ])('are left alone: %s', (file, text) => {
    const source = openSource(file, text);
    expect(readers.filter((reader) => reader.recognises(source)).map(({ name }) => name)).toEqual([]);
  });
});

describe('any text', () => {
  const samples = cases.map(({ shape, name }) => bankSource(shape, name).text);

  it('gives questions or nothing, in places of the file, and never throws', () => {
    for (let index = 0; index < rounds(70, 400); index += 1) {
      const text = mutated(samples, randomFrom(index));
      const { shape, name } = cases[index % cases.length] ?? { shape: '', name: '' };
      const source = openSource(name, text);
      const lines = text.split('\n').length;
      for (const reader of readers) {
        reader.recognises(source);
        if (reader.name !== shape && index % 7 !== 0) continue;
        const { questions, problems } = draftsContent(reader.read(source), 'bank');
        for (const { line, title, titleAt } of questions) {
          expect(title.trim()).not.toBe('');
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(lines);
          expect(titleAt.start.column).toBeGreaterThan(0);
        }
        for (const { at } of problems) expect(at.start.line).toBeLessThanOrEqual(lines);
      }
    }
    expect(globalThis).not.toHaveProperty('polluted');
  });

  it.each([
    ['brackets', '['.repeat(20_000)],
    ['objects', '{"a":'.repeat(20_000)],
    ['quotes', '"'.repeat(20_000)],
    ['escapes', `["${'\\'.repeat(50_000)}"]`],
    ['comments', '/*'.repeat(20_000)],
    ['braces', '{'.repeat(25_000)],
    ['braces and lines', '::a:: b {\n\n'.repeat(3_000)],
    ['tabs', '\t'.repeat(25_000)],
    ['names', `${'question,answer,'.repeat(2_000)}\n`],
    ['colons', '::'.repeat(20_000)],
    ['options', `q\n${'A. x\n'.repeat(5_000)}ANSWER: A\n`],
    ['answers', 'ANSWER: A\n'.repeat(5_000)],
    ['dashes', 'a - b\n\n'.repeat(5_000)],
    ['signs', `::a:: b {${'=~'.repeat(10_000)}}`],
    ['spaces', `question,answer\nWhat?,"${' '.repeat(35_000)}"\n`],
    ['tags', `[{"question":"${'<p>'.repeat(5_000)}","answer":"b"}]`],
  ])('is read to its end, however often it repeats itself: %s', (_, text) => {
    const source = openSource('file.txt', text);
    const lines = text.split('\n').length;
    for (const reader of readers) {
      reader.recognises(source);
      const { questions, problems } = draftsContent(reader.read(source), 'bank');
      expect(questions.every(({ line, title }) => title.trim() !== '' && line > 0 && line <= lines)).toBe(
        true,
      );
      expect(problems.every(({ at }) => at.start.line <= lines)).toBe(true);
    }
  });
});

describe('two hundred questions', () => {
  const numbers = Array.from({ length: 200 }, (_, i) => i);
  const answer = 'It depends on the size of the table. '.repeat(8);

  it.each([
    [
      'bank.csv',
      `question,answer,topic\n${numbers.map((i) => `What is number ${i}?,"${answer}, ""so""",T${i % 9}`).join('\n')}\n`,
    ],
    [
      'bank.json',
      JSON.stringify(
        numbers.map((i) => ({
          id: i,
          question: `What is number ${i}?`,
          answer: `${answer}\n"x"`,
          topic: `T${i % 9}`,
        })),
        null,
        2,
      ),
    ],
    ['bank.txt', numbers.map((i) => `Number ${i}\t${answer} ${i}\n`).join('')],
  ])('are all read: %s', (file, text) => {
    expect(readBankFile(openSource(file, text), 'bank').questions).toHaveLength(200);
  });
});

it.each([
  ['What is REST?\tA style over HTTP.\nWhat is a cookie?\tA small value.\n', 2],
  ['What is REST?\tA style over HTTP.\tweb\n', 1],
  ['REST\tA style over HTTP.\nCookie\tA small value.\n', 0],
  ['Host?\t10\nPort?\t20\n', 0],
])('a few lines of two sides are cards if all ask: %j', (text, cards) => {
  expect(readBankFile(openSource('cards.tsv', text), 'bank').questions).toHaveLength(cards);
});

it('rows of a table with more cells than columns are one warning', () => {
  const rows = ['What is a?;One; two.;T', 'What is b?;One.;T', 'What is c?;One; three.;T'];
  const { problems } = readBankFile(
    openSource('a.csv', `Question;Answer;Topic\n${rows.join('\n')}\n`),
    'bank',
  );
  expect(problems.map(({ at, message }) => `${at?.start.line} ${message}`)).toEqual([
    '2 This row and 1 more have more cells than columns; the extra cells were added to the answer.',
  ]);
});

it('colors that a program of cards gives to words are left out', () => {
  const rows = ['lsblk', 'pvs', 'vgs'].map(
    (each) => `"What does <font color=""#fd8008"">${each}</font> do?",It lists.`,
  );
  const { questions } = readBankFile(openSource('lvm.csv', `${rows.join('\n')}\n`), 'bank');
  expect(questions.map(({ title }) => title)).toEqual([
    'What does lsblk do?',
    'What does pvs do?',
    'What does vgs do?',
  ]);
});
