import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDrillAnswers } from '../../../src/formats/stored/drill-answers.ts';
import { anyCharacter } from '../../support/characters.ts';

describe('answers to a drill', () => {
  it('are one JSON object a line, with defaults for what is left out', () => {
    const text = [
      '{"question":"a","rating":"good","text":"my\\nwords","points":[1,0],"elapsedMs":41200}',
      '',
      '{"question":"4","rating":"again"}',
      '{"question":"b","rating":"hard","text":null,"points":null,"elapsedMs":null,"mood":"fine"}',
      '{"question":"c","rating":"good","points":[1,null,0]}',
    ].join('\r\n');
    expect(parseDrillAnswers(`\uFEFF${text}`)).toEqual({
      answers: [
        { line: 1, question: 'a', rating: 'good', text: 'my\nwords', points: [1, 0], elapsedMs: 41_200 },
        { line: 3, question: '4', rating: 'again', text: '', points: [], elapsedMs: 0 },
        { line: 4, question: 'b', rating: 'hard', text: '', points: [], elapsedMs: 0 },
        { line: 5, question: 'c', rating: 'good', text: '', points: [1, null, 0], elapsedMs: 0 },
      ],
      rejected: [],
      unknown: ['mood'],
    });
  });

  it.each([
    ['oops', 'not JSON'],
    ['[]', 'not a JSON object'],
    ['null', 'not a JSON object'],
    ['{"rating":"good"}', '"question"'],
    ['{"question":"","rating":"good"}', '"question"'],
    ['{"question":4,"rating":"good"}', '"question"'],
    ['{"question":"a"}', '"rating"'],
    ['{"question":"a","rating":"Good"}', '"rating"'],
    ['{"question":"a","rating":3}', '"rating"'],
    ['{"question":"a","rating":"good","text":1}', '"text"'],
    ['{"question":"a","rating":"good","points":[1,0.5]}', '"points"'],
    ['{"question":"a","rating":"good","points":"110"}', '"points"'],
    ['{"question":"a","rating":"good","elapsedMs":-1}', '"elapsedMs"'],
    ['{"question":"a","rating":"good","elapsedMs":"1 s"}', '"elapsedMs"'],
    ['{"__proto__":{"question":"a","rating":"good"}}', '"question"'],
  ])('that are wrong reject their own line only: %s', (line, reason) => {
    const { answers, rejected } = parseDrillAnswers(`${line}\n{"question":"b","rating":"easy"}\n`);
    expect(answers.map(({ question, line: at }) => [question, at])).toEqual([['b', 2]]);
    expect(rejected).toHaveLength(1);
    expect(rejected[0]?.line).toBe(1);
    expect(rejected[0]?.reason).toContain(reason);
  });

  it('may be none at all', () => {
    expect(parseDrillAnswers('')).toEqual({ answers: [], rejected: [], unknown: [] });
    expect(parseDrillAnswers(' \n\n')).toEqual({ answers: [], rejected: [], unknown: [] });
  });

  it('never make the parser throw, and every line is either an answer or rejected', () => {
    const anyLine = fc.oneof(
      fc.string({ unit: anyCharacter }).map((text) => text.replaceAll(/[\n\r]/g, ' ')),
      fc.json(),
      fc
        .record(
          { question: fc.jsonValue(), rating: fc.constantFrom('good', 'bad', null), points: fc.jsonValue() },
          { requiredKeys: [] },
        )
        .map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 8 }), (lines) => {
        const { answers, rejected } = parseDrillAnswers(`#\n${lines.join('\n')}`);
        const blank = lines.filter((line) => line.trim() === '').length;
        expect(answers.length + rejected.length).toBe(lines.length + 1 - blank);
      }),
      { seed: 62 },
    );
  });
});
