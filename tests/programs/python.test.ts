// The Python that the shipped bank shows runs: every block that needs no more than NumPy, with its own assertions.
import { describe, expect, it } from 'vitest';
import { pythonBlocks, pythonWithNumpy, runPython } from '../support/python-blocks.ts';
import { texts } from '../bank/shipped.ts';

const blocks = texts.flatMap(({ where, written }) =>
  pythonBlocks(written.text).map(({ code, needs }, i) => ({
    where: `block ${i + 1} of ${where}`,
    code,
    needs,
  })),
);
const runnable = blocks.filter(({ needs }) => needs === undefined);

/** A follow-up shows the code of the answer with its tests: that of attention in NumPy, which runs anywhere. */
const tested = runnable.filter(({ where }) => where.includes('follow-up'));

const python = pythonWithNumpy() ?? 'python3';

describe('the Python of the shipped bank', () => {
  it('stands in the questions about attention and InfoNCE: the core in the answer, with tests in a follow-up', () => {
    expect(runnable.map(({ where }) => where)).toEqual(
      ['Q11 follow-up 1', 'Q15 answer', 'Q15 follow-up 1'].map((where) => `block 1 of ${where}`),
    );
    for (const { code } of tested) expect(code.match(/^assert /gm)?.length ?? 0).toBeGreaterThan(5);
    const withoutTests = (code: string): string =>
      code.slice(0, code.search(/^(?:def one_head_loops|rng)/m)).trim();
    const coreOf = (number: number): string =>
      blocks.find(({ where }) => where === `block 1 of Q${number} answer`)?.code.trim() ?? '';
    const [attention, infoNce] = tested.map(({ code }) => withoutTests(code));
    expect(infoNce).toBe(coreOf(15));
    // The answer has attention in PyTorch: the same functions with the same parameters.
    const functions = (code = ''): readonly string[] => code.match(/^def (?!softmax).*$/gm) ?? [];
    expect(functions(coreOf(11))).toEqual(functions(attention));
  });

  it('says of every other block what it needs', () => {
    expect(blocks.filter(({ needs }) => needs === '')).toEqual([]);
    expect(runnable.filter(({ code }) => /^\s*(?:import|from) (?!numpy)/m.test(code))).toEqual([]);
  });

  for (const { where, code } of runnable)
    it(`runs: ${where}`, () => {
      expect(runPython(python, code)).toBe('');
    });

  for (const { where, code } of tested)
    it(`would fail if it were wrong: ${where}`, () => {
      const wrong = code.replace('x.max(axis=-1, keepdims=True)', '0').replace(' / tau ', ' * tau ');
      expect(wrong).not.toBe(code);
      expect(runPython(python, wrong)).not.toBe('');
    });
});

describe('the blocks of a text', () => {
  it('are found with what they need, and other fences are left out', () => {
    const text = [
      '```python\na = 1\n```',
      '```yaml\nb: 2\n```',
      '```python title="needs torch"\nimport torch\n```',
    ].join('\n\n');
    expect(pythonBlocks(text)).toEqual([
      { code: 'a = 1\n', needs: undefined },
      { code: 'import torch\n', needs: 'torch' },
    ]);
  });

  it('are run by no Python that does not exist', () => {
    expect(pythonWithNumpy(['/nowhere/python3'])).toBeUndefined();
    expect(runPython('/nowhere/python3', '')).toContain('ENOENT');
  });
});
