// Anki's text exports: the corpus, what is recognised, cells, sentences with hidden parts, fields by their names, damage.
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/core/base/question.ts';
import { openSource } from '../../../src/core/base/span.ts';
import {
  guidOfId,
  idOfGuid,
  mediaName,
  mediaOfJson,
  mediaOfProtobuf,
} from '../../../src/formats/export/anki-collection.ts';
import { ankiNotes } from '../../../src/formats/export/anki.ts';
import { outgoing } from '../../../src/formats/export/outgoing.ts';
import {
  ankiRows,
  ankiText,
  type DeckNote,
  deckText,
  firstWords,
} from '../../../src/formats/import/anki-text.ts';
import { readCloze } from '../../../src/formats/import/rows.ts';
import { draftsContent } from '../../../src/formats/import/draft.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';
import { bankCases, bankExpected, bankFound, bankSource } from '../../support/bank-corpus.ts';
import { mutated, randomFrom } from '../../support/mutate.ts';
import { rounds } from '../../support/rounds.ts';

const read = (text: string, file = 'deck.txt') =>
  draftsContent(ankiText.read(openSource(file, text)), 'bank');
const HEAD = '#separator:tab\n#html:true\n';
const recognised = (text: string, file = 'deck.txt'): boolean => ankiText.recognises(openSource(file, text));
function only({ questions }: { readonly questions: readonly Question[] }): Question {
  const [question] = questions;
  if (!question || questions.length > 1) throw new Error(`${questions.length} questions`);
  return question;
}

describe('the corpus', () => {
  it.each(bankCases('anki-text'))('%s is read as expected', (name) => {
    const source = bankSource('anki-text', name);
    expect(ankiText.recognises(source)).toBe(true);
    expect(bankFound(draftsContent(ankiText.read(source), 'bank'))).toEqual(bankExpected('anki-text', name));
  });
});

describe('an export', () => {
  it('is told by the lines at its head', () => {
    expect(recognised('#separator:Tab\nWhat?\tThat.\n')).toBe(true);
    expect(recognised('\ufeff#html:true\nWhat?\tThat.\n')).toBe(true);
    expect(recognised('#notetype column: 1\n#tags column:4\n', 'x.csv')).toBe(true);
    expect(recognised('#deck:Interview\nWhat?\tThat.\n')).toBe(true);
  });

  it('is no Markdown file that begins with a heading or with tags', () => {
    expect(recognised('# HTML: a guide\n\n## What is a tag?\n')).toBe(false);
    expect(recognised('#tags: web, css\n\nSome\tnotes.\n', 'note.md')).toBe(false);
    expect(recognised('#separator\nsomething\n')).toBe(false);
    expect(recognised('# Interview questions\n')).toBe(false);
    expect(recognised('')).toBe(false);
  });
});

describe('cells', () => {
  const rows = (text: string, separator = ',') =>
    ankiRows(text, 0, separator).rows.map((row) => row.map((cell) => cell.text));

  it('may be quoted, over several lines, with quotes in them', () => {
    expect(rows('a,"b, ""c""\nd",e\nf')).toEqual([['a', 'b, "c"\nd', 'e'], ['f']]);
    expect(rows('a,,b,')).toEqual([['a', '', 'b', '']]);
    expect(rows('"","a"\r\n"b\r\nc",d\r\n')).toEqual([
      ['', 'a'],
      ['b\nc', 'd'],
    ]);
  });

  it('are left out as comments and where rows are empty', () => {
    expect(rows('#a,b\n\n,\nc\n#d')).toEqual([['c']]);
    expect(rows('"#a",b')).toEqual([['#a', 'b']]);
  });

  it('keep a quote that does not end', () => {
    const {
      rows: [row],
      open,
    } = ankiRows('a\n"b,c', 0, ',');
    expect([row?.map(({ text }) => text), open]).toEqual([['a'], 2]);
    expect(rows('a\n"b,c')).toEqual([['a'], ['"b', 'c']]);
  });

  it('know where they stand', () => {
    const text = 'a,"b, c"\n"d\ne",f';
    expect(
      ankiRows(text, 0, ',')
        .rows.flat()
        .map(({ at, text: cell }) => text.slice(at, at + cell.length)),
    ).toEqual(['a', 'b, c', 'd\ne', 'f']);
  });
});

describe('a sentence with hidden parts', () => {
  const cloze = (text: string) => readCloze(text, (part) => `<${part}>`);

  it('has gaps, hints for some, and what they hide', () => {
    expect(cloze('a {{c1::b}} c {{c2::d::hint}}')).toEqual({
      withGaps: 'a […] c [hint]',
      filled: 'a <b> c <d>',
      hidden: ['b', 'd'],
    });
  });

  it('may hide parts of hidden parts, and braces', () => {
    expect(cloze('{{c1::a {{c2::b}} c}}')).toEqual({
      withGaps: '[…]',
      filled: '<a <b> c>',
      hidden: ['b', 'a <b> c'],
    });
    expect(cloze(String.raw`{{c1::\frac{1}{2}}}!`).filled).toBe(String.raw`<\frac{1}{2}>!`);
    expect(cloze('{{c1::{} }}').hidden).toEqual(['{} ']);
    expect(cloze('{{c1,2::a}}').hidden).toEqual(['a']);
  });

  it('keeps what is none', () => {
    for (const text of ['{{c1::a', '{{name}}', '}}', '{{c1:a}}', '{ {c1::a}}'])
      expect(cloze(text)).toEqual({ withGaps: text, filled: text, hidden: [] });
  });

  it('is a question with its parts as key points, whatever field it stands in', () => {
    const question = only(read(`${HEAD}Memory\tA {{c1::<b>stack</b>}} grows {{c2::down}}.\n`));
    expect(question).toMatchObject({
      title: 'A […] grows […].',
      answer: { text: 'A **stack** grows **down**.' },
      notes: { text: 'Memory' },
    });
    expect(question.keyPoints.map(({ text }) => text)).toEqual(['**stack**', 'down']);
    expect(question.pointsProposed).toBe(false);
  });

  it('in plain text is marked as Markdown', () => {
    const question = only(read('#separator:tab\n#html:false\n<div> is {{c1::a block}}.\t\n'));
    expect(question).toMatchObject({ title: '<div> is […].', answer: { text: '<div> is **a block**.' } });
  });
});

describe('a question', () => {
  it('is one line; what is more than words is shown below it', () => {
    const title = 'What does <b>this</b> print?';
    expect(only(read(`${HEAD}${title}<pre>print(1)</pre>\t1\n`))).toMatchObject({
      title: 'What does this print?',
      asked: { text: '```\nprint(1)\n```' },
    });
    expect(only(read(`${HEAD}${title}<ul><li>a</li><li>b</li></ul>\ta\n`))).toMatchObject({
      title: 'What does this print?',
      asked: { text: '- a\n- b' },
    });
    expect(only(read(`${HEAD}<img src="tree.png"><br>${title}\ta\n`))).toMatchObject({
      title: 'What does this print?',
      asked: { text: '![tree.png](tree.png)' },
    });
    expect(only(read(`${HEAD}<img src="tree.png">\ta\n`)).title).toBe('tree.png');
    expect(only(read(`${HEAD}${'Long words. '.repeat(50)}What?\ta\n`))).toMatchObject({
      title: 'What?',
      asked: { text: expect.stringMatching(/^Long words[^]*What\?$/) as string },
    });
    expect(only(read(`${HEAD}What is __init__ &lt;b&gt;?<br>\ta\n`)).title).toBe('What is __init__ <b>?');
  });

  it('has the answer that follows the repeated question of an exported card', () => {
    expect(only(read(`${HEAD}What?\tWhat?<hr id="answer">That.\n`)).answer.text).toBe('That.');
  });

  it('names sounds as files, and says nothing of spoken texts', () => {
    expect(only(read(`${HEAD}What?\t[anki:tts lang=en]That[/anki:tts] [sound:a b.mp3]\n`)).answer.text).toBe(
      'That [a b.mp3](<a b.mp3>)',
    );
  });

  it('is an item alone, too', () => {
    expect(only(read(`${HEAD}<ul><li>What?</li></ul>\tThat.\n`)).title).toBe('What?');
  });

  it('is a draft without an answer', () => {
    expect(only(read(`${HEAD}What?\t\n`)).draft).toBe(true);
  });

  it('finds its fields by the names of columns', () => {
    const names = '#columns:ID\tDifficulty\tBack\tFront\tSource\tExtra\n';
    const row = '7\t★★★\tThat.\tWhat?\thttps://example.org/7\tMore.\n';
    expect(only(read(`${HEAD}${names}${row}`))).toMatchObject({
      title: 'What?',
      answer: { text: 'That.' },
      notes: {
        text: '**ID:** 7\n\n**Difficulty:** ★★★\n\n**Source:** https://example.org/7\n\nMore.',
      },
    });
  });

  it('has tags of its row and of the file, a section, and a difficulty among them', () => {
    const text = `${HEAD}#deck column:1\n#tags column:4\n#tags:ml\nA::B::C\tWhat?\tThat.\tmarked difficulty::hard x::y\n`;
    expect(only(read(text))).toMatchObject({ section: 'C', tags: ['x::y', 'ml'], difficulty: 'hard' });
    expect(only(read(`${HEAD}#deck:Default\nWhat?\tThat.\n`)).section).toBe('bank');
  });
});

describe('a guid', () => {
  it('is an id that tells it again, whatever characters it has', () => {
    const guids = ['k#R*4l=yU3', 'Ab1', 'aB1', 'é"\t', 'ffb9c2a0-7f7d-4f1e-9d6c-3c3f6b1d2a4e'];
    const ids = guids.map(idOfGuid);
    expect(ids[0]).toBe('anki-6b23522a346c3d795533');
    expect(new Set(ids).size).toBe(guids.length);
    expect(ids.map(guidOfId)).toEqual(guids);
    expect(idOfGuid('x'.repeat(500))).toMatch(/^anki-h[0-9a-z]{11}$/);
  });

  it('of a question that prep exported is its id', () => {
    expect(guidOfId('cap-theorem')).toBe('prep:cap-theorem');
    expect(idOfGuid('prep:cap-theorem')).toBe('cap-theorem');
    expect(idOfGuid(guidOfId('anki-zz'))).toBe('anki-zz');
    expect(idOfGuid('prep:No Id')).toMatch(/^anki-[0-9a-f]+$/);
  });
});

describe('media', () => {
  it('have names that lead nowhere else', () => {
    expect(['tree.png', 'ärger 1.jpg'].map(mediaName)).toEqual(['tree.png', 'ärger 1.jpg']);
    for (const name of [
      '',
      '.',
      '..',
      '../../x',
      '/x',
      'a/b',
      String.raw`a\b`,
      'C:x',
      'con.txt',
      'NUL',
      'a\0b',
      'x'.repeat(300),
      'evil.md',
      'metrics.MD',
      'tree.yaml',
      'tree.json',
    ])
      expect([name, mediaName(name)]).toEqual([name, undefined]);
  });

  it('are listed in JSON, and in messages', () => {
    expect([...mediaOfJson('{"0":"a.png","1":5,"__proto__":"b.png"}')]).toEqual([
      ['0', 'a.png'],
      ['__proto__', 'b.png'],
    ]);
    expect([...mediaOfJson('[')]).toEqual([]);
    expect([...mediaOfProtobuf(Uint8Array.of(10, 6, 10, 1, 97, 16, 200, 1, 10, 3, 10, 1, 98))]).toEqual([
      ['0', 'a'],
      ['1', 'b'],
    ]);
    expect([...mediaOfProtobuf(Uint8Array.of(10, 3, 10, 1, 97, 10, 9))]).toEqual([['0', 'a']]);
    expect([
      ...mediaOfProtobuf(Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255)),
    ]).toEqual([]);
  });
});

describe('notes of a deck', () => {
  const note: DeckNote = {
    guid: '#1',
    notetype: 'Coding',
    deck: 'A::B',
    tags: ' x ',
    names: ['Key', 'Level', 'Answer', 'Question', 'Hint & more'],
    fields: ['121', '<b>Hard</b>', 'A "line"\nand\tmore', 'What?', 'Think.'],
  };

  it('are named by their first words, as people read them', () => {
    const wordsOf = (...fields: readonly string[]): string => firstWords({ ...note, fields });
    expect(wordsOf('<img src="a.png">', '<b>Is</b>&nbsp;1 &lt; 2?')).toBe('Is 1 < 2?');
    expect(wordsOf(`${'a'.repeat(99)}😀b`)).toBe(`${'a'.repeat(99)}😀`);
    expect(wordsOf('', '')).toBe('');
  });

  it('read as a text with a line for each, under the names of their fields', () => {
    const text = deckText([note]);
    expect(text.split('\n')).toHaveLength(2);
    expect(recognised(text)).toBe(true);
    expect(only(read(text))).toMatchObject({
      id: idOfGuid('#1'),
      title: 'What?',
      answer: { text: 'A "line"\nand\tmore' },
      section: 'B',
      tags: ['x'],
      notes: { text: '**Key:** 121\n\n**Level:** **Hard**\n\n**Hint & more:** Think.' },
    });
  });
});

describe('a deck in the JSON of CrowdAnki', () => {
  it('gives the notes of all decks in it, by the names of their fields', () => {
    const deck = {
      __type__: 'Deck',
      children: [
        {
          __type__: 'Deck',
          crowdanki_uuid: 'd2',
          name: 'Trees',
          notes: [
            {
              __type__: 'Note',
              fields: ['12', 'A {{c1::heap}} is a tree.'],
              guid: 'k#1',
              note_model_uuid: 'm',
              tags: ['hard', 'trees'],
            },
          ],
        },
      ],
      crowdanki_uuid: 'd1',
      name: 'Structures',
      note_models: [{ crowdanki_uuid: 'm', flds: [{ name: 'Extra' }, { name: 'Text' }], name: 'Cloze' }],
      notes: [],
    };
    const text = JSON.stringify(deck, null, 2);
    expect(only(read(text, 'deck.json'))).toMatchObject({
      id: idOfGuid('k#1'),
      title: 'A […] is a tree.',
      answer: { text: 'A **heap** is a tree.' },
      keyPoints: [{ text: 'heap' }],
      section: 'Trees',
      tags: ['trees'],
      difficulty: 'hard',
      notes: { text: '12' },
    });
    expect(recognised(text, 'deck.json')).toBe(true);
  });
});

describe('a question that prep exported to Anki', () => {
  const text = `---
id: dirty-read
number: 4
section: Databases
tags: [isolation, sql]
difficulty: hard
minutes: 3
source: https://example.org
---
# What is a \`dirty read\`?

One of **uncommitted** data; mine took [FILL IN: dirty_ms].

- a list
- and \`code_1\`

## Key points
- uncommitted data
- it may be rolled back

## Follow-ups
### Which level stops it?
Read committed.

### Who uses it?

## Notes
See the *manual*.
`;
  const [question] = readQuestionFile(openSource('a.md', text), 'b').questions;
  if (!question) throw new Error('the question of this test is not read');
  const going = outgoing(question, undefined, 'open', new Map());
  const same = {
    id: 'dirty-read',
    number: 4,
    section: 'Databases',
    title: 'What is a `dirty read`?',
    tags: ['isolation', 'sql'],
    difficulty: 'hard',
    minutes: 3,
    source: 'https://example.org',
    answer: { text: question.answer.text },
    notes: { text: 'See the *manual*.' },
    followUpTexts: [
      { question: { text: 'Which level stops it?' }, answer: { text: 'Read committed.' } },
      { question: { text: 'Who uses it?' }, answer: { text: '' } },
    ],
  };

  it('comes back with all that it says', () => {
    const back = only(read(deckText(ankiNotes([going]))));
    expect(back).toMatchObject(same);
    expect(back.keyPoints.map((point) => point.text)).toEqual(['uncommitted data', 'it may be rolled back']);
  });
});

describe('a damaged or hostile export', () => {
  it('gives questions or problems', () => {
    const random = randomFrom(15);
    for (const name of bankCases('anki-text')) {
      const { text } = bankSource('anki-text', name);
      for (let i = 0; i < rounds(15, 50); i += 1) {
        const source = openSource('deck.txt', mutated([text], random));
        expect(typeof ankiText.recognises(source)).toBe('boolean');
        for (const { titleAt, title } of draftsContent(ankiText.read(source), 'bank').questions)
          expect([title.length > 0, titleAt.start.line >= 1]).toEqual([true, true]);
      }
    }
  });

  // A reader that goes over a cell again for each of its characters ends in no time that a test waits for.
  it('is read whole with five hundred notes, or with one endless cell', () => {
    const row = (i: number): string =>
      `g${i}\tWhat is a <b>hash map</b>&nbsp;number ${i}?\t<div>It maps <i>keys</i>.</div><div><br></div><ul><li>O(1)</li><li>O(n) <b>worst</b></li></ul><pre><code>x = {}</code></pre>\n`;
    const many = read(`${HEAD}#guid column:1\n${Array.from({ length: 500 }, (_, i) => row(i)).join('')}`);
    expect(many.questions).toHaveLength(500);
    for (const piece of ['"', '{{c1::', '}}', '\t', '#\n', '<b>', '[sound:', '[anki:', '{{c1::{'])
      read(`${HEAD}${piece.repeat(Math.ceil(25_000 / piece.length))}`);
  });
});
