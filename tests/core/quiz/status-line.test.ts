import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/core/base/problem.ts';
import { fillStatusLine, STATUS_FIELDS } from '../../../src/core/quiz/next-step.ts';

const upper = (format: string): string => fillStatusLine(format, (field) => field.toUpperCase());

describe('a line for a status bar', () => {
  it('has each field replaced, as often as it stands there', () => {
    expect(upper('{due} due, {due}; {title}')).toBe('DUE due, DUE; TITLE');
  });

  it('keeps doubled braces as braces', () => {
    expect(upper('{{due}} {{{due}}}')).toBe('{due} {DUE}');
  });

  it('fails for a field that there is not, and names those there are', () => {
    expect(() => upper('{dew}')).toThrowError(
      expect.objectContaining({ code: 'format-unknown', hint: expect.stringContaining('{due}') }),
    );
    expect(() => upper('{__proto__}')).toThrowError(Failure);
    expect(() => upper('{}')).toThrowError(Failure);
  });

  it('never reads what was put in', () => {
    expect(fillStatusLine('{title}', () => '{id} {{')).toBe('{id} {{');
  });

  it('asks for no field that is not there', () => {
    const asked: string[] = [];
    fillStatusLine('{new} of {new}', (field) => (asked.push(field), '1'));
    expect(new Set(asked)).toEqual(new Set(['new']));
  });

  it('leaves every text without braces as it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => !/[{}]/.test(text)),
        (text) => {
          expect(upper(text)).toBe(text);
        },
      ),
    );
  });

  it('knows every field by what it means', () => {
    for (const field of Object.keys(STATUS_FIELDS)) expect(upper(`{${field}}`)).toBe(field.toUpperCase());
  });
});
