// An answer with a headline: at a terminal it is revealed first, and the depth behind it after a key.
import { describe, expect, it } from 'vitest';
import { quiz } from '../../../src/commands/quiz/quiz.ts';
import { assembleBanks } from '../../../src/core/base/bank.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';
import { openQuizMachine, type QuizMachineOptions } from '../../support/quiz-machine.ts';
import { type Act, scriptedPrompts, type ScriptedPrompts } from '../../support/scripted-prompts.ts';

const TEXT = `---
id: fast
---
# How fast is it?

It is fast.

## In depth

Batches wait for the slowest review.

## Key points
- Fast
- Batches wait
`;

const bank = () =>
  assembleBanks([{ bank: 'bank', own: false, files: [readBankFile(openSource('a.md', TEXT), 'bank')] }]);

/** What was shown at each prompt since the one before. */
async function asked(acts: readonly Act[], options: QuizMachineOptions = {}) {
  const shown: string[] = [];
  let seen = 0;
  const script: ScriptedPrompts = scriptedPrompts(acts, () => {
    const all = script.shown();
    shown.push(all.slice(seen));
    seen = all.length;
  });
  const machine = openQuizMachine({ prompts: script.prompts, bank, ...options });
  await quiz(machine.context, [], { mode: 'think', plain: options.interactive === false });
  return { script, shown, machine };
}

describe('a quiz', () => {
  it('shows the headline alone, and the depth after Enter; the points are those of the whole', async () => {
    const { script, shown, machine } = await asked([
      { answer: '' },
      { go: true },
      { points: [1, 0] },
      { rate: 'good' },
      { go: true },
    ]);
    expect(script.pauses[0]).toBe('Enter = show the details');
    expect(shown[1]).toContain('It is fast.');
    expect(shown[1]).not.toContain('Batches wait');
    expect(shown[2]).toMatch(/In depth[^]*Batches wait for the slowest review\./);
    expect(shown[2]).not.toContain('It is fast.');
    expect(script.points[0]?.items).toEqual(['Fast', 'Batches wait']);
    expect(machine.entries).toMatchObject([{ type: 'attempt', points: [1, 0] }]);
  });

  it('takes a key before the depth is shown', async () => {
    const { script } = await asked([{ answer: '' }, { key: 'skip' }]);
    expect(script.shown()).not.toContain('Batches wait');
  });

  it('shows all of it where nobody is at a terminal, and beside a version of your own', async () => {
    const acts: readonly Act[] = [{ answer: '' }, { points: [1, 1] }, { rate: 'good' }, { go: true }];
    const piped = await asked(acts, { interactive: false });
    expect(piped.shown[1]).toMatch(/It is fast\.[^]*In depth[^]*Batches wait/);
    const own = { fast: { own: { text: 'Mine.', updatedAt: '2026-11-20T10:00:00+01:00' } } };
    const { shown } = await asked(acts, { answers: own });
    expect(shown[1]).toMatch(/Mine\.[^]*It is fast\.[^]*Batches wait/);
  });
});
