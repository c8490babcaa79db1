// Tab in real shells, in a terminal: the scripts that `prep completion` prints, as a person meets them.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runPrep } from '../support/cli.ts';
import { program } from '../support/environment.ts';
import { tempFolder } from '../support/home.ts';
import { BASH_COMPLETION } from '../support/machine-programs.ts';
import { openTerminal } from '../support/terminal.ts';

const folder = tempFolder();
const home = join(folder, 'home');
const TITLE = `Cache: why "through", and what's its cost in $?`;

beforeAll(async () => {
  mkdirSync(join(folder, 'bin'));
  // Completion is prep's own; anything else prints its words, so that a test sees what the shell made of the line.
  const script = [
    '#!/bin/sh',
    `case "$1" in complete|completion) exec ${program.join(' ')} "$@";; esac`,
    `printf '<%s>' "$@"; echo " end"`,
  ];
  writeFileSync(join(folder, 'bin', 'prep'), `${script.join('\n')}\n`);
  chmodSync(join(folder, 'bin', 'prep'), 0o755);
  mkdirSync(join(folder, 'here', 'guide lines'), { recursive: true });
  writeFileSync(join(folder, 'here', 'guide one.md'), '# Why?\n\nSo.\n');
  expect((await runPrep(['add', TITLE, '--tag', 'serves:outage'], { home })).status).toBe(0);
});

/** Starts a shell that reads completion `times` over. */
function start(command: readonly string[], rc: string) {
  writeFileSync(join(folder, 'rc'), rc);
  const path = `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`;
  const env = {
    PATH: path,
    HOME: folder,
    ZDOTDIR: folder,
    XDG_CONFIG_HOME: folder,
    TERM: 'xterm-256color',
    PS1: '$ ',
  };
  return openTerminal({ home, command, env, cwd: join(folder, 'here'), columns: 200 });
}

const TWICE = (shell: string): string => `source <(prep completion ${shell})\n`.repeat(2);
const WITH_BASH_COMPLETION = `. ${BASH_COMPLETION}\n`;

type Shell = { readonly name: string; readonly command: readonly string[]; readonly rc: string };
const rc = (): string => join(folder, 'rc');
const SHELLS: readonly Shell[] = [
  {
    name: 'bash alone',
    command: ['bash', '--noprofile', '--rcfile', rc(), '-i'],
    rc: `PS1='$ '\n${TWICE('bash')}`,
  },
  {
    name: 'bash with bash-completion',
    command: ['bash', '--noprofile', '--rcfile', rc(), '-i'],
    rc: `PS1='$ '\n${WITH_BASH_COMPLETION}${TWICE('bash')}`,
  },
  {
    name: 'zsh',
    command: ['sh', '-c', `cp ${rc()} ${folder}/.zshrc; exec zsh -i`],
    rc: `PS1='$ '\nautoload -Uz compinit; compinit -u\n${TWICE('zsh')}`,
  },
  {
    name: 'zsh without compinit',
    command: ['sh', '-c', `cp ${rc()} ${folder}/.zshrc; exec zsh -i`],
    rc: `PS1='$ '\n${TWICE('zsh')}`,
  },
  {
    name: 'fish',
    command: ['fish', '--no-config', '--init-command', `source ${rc()}`],
    rc: `function fish_prompt; echo '$ '; end\n${'prep completion fish | source\n'.repeat(2)}`,
  },
];

/** What is typed before Tab, what behind it, and the words that prep gets. */
const CASES: readonly (readonly [typed: string, more: string, words: readonly string[]])[] = [
  ['prep unsus', '', ['unsuspend']],
  ['cd . && prep unsus', '', ['unsuspend']],
  ['prep list --diff', '', ['list', '--difficulty']],
  ['prep list --difficulty med', '', ['list', '--difficulty', 'medium']],
  ['prep list --section=Archi', '', ['list', '--section=Architecture']],
  ['prep list --section Archi', '', ['list', '--section', 'Architecture']],
  ['prep list --tag serves:o', '', ['list', '--tag', 'serves:outage']],
  ['prep show attention-comp', '', ['show', 'attention-complexity']],
  ['prep show Cache', '', ['show', 'cache-why-through-and-whats-its-cost-in']],
  ['prep show "Cache: wh', '', ['show', TITLE]],
  ["prep show 'Cache: wh", '', ['show', TITLE]],
  ['prep show Cache:\\ wh', '', ['show', TITLE]],
  ['prep fill --set embedding_d', '82', ['fill', '--set', 'embedding_dim=82']],
  ['prep config thous', '', ['config', 'thousands']],
  ['prep config thousands po', '', ['config', 'thousands', 'point']],
  ['prep import --as ank', '', ['import', '--as', 'anki-text']],
  ['prep drill dai', '', ['drill', 'daily']],
  ['prep import guide\\ o', '', ['import', 'guide one.md']],
  ['prep quiz "guide o', '', ['quiz', 'guide one.md']],
  ['prep check guide\\ l', '', ['check', 'guide lines']],
  ['prep list --bank=guide\\ o', '', ['list', '--bank=guide one.md']],
];

describe.each(SHELLS)('$name', ({ name, command, rc: text }) => {
  it('completes commands, options, values, questions, titles and files', async () => {
    const shell = start(command, text);
    await shell.waitFor(/^\$\s*$/);
    const wrong: unknown[] = [];
    for (const [typed, more, words] of CASES) {
      shell.type(typed);
      await shell.waitFor(typed);
      shell.press('tab');
      shell.type(`${more}\n`);
      await shell.waitFor(/ end\n+\$\s*$/);
      const [line] = shell
        .transcript()
        .split('\n')
        .filter((one) => one.endsWith(' end'))
        .slice(-1);
      const expected = `${words.map((word) => `<${word}>`).join('')} end`;
      // Some shells leave the slash behind a folder, and some take it away again.
      if (line?.replace('/>', '>') !== expected) wrong.push({ name, typed, line, expected });
      shell.type('clear\n');
      await shell.waitFor(/^\$\s*$/);
    }
    expect(wrong).toEqual([]);
    expect(shell.raw()).not.toContain('not found');
    shell.kill();
  });
});
