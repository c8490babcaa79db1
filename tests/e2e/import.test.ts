// Questions of other files come in through the built program, at a terminal.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, GUIDE, guideIn } from '../support/disk-banks.ts';
import { tempFolder, tempHome } from '../support/home.ts';
import { openTerminal } from '../support/terminal.ts';

describe('at a terminal', () => {
  it('what may be placeholders is offered in its sentence', async () => {
    const home = tempHome();
    const terminal = openTerminal({ home, args: ['import', guideIn(tempFolder())] });
    await terminal.waitFor(/2 questions[^]*What did you improve/);
    await terminal.waitFor('Enter = import these 2.');
    terminal.press('enter');
    await terminal.waitFor(
      /I cut \[how much\] by XX%[^]*→ \[FILL IN: how much\][^]*Enter\s=\skeep\sas\stext/,
    );
    terminal.type('1 3');
    terminal.press('enter');
    expect(await terminal.ended()).toBe(0);
    const text = readFileSync(join(home, 'questions/guide/stories/what-did-you-improve.md'), 'utf8');
    expect(text).toContain('I cut [FILL IN: how much] by XX% at [FILL IN: Company].');
  });

  it('nothing is written when the person leaves', async () => {
    const home = tempHome();
    const guide = guideIn(tempFolder());
    for (const [waits, key, exit] of [
      ['Enter = import these 2.', 'ctrl-c', 130],
      ['Enter = import these 2.', 'escape', 1],
      [/possible\s+placeholders\./, 'ctrl-c', 130],
    ] as const) {
      const terminal = openTerminal({ home, args: ['import', guide] });
      await terminal.waitFor('Enter = import these 2.');
      if (typeof waits !== 'string') terminal.press('enter');
      await terminal.waitFor(waits);
      terminal.press(key);
      expect(await terminal.ended()).toBe(exit);
      expect(filesBelow(join(home, 'questions')).size).toBe(0);
    }
  });

  it('a question that was added is written', async () => {
    const home = tempHome();
    const guide = guideIn(
      tempFolder(),
      GUIDE.replace('Nothing.', 'Nothing.\n\n#### What would you change?\n\nAll.'),
    );
    const terminal = openTerminal({ home, args: ['import', guide] });
    await terminal.waitFor(/5 +· +#### +13 +What would you change\?[^]*Enter = import these 2\./);
    terminal.type('5');
    terminal.press('enter');
    await terminal.waitFor('Enter = import these 3.');
    terminal.press('enter');
    await terminal.waitFor(/possible\s+placeholders\./);
    terminal.press('enter');
    expect(await terminal.ended()).toBe(0);
    const written = filesBelow(join(home, 'questions'));
    expect(written.get('guide/stories/what-would-you-change.md')).toContain(
      '# What would you change?\n\nAll.',
    );
    expect(written.get('guide/stories/and-what-went-wrong.md')).toMatch(/Nothing\.\n$/);
  });
});
