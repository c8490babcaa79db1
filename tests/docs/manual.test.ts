// The README names every command and the documents every option that the help lists; no document names one that there is
// not, or links to what there is not.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { TOPICS } from '../../src/commands/settings/docs.ts';
import { runPrep } from '../support/cli.ts';
import { root } from '../support/environment.ts';
import { tempHome } from '../support/home.ts';

const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const readme = read('README.md');
const documents = readdirSync(join(root, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);
/** All code in a document, in texts and blocks. */
const codeIn = (markdown: string): string =>
  [...markdown.matchAll(/```[^]*?```|`[^`\n]+`/g)].map(([text]) => text).join('\n');

async function helpOf(...words: readonly string[]): Promise<string> {
  const { stdout, status } = await runPrep([...words, '--help'], { home: tempHome() });
  expect(status).toBe(0);
  return stdout;
}

/** Commands are two to a line, behind the title of their group. */
const commandsIn = (help: string): readonly string[] =>
  [...help.matchAll(/(?<=^.{10}(?:.{35})?)([a-z]+) +(?=[a-z])/gm)].map(([, name = '']) => name);

/** Short and long names of options. */
const optionsIn = (help: string): readonly string[] =>
  [...help.matchAll(/^ {2}(-\w)?(?:, )?(--[\w-]+)/gm)].flatMap(([, short, long = '']) =>
    short === undefined ? [long] : [short, long],
  );

/** True when `code` has `word` as a word of its own. */
const mentions = (code: string, word: string): boolean =>
  new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(code);

/** What `--help` says, of the program (`prep`) and of each command. */
const helps = new Map<string, string>();

beforeAll(async () => {
  const help = await helpOf();
  helps.set('prep', help);
  const commands = commandsIn(help);
  const all = await Promise.all(commands.map((name) => helpOf(name)));
  for (const [at, name] of commands.entries()) helps.set(name, all[at] ?? '');
});

describe('the help', () => {
  it('is written in what every terminal shows, whatever its locale', () => {
    expect([...helps].filter(([, help]) => /[^\n\x20-\x7e]/.test(help)).map(([name]) => name)).toEqual([]);
  });

  it('fits on a screen of 80 × 24, with every command in a group', () => {
    const help = helps.get('prep') ?? '';
    const lines = help.trimEnd().split('\n');
    expect(lines.length).toBeLessThan(24);
    expect(lines.filter((line) => line.length >= 80)).toEqual([]);
    const source = read('src/cli.ts');
    const table = /^const COMMANDS = \{\n([^]*?)^\} as const/m.exec(source)?.[1] ?? '';
    const names = [...table.matchAll(/^ {2}([a-z]+): \{/gm)].map(([, name = '']) => name);
    expect(names).toContain('docs');
    expect(commandsIn(help).toSorted()).toEqual(names.toSorted());
  });

  it('has examples for each command, with options that it has', () => {
    for (const [name, help] of [...helps].filter(([each]) => each !== 'prep')) {
      const examples = /^Examples?:\n((?: {2}.*\n)+)/m.exec(help)?.[1] ?? '';
      expect(examples).toMatch(new RegExp(`\\bprep ${name}\\b`));
      const given = examples.match(/(?<=\s)--?[a-z][\w-]*/g) ?? [];
      expect(given.filter((option) => !optionsIn(help).includes(option))).toEqual([]);
    }
  });
});

describe('the manual', () => {
  it('names every command in the README, which is a page long', () => {
    expect([...helps.keys()]).toContain('quiz');
    expect([...helps.keys()].filter((name) => !mentions(codeIn(readme), name))).toEqual([]);
    expect(readme.split('\n').length).toBeLessThanOrEqual(200);
  });

  it('has every option of every command in some document', () => {
    const code = ['README.md', ...documents].map((name) => codeIn(read(name))).join('\n');
    const options = [...helps].flatMap(([name, help]) => optionsIn(help).map((option) => ({ name, option })));
    expect(options).toContainEqual({ name: 'quiz', option: '-n' });
    expect(options.filter(({ option }) => !mentions(code, option))).toEqual([]);
  });

  it('is what `prep docs` lists, and is linked from the README', () => {
    expect(Object.keys(TOPICS).toSorted()).toEqual(documents.map((name) => basename(name, '.md')).toSorted());
    expect(documents.filter((name) => !readme.includes(`](${name}`))).toEqual([]);
  });

  it('starts with the two commands', () => {
    const blocks = [...readme.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, text = '']) => text.trim());
    expect(blocks.slice(0, 2)).toEqual(['npm ci && npx prep quiz', 'npm ci && npm test']);
  });
});

/** The anchors that GitHub gives the headings of a text. */
const anchorsOf = (markdown: string): ReadonlySet<string> =>
  new Set(
    [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}_\s-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

describe.each(['README.md', 'questions/README.md', ...documents])('%s', (name) => {
  it('links to headings and files that there are', () => {
    const prose = read(name).replaceAll(/```[^]*?```|`[^`\n]+`/g, '');
    const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    const broken = links.filter((link) => {
      if (/^https?:/.test(link)) return false;
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? name : join(dirname(name), file);
      return (
        !existsSync(join(root, target)) || (anchor !== undefined && !anchorsOf(read(target)).has(anchor))
      );
    });
    expect(broken).toEqual([]);
  });

  it('has no command and no option that there is not', () => {
    const options = new Set([...helps.values()].flatMap(optionsIn));
    // A message such as `prep is not built yet` is no command.
    const calls = [...codeIn(read(name)).matchAll(/(?<=[`$|] ?)(?:npx )?prep (?!is )[^\n`|"]*/g)].map(
      ([call]) => call,
    );
    const named = calls.flatMap((call) => /prep ([a-z]+)\b/.exec(call)?.[1] ?? []);
    const given = calls.flatMap((call) => call.match(/(?<=\s)--[a-z][\w-]*/g) ?? []);
    expect(named.filter((each) => !helps.has(each))).toEqual([]);
    expect(given.filter((option) => !options.has(option))).toEqual([]);
  });
});
