// What goes out of a question, in each mode.
import { describe, expect, it } from 'vitest';
import { EXPORT_MODES, type ExportMode } from '../../../src/core/import/export.ts';
import type { Values } from '../../../src/core/fill/conditional.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { type Outgoing, outgoing } from '../../../src/formats/export/outgoing.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';

const [question] = readQuestionFile(
  openSource(
    'a.md',
    `---
id: gpu
---
# Which GPU?

On a [FILL IN: your GPU, e.g., RTX 3090] it took [X]ms, at $[Y] an hour, \`[Z]\` in code. {{name}} and ____.

## Key points
- It took [X]ms on [your GPU]

## Follow-ups
### Why [FILL IN: gpu_name]?
Because of [FILL IN: gpu_memory].

## Notes
I wrote [X] here.
`,
  ),
  'b',
).questions;
if (!question) throw new Error('the question of these tests is not read');
const values: Values = new Map(
  question.placeholderKeys.map((key, i) => [key, { text: `${i}\u00A0V`, origin: 'typed' }] as const),
);
const going = (mode: ExportMode, own?: string): Outgoing => outgoing(question, own, mode, values);

describe('what goes out', () => {
  it('has plain spaces between number and unit', () => {
    expect(going('filled').answer).toBe(
      'On a 0 V it took 1 Vms, at $2 V an hour, `[Z]` in code. 3 V and 4 V.',
    );
    expect(going('filled').followUps).toEqual([['Why 5 V?', 'Because of 6 V.']]);
  });

  it('has brackets as they are shown, but to come back as they are written', () => {
    const [escaped] = readQuestionFile(openSource('a.md', '# Rate?\n\nIt is \\[X\\]%.\n'), 'b').questions;
    const answers = EXPORT_MODES.map(
      (mode) => escaped && outgoing(escaped, undefined, mode, new Map()).answer,
    );
    expect(Object.fromEntries(EXPORT_MODES.map((mode, i) => [mode, answers[i]?.trim()]))).toEqual({
      filled: 'It is [X]%.',
      open: 'It is \\[X\\]%.',
      strip: 'It is ____%.',
    });
  });

  it('is as written where it stays open', () => {
    expect(going('open')).toMatchObject({
      answer: question.answer.text,
      points: ['It took [X]ms on [your GPU]'],
      notes: 'I wrote [X] here.',
    });
  });

  it('holds no hint, no value, no notes and nothing of the user’s own, where gaps are made', () => {
    const stripped = going('strip', 'My own secret.');
    expect(stripped).toMatchObject({
      own: false,
      answer: 'On a ____ it took ____ms, at $____ an hour, `[Z]` in code. ____ and ____.',
      points: ['It took ____ms on ____'],
      followUps: [['Why ____?', 'Because of ____.']],
    });
    expect(stripped.notes).toBe('');
    expect(JSON.stringify(stripped)).not.toMatch(/secret|GPU,|3090| V|FILL/);
  });

  it('never changes what stands around placeholders', () => {
    for (const mode of EXPORT_MODES) {
      const { answer } = going(mode);
      expect(answer).toMatch(/^On a .* it took .*ms, at \$.* an hour, `\[Z\]` in code\. .* and .*\.$/);
    }
  });

  it('has the parts of an own story', () => {
    const own = '## Situation\nThere.\n\n## Task\nThat.\n\n## Result\n[FILL IN: gpu_name].';
    expect(outgoing({ ...question, kind: 'star' }, own, 'filled', values)).toMatchObject({
      own: true,
      draft: false,
      star: { situation: 'There.', task: 'That.', result: '5 V.' },
    });
  });
});
