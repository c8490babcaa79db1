// The question how much of an answer will be covered, and what is taken for an answer to it.
import { expect, it } from 'vitest';
import { askPrediction } from '../../../src/commands/shared/answering.ts';
import { theme } from '../../../src/screens/ui/theme.ts';
import { scriptedPrompts } from '../../support/scripted-prompts.ts';

const display = { columns: 80, theme: theme({ color: false, fancy: false }), plain: true };

it('asks of one point whether it will be there, and of more how many', async () => {
  const script = scriptedPrompts([{ line: '1' }, { line: '0' }, { line: '2' }]);
  const asked = { prompts: script.prompts, display };
  expect(await askPrediction(asked, 1, 'point')).toEqual({ kind: 'value', value: 1 });
  expect(await askPrediction(asked, 1, 'part')).toEqual({ kind: 'value', value: 0 });
  expect(await askPrediction(asked, 4, 'point')).toEqual({ kind: 'value', value: 0.5 });
  expect(script.lines.map((line) => line.split('?')[0])).toEqual([
    'Will you cover the one point',
    'Will you cover the one part',
    'How many of the 4 points will you cover',
  ]);
});

it('gives the keys to whoever asks, as no letter is a prediction', async () => {
  const script = scriptedPrompts([{ line: ' s ' }, { line: '?' }, { line: '/q' }, { interrupt: true }]);
  const asked = { prompts: script.prompts, display };
  for (const key of ['skip', 'help', 'quit', 'quit'])
    expect(await askPrediction(asked, 4, 'point')).toEqual({ kind: 'key', key });
});

it('shows the keys on Esc, and skips the prediction where a pipe ends', async () => {
  const script = scriptedPrompts([{ line: undefined }, { line: undefined }]);
  const inWindow = { prompts: script.prompts, display: { ...display, plain: false } };
  expect(await askPrediction(inWindow, 4, 'point')).toEqual({ kind: 'key', key: 'help' });
  const inPipe = { prompts: script.prompts, display };
  expect(await askPrediction(inPipe, 4, 'point')).toEqual({ kind: 'value', value: undefined });
});
