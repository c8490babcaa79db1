// Questions that are literals of a program.
import { expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readShaped } from '../../../src/formats/import/index.ts';

const read = (file: string, text: string) => readShaped(openSource(file, text), 'bank');

const card = (question: string, answer = "'It depends.'"): string =>
  `{ question: ${question}, answer: ${answer} }`;
const WHY = ["'Why so?'", "'Why not?'", "'Why now?'"];
const BANK = `export const cards = [${WHY.map((each) => card(each)).join(', ')}];`;

const answersOf = (file: string, text: string): readonly string[] =>
  read(file, text).content.questions.map(({ answer }) => answer.text);

it('texts say what the program would print', () => {
  const written = ['`\n      One\n        - two\n    `', "'a\\tb\\u00e9\\x21' +\n 'c'", '"\\\n  it\'s"'];
  const text = `const q = [${WHY.map((each, at) => card(each, written[at])).join(',\n')}]`;
  expect(answersOf('a.mjs', text)).toEqual(['One\n  - two', 'a\tb\u00e9!c', "it's"]);
  const python = ['"""\n    One\n      two\n    """', "r'a\\b' 'c'", "('x'\n 'y')"];
  const dicts = WHY.map((each, at) => `{'question': ${each}, 'answer': ${python[at]}}`);
  expect(answersOf('a.py', `QUIZ: list[dict] = [\n${dicts.join(',\n')},\n]\n`)).toEqual([
    'One\n  two',
    'a\\bc',
    'xy',
  ]);
});

it('escapes are those of the language', () => {
  const written = `'\\u00e9 \\x41 \\sigma\\\\ \\'a\\''`;
  const cards = WHY.map((each) => card(each, written)).join(', ');
  expect(answersOf('a.js', `const q = [${cards}];`)[0]).toBe("\u00e9 A sigma\\ 'a'");
  const dicts = WHY.map((each) => `{'question': ${each}, 'answer': ${written.replace('x41', 'U0001F600')}}`);
  expect(answersOf('a.py', `Q = [${dicts.join(', ')}]`)[0]).toBe("\u00e9 \u{1f600} \\sigma\\ 'a'");
});

it('what only the running program knows is told, and not invented', () => {
  const text = `${BANK.slice(0, -2)}, ${card('`How slow is ${name}?`')}, ${card('ask()')}];`;
  const { questions, problems } = read('a.ts', text).content;
  expect(questions.map(({ title }) => title)).toEqual(['Why so?', 'Why not?', 'Why now?']);
  expect(problems.map(({ code, at }) => [code, at.start.column])).toEqual([
    ['title-missing', text.indexOf('{ question: `') + 1],
    ['title-missing', text.indexOf('{ question: ask') + 1],
  ]);
  expect(problems.map(({ hint }) => hint)).toContain(
    'prep does not run the program: write the question out, or delete the entry.',
  );
});

it.each([
  ['in a function', `function all() {\n  return ${BANK.slice(BANK.indexOf('['))}\n}`],
  ['in a component', `export default { data() { return { cards: ${BANK.slice(BANK.indexOf('['), -1)} } } }`],
  ['one by one', WHY.map((each) => `cards.push(${card(each)});`).join('\n')],
  ['called at once', `(function () {\n  ${BANK.replace('export ', '')}\n})();`],
  ['below a mistake', `const a = ((;\n\n${BANK}`],
  ['below types that the parser does not know', `const isA = (x: B): x is A => true;\n${BANK}`],
])('are found once, wherever they are: %s', (_, text) => {
  const { questions } = read('a.ts', text).content;
  expect(questions.map(({ title }) => title)).toEqual(['Why so?', 'Why not?', 'Why now?']);
});

it('a mistake among them is told with its place', () => {
  const text = `${BANK.slice(0, -2)},\n  { question: 'Why me?' answer: 'So.' },\n];`;
  const { questions, problems } = read('a.js', text).content;
  expect(questions).toHaveLength(3);
  expect(problems.map(({ code, at }) => `${at.start.line} ${code}`)).toContain('2 question-malformed');
});

it.each([
  ['two cards of a form', `const form = [${card("'Your name?'")}, ${card("'Your age?'")}];`],
  [
    'a menu',
    "const menu = [{ title: 'Start', text: 'Go' }, { title: 'Stop', text: 'End' }, { title: 'x', text: 'y' }];",
  ],
  ['options of a program', "run({ name: 'size', prompt: 'How large?', type: 'number', default: 3 });"],
])('an ordinary program has none: %s', (_, text) => {
  expect(read('a.js', text).content.questions).toEqual([]);
});
