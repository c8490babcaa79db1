// A mock interview that is killed at random moments and resumed each time, until its end. Whatever the screen
// confirmed is stored, no answer is asked for twice, and each is rated once.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { replayMock } from '../../src/core/mock/mock.ts';
import { parseJournal } from '../../src/formats/stored/journal-lines.ts';
import { parseMock } from '../../src/formats/stored/mock-lines.ts';
import { program, root, testEnvironment } from '../support/environment.ts';
import { tempFolder } from '../support/home.ts';
import { randomFrom } from '../support/mutate.ts';
import { ofCampaign } from '../support/rounds.ts';

/** The prompts of a mock in plain lines, and the answers to them. */
const answers: readonly (readonly [RegExp, string])[] = [
  [/Enter = skip$/, '2\n'],
  [/an empty line ends it\b[^\n]*$/, 'It costs n squared.\n\n'],
  [/Enter = rate your answers now[^\n]*$/, '\n'],
  [/numbers of the points you covered[^\n]*:$/, '1\n'],
  [/^1 again .*:$/m, '3\n'],
];

type Life = { readonly confirmed: readonly string[]; readonly ended: boolean };

/** Runs until `most` prompts were answered and a little longer, or until its next word, then kills it; or until its end. */
function live(home: string, args: readonly string[], most: number, lingerMs: number | 'word'): Promise<Life> {
  const [node = '', ...words] = program;
  const env = testEnvironment(home, { PREP_NOW: undefined, PREP_BANK: join(root, 'questions') });
  const child = spawn(node, [...words, 'mock', '--plain', ...args], { env, stdio: 'pipe' });
  let output = '';
  let answered = 0;
  let count = 0;
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdin.on('error', () => undefined);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (count > most && lingerMs === 'word') child.kill('SIGKILL');
    const answer = answers.find(([prompt]) => prompt.test(output.slice(answered).trimEnd()));
    if (!answer) return;
    answered = output.length;
    child.stdin.write(answer[1]);
    if (++count > most && lingerMs !== 'word') setTimeout(() => child.kill('SIGKILL'), lingerMs);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const confirmed = Array.from(output.matchAll(/^recorded: good.*\(([\w-]+)\)$/gm), ([, id = '']) => id);
      // It may have been killed between its end and its exit.
      resolve({ confirmed, ended: code === 0 || errors.includes('You have no unfinished mock') });
    });
  });
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));

/**
 * Kills one mock of two questions repeatedly, and checks what remains.
 * @param most prompts that are answered before each kill
 * @param isWordOften every second kill comes with the next word, so that it takes more of them to the end
 * @returns how often it was killed
 */
async function killMock(folder: string, seed: number, most: number, isWordOften = false): Promise<number> {
  const random = randomFrom(seed);
  const home = join(folder, 'home');
  const confirmed: string[] = [];
  let kills = 0;
  let args: readonly string[] = ['--count', '2', '--seed', String(seed)];
  for (let ended = false; !ended;) {
    const prompts = Math.floor(random() * (most + 1));
    const life = await live(home, args, prompts, isWordOften && random() < 0.5 ? 'word' : random() * 60);
    confirmed.push(...life.confirmed);
    ended = life.ended;
    if (!ended) kills++;
    if (kills > 60) throw new Error('it never comes to its end');
    args = ['--resume'];
  }
  const [file = ''] = filesIn(join(home, 'mocks'));
  const { events, unusable } = parseMock(file);
  const { mock, refused } = replayMock('01M', events);
  expect({ refused, phase: mock?.phase }).toEqual({ refused: 0, phase: 'closed' });
  // Each kill may tear one line, and no other is lost.
  expect(unusable).toBeLessThanOrEqual(kills);
  const answered = events.flatMap((event) => (event.type === 'asked' ? [event.question] : []));
  expect(new Set(answered).size).toBe(2);
  const rated = filesIn(join(home, 'journal'))
    .flatMap((text) => parseJournal('journal', text).entries)
    .map((entry) => (entry.type === 'attempt' ? entry.question : entry.type));
  expect(rated.toSorted()).toEqual(answered.toSorted());
  const unrated = (mock?.questions ?? []).filter(({ question }) => !rated.includes(question));
  expect(unrated.filter(({ number }) => confirmed.includes(`Q${number}`))).toEqual([]);
  return kills;
}

it('a mock that is killed again and again comes to its end, and each answer is rated once', async () => {
  expect(await killMock(tempFolder(), 6, 4)).toBeGreaterThan(3);
});

it('mocks that are killed again and again lose nothing and rate nothing twice', async () => {
  for (const seed of [1, 2].slice(0, ofCampaign(2))) {
    // With fewer prompts before a kill a mock gets on only where the machine is quick.
    const kills = await Promise.all([
      killMock(tempFolder(), seed, 4, true),
      killMock(tempFolder(), 100 + seed, 4, true),
    ]);
    expect(Math.min(...kills)).toBeGreaterThan(0);
  }
});
