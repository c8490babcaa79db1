// What leaves prep comes back: guides as banks. Through the program that is installed.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../support/cli.ts';
import { runPrep, runPrepJson } from '../../support/in-process.ts';
import { tempFolder, tempHome } from '../../support/home.ts';

/** Runs prep and expects it to end with that exit code. */
async function run(home: string, args: readonly string[], exit = 0, input = ''): Promise<Outcome> {
  const outcome = await runPrep(args, { home, input });
  expect({ args, status: outcome.status, stderr: exit === 0 ? '' : outcome.stderr }).toMatchObject({
    status: exit,
  });
  return outcome;
}

/** A story, one with values, and one with neither. tests/formats/export and tests/formats/import have all questions come back. */
const THREE = ['1', '4', '13'];

describe('the sample bank', () => {
  it('goes out as a guide that is the same bank, and goes out again byte for byte', async () => {
    const home = tempHome();
    const guide = join(tempFolder(), 'guide.md');
    await run(home, ['export', '--open', ...THREE, '--to', guide]);
    expect(statSync(guide).mode & 0o777).toBe(0o600);
    await run(home, ['check', guide]);
    type Export = {
      readonly questions: readonly { readonly id: string; readonly star: unknown; readonly answer: string }[];
    };
    const options = { home };
    const before = await runPrepJson<Export>(['export', '--open', '--format', 'json', ...THREE], options);
    const after = await runPrepJson<Export>(['export', '--open', '--json', '--bank', guide], options);
    // The parts of a story stand under labels in a guide, and so does what follows a headline.
    const told = ({ questions }: Export): readonly object[] =>
      questions.map((each) => ({
        ...each,
        answer: each.star === null ? each.answer.replace('## In depth', '**In depth**') : '',
      }));
    expect(before.questions).toHaveLength(THREE.length);
    expect(told(after)).toEqual(told(before));
    const again = await run(home, ['export', '--open', '--bank', guide]);
    expect(again.stdout).toBe(readFileSync(guide, 'utf8'));
  });

  it('goes out as a table and as JSON, which are the same bank', async () => {
    const home = tempHome();
    const json = ['export', '--open', '--format', 'json'];
    const files = ['questions.csv', 'questions.json'].map((name) => join(tempFolder(), name));
    const shipped = await run(home, [...json, ...THREE]);
    for (const file of files) {
      await run(home, ['export', '--open', ...THREE, '--to', file]);
      expect((await run(home, [...json, '--bank', file])).stdout).toBe(shipped.stdout);
    }
    // Their questions cite the same values.
    await run(home, ['fill', '--set', 'attention_ms_128=123.4 ms']);
    for (const file of files)
      expect((await run(home, ['show', '4', '--bank', file])).stdout).toMatch(/from\s123\.4\sms/);
  });

  it('says of which banks it has questions that an import would copy', async () => {
    const [home, folder] = [tempHome(), tempFolder()];
    writeFileSync(join(folder, 'heaps.md'), '# What is a heap?\n\nA tree.\n');
    await run(home, ['banks', 'add', join(folder, 'heaps.md')]);
    const mixed = await run(home, ['export', '--open', '--format', 'csv']);
    expect(mixed.stderr).toContain('1 question of heaps.md: imported again, they become copies');
    const [alone, filled] = [['--open', '--bank', join(folder, 'heaps.md')], ['--filled']];
    for (const args of [alone, filled])
      expect((await run(home, ['export', ...args])).stderr).not.toContain('copies');
  });

  it('writes no file without a match, and says so to a script', async () => {
    const [home, file] = [tempHome(), join(tempFolder(), 'due.html')];
    const none = ['export', '--due', '--to', file, '--json'];
    expect(await runPrep(none, { home })).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('"exported":0,"file":null'),
    });
    expect(existsSync(file)).toBe(false);
  });

  it('says which declarations of metrics it leaves behind', async () => {
    const [home, folder] = [tempHome(), tempFolder()];
    writeFileSync(join(folder, 'q.md'), '# How fast is it?\n\nIt takes [FILL IN: new_ms].\n');
    writeFileSync(join(folder, 'metrics.md'), '---\nmetrics:\n  new_ms: { prompt: Now, unit: ms }\n---\n');
    const bank = ['export', '--bank', folder];
    expect((await run(home, [...bank, '--open'])).stderr).toContain(
      `On another machine, these questions also need ${join(folder, 'metrics.md')}`,
    );
    expect((await run(home, bank)).stderr).not.toContain('another machine');
    expect((await run(home, ['export', '--open', '4'])).stderr).not.toContain('another machine');
  });

  it('goes out to Anki as a package, which is the same bank', async () => {
    const home = tempHome();
    const deck = join(tempFolder(), 'deck.apkg');
    await run(home, ['export', '--open', ...THREE, '--to', deck]);
    expect(readFileSync(deck).subarray(0, 2).toString()).toBe('PK');
    const json = ['export', '--open', '--format', 'json'];
    const shipped = await run(home, [...json, ...THREE]);
    expect((await run(home, [...json, '--bank', deck])).stdout).toBe(shipped.stdout);
  });

  it('takes images along to Anki and in a page, and says which it cannot', async () => {
    const [home, folder] = [tempHome(), tempFolder()];
    mkdirSync(join(folder, 'media'));
    writeFileSync(join(folder, 'media', 'heap (1).png'), 'bytes');
    const guide = join(folder, 'guide.md');
    const answer = 'See ![it](media/heap%20(1).png), <img src="media/heap (1).png"> and ![](media/none.png).';
    const points = '**Key points**:\n- A tree, as in ![this](media/heap%20(1).png)\n- In an array';
    writeFileSync(
      guide,
      `# Guide\n\n### Q1: What is a heap?\n\n${answer}\n\n${points}\n\n### Q2: Why?\n\nIt is fast.\n`,
    );
    const deck = join(folder, 'deck.apkg');
    const packed = await run(home, ['export', '--bank', guide, '--to', deck]);
    expect(packed.stderr).toContain('1 image left out of what-is-a-heap: the files are missing.\n');
    const page = join(folder, 'page.html');
    const drawn = await run(home, ['export', '--bank', guide, '--to', page]);
    expect(drawn.stderr).toContain('1 image left out of what-is-a-heap: the files are missing.\n');
    const source = `data:image/png;base64,${Buffer.from('bytes').toString('base64')}`;
    expect(readFileSync(page, 'utf8').split(`<img src="${source}"`)).toHaveLength(4);
    for (const format of ['md', 'csv', 'json']) {
      const { stderr } = await run(home, ['export', '--bank', guide, '--format', format]);
      expect(stderr).toContain(
        '2 images left out of what-is-a-heap: only .html and .apkg files have images.\n',
      );
    }
    await run(home, ['import', deck, '--to', join(folder, 'bank')]);
    expect(readFileSync(join(folder, 'bank', 'media', 'heap (1).png'), 'utf8')).toBe('bytes');
    const heap = readdirSync(join(folder, 'bank'), { recursive: true, encoding: 'utf8' }).find((name) =>
      name.endsWith('what-is-a-heap.md'),
    );
    const written = readFileSync(join(folder, 'bank', heap ?? ''), 'utf8');
    expect(written).toContain('![it](../media/heap%20%281%29.png), <img src="../media/heap%20%281%29.png">');
    expect(written).toContain('- A tree, as in ![this](../media/heap%20%281%29.png)');
  });

  it('is never written over a file', async () => {
    const file = join(tempFolder(), 'notes.md');
    writeFileSync(file, 'mine');
    const { stdout, stderr } = await run(tempHome(), ['export', '4', '--to', file], 2);
    expect(stdout).toBe('');
    expect(stderr).toContain(`${file} already exists.`);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('makes no folder, which may be mistyped', async () => {
    const folder = join(tempFolder(), 'no-such');
    const { stderr } = await run(tempHome(), ['export', '--to', join(folder, 'guide.md')], 2);
    expect(stderr).toContain('does not exist');
    expect(existsSync(folder)).toBe(false);
  });

  it('keeps its values when it is stripped', async () => {
    const home = tempHome();
    await run(home, ['fill', '--set', 'attention_ms_128=123.4 ms']);
    expect((await run(home, ['export', '4'])).stdout).toContain('123.4 ms');
    const { stdout } = await run(home, ['export', '--strip', ...THREE]);
    expect(stdout).not.toMatch(/123\.4|\[FILL IN/);
    expect(stdout).toContain('____');
  });

  it('is the same without values, whether there is a version of your own or not', async () => {
    const home = tempHome();
    const options = ['export', '1', '--format', 'cheatsheet', '--strip'];
    const { stdout: sheet } = await run(home, options);
    const mine = join(tempFolder(), 'mine.md');
    writeFileSync(mine, 'Mine.');
    await run(home, ['answer', '1', '--file', mine]);
    expect((await run(home, options)).stdout).toBe(sheet);
  });
});
