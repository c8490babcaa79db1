import { describe, expect, it } from 'vitest';
import { fill } from '../../../src/commands/fill/fill.ts';
import { status } from '../../../src/commands/quiz/status.ts';
import { Failure } from '../../../src/core/base/problem.ts';
import { oneLine } from '../../../src/core/base/text.ts';
import type { Fill } from '../../../src/core/base/metric.ts';
import { fillText, segmentsText } from '../../../src/core/fill/values.ts';
import { loadFullStudy } from '../../../src/commands/shared/load.ts';
import { at, attempt } from '../../support/entries.ts';
import { openMemory, type Memory, type MemoryOptions } from '../../support/memory-context.ts';
import { scriptedPrompts } from '../../support/scripted-prompts.ts';

const files = {
  'metrics.md': `---
metrics:
  short_ms: { prompt: Latency at 128 tokens, unit: ms, example: 50, min: 1, max: 1000, measure: median of 100 runs }
  long_ms: { prompt: Latency at 512 tokens, unit: ms, example: 320 }
  slowdown: { prompt: Slowdown, derive: long_ms / short_ms, unit: ×, digits: 1 }
  accuracy: { prompt: Accuracy on IMDB, unit: "%", example: 82, min: 0, max: 100 }
---
`,
  'attention.md': `---
id: attention
number: 4
---
# What does attention cost?

It took [FILL IN: short_ms] at 128 tokens and [FILL IN: long_ms] at 512. That is [FILL IN: slowdown].
`,
  'accuracy.md': `---
id: accuracy
---
# How good is it?

It reached [FILL IN: accuracy] in [FILL IN: short_ms].
`,
};
const stored = (value: string): Fill => ({ value, updatedAt: '2026-11-20T10:00:00+01:00' });
const open = (options: Partial<MemoryOptions> = {}): Memory => openMemory({ files, ...options });

/** The failure that the command ends in. */
async function failure(
  memory: Memory,
  args: readonly string[],
  options: Parameters<typeof fill>[2],
): Promise<Failure> {
  try {
    await fill(memory.context, args, options);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('the command did not fail');
}

describe('what is asked for first', () => {
  it('is what the next days ask, whether it is due or new', async () => {
    const about = (name: string): string =>
      `---\nid: ${name}\n---\n# ${name}?\n\nIt is [FILL IN: ${name}_ms].\n`;
    const bank = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`${name}.md`, about(name)]));
    const asked = async (entries: MemoryOptions['entries']): Promise<readonly string[]> => {
      const memory = open({ files: bank, entries, settings: { newPerDay: 1 }, lines: ['', '', '', ''] });
      expect(await fill(memory.context, [], {})).toBe(0);
      return Array.from(memory.shown().matchAll(/^(\w)_ms \(Enter = /gm), ([, name = '']) => name);
    };
    const [sunday, monday] = [at('2026-11-22T10:00:00+01:00'), at('2026-11-23T10:00:00+01:00')];
    expect(await asked([])).toEqual(['a', 'b', 'c', 'd']);
    expect(await asked([attempt('1', 'd', 'again', sunday)])).toEqual(['a', 'd', 'b', 'c']);
    expect(await asked([attempt('1', 'a', 'easy', monday)])).toEqual(['b', 'c', 'd', 'a']);
  });

  it('is 130 after Ctrl-C', async () => {
    const memory = open();
    const { prompts } = scriptedPrompts([{ interrupt: true }]);
    const context = { ...memory.context, prompts: () => Promise.resolve(prompts) };
    expect(await fill(context, [], {})).toBe(130);
    expect(memory.config().fills).toEqual({});
  });
});

it('an answer is not complete without what cannot be computed, which is named', async () => {
  const wrong = { ...files, 'metrics.md': files['metrics.md'].replace('unit: ×', 'unit: ms') };
  const memory = open({ files: wrong, fills: { long_ms: { ...stored('320 ms'), number: 320, unit: 'ms' } } });
  await fill(memory.context, [], { set: ['short_ms=50', 'accuracy=82'] });
  expect(memory.talk()).toContain('1 answer now complete: accuracy.');
  await fill(memory.context, [], {});
  expect(memory.talk()).toContain(
    'Every value your answers cite is filled; slowdown cannot be computed (`prep check` says why).',
  );
  const { context } = memory;
  await status(context, [], {});
  expect(oneLine(memory.data())).toContain('nothing left to fill, slowdown cannot be computed');
});

describe('--set and --unset', () => {
  it.each(['31 s', '3,1 ms', '0.0031 s'])(
    'refuses ten times a value, or a tenth: %s over 31 ms',
    async (typed) => {
      const fills = { short_ms: { ...stored('31 ms'), number: 31, unit: 'ms' } };
      const wide = { ...files, 'metrics.md': files['metrics.md'].replace(', min: 1, max: 1000', '') };
      const memory = open({ files: wide, fills });
      await failure(memory, [], { set: [`short_ms=${typed}`] });
      expect(memory.talk()).toContain('ms is far from the value so far, 31 ms; add `--force`');
      expect(await fill(memory.context, [], { set: [`short_ms=${typed}`], force: true })).toBe(0);
      expect(await fill(memory.context, [], { set: ['accuracy=82'] })).toBe(0);
    },
  );

  it('store values in the unit of their metric, and say how they were understood', async () => {
    const memory = open();
    expect(await fill(memory.context, [], { set: ['long_ms=0.32 s', 'accuracy=82'] })).toBe(0);
    expect(memory.config().fills).toEqual({
      long_ms: { value: '320 ms', number: 320, unit: 'ms', updatedAt: '2026-11-24T10:00:00.000+01:00' },
      accuracy: { value: '82%', number: 82, unit: '%', updatedAt: '2026-11-24T10:00:00.000+01:00' },
    });
    expect(memory.data()).toBe('long_ms: 0.32 s = 320 ms\naccuracy = 82%\n');
    // What is filled for the first time was never said otherwise.
    expect(memory.talk()).toBe('');
    await fill(memory.context, [], { set: ['long_ms=330'] });
    expect(memory.talk()).toBe(
      'Check this sentence: a number or comparison in it is not updated.\n' +
        '  Q4: It took [FILL IN: short_ms] at 128 tokens and 330\u00A0ms at 512.\n',
    );
  });

  it('say so when a typed value takes the place of one from a file', async () => {
    const accuracy = { ...stored('81%'), source: { file: '/here/eval.json', path: 'acc' } };
    const memory = open({ fills: { accuracy } });
    await fill(memory.context, [], { set: ['accuracy=84'] });
    expect(memory.data()).toBe('accuracy = 84%, no longer read from its file\n');
    expect(memory.config().fills['accuracy']?.source).toBeUndefined();
  });

  it('stay those of their file when they are typed again, also in words', async () => {
    const accuracy = { ...stored('81%'), number: 81, source: { file: '/here/eval.json', path: 'acc' } };
    for (const again of ['81', '81%', 'eighty-one percent']) {
      const memory = open({ fills: { accuracy } });
      await fill(memory.context, [], { set: [`accuracy=${again}`] });
      expect(memory.data()).toBe('accuracy = 81%\n  from eval.json: acc\n');
      expect(memory.config().fills['accuracy']?.source).toEqual(accuracy.source);
    }
  });

  it('store nothing when anything is wrong, and say what, where and what to do', async () => {
    const memory = open();
    const error = await failure(memory, [], { set: ['short_ms=50', 'accuracy=12 parsecs', 'acuracy=1'] });
    expect(error).toMatchObject({ exit: 2, message: 'Nothing was stored: 2 values cannot be used.' });
    expect(memory.config().fills).toEqual({});
    expect(memory.talk()).toContain("accuracy: can't convert parsecs to %; enter a percentage");
    expect(memory.talk()).toContain('unknown metric acuracy; did you mean accuracy?');
    expect(memory.data()).toBe('');
  });

  it('ask about a share over 100%, declared or not, and not about a change', async () => {
    const texts = {
      'cache.md':
        '---\nid: cache\n---\n# Cache?\n\nIt is [FILL IN: hit rate]%. Load: [FILL IN: load growth]%.\n',
    };
    const hits = 'cache/fill-in/hit-rate';
    const memory = openMemory({ files: texts, interactive: false });
    expect(await failure(memory, [], { set: [`${hits}=412%`] })).toMatchObject({ code: 'value-refused' });
    expect(memory.talk()).toContain('412% is above the expected range (0 to 100)');
    await fill(memory.context, [], { set: ['cache/fill-in/load-growth=412%', `${hits}=41%`] });
    expect(memory.data()).toContain('412%');
  });

  it('store nothing impossible, and nothing with two readings, unless it is forced', async () => {
    const memory = open();
    const error = await failure(memory, [], { set: ['accuracy=0.82', 'short_ms=5 s'] });
    expect(error).toMatchObject({ exit: 2, message: 'Nothing was stored: 2 values cannot be used.' });
    expect(memory.talk()).toContain('accuracy: 0.82% or 82%? Write one of them');
    expect(memory.talk()).toContain('short_ms: 5000 ms is above the expected range (1 to 1000)');
    expect(memory.config().fills).toEqual({});
    await fill(memory.context, [], { set: ['accuracy=0.82%'] });
    await fill(memory.context, [], { set: ['short_ms=5 s'], force: true });
    expect(Object.values(memory.config().fills).map(({ value }) => value)).toEqual(['0.82%', '5000 ms']);
  });

  it('take n/a for what was not measured', async () => {
    const memory = open();
    await fill(memory.context, [], { set: ['accuracy=n/a', 'long_ms=not measured: no GPU'] });
    expect(memory.data()).toBe('accuracy: not measured: does not apply\nlong_ms: not measured: no GPU\n');
  });

  it('take the words of a value that the shell split', async () => {
    const memory = open();
    await fill(memory.context, [], { set: ['long_ms=0.32', 's', 'short_ms=50', 'ms'] });
    expect(Object.values(memory.config().fills).map(({ value }) => value)).toEqual(['320 ms', '50 ms']);
    const error = await failure(memory, [], { set: ['accuracy=12', 'parsecs'] });
    expect(error.exit).toBe(2);
    expect(memory.talk()).toContain("accuracy: can't convert parsecs");
  });

  it('clear values, and print JSON of what was done', async () => {
    const memory = open({ fills: { accuracy: stored('81%') } });
    await fill(memory.context, [], { set: ['long_ms=0.32 s'], unset: ['accuracy', 'short_ms'], json: true });
    expect(JSON.parse(memory.data())).toEqual({
      v: 1,
      command: 'fill',
      set: [
        {
          name: 'long_ms',
          value: '320 ms',
          number: 320,
          unit: 'ms',
          warning: null,
          converted: '0.32 s = 320 ms',
        },
      ],
      notMeasured: [],
      unset: ['accuracy'],
      completed: [],
      derived: [],
      readAgain: [],
    });
    expect(Object.keys(memory.config().fills)).toEqual(['long_ms']);
  });

  it('say so when there was nothing to clear', async () => {
    const memory = open();
    await fill(memory.context, [], { unset: ['accuracy'] });
    expect(memory.data()).toBe('');
    expect(memory.talk()).toBe('Nothing to change.\n');
  });
});

describe('--list', () => {
  it('shows every value, where it is from, its age and who cites it', async () => {
    const memory = open({ fills: { short_ms: stored('50 ms'), long_ms: stored('320 ms') } });
    expect(await fill(memory.context, [], { list: true })).toBe(0);
    expect(memory.data()).toBe(
      [
        'Metric    Value   From      Age  Cited by',
        'short_ms  50 ms   typed     4 d  Q4, accuracy',
        'long_ms   320 ms  typed     4 d  Q4',
        'slowdown  6.4×    computed       Q4',
        'accuracy                         accuracy',
        '',
      ].join('\n'),
    );
    expect(memory.talk()).toBe('3 of 4 values filled.\n');
  });

  it('shows what is open in the order in which it is asked for', async () => {
    const memory = open({ fills: { short_ms: stored('50 ms') } });
    await fill(memory.context, [], { list: true, open: true });
    expect(memory.data().match(/^\w+/gm)).toEqual(['Metric', 'long_ms', 'accuracy']);
    expect(memory.talk()).toBe('2 values to fill.\n');
    await expect(fill(memory.context, [], { open: true })).rejects.toMatchObject({ code: 'option-stray' });
  });

  it('cuts no cell in a pipe, and no name on a screen', async () => {
    const name = `accuracy_${'on_a_test_set_'.repeat(4)}of_films`;
    const renamed = Object.fromEntries(
      Object.entries(files).map(([file, text]) => [file, text.replaceAll(/\baccuracy\b(?=:| ?\])/g, name)]),
    );
    const fills = { [name]: { value: '82%', updatedAt: '', notMeasured: undefined } };
    for (const piped of [true, false]) {
      const memory = openMemory({ files: renamed, fills, screen: { columns: 40, fancy: false, piped } });
      await fill(memory.context, [], { list: true });
      const text = memory.data();
      expect(piped ? text : text.replaceAll(/\s+/g, '')).toContain(
        piped ? `${name}  82%` : name.slice(0, 25),
      );
      expect(text).not.toContain('…');
    }
  });

  it('prints the documented JSON, for all or for some', async () => {
    const memory = open({ fills: { short_ms: stored('50 ms') } });
    await fill(memory.context, ['short_ms', 'slowdown'], { json: true });
    expect(JSON.parse(memory.data())).toMatchObject({
      v: 1,
      command: 'fill',
      metrics: [
        { name: 'short_ms', value: '50 ms', number: 50, filled: true, citedBy: ['attention', 'accuracy'] },
        { name: 'slowdown', value: null, derived: true, filled: false, citedBy: ['attention'] },
      ],
    });
    expect((await failure(memory, ['slowdwn'], { list: true })).exit).toBe(2);
  });
});

describe('placeholders without a name', () => {
  const guide = {
    'index.md':
      '---\nid: index\nnumber: 7\n---\n# What does an index cost?\n\nIt took a query from [X]ms to [FILL IN: the new latency] ms.\n',
  };

  it('are asked for, and listed, by what people call them; scripts get the key and the sentence', async () => {
    const memory = openMemory({ files: guide, lines: ['40', ''] });
    await fill(memory.context, [], {});
    const shown = memory.shown().split('\n');
    expect(shown).toContain('  It took a query from [X]ms to [FILL IN: the new latency] ms.');
    expect(shown).toContain('[X] ms (Enter = skip, ! = not measured, q = quit, ? = help):');
    expect(shown).toContain('  [X] ms = 40 ms');
    expect(shown).toContain('  It took a query from 40ms to [FILL IN: the new latency] ms.');
    expect(shown).toContain('the new latency (Enter = skip, b = back, ! = not measured, ? = help):');
    expect(memory.shown()).not.toContain('index/');

    await fill(memory.context, [], { list: true });
    expect(memory.data()).toBe(
      [
        'Metric                                   Value  From   Age    Cited by',
        'It took a query from [X]ms to … ms (Q7)  40 ms  typed  today',
        'the new latency (Q7)',
        '',
      ].join('\n'),
    );

    const listed = openMemory({ files: guide, fills: memory.config().fills });
    await fill(listed.context, [], { list: true, json: true });
    const { metrics } = JSON.parse(listed.data()) as { readonly metrics: readonly { name: string }[] };
    expect(metrics).toMatchObject([
      { value: '40 ms', prompt: 'It took a query from [X]ms to [FILL IN: the new latency] ms.' },
      { name: 'index/fill-in/the-new-latency', unit: 'ms', prompt: 'the new latency' },
    ]);
    expect(metrics[0]).not.toHaveProperty('label');

    await fill(listed.context, [], { set: [`${metrics[0]?.name}=41 ms`] });
    expect(listed.config().fills).toMatchObject({ [metrics[0]?.name ?? '']: { value: '41 ms' } });
  });

  it('are told by the words around them if their own are none, or those of another, and by the cell of a table', async () => {
    const page =
      '# Radar?\n\nIt took [FILL IN: number] h instead of [FILL IN: number] h, then [FILL IN: the bias] of [FILL IN: the bias].\n\n' +
      '| Input | Latency |\n|---|---|\n| Rain | 10 min |\n| Stage | [FILL IN] |\n';
    const memory = openMemory({ files: { 'radar.md': page }, lines: ['', '', '', '', ''] });
    await fill(memory.context, [], { list: true });
    expect(memory.data().split('\n').slice(1, 6)).toEqual([
      'It took [FILL IN: number] h instead of… (radar)',
      'It took … h instead of [FILL IN: number] h (radar)',
      'then [FILL IN: the bias] of (radar)',
      'then … of [FILL IN: the bias] (radar)',
      'Stage, Latency: [FILL IN] (radar)',
    ]);
    await fill(memory.context, [], {});
    expect(memory.shown()).toContain('It took … h instead of [FILL IN: number] h (Enter = skip,');
    expect(memory.shown()).toContain('Stage, Latency: [FILL IN] (Enter = skip,');
  });

  it('can be typed with an equals sign in their names, as they were before others were filled, and if equal by number', async () => {
    const page = '# Alert?\n\nPOD = [X]%, FAR = [Y]%. It took [X] ms. It took [X] ms.\n';
    const memory = openMemory({ files: { 'alert.md': page } });
    await fill(memory.context, [], { list: true });
    const names = memory.data().split('\n').slice(1, -1);
    expect(names).toEqual([
      'POD = [X]% (alert)',
      'FAR = [Y]% (alert)',
      'It took [X] ms (alert)',
      'It took [X] ms #2 (alert)',
    ]);
    await fill(memory.context, [], { set: names.map((name, i) => `${name}=${i + 41}`) });
    expect(Object.values(memory.config().fills).map(({ value }) => value)).toEqual([
      '41%',
      '42%',
      '43 ms',
      '44 ms',
    ]);
    await fill(memory.context, [], { unset: names });
    expect(memory.config().fills).toEqual({});
    const wrong = await failure(memory, [], { set: ['far=5', 'pod = [x]=100 parsecs'] });
    expect(wrong.message).toContain('2 values');
    expect(memory.talk()).toContain("POD = [X]% (alert): can't convert parsecs");
  });

  it.each(['not reached', 'NR', 'nicht erreicht'])(
    'stores words for a number only if told to: %s',
    async (words) => {
      const page = '# OS?\n\nMedian OS was [FILL IN: os] months.\n';
      const memory = openMemory({ files: { 'os.md': page } });
      await failure(memory, [], { set: [`os=${words}`] });
      expect(oneLine(memory.talk())).toContain(`add \`--force\` to store ${words} anyway`);
      await fill(memory.context, [], { set: [`os=${words}`], force: true });
      expect(memory.config().fills).toMatchObject({ os: { value: words } });
      await failure(memory, [], { set: ['os=12 parsecs'], force: true });
    },
  );

  it.each([
    ['percentage points', '8,4 Prozentpunkte', '8.4 points'],
    ['Prozentpunkte', '8.4 pp', '8.4 points'],
    ['Monate', '24,8 months', '24.8 months'],
    ['months', '24,8 Monate', '24.8 months'],
    ['Minuten', '2 Stunden', '120 min'],
    ['%', '18,4 Prozent', '18.4%'],
  ])('knows the units of German: [X] %s takes %s', async (unit, typed, value) => {
    const page = `---\nmetrics:\n  m: { prompt: M, unit: "${unit}" }\n---\n`;
    const memory = openMemory({
      files: { 'metrics.md': page, 'a.md': `# A?\n\nIt is [FILL IN: m] ${unit}.\n` },
    });
    await fill(memory.context, [], { set: [`m=${typed}`] });
    expect(memory.config().fills).toMatchObject({ m: { value } });
  });

  it.each([
    ['nse=abc', 'abc is not a number, and would replace 0.902'],
    ['nse=y', 'y is not a number, and would replace 0.902'],
    ['coverage after calibration=893%', '893% is more than 100%'],
  ])('doubts %s', async (set, doubt) => {
    const skill = {
      'skill.md':
        '# Skill?\n\nNSE [FILL IN: NSE], inside [FILL IN: coverage after calibration] of the time.\n',
    };
    const memory = openMemory({ files: skill });
    await fill(memory.context, [], { set: ['nse=0.902'] });
    await failure(memory, [], { set: [set] });
    expect(memory.talk()).toContain(doubt);
    expect(Object.values(memory.config().fills)).toMatchObject([{ value: '0.902' }]);
    await fill(memory.context, [], { set: [set], force: true });
    expect(Object.values(memory.config().fills)).toContainEqual(
      expect.objectContaining({ value: set.replace(/.*=/, '') }),
    );
  });

  it('can be typed as they are listed, with the question or without, and are said so', async () => {
    const memory = openMemory({ files: guide });
    const values = ['the new latency=12', 'It took a query from [X]ms to … ms=40'];
    const all = ['It took a query from [X]ms to … ms (Q7)=41', 'The new latency (Q7)=12'];
    await fill(memory.context, [], { set: all });
    expect(memory.data()).toContain('It took a query from [X]ms to … ms (Q7) = 41 ms\n');
    expect(memory.data()).toContain('the new latency (Q7) = 12 ms\n');
    await fill(memory.context, [], { set: values });
    expect(Object.values(memory.config().fills).map(({ value }) => value)).toEqual(['40 ms', '12 ms']);
    await fill(memory.context, [], { unset: ['the new latency'] });
    expect(memory.data()).toContain('the new latency (Q7) cleared\n');
    const wrong = fill(memory.context, [], { set: ['the old latency=1', 'an unknown one=2'] });
    await expect(wrong).rejects.toThrow('Nothing was stored: 2 values cannot be used.');
  });

  it('have names that no other value changes', async () => {
    const namesIn = async (): Promise<readonly string[]> => {
      const memory = openMemory({ files: guide, fills });
      await fill(memory.context, [], { list: true });
      return memory
        .data()
        .split('\n')
        .slice(1)
        .map((line) => line.split(' (Q7)')[0] ?? '');
    };
    let fills = {};
    const before = await namesIn();
    const memory = openMemory({ files: guide });
    await fill(memory.context, [], { set: ['the new latency=12'] });
    ({ fills } = memory.config());
    expect(await namesIn()).toEqual(before);
    const cut = { 'a.md': '# Load?\n\nThe share of the [X] orders and of the [Y] refunds was [Z]%.\n' };
    const other = openMemory({ files: cut });
    await fill(other.context, [], { list: true });
    expect(other.data()).not.toContain('……');
  });

  it('have the unit at the end of their hint, and are called by what is before it', async () => {
    const page =
      '# SLI?\n\np99 was [FILL IN: p99_before ms] before the cache and [FILL IN: p99_after ms] after it.\n';
    const memory = openMemory({ files: { 'sli.md': page } });
    await fill(memory.context, [], { set: ['p99_before=0.318 s', 'p99 after ms=76'] });
    expect(memory.data()).toContain('p99_before ms (sli): 0.318 s = 318 ms\n');
    expect(memory.data()).toContain('p99_after ms (sli) = 76 ms\n');
    await fill(memory.context, [], { unset: ['p99_before', 'p99_after (sli)'] });
    expect(memory.config().fills).toEqual({});
  });

  describe('of the same words', () => {
    const page = (number: number, name: string, text: string): string =>
      `---\nid: ${name}\nnumber: ${number}\n---\n# What about ${name}?\n\n${text}\n`;
    const two = {
      'towers.md': page(8, 'towers', 'Recall at 10 is [FILL IN: recall at 10], by [FILL IN: number].'),
      'offline.md': page(9, 'offline', 'It rose to [FILL IN: recall at 10], in [FILL IN: number].'),
    };

    it('are told apart by their questions, and listed together', async () => {
      const memory = openMemory({ files: two });
      const wrong = fill(memory.context, [], { set: ['recall at 10=0.4', 'recal at 10=0.4'] });
      await expect(wrong).rejects.toThrow('Nothing was stored');
      const talk = oneLine(memory.talk());
      expect(talk).toContain('2 values; use the question too: recall at 10 (Q8), recall at 10 (Q9)');
      expect(talk).toContain('recal at 10; did you mean recall at 10?');
      await fill(memory.context, ['recall at 10'], { list: true });
      expect(memory.data()).toContain('recall at 10 (Q8)\nrecall at 10 (Q9)\n');
    });
  });
});

describe('a value without a declared metric', () => {
  const ledger = {
    'ledger.md':
      '---\nid: ledger\nnumber: 3\n---\n# Ledger?\n\nWe have [FILL IN: postings per day] postings a day, keep [FILL IN: reserve %] of the sales, answer in [FILL IN: ack time] ms and drop [FILL IN: your dup]%.\n',
  };

  it('is doubtful where its hint asks for a percentage or a count', async () => {
    const memory = openMemory({ files: ledger, interactive: false });
    await failure(memory, [], { set: ['reserve %=61300', 'postings per day=0,8 ms'] });
    expect(memory.talk()).toContain('61300% is more than ten times the whole');
    expect(memory.talk()).toContain('0.8 ms is not a number of postings');
    expect(memory.config().fills).toEqual({});
    await fill(memory.context, [], { set: ['reserve %=3', 'postings per day=2.4M', 'dup=6.2'] });
    expect(memory.data()).toBe('reserve % (Q3) = 3%\npostings per day (Q3) = 2.4M\ndup (Q3) = 6.2%\n');
  });

  it('stays as it was typed: times in a note, and multiples of money', async () => {
    const memory = openMemory({ files: ledger, interactive: false });
    const set = ['ack time=45 ± 1.3 ms (10 min run)', 'reserve %=40–51', 'postings per day=$40k'];
    await fill(memory.context, [], { set, force: true });
    const again = openMemory({ files: ledger, fills: memory.config().fills });
    await fill(again.context, [], { list: true });
    expect(again.data()).toContain('45 ± 1.3 ms (10 min run)');
    expect(again.data()).toContain('$40k');
    expect(again.data()).not.toContain('2,700,000');
  });

  it('is in percent where it fell from so little that it can be no share of one', async () => {
    const fell = (from: string) => ({
      'a.md': `---\nid: a\n---\n# Empty?\n\nEmpty results fell from ${from} to [X]%.\n`,
    });
    const memory = openMemory({ files: fell('7.4%'), lines: ['0.6'], interactive: false });
    expect(await fill(memory.context, [], { plain: true })).toBe(0);
    const doubtful = openMemory({ files: fell('70%'), lines: ['0.6'], interactive: false });
    const error = await failure(doubtful, [], { plain: true });
    expect(error.message).toContain('0.6% or 60%?');
  });

  it('of a count is a number of it, which may be about so many', async () => {
    const count = { 'a.md': '---\nid: a\n---\n# Load?\n\nIt went from [X] ms over ~[FILL IN] incidents.\n' };
    for (const nonsense of ['-3', '41 -> 3', '30;rm', '4%', 'four percent', 'six hours', '4×']) {
      const memory = openMemory({ files: count, lines: ['5', nonsense], interactive: false });
      const error = await failure(memory, [], { plain: true });
      expect(error.message).toContain(`${nonsense} is not a number of incidents`);
    }
    const about = openMemory({ files: count, lines: ['5', 'about 85'], interactive: false });
    await fill(about.context, [], { plain: true });
    expect(Object.values(about.config().fills).map(({ value }) => value)).toEqual(['5 ms', '~85']);
  });

  it('of another bank is not listed with a bank that was named', async () => {
    const own = { 'a.md': '---\nid: a\n---\n# Load?\n\nLosses stayed below [TBD] then.\n' };
    const fills = { 'other/letter/of': { value: '5', updatedAt: '2026-11-20T11:00:00.000+01:00' } };
    const named = openMemory({ files: own, fills });
    await fill(named.context, [], { list: true, bank: ['a.md'] });
    expect(named.data()).toContain('Losses stayed below [TBD] then');
    expect(named.data()).not.toContain('other');
    const all = openMemory({ files: own, fills });
    await fill(all.context, [], { list: true });
    expect(all.data()).toContain('"of" in other ');
  });

  it('has its words in the list, also where its place is gone, and is cleared by them', async () => {
    const fills = {
      'ledger/letter/from-40-to-x-ms-was': { value: '5', updatedAt: '2026-11-20T11:00:00.000+01:00' },
    };
    const memory = openMemory({ files: ledger, fills });
    await fill(memory.context, [], { list: true });
    const [name = ''] = /^from 40 to … ms \(Q3\)(?= +5 )/m.exec(memory.data()) ?? [];
    await fill(memory.context, [], { unset: [name] });
    expect(memory.config().fills).toEqual({});
  });

  it('has its key in the list, if the words of two whose places are gone are the same', async () => {
    const typed = (value: string) => ({ value, updatedAt: '2026-11-20T11:00:00.000+01:00' });
    const fills = { 'ledger/letter/to-x-ms-was-1': typed('5'), 'ledger/letter/to-x-ms-was-2': typed('6') };
    const memory = openMemory({ files: ledger, fills });
    await fill(memory.context, [], { list: true });
    expect(memory.data()).toMatch(
      /^ledger\/letter\/to-x-ms-was-1 +5 [^]*^ledger\/letter\/to-x-ms-was-2 +6 /m,
    );
  });

  it('is called by its name where it is refused', async () => {
    const memory = openMemory({ files: ledger, interactive: false });
    await failure(memory, [], { set: ['ack time=abc'] });
    expect(memory.talk()).toContain('ack time (Q3): abc is not a number');
    expect(memory.talk()).not.toContain('ledger/');
  });
});

describe('the walk', () => {
  it('asks for each value with its sentence, stores it at once, and shows it in the next sentence', async () => {
    const memory = open({ lines: ['0.05 s', '?', 'parsecs', '320', ''] });
    expect(await fill(memory.context, [], {})).toBe(0);
    const shown = memory.shown();
    expect(shown).toContain('Latency at 128 tokens');
    expect(shown).toContain('It took [FILL IN: short_ms] at 128 tokens and [FILL IN: long_ms] at 512.');
    expect(shown).toContain('for example 50 ms · also cited by accuracy');
    expect(shown).toContain('short_ms (Enter = skip, ! = not measured, q = quit, ? = help):');
    expect(shown).toContain('short_ms: 0.05 s = 50 ms');
    expect(shown).toContain('It took 50\u00A0ms at 128 tokens and [FILL IN: long_ms] at 512.');
    expect(shown).toContain('does not say how to measure it');
    expect(shown).toContain('parsecs is not a number');
    expect(shown).toContain('2 values stored. 1 left. Run `prep fill` to continue.');
    expect(shown.endsWith('(closed)')).toBe(true);
    expect(Object.keys(memory.config().fills)).toEqual(['short_ms', 'long_ms']);
  });

  it('goes back a step, skips what has no place, and stops', async () => {
    const memory = open({ lines: ['50', 'b', '60', 'b', 'b', 'does not apply', 'q'] });
    await fill(memory.context, [], {});
    const { fills } = memory.config();
    expect(fills['short_ms']).toMatchObject({ notMeasured: { reason: 'does not apply' } });
    expect(memory.shown()).toContain(
      'short_ms (Enter = keep, - = clear, ! = not measured, q = quit, ? = help):',
    );
    expect(memory.shown()).toContain('This is the first value.');
    const some = open({ fills: { short_ms: stored('50 ms') }, lines: ['q'] });
    await fill(some.context, [], { question: ['accuracy'] });
    expect(some.shown()).toContain('for example 82%');
    expect(some.config().fills).toEqual({ short_ms: stored('50 ms') });
  });

  it('takes the questions of a section, or none that is unknown', async () => {
    const section = files['accuracy.md'].replace('---\n#', 'section: Results\n---\n#');
    const memory = openMemory({ files: { ...files, 'accuracy.md': section }, lines: ['50', '82'] });
    await fill(memory.context, [], { section: ['res'] });
    expect(Object.keys(memory.config().fills)).toEqual(['accuracy', 'short_ms']);
    expect(await failure(open(), [], { section: ['Nowhere'] })).toMatchObject({ code: 'section-unknown' });
  });

  it('keeps what was entered when the person leaves', async () => {
    const memory = open({ lines: ['50'] });
    expect(await fill(memory.context, [], {})).toBe(0);
    expect(memory.config().fills).toMatchObject({ short_ms: { value: '50 ms' } });
  });

  it('asks before it stores what is in doubt', async () => {
    const memory = open({ lines: ['0.82', '', '82'] });
    await fill(memory.context, ['accuracy'], {});
    expect(memory.config().fills).toMatchObject({ accuracy: { value: '82%' } });
    for (const [lines, value] of [
      [['0.9', 'y'], '0.9%'],
      [['0.9', '90'], '90%'],
      [['0.9', '0.8', 'n', '80'], '80%'],
      [['0.9', '', '90%'], '90%'],
    ] as const) {
      const again = open({ lines });
      await fill(again.context, ['accuracy'], {});
      expect(again.config().fills).toMatchObject({ accuracy: { value } });
      expect(again.shown()).toContain('Please check: 0.9% or 90%?');
    }
    const left = open({ lines: ['512'] });
    await fill(left.context, ['accuracy'], {});
    expect(left.config().fills).toEqual({});
  });

  it('reads a point in a number as the setting says, or asks', async () => {
    const texts = {
      'pay.md': '---\nid: pay\n---\n# Gehalt?\n\n___ € im Jahr, Minimum 95.000 €.\n',
      'more/load.md': '---\nid: load\n---\n# Load?\n\nIt took [X] ms, before 2,950.\n',
    };
    const [pay, load] = ['pay/blank/im', 'load/letter/it-took-x-ms-before'];
    const settings = { thousands: 'point' } as const;
    const sure = openMemory({ files: texts, settings, lines: ['110.000 €'] });
    await fill(sure.context, ['pay'], {});
    expect(sure.config().fills).toMatchObject({ [pay]: { value: '€110000', number: 110000 } });
    expect(sure.shown()).toContain('110.000 € = €110000');
    const doubted = openMemory({ files: texts, lines: ['110.000 €', '', '110000 €'] });
    await fill(doubted.context, ['pay'], {});
    expect(doubted.config().fills).toMatchObject({ [pay]: { value: '€110000', number: 110000 } });
    const asked = openMemory({ files: texts, lines: ['1.100', '', '1100'] });
    await fill(asked.context, ['load'], {});
    expect(asked.config().fills).toMatchObject({ [load]: { value: '1100 ms' } });
    const script = openMemory({ files: texts, interactive: false });
    expect(await failure(script, [], { set: [`${load}=1.100`] })).toMatchObject({ code: 'value-refused' });
    expect(script.talk()).toContain('1.1 ms or 1100 ms?');
    const set = openMemory({ files: texts, settings, interactive: false });
    await fill(set.context, [], { set: [`${load}=1.100`] });
    expect(set.config().fills).toMatchObject({ [load]: { number: 1100 } });
  });

  it('asks a script in the order of the list, and does not take money for a number of steps', async () => {
    const texts = {
      'a.md': '---\nid: a\n---\n# How fast?\n\nIt takes [X] ms,\n- every [N] steps\n',
      'b.md': '---\nid: b\n---\n# How much?\n\nIt costs ___ €.\n',
    };
    const listed = openMemory({ files: texts });
    await fill(listed.context, [], { list: true, json: true });
    const { metrics } = JSON.parse(listed.data()) as {
      readonly metrics: readonly { readonly name: string }[];
    };
    const memory = openMemory({ files: texts, lines: ['5', '500', '7'], interactive: false });
    await fill(memory.context, [], { plain: true });
    const values = metrics.map(({ name }) => memory.config().fills[name]?.value);
    expect(values).toEqual(['5 ms', '500', '€7']);
    const wrong = openMemory({ files: texts, lines: ['5', '9800€', '7'], interactive: false });
    const error = await failure(wrong, [], { plain: true });
    expect(error.message).toContain('€9800 is not a number of steps');
    expect(Object.keys(wrong.config().fills)).toHaveLength(1);
  });

  it('says where one value is for several questions', async () => {
    const text = (id: string) => `---\nid: ${id}\n---\n# Why ${id}?\n\nIt took [FILL IN: latency]ms.\n`;
    const texts = { 'a.md': text('a'), 'b.md': text('b') };
    const asked = openMemory({ files: texts, lines: ['5'] });
    await fill(asked.context, [], {});
    expect(asked.shown()).toContain('one value for 2 questions');
  });

  it('takes words for what a key does, and clears nothing where nothing is', async () => {
    const memory = open({ lines: ['-', 'skip', 'stop'] });
    await fill(memory.context, ['short_ms', 'long_ms', 'accuracy'], {});
    expect(memory.shown()).toContain('short_ms has no value to clear');
    expect(memory.shown()).not.toContain('is not a number');
    expect(memory.shown()).toContain('\n0 values stored. 3 left.');
    expect(memory.config().fills).toEqual({});
  });

  it('asks for a filled value by name, and clears it with a dash', async () => {
    const memory = open({ fills: { accuracy: stored('81%') }, lines: ['-'] });
    await fill(memory.context, ['accuracy'], {});
    expect(memory.shown()).toContain('now 81%');
    expect(memory.shown()).toContain('(Enter = keep, - = clear, ! = not measured, q = quit, ? = help):');
    expect(memory.shown()).toContain('accuracy cleared');
    expect(memory.shown()).toContain('0 values stored, 1 cleared. 3 left');
    expect(memory.config().fills).toEqual({});
  });

  it('says at the prompt that a value is from a file', async () => {
    const accuracy = { ...stored('81%'), source: { file: '/here/eval.json', path: 'acc' } };
    const memory = open({ fills: { accuracy }, lines: ['84'] });
    await fill(memory.context, ['accuracy'], {});
    expect(memory.shown().replaceAll('\u00A0', ' ')).toContain('now 81% from a file');
    expect(memory.shown().replaceAll('\u00A0', ' ')).toContain(
      'accuracy = 84%, no longer read from its file',
    );
  });

  it('says that all is filled, and what to do without a terminal', async () => {
    const all = { short_ms: stored('50 ms'), long_ms: stored('320 ms'), accuracy: stored('82%') };
    const full = open({ fills: all });
    expect(await fill(full.context, [], {})).toBe(0);
    expect(full.talk()).toBe('Every value your answers cite is filled.\n');
    const piped = open({ interactive: false });
    expect(await failure(piped, [], {})).toMatchObject({ code: 'no-terminal', exit: 2 });
    const plain = open({ interactive: false, lines: ['50'] });
    expect(await fill(plain.context, [], { plain: true })).toBe(0);
    expect(Object.keys(plain.config().fills)).toEqual(['short_ms']);
  });

  it('are named in full, also where the name has an equals sign', async () => {
    const two = {
      'a.md': '---\nid: a\nnumber: 1\n---\n# Why?\n\nThe error fell to [Y] s.\n\nMean CSI = [X].\n',
    };
    const memory = openMemory({ files: two });
    await fill(memory.context, [], { set: ['Mean CSI = [X] (Q1)=5', 'The error fell to [Y] s=4'] });
    expect(Object.values(memory.config().fills).map(({ value }) => value)).toEqual(['5', '4 s']);
    for (const none of ['the error fell=4', 'Mean CSI=5'])
      expect(await failure(openMemory({ files: two }), [], { set: [none] })).toMatchObject({ exit: 2 });
  });

  it('are named without the beginning of what follows in parentheses', async () => {
    const text = '---\nid: a\nnumber: 1\n---\n# How?\n\nBuilding it takes [X] minutes (was: 3 h).\n';
    const memory = openMemory({ files: { 'a.md': text } });
    await fill(memory.context, [], { list: true });
    expect(memory.data().replaceAll('\u00A0', ' ')).toContain('Building it takes [X] minutes (Q1)');
  });

  it('in a table are shown with their row and column', async () => {
    const table =
      '---\nid: a\n---\n# How good?\n\n| Model | MAE |\n|---|---|\n| Mean | 19 |\n| Quantile | [FILL IN: mae] |\n';
    const memory = openMemory({ files: { 'a.md': table }, lines: [''] });
    await fill(memory.context, [], {});
    expect(memory.shown()).toContain('Quantile, MAE: [FILL IN: mae]');
  });

  it('of a pipe with more lines than values says so, and is 1', async () => {
    const over = open({ interactive: false, lines: ['50', '320', '82', '7'] });
    expect(await fill(over.context, [], { plain: true })).toBe(1);
    expect(over.shown()).toContain('The input has more lines than values, from 7 on.');
    const left = open({ interactive: false, lines: ['50', '320', '82', 'q'] });
    expect(await fill(left.context, [], { plain: true })).toBe(0);
    const stopped = open({ interactive: false, lines: ['50', 'q', '82'] });
    expect(await fill(stopped.context, [], { plain: true })).toBe(0);
  });

  it('of a question without open values are corrected at a terminal, and nowhere else', async () => {
    const fills = { short_ms: stored('50 ms'), long_ms: stored('320 ms'), accuracy: stored('82%') };
    const memory = open({ fills, lines: ['', '300'] });
    await fill(memory.context, ['4'], {});
    expect(memory.config().fills).toMatchObject({
      short_ms: { value: '50 ms' },
      long_ms: { value: '300 ms' },
    });
    const piped = open({ fills, interactive: false, lines: ['60', '70'] });
    await fill(piped.context, ['4'], { plain: true });
    expect(piped.config().fills).toEqual(fills);
    expect(piped.talk()).toContain('To correct one: `prep fill --set NAME=VALUE`.');
  });

  it('refuses a name that is not there, and a derived one', async () => {
    const memory = open();
    const refused = { exit: 2, message: '2 names cannot be used.' };
    expect(await failure(memory, ['acuracy', 'slowdown'], {})).toMatchObject(refused);
    expect(await failure(open(), ['acuracy', 'x'], { list: true })).toMatchObject(refused);
    expect(memory.talk()).toContain('did you mean accuracy');
    expect(memory.talk()).toContain('slowdown is computed: long_ms / short_ms');
  });
});

describe('the unit of a gap', () => {
  it.each([
    ['costs $[X] per hour', ['$0.192/h'], 'costs $0.192 per hour'],
    ['paid $[OLD] a month', ['$4.38k per month'], 'paid $4380 a month'],
    ['costs $[X] per hour', ['$4.8/day'], 'costs $0.20 per hour'],
    ['moves [X] MB per second', ['2 GB/s'], 'moves 2000 MB per second'],
    ['moves [X] MB per second', ['2 GB', 'q'], 'moves 2000 MB per second'],
    ['takes [X]–[Y] ms', ['0.01 s', '12'], 'takes 10–12 ms'],
    ['fell from [X] to [Y] ms', ['0.09 s', '12 ms'], 'fell from 90 to 12 ms'],
    [
      '| | direct | proxy |\n|---|---|---|\n| p99 (ms) | [X] | [Y] |',
      ['0.00275 s', '4.1'],
      '| p99 (ms) | 2.75 ms | 4.1 ms |',
    ],
    [
      '| run | p99 (ms) |\n|---|---|\n| direct | [X] |\n| proxy | [Y] |',
      ['0.00275 s', '4.1'],
      '| proxy | 4.1 ms |',
    ],
    ['| run | count |\n|---|---|\n| direct | [X] |\n| proxy | [Y] |', ['3', '4.1 s'], '| proxy | 4.1 s |'],
  ])('in %j may stand behind the other end, or in its row or column', async (text, values, shown) => {
    const memory = openMemory({
      files: { 'a.md': `---\nid: a\n---\n# How long?\n\nIt:\n\n${text}\n` },
      lines: values,
    });
    await fill(memory.context, [], {});
    const { bank, values: all } = await loadFullStudy(memory.context, {});
    const [question] = bank.questions.values();
    const answer = question ? segmentsText(fillText(question.answer, question, all)) : '';
    expect(answer.replaceAll('\u00A0', ' ')).toContain(shown);
  });
});

it('says which words stand in an answer because a value was not measured', async () => {
  const text =
    'It is [FILL IN: loss] worse. [IF loss < 1: That is noise. | ELSE: That is too much, so I kept [FILL IN: kept].]';
  const metrics =
    'a: { prompt: A, unit: "%" }\n  b: { prompt: B, unit: "%" }\n  loss: { derive: a - b, unit: pp }\n  kept: { prompt: Kept, kind: text }';
  const own = {
    'metrics.md': `---\nmetrics:\n  ${metrics}\n---\n`,
    'a.md': `---\nid: a\nnumber: 12\n---\n# How?\n\n${text}\n`,
  };
  const memory = openMemory({ files: own, interactive: false });
  await fill(memory.context, [], { set: ['a=91.3', 'b=90.8', 'kept=fp16'] });
  expect(memory.talk()).not.toContain('now say');
  await fill(memory.context, [], { notMeasured: ['b=broke'] });
  expect(memory.talk()).toContain('1 sentence is left out of the answers:\n');
  expect(memory.talk()).toContain('The answers now say:\n');
  expect(memory.talk()).toContain('That is too much, so I kept fp16.');
});

it('asks whether 1.234 is 1234 in an answer with decimal commas', async () => {
  const own = (text: string) => ({
    'a.md': `---\nid: a\n---\n# Durchsatz?\n\n${text} [FILL IN: flash_kb] KB.\n`,
  });
  const german = openMemory({ files: own('Bei 12,5 % Last'), interactive: false });
  const set = ['flash_kb=2.048'];
  await expect(fill(german.context, [], { set })).rejects.toThrow('Nothing was stored');
  expect(german.talk()).toContain('2.048 kB or 2048 kB?');
  const english = openMemory({ files: own('At 12.5% load'), interactive: false });
  expect(await fill(english.context, [], { set })).toBe(0);
});

it('decides a condition by a bound', async () => {
  const text =
    '[FILL IN: b]: [IF b < 10: Below ten. | ELSE: Not below ten.] [IF b == 10: Ten.] [IF b > 9: Above nine.]';
  const own = {
    'metrics.md': '---\nmetrics:\n  b: { prompt: B, unit: ms }\n---\n',
    'a.md': `---\nid: a\n---\n# How?\n\n${text}\n`,
  };
  const said = async (value: string): Promise<string> => {
    const memory = openMemory({ files: own, interactive: false });
    await fill(memory.context, [], { set: [`b=${value}`] });
    const { bank, values } = await loadFullStudy(memory.context, {});
    const [question] = bank.questions.values();
    return question
      ? segmentsText(fillText(question.answer, question, values))
          .replace(/^.*?: /, '')
          .trim()
      : '';
  };
  expect(await said('<10')).toBe('Below ten. Above nine.');
  expect(await said('10')).toBe('Not below ten. Ten. Above nine.');
  expect(await said('>10')).toBe('Not below ten. Above nine.');
});

it.each([
  ['low=5–150', '5–150 ms is above the expected range (1 to 100)'],
  ['low=0-50', '0–50 ms is below the expected range (1 to 100)'],
  ['gpu=3.5', '3.5 is only a number'],
])('asks about %s', async (set, doubt) => {
  const metrics =
    'low: { prompt: Low, unit: ms, min: 1, max: 100 }\n  gpu: { prompt: The GPU, kind: text, example: RTX 3090 }';
  const own = {
    'metrics.md': `---\nmetrics:\n  ${metrics}\n---\n`,
    'a.md': '---\nid: a\n---\n# How?\n\n[FILL IN: low] on [FILL IN: gpu].\n',
  };
  const memory = openMemory({ files: own, interactive: false });
  await expect(fill(memory.context, [], { set: [set] })).rejects.toThrow('Nothing was stored');
  expect(oneLine(memory.talk())).toContain(doubt);
  expect(await fill(memory.context, [], { set: ['low=5–50', 'gpu=RTX 4090'] })).toBe(0);
});

describe('statistics of one thing', () => {
  const refused = async (answer: string): Promise<string> => {
    const memory = openMemory({
      files: { 'a.md': `---\nid: a\nnumber: 1\n---\n# How fast?\n\n${answer}\n` },
      lines: ['23', '12', '12', 'n'],
    });
    await fill(memory.context, ['1'], { plain: true }).catch(() => undefined);
    return memory.talk() + memory.shown();
  };

  it.each([
    'The median of POST /payments is [X] ms, and the p95 is [Y] ms.',
    '- p50: [X] ms\n- p95: [Y] ms',
    'It takes [X]ms (p50), [Y]ms (p95).',
    'Reads: [X] ms median and [Y] ms p95.',
    'The median is **[X] ms** / p99 **[Y] ms**.',
  ])('are asked about where they are in no order: %s', async (answer) => {
    expect(await refused(answer)).toMatch(
      /p9[59] is 12 ms, and (?:the )?(?:median|p50) is 23 ms, which is more/,
    );
  });

  it.each([
    'Before, the median was [X] ms, and after the rewrite the p95 is [Y] ms.',
    'The p95 is [X] ms and the median is [Y] ms.',
    'The median of reads is [X] ms, and the p95 of writes is [Y] ms.',
    'With a p50 budget of 20 ms it takes [X] ms and [Y] ms at p95.',
    'The p95 went from [X] ms to [Y] ms.',
  ])('are not where they may be of others: %s', async (answer) => {
    expect(await refused(answer)).not.toContain('which is more');
  });

  it('are compared before a change and after it, each with its own', async () => {
    const change = 'p95 went from [A] ms to [B] ms, and the median from [C] ms to [D] ms.';
    for (const [values, doubt] of [
      [['90', '40', '100', '20'], 'p95 is 90 ms, and median is 100 ms, which is more'],
      [['90', '40', '30', '50'], 'p95 is 40 ms, and median is 50 ms, which is more'],
      [['90', '40', '60', '20'], undefined],
    ] as const) {
      const memory = openMemory({
        files: { 'a.md': `---\nid: a\nnumber: 1\n---\n# How fast?\n\n${change}\n` },
        lines: [...values, values[3], 'n'],
      });
      await fill(memory.context, ['1'], { plain: true }).catch(() => undefined);
      if (doubt === undefined) expect(memory.talk() + memory.shown()).not.toContain('which is more');
      else expect(memory.talk() + memory.shown()).toContain(doubt);
    }
  });
});

it.each([
  ['In the last year [X] of [Y] rollbacks were automatic.', true],
  ['[X] out of the [Y] teams use it', true],
  ['It raised [Y]\nalerts, of which [X] were real.', true, ['12', '23']],
  ['It raised [Y] alerts, of which [X] were real.', false],
  ['We run [X] of [Y]-core machines.', false],
  ['We run [X] of [Y] GB each.', false],
])('a part above its whole is asked about: %s', async (answer, isAsked, lines = ['23', '12']) => {
  const memory = openMemory({
    files: { 'a.md': `---\nid: a\nnumber: 1\n---\n# How many?\n\n${answer}\n` },
    lines: [...lines, '12', 'n'],
  });
  await fill(memory.context, ['1'], { plain: true }).catch(() => undefined);
  const said = memory.talk() + memory.shown();
  expect(said.includes('the whole is 12, and the part is 23, which is more')).toBe(isAsked);
});
