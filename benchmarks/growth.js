// Checks that the cost of reading grows linearly: `node benchmarks/growth.js`. Every reader gets one repeated
// fragment at one length and at twice that. Twice the text may take at most 2.6 times the processor time;
// quadratic code takes four times.
import { sources } from './sources.js';

const LIMIT = 2.6 * Number(process.env.PREP_BENCHMARK_SLACK ?? 1);
/** Not worth showing: twice, and the noise of a measurement. */
const USUAL = 2.2;
/** Shorter measurements are noise, so the text is made longer. */
const LEAST_MS = 6;
const SHORTEST = 3_000;
const LONGEST = 1_600_000;
const RUNS = 3;
/** A text that seems steep is doubled until it is this many times as long. */
const LONGEST_STEP = 16;

const code = await sources(`
  export { openSource } from './src/core/base/span.ts';
  export { possibleIn } from './src/formats/question/possible-placeholders.ts';
  export { readQuestionFile } from './src/formats/question/question-file.ts';
  export { readMetricsFile } from './src/formats/question/metrics-file.ts';
  export { readBankFile } from './src/formats/import/index.ts';
  export { markdownOf } from './src/formats/markdown/from-html.ts';
  export { htmlWriter } from './src/formats/markdown/to-html.ts';
  export { parseJournal } from './src/formats/stored/journal-lines.ts';
  export { readTranscript } from './src/formats/speech/transcript.ts';
  export { Failure } from './src/core/base/problem.ts';
  export { checkValue } from './src/core/values/quantity.ts';
  export { parseExpression } from './src/core/values/expression.ts';
  export { draftsContent } from './src/formats/import/draft.ts';
  export { jsonBank, tomlBank } from './src/formats/import/json.ts';
  export { tableBank } from './src/formats/import/table.ts';
  export { parseConfig, readConfig } from './src/formats/stored/config-file.ts';
  export { readResult } from './src/formats/results/index.ts';
  export { findPoints } from './src/core/feedback/find.ts';
`);

const question = (text) =>
  code.readQuestionFile(code.openSource('a.md', `---\nid: q\n---\n# Why?\n${text}`), '');
const bank =
  (name, above = '') =>
  (text) =>
    code.readBankFile(code.openSource(name, above + text), 'bank');
/** All readers of data, even for texts that they reject. */
const dataBanks = (text) => {
  const source = code.openSource('file.txt', text);
  for (const reader of [code.jsonBank, code.tomlBank, code.tableBank]) {
    reader.recognises(source);
    code.draftsContent(reader.read(source), 'bank');
  }
};
/** Rejecting a text takes time too. */
const config = (text) => {
  try {
    code.readConfig('config.json', text, code.parseConfig('config.json', text));
  } catch (error) {
    if (!(error instanceof code.Failure)) throw error;
  }
};
const METRIC = {
  name: 'a',
  kind: 'number',
  prompt: '',
  unit: 'ms',
  declared: true,
  at: code.openSource('metrics.md', '').spanAt(0, 0),
};

const POINTS = {
  title: 'Why?',
  answer: { text: 'Layer norm comes first. Gradients vanish, since factors are small.' },
  keyPoints: ['Layer norm first', 'Gradients vanish'].map((text) => ({ text })),
  placeholders: [],
};

const CASES = [
  [
    'question file',
    question,
    [
      '[FILL IN: ',
      '[X]ms ',
      '$',
      '<a x="',
      '\n    a\n',
      '- ```\n',
      'a\n---\n',
      '\\[',
      '{{',
      '**a** ',
      '[IF a > 1: ',
      '\f',
      '\u2028',
    ],
  ],
  [
    'metrics file',
    (text) => code.readMetricsFile(code.openSource('metrics.md', `---\nmetrics:\n${text}\n---\n`), ''),
    ['  a: { derive: b + 1 }\n', '  a: [', '  - ', 'a', ': '],
  ],
  [
    'guide',
    bank('guide.md'),
    [
      '### Q4: Why?\n',
      '[FILL IN: ',
      '**Q: Why?**\n',
      '- What is a?\n',
      '<details><summary>',
      '| a | b |\n',
      '\f',
      '\u2028',
      'Q: why?\n',
      'Me: why?\nBot: because it is.\n',
      '1. Why?\n1) Because.\n',
      '1 Why?\n',
      '1\nWhy?\n2 Who?\n',
      'Why it is\n\tBecause.\n',
      'a - b c d\n',
      '1. What? ',
      '> ',
      '<!-- ',
    ],
  ],
  [
    'below a guide',
    bank('guide.md', '### Q1: a?\n\n### Q2: b?\n\n'),
    [
      '# \n',
      '<!--\n',
      '<div>',
      '| ',
      '### Q1:\n',
      '**Answer**:\n',
      '### Q1: a\n**Follow-up**: ',
      '```\n',
      '- a\n',
      '[',
      '** ',
      '<a ',
      '#',
      'Q1 ',
      '   ',
      '*',
      '### 5 Title\n\nText.\n\n',
      '### Behavioral Q6: Tell me\n\nText.\n\n',
      '### 7. Notes\n\nText.\n\n',
      '<!-- prep: answer 1 -->\n',
      '<!-- prep: answer 1 -->\na\n<!-- prep: end 1 -->\n',
      'START\nBasic\na?\nBack: b\nEND\n',
      'START\n',
      '1. a\n\n## b\n\n2. c?\n',
      '**Question 1: a**\n\n**Question:** b?\n\n',
    ],
  ],
  [
    'below a bank',
    bank('bank.md', '<details><summary>a?</summary>b</details>\n\n**c?** d\n\n'),
    [
      '<details>',
      '<details><summary>',
      '<summary>a?',
      '</details>',
      '<b>',
      '<p>a',
      '<!--',
      '<',
      '1. ### a\n',
      '1. #',
      '**a?**\n',
      '**',
      '**a\n',
      '- [x] a\n',
      '- [ ] ',
      '- A: a\n',
      'A. a\n',
      'A. a\nB. b\n',
      '## Q. a\n',
      '```\n',
      ' ',
      '-',
      '\n',
      '*_',
      '?',
      '?👶',
      '[x](#',
      'Answer: ',
    ],
  ],
  ['table', bank('bank.csv'), ['question,answer\n', '"a",', '"', '\t', ',']],
  [
    'cell of results',
    (text) => code.readResult({ file: 'r.csv', content: { text: `a,b\n"${text}",1\n` } }),
    [' ', '""', '\n', '0', '1,', "'", '%'],
  ],
  ['TOML bank', bank('bank.toml'), ['[[q]]\nquestion="a"\n', '[[q]]\na="\\u0061b"\n', '"']],
  ['JSON bank', bank('bank.json'), ['[', '{"question":"a"},', '"', '\\', '{"a":']],
  [
    'data of any kind',
    dataBanks,
    [
      '[',
      '{"a":',
      '"',
      '/*',
      '{',
      '::a:: b {\n\n',
      '\t',
      'question,answer,',
      '::',
      'A. x\n',
      'ANSWER: A\n',
      'a - b\n\n',
      '=~',
    ],
  ],
  ['text of a table', (text) => dataBanks(`question,answer\nWhat?,"${text}"\n`), [' ', '""', '\n', ',']],
  [
    'text of a JSON bank',
    (text) => dataBanks(`[{"question":"${text}","answer":"b"}]`),
    ['<p>', '\\\\', '\\n', '&amp;'],
  ],
  [
    'possible placeholders',
    (text) => {
      const at = code.openSource('a.md', text).spanAt(0, text.length);
      code.possibleIn([{ answer: { text, at }, followUpTexts: [], placeholders: [] }]);
    },
    [
      '[a b] ',
      '[the name] ',
      '<your a',
      '[[',
      'XX% ',
      '`[a b',
      '<a b ',
      '[a b](',
      '{a b ',
      '[X/a\t',
      '<your name> ',
      '(your a',
      '{{a',
      '@@a ',
      '[a b](your',
      'X.',
      '_',
      '\\_',
      '. ',
      '&lt;a b ',
      '\\<a',
      '$AAAA',
      '*|A ',
      '-',
      ': -',
      '[ ',
      '00/',
      'ab/',
    ],
  ],
  [
    'HTML',
    (text) => code.markdownOf(`<b>${text}`),
    [
      '<div>',
      '<b>x',
      '<ul><li>',
      '<blockquote>x<br>',
      '<table><tr><td>x',
      '<a "',
      '<!--',
      '<pre><code>',
      '<script>',
      '&#32;',
      '*a',
      '_',
      '`',
      '<sup>',
    ],
  ],
  [
    'journal',
    (text) => code.parseJournal('journal.jsonl', text),
    ['{"v":1,"id":"01","type":"attempt"}\n', '{', '"', '\n', '\u2028'],
  ],
  [
    'config',
    (text) => config(`{ "version": 1, "settings": ${text}`),
    // Not `[` and `{`: the library recurses and would run out of stack.
    ['"a": 1,', '"', '\\', '/*', '\n'],
  ],
  [
    'transcript',
    (text) => code.readTranscript(Buffer.from(text)),
    ['00:00:00.000 --> ', '<c', '[ ', '{"text":', 'WEBVTT\n', '* laughs '],
  ],
  [
    'result file',
    (text) => code.readResult({ file: 'r.json', content: { text } }),
    ['{"a":1}\n', '[1,', '{"a":', 'a,b\n1,2\n', '"', 'a = 1\n'],
  ],
  [
    'answer',
    (text) => code.findPoints(text, POINTS),
    ['a. ', 'gradient ', 'layer norm. ', 'LN ', '-', '\n', '5 '],
  ],
  [
    'typed value',
    (text) => code.checkValue(METRIC, text),
    ['1', '1,', '1.', '1 ms ', '± ', '-', '$', ' ', '1 h ', '/s'],
  ],
  [
    'expression',
    (text) => code.parseExpression(text),
    ['a + ', '(', 'abs(', '-', '1', 'a ', '"', 'a < b and ', 'min(a, '],
  ],
];

function processorMs(read, text) {
  const before = process.cpuUsage();
  read(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Of a few runs, up to one that is quick enough. */
function leastMs(read, text, enough = 0) {
  let least = processorMs(read, text);
  for (let run = 1; run < RUNS && least > enough; run++) least = Math.min(least, processorMs(read, text));
  return least;
}

let worst = 0;
let measured = 0;
for (const [reader, read, fragments] of CASES)
  for (const fragment of fragments) {
    let [length, once] = [SHORTEST, 0];
    const textOf = (size) => fragment.repeat(Math.ceil(size / fragment.length));
    while (once < LEAST_MS && length < LONGEST) {
      const text = textOf((length *= 2));
      once = processorMs(read, text);
      if (once >= LEAST_MS) once = leastMs(read, text);
    }
    if (once < LEAST_MS) continue;
    // A step that looks steep may come from memory or from code that was compiled late; a steep algorithm stays steep.
    let growth = Infinity;
    let shorter = once;
    for (let times = 2; times <= LONGEST_STEP && growth > LIMIT; times *= 2) {
      const longer = leastMs(read, textOf(length * times), shorter * USUAL);
      growth = Math.min(growth, longer / shorter);
      shorter = longer;
    }
    measured += 1;
    worst = Math.max(worst, growth);
    const verdict = growth <= LIMIT ? 'ok' : 'TOO STEEP';
    if (growth > USUAL)
      console.log(
        `${reader.padEnd(22)} ${JSON.stringify(fragment).padEnd(34)} ${once.toFixed(0)} ms for ${length} characters, ${growth.toFixed(2)} × for twice that  ${verdict}`,
      );
    if (growth > LIMIT) process.exitCode = 1;
  }
console.log(
  `${measured} pairs of reader and fragment; the steepest takes ${worst.toFixed(2)} × for twice the text`,
);
