// Sessions that are killed at random moments, one after another in the same home, two homes at a time. What was confirmed on
// the screen must be in the journal, and everything must stay readable.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type RunOptions, runPrep, runPrepJson } from '../support/cli.ts';
import { program, root, testEnvironment } from '../support/environment.ts';
import { tempFolder } from '../support/home.ts';
import { randomFrom } from '../support/mutate.ts';
import { ofCampaign } from '../support/rounds.ts';

type History = { readonly attempts: readonly { readonly id: string }[] };
type Listed = {
  readonly questions: readonly { readonly id: string; readonly number: number; readonly reps: number }[];
};

/** The prompts of a plain session, and the answers to them. */
const answers: readonly (readonly [RegExp, string])[] = [
  [/an empty line ends it\b[^\n]*$/, 'It costs n squared.\n\n'],
  [/numbers of the points you covered[^\n]*:$/, '1\n'],
  [/^1 again .*:$/m, '3\n'],
];

/** At most so many prompts are answered before the kill. */
const MOST_ANSWERS = 8;
/** Prompts of a question; the last one asks for the rating. */
const PROMPTS = 3;
/** Work after the last answer, above all writing the attempt, ends within this on a quiet machine. */
const LONGEST_PAUSE_MS = 60;
/** A session that was not asked anything is killed while it starts. */
const LONGEST_START_MS = 300;

/**
 * Runs a session, answers `count` prompts, and kills it: as soon as it says something after the last one, or a random pause
 * after it, so that a slow machine gets as far as a fast one.
 * @returns the labels of the questions whose rating it confirmed
 */
function quizUntilKilled(
  { home, env }: RunOptions,
  count: number,
  isAtWord: boolean,
  random: () => number,
): Promise<readonly string[]> {
  const [node = '', ...args] = program;
  const child = spawn(node, [...args, 'quiz', '--plain', '--all'], {
    env: testEnvironment(home, env),
    stdio: 'pipe',
  });
  const killWithin = (mostMs: number): void => {
    setTimeout(() => child.kill('SIGKILL'), random() * mostMs);
  };
  let output = '';
  let read = 0;
  let answered = 0;
  child.stdin.on('error', () => undefined);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (isAtWord && answered > 0 && answered === count) child.kill('SIGKILL');
    const asked = output.slice(read).trimEnd();
    const answer = answers.find(([prompt]) => prompt.test(asked));
    if (!answer || answered === count) return;
    read = output.length;
    answered++;
    child.stdin.write(answer[1]);
    if (answered === count && !isAtWord) killWithin(LONGEST_PAUSE_MS);
  });
  if (count === 0) killWithin(LONGEST_START_MS);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      resolve(Array.from(output.matchAll(/^recorded: good.*\(([\w-]+)\)$/gm), ([, id = '']) => id));
    });
  });
}

async function countAttempts(options: RunOptions): Promise<ReadonlyMap<string, number>> {
  const { questions } = await runPrepJson<Listed>(['list', '--json'], options);
  const counts = new Map<string, number>();
  for (const { id, number, reps } of questions) {
    if (reps === 0) continue;
    const { attempts } = await runPrepJson<History>(['history', id, '--json'], options);
    counts.set(`Q${number}`, attempts.length);
  }
  return counts;
}

/**
 * Kills `count` sessions, half of them at the word with which they confirm a rating, and expects that no confirmed rating was lost and no file is damaged.
 * @param folder an empty folder for the home
 */
async function killSessions(folder: string, count: number, seed: number): Promise<void> {
  const random = randomFrom(seed);
  const options = {
    home: join(folder, 'home'),
    env: { PREP_NOW: undefined, PREP_BANK: join(root, 'questions') },
  };
  const confirmed = new Map<string, number>();
  for (let kill = 0; kill < count; kill++) {
    const isAtWord = kill % 2 === 0;
    const answered = isAtWord
      ? PROMPTS * Math.ceil(random() * (MOST_ANSWERS / PROMPTS))
      : Math.floor(random() * (MOST_ANSWERS + 1));
    for (const id of await quizUntilKilled(options, answered, isAtWord, random))
      confirmed.set(id, (confirmed.get(id) ?? 0) + 1);
    // Only a torn last line may be reported, once.
    const { status, stderr } = await runPrep(['next', '--json'], options);
    expect({ kill, status, stderr }).toMatchObject({
      status: 0,
      stderr: expect.not.stringContaining('error'),
    });
  }
  const counts = await countAttempts(options);
  const lost = [...confirmed].filter(([id, times]) => (counts.get(id) ?? 0) < times);
  expect(lost).toEqual([]);
  const total = [...confirmed.values()].reduce((sum, times) => sum + times, 0);
  expect(total).toBeGreaterThan(count / 2);
}

const COUNT = ofCampaign(20);

it(`${2 * COUNT} sessions killed at random moments lose no confirmed rating`, async () => {
  await Promise.all([killSessions(tempFolder(), COUNT, 1), killSessions(tempFolder(), COUNT, 2)]);
});
