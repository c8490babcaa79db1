// Four processes that write to one home at once: two fill metrics, two grade questions.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openPrep, runPrep, runPrepJson, startPrep } from '../support/cli.ts';
import { tempFolder } from '../support/home.ts';
import { ofCampaign } from '../support/rounds.ts';

type Metrics = { readonly metrics: readonly { readonly name: string; readonly value: string | null }[] };
type History = { readonly attempts: readonly { readonly id: string }[] };

/** For filler `who`, its metric number `at`. */
const valueOf = (who: number, at: number): string => (who === 0 ? String(at) : `${at} ms`);

/**
 * Two questions that cite `2 × count` metrics: `filler_0_1` … for the first filler, `filler_1_1` … for the
 * second. None is declared: each `fill` would read all declarations again, which takes longer than the writes
 * under test.
 */
function writeBank(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  const names = [0, 1].flatMap((who) => Array.from({ length: count }, (_, at) => `filler_${who}_${at + 1}`));
  const cited = names.map((name) => `- [FILL IN: ${name}]`).join('\n');
  for (const who of [2, 3]) {
    const text = `---\nid: grader-${who}\nsection: Writers\n---\n# What does writer ${who} do?\n\nIt grades:\n\n${cited}\n`;
    writeFileSync(join(folder, `${who}.md`), text);
  }
}

/**
 * Two fillers and two graders write `count` times each, at once; expects every write to be there.
 * @param folder an empty folder for home and bank
 * @param stays each is one process, which writes far more often in a second than those that start for each write
 */
async function writeAtOnce(folder: string, count: number, stays = false): Promise<void> {
  const home = join(folder, 'home');
  const bank = join(folder, 'bank');
  writeBank(bank, count);
  const env = { PREP_NOW: undefined, PREP_SEED: undefined, PREP_BANK: bank };
  const options = { home, env };

  const each = async (args: (at: number) => readonly string[]): Promise<void> => {
    const staying = openPrep();
    const write = stays ? staying.run : startPrep;
    for (let at = 1; at <= count; at++) {
      const { status, stderr } = await write(args(at), options);
      expect({ args: args(at), status, stderr: status === 0 ? '' : stderr }).toMatchObject({ status: 0 });
    }
    staying.end();
  };
  await Promise.all([
    each((at) => ['fill', '--set', `filler_0_${at}=${valueOf(0, at)}`]),
    each((at) => ['fill', '--set', `filler_1_${at}=${valueOf(1, at)}`]),
    each(() => ['grade', 'grader-2', 'good']),
    each(() => ['grade', 'grader-3', 'hard']),
  ]);

  const { metrics } = await runPrepJson<Metrics>(['fill', '--list', '--json'], options);
  const wrong = metrics.filter(({ name, value }) => {
    const [, who, at] = name.split('_').map(Number);
    return value !== valueOf(who ?? NaN, at ?? NaN);
  });
  expect(wrong).toEqual([]);
  expect(metrics).toHaveLength(2 * count);
  for (const question of ['grader-2', 'grader-3']) {
    const { attempts } = await runPrepJson<History>(['history', question, '--json'], options);
    expect(new Set(attempts.map(({ id }) => id)).size).toBe(count);
  }
  expect(await runPrep([], options)).toMatchObject({ status: 0, stderr: '' });
}

const STARTS = ofCampaign(8);
const WRITES = ofCampaign(125);

it(`four processes that start ${STARTS} times each to write lose nothing`, () =>
  writeAtOnce(tempFolder(), STARTS));

it(`four processes that write ${WRITES} times each lose nothing`, () =>
  writeAtOnce(tempFolder(), WRITES, true));
