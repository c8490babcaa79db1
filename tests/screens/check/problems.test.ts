import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/core/base/problem.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { renderProblems } from '../../../src/screens/check/problems.ts';
import { theme } from '../../../src/screens/ui/theme.ts';

const PLAIN = theme({ color: false, fancy: false });

function shown(text: string, word: string, columns = 60, more: Partial<Problem> = {}): string {
  const source = openSource('bank/q.md', text);
  const start = text.indexOf(word);
  const problem: Problem = {
    severity: 'error',
    code: 'metric-undeclared',
    at: source.spanAt(start, start + word.length),
    message: 'No metric of this name.',
    ...more,
  };
  return renderProblems([problem], (_, line) => text.split('\n')[line - 1], PLAIN, columns);
}

describe('renderProblems', () => {
  it('names the place, shows the line and puts a caret under the column', () => {
    expect(shown('one\nIt took [X]ms there.', '[X]', 60, { hint: 'Declare it.' })).toBe(
      [
        'bank/q.md:2:9: error: No metric of this name. [metric-undeclared]',
        '    It took [X]ms there.',
        '            ^~~',
        '    hint: Declare it.',
      ].join('\n'),
    );
  });

  it('breaks no command that fits no line', () => {
    const told = (id: string) =>
      shown('It is [X].', '[X]', 40, { hint: `Write it, or \`fill --unset ${id}\`.` });
    expect(told('how-do-you-reconcile/a-b-was-111').split('\n').slice(3)).toEqual([
      '    hint: Write it, or `fill --unset how-do-you-reconcile/a-b-was-111`.',
    ]);
    expect(told('abcde').split('\n').slice(3)).toEqual([
      '    hint: Write it, or `fill --unset',
      '          abcde`.',
    ]);
  });

  it.each([
    ['broken.apkg', 'broken.apkg: error: m [file-unreadable]'],
    ['broken.zip', 'broken.zip: error: m [file-unreadable]'],
    ['broken.md', 'broken.md:1:1: error: m [file-unreadable]'],
  ])('names no note of a deck that cannot be read: %s', (file, line) => {
    const at = openSource(file, '').spanAt(0, 0);
    const problem: Problem = { severity: 'error', code: 'file-unreadable', at, message: 'm' };
    expect(renderProblems([problem], () => undefined, PLAIN, 60)).toBe(line);
  });

  it('names the note of a deck, which has no lines that anybody can open', () => {
    const at = openSource('old.apkg', 'a\nb').spanAt(2, 2);
    const problem: Problem = { severity: 'warning', code: 'id-duplicate', at, message: 'm', related: at };
    expect(renderProblems([problem], () => 'What is b?', PLAIN, 40).split('\n')).toEqual([
      'old.apkg, note 2: warning: m [id-duplicate]',
      '    What is b?',
      '    ^',
      '    see old.apkg, note 2',
    ]);
  });

  it.each([
    ['wide characters', '複雑度は[X]です', '        ^~~'],
    ['tabs', '\tIt took [X]', '            ^~~'],
    ['a combining accent', 'cafe\u0301 [X]', '     ^~~'],
  ])('counts %s before the caret as the screen does', (_, text, caret) => {
    expect(shown(text, '[X]').split('\n')[2]).toBe(`    ${caret}`);
  });

  it('shows a window of a long line, with the caret inside it', () => {
    const [, line = '', caret = ''] = shown(`${'word '.repeat(5000)}[X] tail`, '[X]', 40).split('\n');
    expect(line.length).toBeLessThanOrEqual(40);
    expect(line.slice(caret.indexOf('^'), caret.indexOf('^') + 3)).toBe('[X]');
  });

  it('lets no escape sequence through', () => {
    const all = shown('\u001b[2J [X]', '[X]', 60, { message: 'bad \u001b[31mtext' });
    expect(all).not.toContain('\u001b');
    expect(all.split('\n')[1]?.indexOf('[X]')).toBe(all.split('\n')[2]?.indexOf('^'));
  });

  it('shows no line of a file that is not text', () => {
    const more = { code: 'file-encoding', message: 'It is not text.' } as const;
    expect(shown('\u0017d_\uFFFDX(\uFFFD5', '\u0017', 60, more)).toBe(
      'bank/q.md:1:1: error: It is not text. [file-encoding]',
    );
  });

  it('sorts by place and leaves out lines that cannot be read', () => {
    const source = openSource('a.md', 'x\ny');
    const at = (start: number): Problem => ({
      severity: 'warning',
      code: 'answer-missing',
      at: source.spanAt(start, start),
      message: 'm',
    });
    expect(renderProblems([at(2), at(0)], () => undefined, PLAIN, 40)).toBe(
      'a.md:1:1: warning: m [answer-missing]\na.md:2:1: warning: m [answer-missing]',
    );
    expect(renderProblems([], () => undefined, PLAIN, 40)).toBe('');
  });
});
