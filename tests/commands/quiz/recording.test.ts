// The commands that write: what is recorded, what is said, and that every step can be taken back.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grade, redo, suspend, undo, unsuspend } from '../../../src/commands/quiz/entries.ts';
import { fill } from '../../../src/commands/fill/fill.ts';
import { history } from '../../../src/commands/progress/history.ts';
import { answer } from '../../../src/commands/stories/answer.ts';
import { RATINGS } from '../../../src/core/base/attempt.ts';
import { foldJournal } from '../../../src/core/schedule/fold.ts';
import type { Progress } from '../../../src/core/schedule/progress.ts';
import { at, attempt, params } from '../../support/entries.ts';
import type { Memory } from '../../support/memory-context.ts';
import { failureOf, openVerbs, VERB_FILES } from '../../support/verbs.ts';
import { rounds } from '../../support/rounds.ts';

const progressOf = ({ entries }: Memory): Omit<Progress, 'apart'> => {
  const { schedules, seen, days, suspended, notes } = foldJournal(entries, params);
  return { schedules, seen, days, suspended, notes };
};
const jsonOf = (memory: Memory): unknown => JSON.parse(memory.data());

describe('prep grade', () => {
  it('records one attempt with what finds the question again, and says when it returns', async () => {
    const memory = openVerbs();
    expect(await grade(memory.context, ['4', 'good'], {})).toBe(0);
    expect(memory.entries).toMatchObject([
      {
        type: 'attempt',
        question: 'attention',
        rating: 'good',
        by: 'grade',
        title: 'What does attention cost, and does your own measurement agree with it?',
        bank: 'shipped',
        questionHash: expect.any(String),
      },
    ]);
    expect(memory.data()).toMatch(/^attention: good, next in \d+ d\.\n$/);
  });

  it('prints the schedule that the journal then holds', async () => {
    const memory = openVerbs({
      entries: [attempt('1', 'attention', 'good', at('2026-11-20T10:00:00+01:00'))],
    });
    await grade(memory.context, ['attention', 'hard'], { json: true });
    const { schedule } = jsonOf(memory) as { schedule: Record<string, unknown> };
    const stored = progressOf(memory).schedules.get('attention');
    expect(schedule).toMatchObject({
      stabilityDays: stored?.stabilityDays,
      difficulty: stored?.difficulty,
      reps: 2,
      lapses: 0,
      state: 'review',
    });
    expect(at(String(schedule['due']))).toBe(stored?.due);
  });

  it('records nothing for a question that there is not', async () => {
    const memory = openVerbs();
    expect((await failureOf(() => grade(memory.context, ['nothing', 'good'], {}))).exit).toBe(2);
    expect(memory.entries).toEqual([]);
  });
});

describe('prep suspend and unsuspend', () => {
  it('take a question out and back, and say so once', async () => {
    const memory = openVerbs();
    expect(await suspend(memory.context, ['story'], {})).toBe(0);
    expect(await suspend(memory.context, ['story'], {})).toBe(0);
    expect(memory.data()).toBe('story is suspended.\nstory is already suspended.\n');
    expect(memory.entries).toHaveLength(1);
    expect(await unsuspend(memory.context, ['story'], {})).toBe(0);
    expect(progressOf(memory).suspended.size).toBe(0);
  });

  it('print what changed', async () => {
    const memory = openVerbs();
    await unsuspend(memory.context, ['story'], { json: true });
    expect(jsonOf(memory)).toEqual({
      v: 1,
      command: 'unsuspend',
      question: 'story',
      suspended: false,
      changed: false,
      questions: [{ question: 'story', suspended: false, changed: false }],
    });
  });

  it('take several, each once, and nothing when one of them is not known', async () => {
    const memory = openVerbs();
    const ids = ['story', 'attention'];
    await suspend(memory.context, [...ids, ...ids], {});
    expect(progressOf(memory).suspended).toEqual(new Set(ids));
    expect(memory.entries).toHaveLength(2);
    const error = await failureOf(() => unsuspend(memory.context, [...ids, 'nowhere'], {}));
    expect(error.exit).toBe(2);
    expect(memory.entries).toHaveLength(2);
  });

  it('leave a suspension in the file to the file', async () => {
    const text = VERB_FILES['story.md']?.replace('number: 41', 'suspended: true') ?? '';
    const memory = openVerbs({ files: { 'story.md': text } });
    const error = await failureOf(() => unsuspend(memory.context, ['story'], {}));
    expect(error).toMatchObject({ code: 'suspended-in-file', exit: 2 });
    expect(error.hint).toContain('story.md');
  });
});

describe('prep undo', () => {
  it('names what it takes back, the latest first', async () => {
    const when = at('2026-11-23T09:30:00+01:00');
    const entries = [
      attempt('1', 'story', 'good', when),
      { type: 'note' as const, id: '2', at: when, question: 'story', text: 'x' },
      { type: 'relink' as const, id: '3', at: when, from: 'tale', to: 'story' },
      { type: 'suspend' as const, id: '4', at: when, question: 'draft' },
      { type: 'unsuspend' as const, id: '5', at: when, question: 'draft' },
    ];
    const memory = openVerbs({ entries, interactive: false });
    for (let left = entries.length; left > 0; left--) expect(await undo(memory.context, [], {})).toBe(0);
    expect(memory.data().split('\n')).toEqual([
      'Undid: bringing draft back, from 2026-11-23 09:30.',
      'Undid: the suspension of draft, from 2026-11-23 09:30.',
      'Undid: moving the history of tale to story, from 2026-11-23 09:30.',
      'Undid: your note on Q41: "x", from 2026-11-23 09:30.',
      'Undid: the rating "good" of Q41, from 2026-11-23 09:30.',
      '',
    ]);
    expect(await failureOf(() => undo(memory.context, [], {}))).toMatchObject({
      code: 'nothing-to-undo',
      exit: 2,
    });
  });

  it('calls a value by the name that lists have and that can be typed', async () => {
    const name = 'cache/fill-in/p99-before-ms';
    const files = {
      'a.md': '---\nid: cache\nnumber: 7\n---\n# Cache?\n\np99 was [FILL IN: p99_before ms] before it.\n',
    };
    const after = { value: '318 ms', number: 318, updatedAt: '2026-11-24T09:00:00.000+01:00' };
    const change = { type: 'change', id: 'c', at: at(after.updatedAt), values: [{ name, after }] } as const;
    const memory = openVerbs({ files, entries: [change], fills: { [name]: after }, interactive: false });
    await undo(memory.context, [], {});
    expect(memory.data()).toContain('the value of p99_before ms (Q7) (there is none now)');
  });

  it('does not take an older step for an import, which it cannot undo', async () => {
    const entries = [attempt('1', 'story', 'good', at('2026-11-24T09:30:00+01:00'))];
    const imported = { type: 'change', id: '2', at: at('2026-11-24T09:40:00+01:00'), imported: 3 } as const;
    const asked = openVerbs({ entries: [...entries, imported], lines: [''] });
    expect(await undo(asked.context, [], {})).toBe(0);
    expect(asked.shown()).toContain('Your last step was an import, which prep cannot undo. To remove');
    expect(asked.shown()).toContain('Undo the rating "good" of Q41, from 2026-11-24 09:30?');
    expect(asked.entries).toHaveLength(2);
    const script = openVerbs({ entries: [...entries, imported], interactive: false });
    const failure = await failureOf(() => undo(script.context, [], {}));
    expect(failure).toMatchObject({
      code: 'import-later',
      message: 'Your last step was an import, which prep cannot undo.',
    });
    // It may have changed questions, whose files are not to be deleted.
    expect(failure.hint).toMatch(
      /^to remove questions that it added, .* as NAME\.md\.mine\. At a terminal, `prep undo` offers the step before it$/,
    );
    expect(script.entries).toHaveLength(2);
    const before = [imported, attempt('3', 'story', 'good', at('2026-11-24T09:50:00+01:00'))];
    const undone = openVerbs({ entries: before, interactive: false });
    expect(await undo(undone.context, [], {})).toBe(0);
    const empty = openVerbs({ entries: [imported] });
    expect(await failureOf(() => undo(empty.context, [], {}))).toMatchObject({ code: 'nothing-to-undo' });
  });

  it('does not take an older step for the edit of a file', async () => {
    const edited = { type: 'change', id: '2', at: at('2026-11-24T09:40:00+01:00'), edited: true } as const;
    const rated = attempt('1', 'story', 'good', at('2026-11-24T09:30:00+01:00'));
    const script = openVerbs({ entries: [rated, edited], interactive: false });
    expect(await failureOf(() => undo(script.context, [], {}))).toMatchObject({
      message: 'Your last step was the edit of a file, which prep cannot undo.',
      hint: '`prep edit` opens it again. At a terminal, `prep undo` offers the step before it',
    });
  });

  it('prints the entry', async () => {
    const memory = openVerbs({ entries: [attempt('1', 'story', 'good', at('2026-11-23T09:30:00+01:00'))] });
    await undo(memory.context, [], { json: true });
    expect(jsonOf(memory)).toEqual({
      v: 1,
      command: 'undo',
      undone: '1',
      type: 'attempt',
      at: '2026-11-23T09:30:00.000+01:00',
      questions: ['story'],
      own: [],
      values: [],
      removed: [],
    });
  });

  it('takes back what was suspended at once, and only that', async () => {
    const memory = openVerbs({});
    await suspend(memory.context, ['story'], {});
    memory.clock.now += 1000;
    await suspend(memory.context, ['draft', 'attention'], {});
    await undo(memory.context, [], {});
    expect(memory.data()).toContain('Undid: the suspension of draft, the suspension of Q4, from ');
    expect([...progressOf(memory).suspended]).toEqual(['story']);
  });

  it('takes back many values at once, and redo brings them back', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const gaps = names.map((name) => `[FILL IN: ${name} ms]`).join(', ');
    const files = { 'speed.md': `---\nid: speed\n---\n# How fast is it?\n\nIt takes ${gaps}.\n` };
    const memory = openVerbs({ files, interactive: false });
    const script = memory.context;
    await fill(script, [], { set: names.map((name) => `${name} ms=7 ms`) });
    await undo(script, [], {});
    expect(memory.data()).toMatch(/Undid: 6 values: .* and 3 more/);
    expect(memory.config().fills).toEqual({});
    await redo(script, [], {});
    expect(Object.values(memory.config().fills).map(({ value }) => value)).toEqual(names.map(() => '7 ms'));
    expect(await failureOf(() => redo(script, [], {}))).toMatchObject({ code: 'nothing-to-redo' });
  });

  it('is redone from the last one to the first', async () => {
    const memory = openVerbs({ interactive: false });
    await grade(memory.context, ['story', 'good'], {});
    await suspend(memory.context, ['draft', 'attention'], {});
    for (const step of [undo, undo, redo, undo, redo, redo]) await step(memory.context, [], {});
    expect(memory.data().match(/(?:Undid|Redid): \S+ \S+/g)).toEqual([
      'Undid: the suspension',
      'Undid: the rating',
      'Redid: the rating',
      'Undid: the rating',
      'Redid: the rating',
      'Redid: the suspension',
    ]);
    expect([...progressOf(memory).suspended].toSorted()).toEqual(['attention', 'draft']);
    expect(progressOf(memory).seen.size).toBe(1);
  });

  it('is not redone once something else was recorded', async () => {
    const memory = openVerbs({ interactive: false });
    for (const rating of ['easy', 'hard']) {
      await grade(memory.context, ['attention', rating], {});
      await undo(memory.context, [], {});
    }
    await redo(memory.context, [], {});
    expect(memory.data()).toContain('Redid: the rating "hard"');
    await undo(memory.context, [], {});
    await grade(memory.context, ['story', 'good'], {});
    const failure = await failureOf(() => redo(memory.context, [], {}));
    expect(failure).toMatchObject({ code: 'nothing-to-redo' });
    expect(failure.hint).toContain('before anything else is recorded');
    await undo(memory.context, [], {});
    await redo(memory.context, [], {});
    await expect(failureOf(() => redo(memory.context, [], {}))).resolves.toMatchObject({
      code: 'nothing-to-redo',
    });
  });

  it('works behind a clock that went back', async () => {
    const memory = openVerbs({ entries: [attempt('1', 'story', 'good', at('2026-12-23T09:30:00+01:00'))] });
    let ids = 9;
    // Ids begin with the time, so they went back, too.
    const context = { ...memory.context, random: { ...memory.context.random, id: () => `id-${ids--}` } };
    for (const [step, seen] of [
      [undo, 0],
      [redo, 1],
      [undo, 0],
      [redo, 1],
    ] as const) {
      await step(context, [], {});
      expect(progressOf(memory).seen.size).toBe(seen);
    }
  });
});

const anyStep = fc.oneof(
  fc.record({
    verb: fc.constant('grade' as const),
    question: fc.constantFrom('attention', 'story', 'draft'),
    rating: fc.constantFrom(...RATINGS),
  }),
  fc.record({
    verb: fc.constantFrom('suspend' as const, 'unsuspend' as const),
    question: fc.constantFrom('attention', 'story'),
  }),
);
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

/** Takes the step an hour later; true when it changed something. */
async function take(memory: Memory, step: Step): Promise<boolean> {
  const before = memory.entries.length;
  memory.clock.now += 3_600_000;
  const verbs = { suspend, unsuspend };
  if (step.verb === 'grade') await grade(memory.context, [step.question, step.rating], {});
  else await verbs[step.verb](memory.context, [step.question], {});
  return memory.entries.length > before;
}

describe('laws', () => {
  it('undo after any step restores where the user stood', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 6 }), anyStep, async (before, step) => {
        const memory = openVerbs({ interactive: false });
        for (const each of before) await take(memory, each);
        const stood = progressOf(memory);
        if (!(await take(memory, step))) return;
        await undo(memory.context, [], {});
        expect(progressOf(memory)).toEqual(stood);
      }),
      { seed: 7, numRuns: rounds(20, 40) },
    );
  });

  it('undoing as often as something was done leaves nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 6 }), async (steps) => {
        const memory = openVerbs({ interactive: false });
        let done = 0;
        for (const each of steps) if (await take(memory, each)) done++;
        for (let i = 0; i < done; i++) await undo(memory.context, [], {});
        expect(progressOf(memory)).toEqual(progressOf(openVerbs()));
      }),
      { seed: 8, numRuns: rounds(10, 20) },
    );
  });
});

describe('prep answer', () => {
  const own = (memory: Memory): unknown => memory.config().answers['story']?.own;

  it('opens the editor on a scaffold of the story, with the model answer as a comment that is not stored', async () => {
    let opened = '';
    const memory = openVerbs({
      edit: (text, name) => {
        opened = `${name}\n${text}`;
        return text.replace('## Situation\n', '## Situation\nAn own one.\n');
      },
    });
    expect(await answer(memory.context, ['41'], {})).toBe(0);
    expect(opened).toMatch(
      /^story\.md\n## Situation\n\n<!-- prep, not stored: where it was [^\n]* 15 to 20% of the time -->\n\n## Task\n[^]*A ratio that nobody could explain\.[^]*-->\n$/,
    );
    expect(own(memory)).toMatchObject({
      text: '## Situation\nAn own one.\n\n## Task\n\n## Action\n\n## Result',
    });
    expect(memory.talk()).toBe('Worth improving:\n• Task, Action and Result are missing.\n');
    expect(JSON.stringify(own(memory))).not.toContain('nobody could explain');
    expect(memory.data()).toBe('Your answer to story is stored.\n');
  });

  it('stores nothing when the scaffold is left as it was', async () => {
    const memory = openVerbs({ edit: (text) => text });
    expect(await failureOf(() => answer(memory.context, ['story'], {}))).toMatchObject({
      code: 'answer-empty',
    });
    expect(own(memory)).toBeUndefined();
  });

  it('takes the text from a file or from stdin, says when nothing changed, and takes it away', async () => {
    const memory = openVerbs({ interactive: false, texts: { 'a.md': 'Mine.\r\n' }, input: 'Mine.' });
    await answer(memory.context, ['story'], { file: 'a.md' });
    await answer(memory.context, ['story'], { file: '-' });
    await answer(memory.context, ['story'], { remove: true });
    expect(own(memory)).toBeUndefined();
    expect(memory.data()).toBe(
      'Your answer to story is stored.\nYour answer to story is unchanged.\nYour answer to story is removed.\n',
    );
  });

  it('needs a terminal for the editor, and a file that is there', async () => {
    const { context } = openVerbs({ interactive: false });
    expect(await failureOf(() => answer(context, ['story'], {}))).toMatchObject({
      code: 'no-terminal',
      exit: 2,
    });
    expect(await failureOf(() => answer(context, ['story'], { file: 'no.md' }))).toMatchObject({
      code: 'file-missing',
    });
  });

  it('prints the answer', async () => {
    const memory = openVerbs({ input: 'Mine.' });
    await answer(memory.context, ['story'], { file: '-', json: true });
    expect(jsonOf(memory)).toEqual({
      v: 1,
      command: 'answer',
      wrongNumbers: [],
      question: 'story',
      changed: true,
      yourAnswer: 'Mine.',
      replaced: null,
      // Its one sentence may be the situation, as for feedback.
      advice: ['task', 'action', 'result'].map((part) => ({
        code: 'part-missing',
        part,
        sentences: [],
      })),
    });
  });

  it('keeps every version, and brings one back as a new one', async () => {
    const memory = openVerbs({ interactive: false, texts: { 'a.md': 'One.', 'b.md': 'Two.' } });
    for (const file of ['a.md', 'b.md']) {
      memory.clock.now += 60_000;
      await answer(memory.context, ['story'], { file });
    }
    expect(memory.talk()).toContain('`prep answer Q41 --restore 1` restores the previous version.');
    await answer(memory.context, ['story'], { restore: 1 });
    expect(own(memory)).toMatchObject({ text: 'One.' });
    await history(memory.context, ['story'], { json: true });
    const { versions } = JSON.parse(memory.data().split('\n').at(-2) ?? '') as { versions: unknown };
    expect(versions).toMatchObject([
      { number: 1, text: 'One.', isPresent: false },
      { number: 2, text: 'Two.', isPresent: false },
      { number: 3, text: 'One.', isPresent: true },
    ]);
    expect(await failureOf(() => answer(memory.context, ['story'], { restore: 9 }))).toMatchObject({
      code: 'version-unknown',
      hint: 'choose one from 1 to 3',
    });
  });

  it('counts an answer from before versions were kept as the first', async () => {
    const memory = openVerbs({
      input: 'New.',
      answers: { story: { own: { text: 'Old.', updatedAt: '2025-11-01T10:00:00+01:00' } } },
    });
    await history(memory.context, ['41'], {});
    expect(memory.data()).toContain(
      'Your versions of the answer\n  1 · 2025-11-01 10:00 · in use\n    Old.\n',
    );
    await answer(memory.context, ['story'], { file: '-' });
    await answer(memory.context, ['story'], { restore: 1 });
    expect(own(memory)).toMatchObject({ text: 'Old.' });
  });

  it('can be undone, step by step, and nothing that was changed since is', async () => {
    const answers = { story: { own: { text: 'Old.', updatedAt: '2025-11-01T10:00:00+01:00' } } };
    const memory = openVerbs({ input: 'New.', answers });
    await answer(memory.context, ['story'], { file: '-' });
    memory.clock.now += 60_000;
    await fill(memory.context, [], { set: ['short_ms=50'] });
    memory.clock.now += 60_000;
    await fill(memory.context, [], { set: ['short_ms=60', 'long_ms=320'] });
    memory.clock.now += 60_000;
    await undo(memory.context, [], {});
    expect(memory.data()).toContain('Undid: 2 values: short_ms, long_ms, from ');
    expect(memory.config().fills).toMatchObject({ short_ms: { value: '50 ms' } });
    await memory.context.config.update((config) => ({ ...config, fills: {} }));
    // Nothing of it is left, so that there is nothing to put back.
    await undo(memory.context, [], {});
    await memory.context.config.update((config) => ({
      ...config,
      answers: { story: { own: { text: 'By hand.', updatedAt: '' } } },
    }));
    expect(await failureOf(() => undo(memory.context, [], {}))).toMatchObject({
      code: 'changed-since',
      message: 'Changed after that step: your version of Q41.',
    });
    expect(own(memory)).toMatchObject({ text: 'By hand.' });
    expect(await failureOf(() => undo(memory.context, [], {}))).toMatchObject({ code: 'nothing-to-undo' });
  });

  it('says which version was undone, and how it comes back', async () => {
    const memory = openVerbs({ input: 'Mine.' });
    await answer(memory.context, ['story'], { file: '-' });
    await undo(memory.context, [], {});
    expect(memory.data()).toMatch(/Undid: your version of Q41 \(there is none now\), from /);
    expect(memory.talk()).toContain('`prep redo` brings it back.');
    await redo(memory.context, [], {});
    expect(memory.data()).toContain('Redid: your version of Q41 (back to "Mine.")');
    expect(own(memory)).toMatchObject({ text: 'Mine.' });
    await undo(memory.context, [], {});
    await answer(memory.context, ['story'], { restore: 1 });
    expect(own(memory)).toMatchObject({ text: 'Mine.' });
  });

  it('advises on a story and stores it all the same, whatever the width of the screen', async () => {
    const text =
      '## Situation\nThe bill grew.\n\n## Task\nCut it.\n\n## Action\nWe moved the cache. I measured.\n\n## Result\n';
    const memory = openVerbs({ input: `${text}It shrank.` });
    expect(await answer(memory.context, ['story'], { file: '-' })).toBe(0);
    expect(own(memory)).toMatchObject({ text: `${text}It shrank.` });
    expect(memory.talk()).toBe(
      'Worth improving:\n• Action says "we" in a sentence; say what you did yourself.\n    We moved the cache.\n' +
        '• Result has no number: what changed, and by how much?\n',
    );
    const filled = openVerbs({ input: `${text}It shrank by [FILL IN: short_ms].`, screen: { columns: 40 } });
    await answer(filled.context, ['story'], { file: '-' });
    expect(filled.talk()).not.toContain('number');
    expect(
      Math.max(
        ...filled
          .talk()
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(40);
  });
});
