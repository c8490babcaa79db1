import { describe, expect, it } from 'vitest';
import { readUnfinished } from '../../../src/formats/stored/draft.ts';
import { rehearsed, type RehearsedPlan } from '../../support/rehearsed.ts';
import type { Act } from '../../support/scripted-prompts.ts';

const PARTS = ['A ratio.', 'Find out why.', 'I counted by hand.', 'It went into the report.'];
const TOLD = `## Situation

A ratio.

## Task

Find out why.

## Action

I counted by hand.

## Result

It went into the report.`;
const typed: readonly Act[] = PARTS.map((answer) => ({ answer }));
const said: readonly Act[] = PARTS.map(() => ({ answer: '' }));
const END: readonly Act[] = [{ points: [1, 1, 1, 1] }, { rate: 'good' }, { go: true }];
const STORY: RehearsedPlan = { questions: ['story'], mode: 'type' };

/** Ten seconds go by ahead of each act. */
const slowly: RehearsedPlan['before'] = (_, machine) => void (machine.clock.now += 10_000);

describe('a story', () => {
  it('is typed part by part, and kept under the headings that prep answer gives', async () => {
    const run = await rehearsed([...typed, ...END], STORY);
    expect(run.attempts()).toMatchObject([{ text: TOLD }]);
  });

  it('has a name and a share of the target time for each part', async () => {
    const { script } = await rehearsed([...typed, ...END], STORY);
    expect(script.answers.map(({ heading }) => heading)).toEqual([
      'Situation, part 1 of 4, usually 15 to 20% of the time',
      'Task, part 2 of 4, usually 10 to 15% of the time',
      'Action, part 3 of 4, usually 50 to 60% of the time',
      'Result, part 4 of 4, usually 15 to 20% of the time',
    ]);
    expect(script.answers.map(({ next }) => next)).toEqual(['Task', 'Action', 'Result', undefined]);
    const targets = script.answers.map(({ targetMs }) => targetMs);
    expect(targets.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(120_000);
  });

  it.each(['type', 'think'] as const)('keeps the time of each part in mode %s', async (mode) => {
    const run = await rehearsed([...(mode === 'type' ? typed : said), ...END], {
      ...STORY,
      mode,
      before: slowly,
    });
    expect(run.attempts()).toMatchObject([
      { mode, partsMs: [10_000, 10_000, 10_000, 10_000], elapsedMs: 40_000 },
    ]);
  });

  it('is recorded in one piece, with the time of each part', async () => {
    const spoken: readonly Act[] = PARTS.map(() => ({ record: 'stopped' }));
    const run = await rehearsed([...spoken, { go: true }, ...END], {
      questions: ['story'],
      sounds: { jobs: ['recorder'] },
      before: slowly,
    });
    expect(run.sound.started).toHaveLength(1);
    expect(run.script.records.map(({ heading }) => heading?.split(',')[0])).toEqual([
      'Situation',
      'Task',
      'Action',
      'Result',
    ]);
    expect(run.attempts()).toMatchObject([
      { recording: 'recordings/id-002.wav', partsMs: [10_000, 10_000, 10_000, 10_000] },
    ]);
  });

  it('counts no time for parts that a recording did not reach', async () => {
    const run = await rehearsed([{ record: 'stopped' }, { record: 'limit' }, { go: true }, ...END], {
      questions: ['story'],
      sounds: { jobs: ['recorder'] },
      before: slowly,
    });
    expect(run.attempts()).toMatchObject([{ partsMs: [10_000, 10_000, 0, 0] }]);
  });

  it('goes on with the part in hand after a key, and counts its time once', async () => {
    const acts: readonly Act[] = [
      { answer: 'A ratio.' },
      { key: 'help' },
      { answer: 'Find out why.' },
      ...typed.slice(2),
      ...END,
    ];
    const run = await rehearsed(acts, { ...STORY, before: slowly });
    expect(run.attempts()).toMatchObject([{ text: TOLD, partsMs: [10_000, 20_000, 10_000, 10_000] }]);
  });

  it('loses neither text nor time when the session ends in between', async () => {
    const run = await rehearsed([...typed.slice(0, 2), { interrupt: true }], {
      ...STORY,
      before: slowly,
    });
    const draft = run.drafts.get('story') ?? '';
    expect(readUnfinished(draft)).toMatchObject({ partsMs: [10_000, 10_000], spentMs: 10_000 });

    const next = await rehearsed([...typed.slice(2), ...END], { ...STORY, drafts: { story: draft } });
    expect(next.script.answers[0]?.heading).toContain('part 3 of 4');
    expect(next.attempts()).toMatchObject([{ text: TOLD, partsMs: [10_000, 10_000, 10_000, 0] }]);
  });

  it('goes on with its last part when it was told and not rated', async () => {
    const run = await rehearsed([...typed, { interrupt: true }], STORY);
    const next = await rehearsed([{ answer: 'It went into the report.' }, ...END], {
      ...STORY,
      drafts: { story: run.drafts.get('story') ?? '' },
    });
    expect(next.script.answers).toMatchObject([{ draft: 'It went into the report.' }]);
    expect(next.attempts()).toMatchObject([{ text: TOLD }]);
  });

  it('goes back a part with u, whose text and time continue', async () => {
    const run = await rehearsed(
      [{ answer: 'A ratio.' }, { key: 'undo' }, { answer: 'A ratio of two.' }, ...typed.slice(1), ...END],
      { ...STORY, before: slowly },
    );
    expect(run.script.answers.map(({ heading }) => heading?.split(',')[0])).toEqual([
      'Situation',
      'Task',
      'Situation',
      'Task',
      'Action',
      'Result',
    ]);
    expect(run.script.answers.map(({ canGoBack }) => canGoBack).slice(0, 3)).toEqual([false, true, false]);
    expect(run.script.answers[2]?.draft).toBe('A ratio.');
    expect(run.attempts()).toMatchObject([
      { text: TOLD.replace('A ratio.', 'A ratio of two.'), partsMs: [30_000, 10_000, 10_000, 10_000] },
    ]);
  });

  it('gets the advice that prep answer gives, once', async () => {
    const told = ['The bill grew.', 'Cut it.', 'We moved the cache. I measured.', 'It shrank.'];
    const story = [
      ...told.map((answer) => ({ answer })),
      { points: [1, 1, 1, 1] as const },
      { rate: 'again' as const },
    ];
    const { script } = await rehearsed(
      [...story, { go: true }, ...story.slice(0, 4), { key: 'quit' }],
      STORY,
    );
    const shown = script.shown();
    expect(shown.match(/Action says "we" in a sentence/g)).toHaveLength(2);
    expect(shown.match(/Result has no number/g)).toHaveLength(2);
  });

  it('takes a text of before without headings as its first part', async () => {
    const run = await rehearsed([{ key: 'quit' }], { ...STORY, drafts: { story: 'Once upon a time.' } });
    expect(run.script.answers).toMatchObject([{ draft: 'Once upon a time.' }]);
  });

  it('stands below its exemplar', async () => {
    const run = await rehearsed([...typed, ...END], STORY);
    expect(run.script.shown()).toContain(
      '  Model answer\n  I counted operations by hand.\n  You typed\n  I counted by hand.\n',
    );
  });

  it('has the version that is kept below the exemplar when nothing was typed', async () => {
    const answers = { story: { own: { text: TOLD, updatedAt: '2026-11-01T10:00:00+01:00' } } };
    const run = await rehearsed([...said, ...END], { ...STORY, mode: 'think', columns: 120, answers });
    expect(run.script.shown()).toMatch(/Model answer\n.*\n {2}Your version/);
    expect(run.script.shown()).toMatch(/Situation \(0:00/);
  });
});
