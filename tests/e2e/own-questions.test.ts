// Questions that the user writes and changes in an editor, in a real terminal.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runPrep, runPrepJson } from '../support/cli.ts';
import { editorOf } from '../support/editor.ts';
import { tempHome } from '../support/home.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

const inTerminal = (home: string, editor: string, ...args: readonly string[]): Terminal =>
  openTerminal({ home, args, env: { VISUAL: undefined, EDITOR: editor } });

describe('prep edit', () => {
  it('of a shipped question offers a copy with its id, an answer of your own, or neither', async () => {
    const home = tempHome();
    await runPrep(['grade', 'attention-complexity', 'good'], { home });
    const choose = async (letter: string, editor: string, then: string): Promise<number> => {
      const terminal = inTerminal(home, editor, 'edit', '4');
      await terminal.waitFor('neither');
      expect(terminal.transcript()).toContain('ships with prep; its file is read-only');
      terminal.type(letter === '' ? '\u001B' : letter);
      await terminal.waitFor(then);
      return terminal.exit;
    };
    expect(await choose('', 'true', 'Nothing was changed.')).toBe(0);
    expect(await choose('c', editorOf().program, 'is unchanged')).toBe(0);
    expect(existsSync(join(home, 'questions'))).toBe(false);
    expect(
      await choose('a', editorOf('Mine.\n').program, 'Your answer to attention-complexity is stored'),
    ).toBe(0);
    const copy = editorOf('---\nid: attention-complexity\nnumber: 4\n---\n# Is attention dear?\n\nYes.\n');
    expect(await choose('c', copy.program, 'Changed attention-complexity')).toBe(0);
    const shown = await runPrepJson<{ title: string; reps: number; yourAnswer: string }>(
      ['show', '4', '--json'],
      { home },
    );
    expect(shown).toMatchObject({ title: 'Is attention dear?', reps: 1, yourAnswer: 'Mine.' });
  });
});
