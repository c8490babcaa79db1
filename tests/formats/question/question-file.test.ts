import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { openSource } from '../../../src/core/base/span.ts';
import { isDraftText, readPlaceholders } from '../../../src/formats/question/placeholders.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';
import { anyCharacter } from '../../support/characters.ts';
import { expectSound, readAny, readQuestionMutations } from '../../support/question-mutations.ts';

const read = (text: string, file = 'bank/folder/a.md') => readQuestionFile(openSource(file, text), 'bank');
const first = (text: string, file?: string) => read(text, file).questions[0];

describe('a question file', () => {
  it('takes its section from the folder that the file is in', () => {
    expect(first('# Why?\n', 'questions/architecture/04.md')?.section).toBe('architecture');
    expect(first('# Why?\n', '04.md')?.section).toBe('bank');
    const source = openSource('04.md', '# Why?\n', 'deep learning');
    expect(readQuestionFile(source, '.').questions[0]?.section).toBe('deep learning');
    expect(readQuestionFile(openSource('04.md', '# Why?\n'), '.').questions[0]?.section).toBe('General');
  });

  it('has a hash that an edit of the answer changes, and nothing else', () => {
    const hash = (answer: string, rest = ''): string | undefined =>
      first(`# Why?\n\n${answer}\n${rest}`)?.answerHash;
    expect(hash('Because.')).toBe(hash('Because.', '\n## Key points\n- x\n'));
    expect(hash('Because.')).not.toBe(hash('Because!'));
  });

  it('cites what only its key points cite, and once what an answer cites, too', () => {
    const keys = (points: string) =>
      first(`---\nid: q\n---\n# Why?\n\nIt took [FILL IN: p50_ms], or [X] ms.\n\n## Key points\n${points}\n`)
        ?.placeholderKeys;
    const own = keys('- none');
    expect(own).toHaveLength(2);
    expect(keys('- [FILL IN: p50_ms] at most\n- [X] ms')).toEqual(own);
    expect(keys('- we saw [FILL IN: lag_ms] of lag')).toEqual([...(own ?? []), 'lag_ms']);
  });

  it('keeps the keys of placeholders when the answer is edited elsewhere', () => {
    const keys = (text: string) => first(text)?.placeholderKeys;
    const before = '---\nid: q\n---\n# Why?\n\nIntro.\n\nLatency went from [X]ms at first to [Y]ms.\n';
    const after = before.replace('Intro.', 'A new intro with [Z]% more of it.') + '\nAn end.\n';
    expect(keys(before)).toHaveLength(2);
    expect(keys(after)).toEqual(expect.arrayContaining([...(keys(before) ?? [])]));
  });

  it('tells the same words in answer and follow-up apart', () => {
    const text = '---\nid: q\n---\n# Why?\n\nIt took [X]ms.\n\n## Follow-ups\n### And?\nIt took [X]ms.\n';
    expect(first(text)?.placeholderKeys).toEqual(['q/letter/it-took-x-ms', 'q/letter/it-took-x-ms-2']);
  });

  it('is read alike whatever its line ends are', () => {
    const text =
      '---\nid: q\ntags: [a]\n---\n# Why?\n\nIt took [X]ms.\n\n## Key points\n- a b\n  c\n\n## Notes\nn\n';
    const { answer, notes, keyPoints, placeholderKeys } = first(text) ?? {};
    const other = first(text.replaceAll('\n', '\r\n'));
    expect(other?.answer.text).toBe(answer?.text);
    expect(other?.notes?.text).toBe(notes?.text);
    expect(other?.keyPoints.map((point) => point.text)).toEqual(keyPoints?.map((point) => point.text));
    expect(other?.placeholderKeys).toEqual(placeholderKeys);
  });
});

/** Notation that readers look for, in pieces. */
const PIECES = (
  '---\n¦id: x\n¦# Why?\n¦## Key points\n¦## Follow-ups\n¦### ¦- ¦\n\n¦\r\n¦```\n¦[X]ms¦' +
  '[FILL IN: ¦a_b]¦]¦[¦(¦)¦$¦$$¦`¦<¦>¦<!--¦-->¦{{¦}}¦____¦\\¦![¦## Situation\n¦## Result\n¦**¦' +
  '====\n¦\ufeff¦> ¦1. ¦    ¦\t¦"¦:¦, e.g. ¦__proto__'
).split('¦');

describe('any text', () => {
  const piece = fc.oneof(fc.string({ unit: anyCharacter, maxLength: 12 }), fc.constantFrom(...PIECES));
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

  it('is read without throwing, into spans whose slices are their texts', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (body, asMetrics) => {
        readAny(body, asMetrics);
        readAny(`---\nid: q\n---\n# Why?\n${body}`, asMetrics);
      }),
      { seed: 3 },
    );
  });

  it('gives the same questions, and so the same keys, every time', () => {
    fc.assert(
      fc.property(text, (body) => {
        const whole = `---\nid: q\n---\n# Why?\n${body}`;
        expect(read(whole)).toEqual(read(whole));
      }),
      { seed: 4 },
    );
  });

  it('holds placeholders that never overlap, in order, with a key of their own', () => {
    fc.assert(
      fc.property(text, (body) => {
        const source = openSource('a.md', body);
        const { placeholders: found } = readPlaceholders(source, 0, body.length, {
          question: 'q',
          inFollowUp: false,
        });
        found.forEach(({ written }, i) => {
          expect(body.slice(written.at.start.offset, written.at.end.offset)).toBe(written.text);
          expect(written.at.end.offset).toBeLessThanOrEqual(
            found[i + 1]?.written.at.start.offset ?? body.length,
          );
        });
        const own = found
          .filter(({ name, kind }) => name === undefined && kind !== 'mustache')
          .map(({ key }) => key);
        expect(new Set(own).size).toBe(own.length);
      }),
      { seed: 5 },
    );
  });

  it('is read whatever is begun in it thousands of times', () => {
    const pieces = [
      '[',
      '____ ',
      '`',
      '[a](',
      '[X]ms ',
      '$',
      '<a x="',
      '\n    a\n',
      '- ```\n',
      'a\n---\n',
      '\\[',
      '{{',
      '**a** ',
    ];
    for (const repeated of pieces) {
      const body = `---\nid: q\n---\n# Why?\n${repeated.repeat(Math.ceil(20_000 / repeated.length))}`;
      expect(read(body).questions).toHaveLength(1);
    }
  });

  it('is read when it was damaged', () => {
    readQuestionMutations(400);
  });
});

describe('a draft', () => {
  it.each([
    '',
    ' \n\n',
    '[Similar format …]',
    '- [Same as Q3]\n[... continue]',
    'TODO',
    '**[To be written]**',
    '…',
    '*Your answer here*',
    '(your answer)',
    '_TODO_',
    '> *(Write your own answer here …)*',
    '<!-- your answer goes here -->',
    '*(no answer yet)*',
    'Not answered so far.',
    '(coming soon)',
    '*to write*',
    '(noch nachschlagen)',
    '[à compléter]',
    '待补充',
  ])('is %j', (text) => {
    expect(isDraftText(text)).toBe(true);
  });

  it.each([
    'An answer.',
    '[FILL IN: everything]',
    '[text](url)',
    '[Similar format …]\nBut a word.',
    '[your answer] is 5',
    '*Your answer here* has to name the index.',
    'Your answer: an index.',
    'Your answer here\nAn index.',
    'Not done yet, because nobody had the time.',
    'No.',
    'Offen.',
  ])('is not %j', (text) => {
    expect(isDraftText(text)).toBe(false);
  });

  it('has sound spans even when it is all there is', () => {
    const text = '# Why?';
    expectSound(text, read(text).questions, []);
  });
});
