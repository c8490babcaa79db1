// The README is the manual: every command and every option that the help of the program lists is in it, and no document
// names one that there is not.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runPrep } from '../support/cli.ts';
import { root } from '../support/environment.ts';
import { tempHome } from '../support/home.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
/** All that stands in a document as code, in a text or in a block. */
const codeIn = (markdown: string): string =>
  [...markdown.matchAll(/```[^]*?```|`[^`\n]+`/g)].map(([text]) => text).join('\n');
const code = codeIn(readme);

async function helpOf(...words: readonly string[]): Promise<string> {
  const { stdout, status } = await runPrep([...words, '--help'], {
    home: tempHome(),
    env: { COLUMNS: '200' },
  });
  expect(status).toBe(0);
  return stdout;
}

const commandsIn = (help: string): readonly string[] =>
  [...(help.split(/^Commands:$/m)[1] ?? '').matchAll(/^ {2}([a-z]+)/gm)].map(([, name = '']) => name);
/** Short and long names of options. */
const optionsIn = (help: string): readonly string[] =>
  [...help.matchAll(/^ {2}(-\w)?(?:, )?(--[\w-]+)/gm)].flatMap(([, short, long = '']) =>
    short === undefined ? [long] : [short, long],
  );

/** True when the README has `word` in code, as a word of its own. */
const mentions = (word: string): boolean => new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(code);

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
});

describe('the README', () => {
  it('has every command', () => {
    expect([...helps.keys()]).toContain('quiz');
    expect([...helps.keys()].filter((name) => !mentions(name))).toEqual([]);
  });

  it('has every option of every command', () => {
    const options = [...helps].flatMap(([name, help]) => optionsIn(help).map((option) => ({ name, option })));
    expect(options).toContainEqual({ name: 'quiz', option: '-n' });
    expect(options.filter(({ option }) => !mentions(option))).toEqual([]);
  });

  it('starts with the two commands', () => {
    const blocks = [...readme.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, text = '']) => text.trim());
    expect(blocks.slice(0, 2)).toEqual(['npm ci && npx prep quiz', 'npm ci && npm test']);
  });

  it('links to headings and files that there are', () => {
    const titles = [...readme.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title.toLowerCase());
    const slugs = new Set(titles.map((title) => title.replaceAll(/[^\w\s-]/g, '').replaceAll(' ', '-')));
    const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => link.startsWith('#') && !slugs.has(link.slice(1)))).toEqual([]);
    const files = links.filter((link) => !/^(?:#|https:)/.test(link)).map((link) => link.replace(/#.*/, ''));
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});

describe.each([
  'README.md',
  'questions/README.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
])('%s', (name) => {
  it('has no command and no option that there is not', () => {
    const options = new Set([...helps.values()].flatMap(optionsIn));
    // A message such as `prep is not built yet` is no command.
    const calls = [
      ...codeIn(readFileSync(join(root, name), 'utf8')).matchAll(
        /(?<=[`$|] ?)(?:npx )?prep (?!is )[^\n`|"]*/g,
      ),
    ].map(([call]) => call);
    const named = calls.flatMap((call) => /prep ([a-z]+)\b/.exec(call)?.[1] ?? []);
    const given = calls.flatMap((call) => call.match(/(?<=\s)--[a-z][\w-]*/g) ?? []);
    expect(named.filter((each) => !helps.has(each))).toEqual([]);
    expect(given.filter((option) => !options.has(option))).toEqual([]);
  });
});
