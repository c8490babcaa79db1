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
  it('of a shipped question edits a copy with its id and history', async () => {
    const home = tempHome();
    await runPrep(['grade', 'attention-complexity', 'good'], { home });
    const editing = async (editor: string, then: string): Promise<number> => {
      const terminal = inTerminal(home, editor, 'edit', '4');
      await terminal.waitFor(then);
      return terminal.exit;
    };
    expect(await editing(editorOf().program, 'is unchanged')).toBe(0);
    expect(existsSync(join(home, 'questions'))).toBe(false);
    const copy = editorOf('---\nid: attention-complexity\nnumber: 4\n---\n# Is attention dear?\n\nYes.\n');
    expect(await editing(copy.program, 'Changed attention-complexity')).toBe(0);
    const shown = await runPrepJson<{ title: string; reps: number }>(['show', '4', '--json'], { home });
    expect(shown).toMatchObject({ title: 'Is attention dear?', reps: 1 });
  });
});
