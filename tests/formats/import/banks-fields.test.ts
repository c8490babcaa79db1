// The parts that tables and JSON share: what fields are called, what they say, and which options are meant.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import {
  markdownText,
  optionAnswer,
  optionList,
  optionsIn,
  rightIndexes,
  seemsHtml,
  shortMarkdown,
} from '../../../src/formats/import/rows.ts';
import {
  fieldDifficulty,
  layoutOf,
  listed,
  minutesOf,
  numberOf,
  tagsOf,
} from '../../../src/formats/import/fields.ts';
import { draftsContent } from '../../../src/formats/import/draft.ts';
import { jsonBank } from '../../../src/formats/import/json.ts';
import { questionWords } from '../../../src/formats/import/words.ts';
import { tableBank } from '../../../src/formats/import/table.ts';
import { type JsonNode, jsonTree } from '../../../src/formats/notation/json.ts';

const text = (words: string): JsonNode => ({ kind: 'text', text: words, at: 0 });
const node = (json: string): JsonNode => jsonTree(json).values[0] ?? { kind: 'nothing', at: 0 };

/** The roles that names get, in the order of the names; `?` for the question. */
function roles(names: readonly string[]): readonly string[] {
  const layout = layoutOf(names);
  return names.map((_, at) => {
    if (layout?.question === at) return '?';
    if (layout?.options.includes(at)) return 'option';
    if (layout?.wrong.includes(at)) return 'wrong';
    return [...(layout?.fields ?? [])].find(([, fields]) => fields.includes(at))?.[0] ?? '-';
  });
}

it('leaves no text of a second language out', () => {
  const names = ['qEnglish', 'qHindi', 'optionsEnglish', 'optionsHindi', 'correct'];
  expect(layoutOf(names)).toMatchObject({ question: 0, rest: [1, 3] });
});

describe('the names of fields', () => {
  it.each([
    [
      ['Question', 'Answer'],
      ['?', 'answer'],
    ],
    [
      ['ANSWER TEXT', 'question_text', 'Question Category'],
      ['answer', '?', 'section'],
    ],
    [
      ['Frage', 'Antwort', 'Schwierigkeit', 'Thema'],
      ['?', 'answer', 'difficulty', 'section'],
    ],
    [
      ['qEnglish', 'optionsEnglish', 'correct', 'explanationEnglish'],
      ['?', 'options', 'right', 'explanation'],
    ],
    [
      ['question_en', 'answer_en', 'no'],
      ['?', 'answer', 'number'],
    ],
    [
      ['问题', '答案', '难度', '标签'],
      ['?', 'answer', 'difficulty', 'tags'],
    ],
    [
      ['Pregunta', 'Respuesta', 'Categoría'],
      ['?', 'answer', 'section'],
    ],
    [
      ['front', 'back', 'tags'],
      ['?', 'answer', 'tags'],
    ],
    [
      ['q', 'a', 'key'],
      ['?', 'answer', 'id'],
    ],
    [
      ['question', 'a', 'b', 'c', 'correct'],
      ['?', 'option', 'option', 'option', 'right'],
    ],
    [
      ['#', 'question', 'option1', 'option2', 'correct_option_id'],
      ['number', '?', 'option', 'option', 'right'],
    ],
    [
      ['question', 'correct_answer', 'incorrect_answer_1', 'incorrect_answer_2'],
      ['?', 'right', 'wrong', 'wrong'],
    ],
    [
      ['title', 'question', 'Sample Answer', 'Time (min)'],
      ['-', '?', 'answer', 'minutes'],
    ],
    [
      ['term', 'definition', 'notes'],
      ['?', 'answer', 'notes'],
    ],
    [
      ['Interview Question', 'GPT-4 Answer', 'Key Points', 'Follow-up Questions'],
      ['?', 'answer', 'points', 'followUps'],
    ],
    [
      ['epoch', 'loss', 'accuracy'],
      ['-', '-', '-'],
    ],
  ])('%j are %j', (names, expected) => {
    expect(roles(names)).toEqual(expected);
  });

  it('are sure only where nothing else is called so', () => {
    const sure = (names: readonly string[]): boolean | undefined => layoutOf(names)?.sure;
    expect(sure(['question', 'answer'])).toBe(true);
    expect(sure(['title', 'answer'])).toBe(true);
    expect(sure(['title', 'body'])).toBe(false);
    expect(sure(['name', 'value'])).toBe(false);
    expect(sure(['question', 'category'])).toBe(false);
    expect(layoutOf(['epoch', 'loss'])).toBeUndefined();
  });

  it('may be anything', () => {
    const law = fc.property(fc.array(fc.string({ maxLength: 40 }), { maxLength: 12 }), (names) => {
      const layout = layoutOf([...names, '__proto__', 'constructor']);
      const used = [...(layout?.fields.values() ?? [])].flat();
      expect(new Set(used).size).toBe(used.length);
    });
    fc.assert(law, { seed: 5 });
  });
});

describe('how hard the rows of a table are', () => {
  const difficulties = (header: string, ...values: readonly string[]): readonly string[] => {
    const rows = values.map((value, i) => `What is ${i}?,It is ${i}.,${value}`);
    const source = openSource('a.csv', [`Question,Answer,${header}`, ...rows, ''].join('\n'));
    return tableBank.read(source).found.map(({ difficulty }) => difficulty ?? '-');
  };

  it.each([
    ['Rating', ['1', '3', '5'], ['-', '-', '-']],
    ['Rating', ['★★', '4/5', '5'], ['-', '-', '-']],
    ['Rating', ['4.7', '3.9', '5'], ['-', '-', '-']],
    ['Stars', ['1200', '3', '5'], ['-', '-', '-']],
    ['Difficulty', ['3', '', '1', '2'], ['hard', '-', 'easy', 'medium']],
    ['Level', ['3', 'easy', '1'], ['hard', 'easy', 'easy']],
    ['Level', ['3', '4', '1'], ['-', '-', '-']],
    ['Difficulty', ['0', '1', '2'], ['-', '-', '-']],
    ['Difficulty', ['3', '2.5', '1'], ['-', '-', '-']],
    ['Difficulty,Stars', ['Hard,1', ',5', 'Easy,3'], ['hard', '-', 'easy']],
  ])('is told by %s: %j', (header, values, expected) => {
    expect(difficulties(header, ...values)).toEqual(expected);
  });
});

describe('what fields say', () => {
  it.each([
    ['Hard', 'hard'],
    ['★★☆', 'medium'],
    ['schwer', 'hard'],
    ['Fácil', 'easy'],
    ['中等', 'medium'],
    ['low', 'easy'],
    ['Python', undefined],
    ['', undefined],
  ])('difficulty %j is %j', (words, expected) => {
    expect(fieldDifficulty(text(words))).toBe(expected);
  });

  it.each([
    ['3', 3],
    ['2.5', 2.5],
    ['90 s', 1.5],
    ['5 min', 5],
    ['soon', undefined],
    ['9999', undefined],
  ])('minutes %j are %j', (words, expected) => {
    expect(minutesOf(text(words))).toBe(expected);
  });

  it.each([
    ['4', 4],
    ['Q12', 12],
    ['007.', 7],
    ['a1', undefined],
    ['1e9', undefined],
  ])('number %j is %j', (words, expected) => {
    expect(numberOf(text(words))).toBe(expected);
  });

  it('tags are parted by what stands between them', () => {
    expect(tagsOf(text('a, b; c|d'))).toEqual(['a', 'b', 'c', 'd']);
    expect(tagsOf(text('#a #b-c'))).toEqual(['a', 'b-c']);
    expect(tagsOf(text('["x", \'y\']'))).toEqual(['x', 'y']);
    expect(tagsOf(node('[{"name":"BASH"},{"name":"Linux"}]'))).toEqual(['BASH', 'Linux']);
    expect(tagsOf(text('1'))).toEqual([]);
  });

  it('lists are lines, bullets, or parts of a line', () => {
    const parts = (words: string): readonly string[] => listed(text(words), /;\s/).map((each) => each.text);
    expect(parts('- one\n- two; still two')).toEqual(['one', 'two; still two']);
    expect(parts('one; two')).toEqual(['one', 'two']);
    expect(parts('one')).toEqual(['one']);
  });
});

describe('options', () => {
  const texts = (value: JsonNode): readonly string[] => optionsIn(value).map((option) => option.text);

  it.each([
    ['["a","b"]', ['a', 'b']],
    ['{"A":"a","B":"b"}', ['a', 'b']],
    ['[{"text":"a","correct":true},{"text":"b"}]', ['a', 'b']],
    ['["A) a","B) b"]', ['a', 'b']],
    ['["a:x","b:y"]', ['x', 'y']],
    ['["A team","B team"]', ['A team', 'B team']],
    ['"a\\nb"', ['a', 'b']],
    ['"a|b|c"', ['a', 'b', 'c']],
    [`"['it is', 'it isn\\\\'t']"`, ['it is', "it isn't"]],
    ['null', []],
  ])('of %s are found', (json, expected) => {
    expect(texts(node(json))).toEqual(expected);
  });

  const options = [{ text: 'cat' }, { text: 'dog' }, { text: '2' }, { text: 'B' }];
  it.each([
    ['"dog"', [1]],
    ['"Dog."', [1]],
    ['"b"', [3]],
    ['"C"', [2]],
    ['"C. 2"', [2]],
    ['"option_a"', [0]],
    ['"A, C"', [0, 2]],
    ['["cat","dog"]', [0, 1]],
    ['"2"', [2]],
    ['"3"', [2]],
    ['0', []],
    ['1', [0]],
    ['"a cat sits here"', []],
    ['"nothing"', []],
    ['{"text":"dog"}', [1]],
  ])('%s, counted from 1, means %j', (json, expected) => {
    expect(rightIndexes(options, node(json), 1)).toEqual(expected);
  });

  it('are listed with letters, and the answer names the right ones', () => {
    const all = [
      { text: 'x', right: false },
      { text: 'y\nz', right: true, note: 'Because.' },
    ];
    expect(optionList(all)).toBe('- A. x\n- B.\n\n  y\n  z');
    expect(optionAnswer(all, 'So.')).toBe('**B.**\n\ny\nz\n\nBecause.\n\nSo.');
    expect(optionList([{ text: 'True', right: true }])).toBe('');
    expect(optionAnswer([{ text: 'True', right: true }], '')).toBe('True');
    expect(optionAnswer([{ text: 'x', right: false }], '')).toBe('');
  });
});

describe('the words of a question', () => {
  it.each([
    ['What is this?', 'What is this?', '', undefined],
    ['Q3. What\nis this?', 'What is this?', '', 3],
    ['## **2. What is this?**', 'What is this?', '', 2],
    ['What?\n\n```js\nx\n```\n\nTake care.', 'What?', '```js\nx\n```\n\nTake care.', undefined],
    ['Tell me about a bug. Take your time.', 'Tell me about a bug. Take your time.', '', undefined],
    ['```\nselect 1\n```', 'select 1 ```', '```\nselect 1\n```', undefined],
  ])('%j are a title and the rest', (words, title, rest, number) => {
    expect(questionWords(words)).toEqual({ title, rest, ...(number !== undefined && { number }) });
  });

  it('have a title of one sentence when they are long', () => {
    const long = `${'It was a dark night. '.repeat(30)}What would you do? Say why.`;
    expect(questionWords(long)).toEqual({ title: 'What would you do?', rest: long });
  });
});

describe('texts of fields', () => {
  it('are HTML when they are written so, not when they speak of it', () => {
    expect(seemsHtml(['<p>a</p>', 'b'])).toBe(true);
    expect(seemsHtml(['a<br>b'])).toBe(true);
    expect(seemsHtml(['What does <div> mean?', 'And `<p>x</p>`?'])).toBe(false);
    expect(seemsHtml(['a < b && c > d', 'List<String>'])).toBe(false);
  });

  it('stay as they are when they are no HTML', () => {
    expect(markdownText('a *b* <c>\r\n[X]', false)).toBe('a *b* <c>\n[X]');
    expect(shortMarkdown('the <link> tag', false)).toBe('the `<link>` tag');
    expect(shortMarkdown('a < b', false)).toBe('a < b');
  });
});

describe('JSON with places', () => {
  /** The values alone, as JSON.parse gives them. */
  function plain(value: JsonNode): unknown {
    if (value.kind === 'text') return value.text;
    if (value.kind === 'nothing') return null;
    if (value.kind === 'list') return value.items.map(plain);
    return value.kind === 'map'
      ? Object.fromEntries(value.entries.map(([key, each]) => [key, plain(each)]))
      : value.value;
  }

  it('says what JSON says, and where', () => {
    const law = fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const json = JSON.stringify(value, null, 1);
      const { values, faults } = jsonTree(json);
      expect(faults).toEqual([]);
      expect(values.map(plain)).toEqual([JSON.parse(json)]);
    });
    fc.assert(law, { seed: 5 });
    const list = node('[1, "b", {"c": true}]');
    const places = list.kind === 'list' ? list.items.map(({ at }) => at) : [];
    expect(places).toEqual([1, 4, 9]);
  });

  it.each([
    ['[{"a":1},{"b":"torn', '[{"a":1}]', 1],
    ['{"list":[{"a":1},{"a":[1,', '{"list":[{"a":1}]}', 1],
    ['[{"a":1},\n{"a" 2},\n{"a":3}]', '[{"a":1},{"a":3}]', 1],
    ['[\n {"a":1},\n {"a" 2},\n {"a":3}\n]', '[{"a":1},{"a":3}]', 1],
    ['{\n "1":{"a":1},\n "2":{"a" 2},\n "3":{"a":3}\n}', '{"1":{"a":1},"3":{"a":3}}', 1],
    ['// note\n[1,/* two */ 2,]', '[1,2]', 0],
    ['[NaN, 1e999]', '["",null]', 0],
  ])('%j is read as far as it goes', (json, expected, faults) => {
    const tree = jsonTree(json);
    expect(JSON.stringify(plain(tree.values[0] ?? { kind: 'nothing', at: 0 }))).toBe(expected);
    expect(tree.faults.length).toBe(faults);
  });

  it('loses no line to the one before it, in which a quote is missing', () => {
    const lines = '{"a":1}\n{"a":"torn}\n{"a":3}\n{"a":4}\n';
    const { values, faults } = jsonTree(lines);
    expect(values.map(plain)).toEqual([{ a: 1 }, { a: 3 }, { a: 4 }]);
    expect(faults).toEqual([lines.indexOf('\n{"a":3}')]);
  });

  it('takes values that follow each other', () => {
    expect(jsonTree('{"a":1}\n{"a":2}\n').values.map(plain)).toEqual([{ a: 1 }, { a: 2 }]);
  });
});

describe('stories and hostile names', () => {
  it('are questions as any other', () => {
    const story = [{ question: 'A conflict?', situation: 'A.', task: 'B.', action: 'C.', result: 'D [X]%.' }];
    const source = openSource('s.json', JSON.stringify(story));
    const [question] = draftsContent(jsonBank.read(source), 'b').questions;
    expect(question).toMatchObject({ kind: 'star', placeholderKeys: [expect.stringContaining('letter')] });
    expect(question?.star?.result?.text).toBe('D [X]%.');
    const table = openSource('s.csv', 'question,situation,task,action,result,answer\nWhy?,A,B,C,D,\n');
    expect(draftsContent(tableBank.read(table), 'b').questions[0]?.kind).toBe('star');
  });

  it('pollute nothing', () => {
    const json = '[{"__proto__":{"polluted":1},"question":"Why?","answer":"So","constructor":"x"}]';
    expect(draftsContent(jsonBank.read(openSource('a.json', json)), 'b').questions.length).toBe(1);
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('records without the name of a question', () => {
  const titlesIn = (records: readonly object[]): readonly string[] => {
    const source = openSource('data.json', JSON.stringify(records));
    if (!jsonBank.recognises(source)) return [];
    return draftsContent(jsonBank.read(source), 'bank').questions.map(({ title }) => title);
  };
  const TOPICS = [
    'Stack vs queue',
    'Boolean operators',
    'Garbage collection',
    'Checked exceptions',
    'Generics',
  ];

  it('have the one whose texts ask', () => {
    const records = TOPICS.map((topic, id) => ({ id, item: `What is ${topic}?`, category: 'Java' }));
    expect(titlesIn(records)).toEqual(TOPICS.map((topic) => `What is ${topic}?`));
    expect(titlesIn(records.slice(0, 4))).toEqual([]);
    expect(titlesIn(TOPICS.map((item, id) => ({ id, item, category: 'Java' })))).toEqual([]);
  });

  it('have the only texts beside those that are named as answers', () => {
    const records = TOPICS.map((formulation, id) => ({ id, formulation, answer: `Point ${id}.` }));
    expect(titlesIn(records)).toEqual(TOPICS);
    expect(titlesIn(records.map((one) => ({ ...one, author: `Person ${one.id}` })))).toEqual([]);
    expect(titlesIn(records.map(({ id, answer }) => ({ id, formulation: 'Same', answer })))).toEqual([]);
  });
});
