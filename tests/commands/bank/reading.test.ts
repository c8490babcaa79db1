// The commands that only read: what they print, for people and for scripts.
import { describe, expect, it } from 'vitest';
import { history } from '../../../src/commands/progress/history.ts';
import { list } from '../../../src/commands/bank/list.ts';
import { next, status } from '../../../src/commands/quiz/status.ts';
import { search, show } from '../../../src/commands/bank/show.ts';
import { stats } from '../../../src/commands/progress/stats.ts';
import type { Context } from '../../../src/context.ts';
import { at, attempt } from '../../support/entries.ts';
import { openMemory, type Memory } from '../../support/memory-context.ts';
import { INTERVIEW, after, started } from '../../support/mocks.ts';
import { failureOf, fill, openVerbs, VERB_FILES } from '../../support/verbs.ts';

const DAYS_AGO = at('2026-11-20T10:00:00+01:00');
const TODAY = at('2026-11-24T09:00:00+01:00');
const ABANDONED = { type: 'abandoned', at: after(9) } as const;
const FILLS = { short_ms: fill('50 ms', 50), long_ms: fill('320 ms', 320) };

function document(memory: Memory): Record<string, unknown> {
  expect(memory.data().match(/\n/g)).toHaveLength(1);
  const parsed: Record<string, unknown> = JSON.parse(memory.data());
  expect(Object.keys(parsed).slice(0, 2)).toEqual(['v', 'command']);
  return parsed;
}

const ABOUT_SHIPPED =
  'These questions are about a Transformer and a VL-JEPA project. Run `prep import FILE` to bring your own.';

const idsOf = (questions: unknown): readonly string[] =>
  (questions as readonly { id: string }[]).map(({ id }) => id);

describe('prep', () => {
  it('counts what there is on a first start, and sends the user to the first question', async () => {
    const memory = openVerbs({ banks: [] });
    expect(await status(memory.context, [], { json: true })).toBe(0);
    expect(document(memory)).toEqual({
      v: 1,
      command: 'status',
      due: 0,
      new: 5,
      learning: 0,
      held: 0,
      unfilled: 2,
      questions: 5,
      drafts: 1,
      streakDays: 0,
      interviewDate: null,
      daysLeft: null,
      reviewedToday: 0,
      unfinishedAnswers: [],
      mock: null,
      next: { sentence: ABOUT_SHIPPED, command: 'prep quiz' },
    });
    expect(memory.talk()).toBe('');
  });

  it('does not tell whose questions they are to somebody who chose them', async () => {
    const { context, data } = openVerbs({ banks: [{ bank: 'shipped' }] });
    await status(context, [], {});
    expect(data()).toContain('→ Start with the first questions.\n');
  });

  it('names answers that were begun, and the command that resumes them', async () => {
    const { context, data } = openVerbs();
    const drafts = { ...context.drafts, among: () => ['attention', 'draft'] };
    await status({ ...context, drafts }, [], {});
    expect(data()).toContain('Unfinished Q4, draft (`prep quiz Q4 draft`)\n');
  });

  it('puts what is due first, then numbers, then the weak ones', async () => {
    const entries = [attempt('1', 'attention', 'again', DAYS_AGO), attempt('2', 'story', 'good', TODAY)];
    const due = openVerbs({ entries, settings: { newPerDay: 0, interviewDate: '2026-12-15' } });
    await status(due.context, [], {});
    expect(due.data()).toContain('1 due (1 to repeat), 0 new, 1 done');
    expect(due.data()).toContain('Tue, Dec 15, in 21 days');
    expect(due.data()).toContain('→ 1 question is due.\n  prep quiz\n');
    const done = openVerbs({ entries: entries.slice(1), settings: { newPerDay: 0 } });
    await status(done.context, [], {});
    expect(done.data()).toContain("Today's questions are done; 2 values are still missing");
    const all = openVerbs({ entries: entries.slice(1), settings: { newPerDay: 0 }, fills: FILLS });
    await status(all.context, [], {});
    expect(all.data()).toMatch(
      /questions are done\. The next question is due in \d+ d\.\n {2}prep quiz --weak/,
    );
  });

  it('tells how long a vacation lasts, and what to do when reviews are off', async () => {
    const entries = [attempt('1', 'attention', 'good', DAYS_AGO)];
    const off = openVerbs({ entries, settings: { vacation: '2026-11-24..2026-11-26' } });
    await status(off.context, [], {});
    expect(off.data()).toMatch(/^Vacation +until Thu, Nov 26$/m);
    expect(off.data()).toMatch(/→ .* which\s+can\s+wait\s+until\s+after\s+your\s+vacation\./);
    const none = openVerbs({ entries, settings: { reviewsPerDay: 0 } });
    await status(none.context, [], {});
    expect(none.data()).toMatch(
      /^Backlog +1 is due and comes before new questions, but reviewsPerDay\s+is 0/m,
    );
    expect(none.data()).toMatch(/prep config reviewsPerDay\s+50/);
  });

  it('names a mock that waits, and goes on with it once the day is done', async () => {
    const mocks = { '01L': [started(), ABANDONED], '01M': INTERVIEW, '01N': INTERVIEW.slice(0, 4) };
    const memory = openVerbs({ mocks });
    await status(memory.context, [], {});
    expect(memory.data()).toMatch(
      /^Mock +unfinished, 1 of 2 questions done \(`prep mock` resumes or ends it\)$/m,
    );
    expect(memory.data()).toContain('  prep quiz\n');
    const entries = [attempt('2', 'story', 'good', TODAY)];
    const done = openVerbs({ mocks, entries, settings: { newPerDay: 0 } });
    await status(done.context, [], { json: true });
    expect(document(done)).toMatchObject({
      mock: { id: '01N', asked: 1, questions: 2 },
      next: { command: 'prep mock --resume' },
    });
    const past = openVerbs({ mocks: { ...mocks, '01P': INTERVIEW } });
    await status(past.context, [], {});
    expect(past.data()).not.toContain('Mock');
    const over = openVerbs({ mocks: { '01M': INTERVIEW } });
    await status(over.context, [], {});
    expect(over.data()).not.toContain('Mock');
  });

  it.each([
    ['2026-11-25', /^Interview +The interview is tomorrow\..*--cram.*--format cheatsheet/m, 'prep quiz'],
    ['2026-11-24', /^Interview +The interview is today\..*--cram/m, 'prep quiz --cram --all'],
    ['2026-11-20', /^Interview +The interview was on Fri, Nov 20\..*interviewDate --unset/m, 'prep quiz'],
  ])('says what an interview on %s means', async (interviewDate, row, command) => {
    const memory = openVerbs({ settings: { interviewDate }, screen: { columns: 400 } });
    await status(memory.context, [], {});
    expect(memory.data()).toMatch(row);
    expect(memory.data()).toContain(`  ${command}\n`);
  });

  it('says that there is no question, where, and what to do', async () => {
    const memory = openVerbs({ files: {} });
    expect(await status(memory.context, [], {})).toBe(0);
    expect(memory.data()).toContain('No questions yet.');
  });
});

describe('prep list', () => {
  it('gives the documented fields of each question', async () => {
    const memory = openVerbs({ fills: { short_ms: FILLS.short_ms } });
    expect(await list(memory.context, [], { json: true })).toBe(0);
    const { questions } = document(memory);
    expect((questions as readonly unknown[])[0]).toEqual({
      id: 'attention',
      number: 4,
      section: 'Architecture',
      title: 'What does attention cost, and does your own measurement agree with it?',
      kind: 'open',
      tags: ['attention', 'complexity'],
      difficulty: 'hard',
      minutes: 3,
      draft: false,
      suspended: false,
      placeholders: 3,
      unfilled: 2,
      points: 2,
      followUps: 2,
      state: 'new',
      due: null,
      reps: 0,
      lapses: 0,
      file: 'attention.md',
      line: 9,
      label: 'Q4',
    });
  });

  it.each([
    [{ section: ['arch'] }, ['attention', 'draft']],
    [{ tag: ['complexity'] }, ['attention']],
    [{ difficulty: 'hard' as const }, ['attention']],
    [{ star: true }, ['story']],
    [{ due: true }, ['attention']],
    [{ unfilled: true }, ['attention']],
    [{ unfilled: true, star: true }, []],
  ])('keeps to %j', async (options, expected) => {
    const memory = openVerbs({ entries: [attempt('1', 'attention', 'again', DAYS_AGO)] });
    await list(memory.context, [], { ...options, json: true });
    expect(idsOf(document(memory)['questions'])).toEqual(expected);
  });

  it('says that nothing matches on stderr, and prints nothing', async () => {
    const memory = openVerbs();
    expect(await list(memory.context, [], { weak: true })).toBe(0);
    expect([memory.data(), memory.talk()]).toEqual(['', 'No questions match.\n']);
  });

  it('refuses a section or a tag that there is not, and names those that there are', async () => {
    const memory = openVerbs();
    const section = await failureOf(() => list(memory.context, [], { section: ['Produktion'] }));
    expect(section).toMatchObject({ code: 'section-unknown', exit: 2 });
    expect(section.hint).toMatch(/^choose one of: Production, /);
    const tag = await failureOf(() => list(memory.context, [], { tag: ['atention'] }));
    expect(tag).toMatchObject({ code: 'tag-unknown', hint: 'choose one of: attention, complexity' });
  });
});

describe('prep show', () => {
  it('shows the letters of a story as its parts, and those as its points', async () => {
    const story =
      '---\nkind: star\n---\n# A conflict?\n\nS: A rewrite.\nT: To decide.\nA: I profiled.\nR: 64 ms.\n';
    const memory = openVerbs({ files: { 'story.md': story } });
    await show(memory.context, ['a-conflict'], {});
    expect(memory.data()).toContain('S: A rewrite.\nT: To decide.\nA: I profiled.\nR: 64 ms.');
    expect(memory.data()).toMatch(/Key points .*\n. Situation: .*\n. Task: .*\n. Action: .*\n. Result: /);
  });

  it('has the notes of a question, and its title without emphasis', async () => {
    const text =
      '---\nid: a\n---\n# What is *one* tick?\n\nA step.\n\n## Notes\n\nSay "tick", not *frame*.\n';
    const memory = openVerbs({ files: { 'a.md': text } });
    await show(memory.context, ['a'], {});
    expect(memory.data()).toMatch(/^What is one tick\?[^]*Notes .*\nSay "tick", not frame\./);
  });

  it('gives the answer as written and as rendered, and everything that belongs to it', async () => {
    const memory = openVerbs({
      fills: FILLS,
      answers: {
        attention: {
          own: {
            text: 'Mine took [FILL IN: short_ms], and [FILL IN: never_measured] of memory.',
            updatedAt: '2026-11-20T10:00:00+01:00',
          },
        },
      },
      entries: [{ type: 'note', id: 'n', at: DAYS_AGO, question: 'attention', text: 'say tiles' }],
    });
    expect(await show(memory.context, ['q4'], { json: true })).toBe(0);
    const shown = document(memory);
    expect(shown['answer']).toContain('[FILL IN: short_ms] at 128');
    expect(shown['rendered']).toContain('Mine took 50\u00A0ms at 128 tokens and 320\u00A0ms at 512');
    expect(shown['rendered']).toContain('6.4×');
    expect(shown).toMatchObject({
      id: 'attention',
      keyPoints: ['Quadratic time in the length', 'Measured at two lengths: 128 and 512 tokens'],
      pointsProposed: false,
      followUpTexts: [
        { question: 'And memory?', answer: 'Linear with tiles.' },
        { question: 'What did you measure?', answer: 'A full layer in 320\u00A0ms.' },
      ],
      citedMetrics: [
        { name: 'short_ms', value: '50 ms' },
        { name: 'long_ms' },
        { name: 'slowdown', value: '6.4×' },
      ],
      yourAnswer: 'Mine took [FILL IN: short_ms], and [FILL IN: never_measured] of memory.',
      yourAnswerRendered: 'Mine took 50\u00A0ms, and [FILL IN: never_measured] of memory.',
      notes: ['say tiles'],
    });
  });

  it('says how to fill a number and how to write an answer that is missing', async () => {
    const memory = openVerbs();
    await show(memory.context, ['attention'], {});
    expect(memory.data()).toMatch(/short_ms +\[not filled\] +prep fill short_ms\n/);
    expect(memory.data()).toMatch(/slowdown +\[not filled\] +computed from other metrics\n/);
    const draft = openVerbs();
    await show(draft.context, ['draft'], {});
    expect(draft.data()).toContain('No answer yet. `prep answer draft` adds one.');
  });

  it('names the closest questions, the numbers that there are, or those that a start can mean', async () => {
    const { context } = openVerbs();
    const unknown = await failureOf(() => show(context, ['atendance'], {}));
    expect(unknown).toMatchObject({
      code: 'question-unknown',
      exit: 2,
      message: 'No question matches "atendance".',
    });
    expect(unknown.hint).toMatch(/^closest: attendance$/);
    expect(await failureOf(() => show(context, ['guide.md'], {}))).toMatchObject({
      hint: 'to study a file or folder, use `--bank PATH`',
    });
    expect(await failureOf(() => show(context, ['Q99'], {}))).toMatchObject({
      message: 'No question matches "Q99"; questions are numbered 4 to 41.',
      hint: '`prep list` shows all questions',
    });
    expect(await failureOf(() => show(context, ['Q99'], { bank: ['my guide.md'] }))).toMatchObject({
      hint: "`prep list --bank 'my guide.md'` shows all questions",
    });
    const broken = openMemory({ files: { 'a.md': '---\nid: a\nnumber: [7\n---\n# A?\n\nB.\n' } });
    expect(await failureOf(() => show(broken.context, ['7'], {}))).toMatchObject({
      hint: 'it may be in a.md:4, which has an error: `prep check`',
    });
    expect(await failureOf(() => show(context, ['Q6'], {}))).toMatchObject({
      message: 'No question matches "Q6"; questions are numbered 4 to 41.',
    });
    expect(await failureOf(() => show(context, ['att'], {}))).toMatchObject({
      code: 'question-ambiguous',
      exit: 2,
      hint: 'choose one: attention, attendance',
    });
    expect(await failureOf(() => show(context, ['__proto__'], {}))).toMatchObject({
      code: 'question-unknown',
    });
  });
});

describe('prep search', () => {
  it('finds every word in title, tags, points and answer, the best first', async () => {
    const memory = openVerbs();
    expect(await search(memory.context, ['quadratic', 'tokens'], { json: true })).toBe(0);
    const found = document(memory);
    expect(found['total']).toBe(1);
    expect(found['questions']).toMatchObject([{ id: 'attention', score: expect.any(Number) }]);
    expect(JSON.stringify(found)).not.toContain('**quadratic**');
  });

  it('says how to see the rest', async () => {
    const memory = openVerbs();
    await search(memory.context, ['the'], { count: 1 });
    expect(memory.talk()).toMatch(/^(\d) more; `-n \d` shows all\.\n$/);
  });

  it.each(['', '***', 'nothing of the kind'])('says that %j is nowhere', async (words) => {
    const memory = openVerbs();
    expect(await search(memory.context, [words], {})).toBe(1);
    expect([memory.data(), memory.talk()]).toEqual(['', 'No questions contain these words.\n']);
  });
});

describe('prep next', () => {
  it('gives the question that a quiz would ask first', async () => {
    const memory = openVerbs({ entries: [attempt('1', 'story', 'again', DAYS_AGO)] });
    expect(await next(memory.context, [], { json: true })).toBe(0);
    expect(document(memory)).toMatchObject({ question: { id: 'story' }, due: 1, new: 4, unfilled: 2 });
    const text = openVerbs();
    await next(text.context, [], {});
    expect(text.data()).toBe('Q4 What does attention cost, and does your own measurement agree with it?\n');
  });

  it('gives null when nothing waits', async () => {
    const memory = openVerbs({ settings: { newPerDay: 0 } });
    expect(await next(memory.context, [], { json: true })).toBe(0);
    expect(document(memory)).toMatchObject({ question: null, due: 0, new: 0 });
    const text = openVerbs({ settings: { newPerDay: 0 } });
    await next(text.context, [], {});
    expect([text.data(), text.talk()]).toEqual(['', 'Nothing is due today.\n']);
  });

  it('names a mock that waits beside it', async () => {
    const mocks = { '01N': INTERVIEW.slice(0, 9) };
    const text = openVerbs({ mocks });
    await next(text.context, [], {});
    expect(text.data()).toMatch(/^Q4 .*\n$/);
    expect(text.talk()).toBe(
      'You have an unfinished mock: 1 answer to rate. `prep mock --resume` resumes it.\n',
    );
    const script = openVerbs({ mocks });
    await next(script.context, [], { json: true });
    expect(document(script)).toMatchObject({ mock: { id: '01N', asked: 2, questions: 2 } });
  });
});

describe('prep history', () => {
  const entries = [
    attempt('1', 'attention', 'again', DAYS_AGO, { points: [1, 0], text: 'it is slow', elapsedMs: 41_200 }),
    attempt('2', 'attention', 'good', TODAY, { points: [1, 1], cited: ['long_ms'], cram: true }),
    attempt('3', 'attention', 'easy', TODAY),
    { type: 'undo' as const, id: '4', at: TODAY, target: '3' },
  ];

  it('gives the attempts as in the journal, without those that were undone', async () => {
    const memory = openVerbs({ entries });
    expect(await history(memory.context, ['4'], { json: true })).toBe(0);
    const shown = document(memory);
    expect(shown['question']).toBe('attention');
    expect(shown['attempts']).toMatchObject([
      { id: '1', rating: 'again', points: [1, 0], text: 'it is slow', at: '2026-11-20T10:00:00.000+01:00' },
      { id: '2', rating: 'good', cited: ['long_ms'] },
    ]);
  });

  it('shows what was covered and what was said', async () => {
    const memory = openVerbs({ entries });
    await history(memory.context, ['attention'], { all: true });
    expect(memory.data()).toMatch(/^2026-11-20 10:00 +1 +again +1\/2 +0:41$/m);
    expect(memory.data()).toContain('  ✗ Measured at two lengths');
    expect(memory.data()).toContain('    it is slow');
    expect(memory.data()).toContain('cited long_ms');
    const none = openVerbs();
    await history(none.context, ['story'], {});
    expect(none.data()).toContain('No attempts yet.\n  prep quiz Q41\n');
  });
});

describe('the emphasis of a title', () => {
  const marked = (): Memory =>
    openVerbs({
      files: {
        ...VERB_FILES,
        'marked.md': '# Why is *your* part **not** `a*b*c`?\n\nIt is not.\n\n## Tags\nx\n',
      },
      entries: [attempt('1', 'why-is-your-part-not-a-b-c', 'good', DAYS_AGO)],
      screen: { columns: 120 },
    });
  const PLAIN = 'Why is your part not `a*b*c`?';

  it.each([
    ['list', (context: Context) => list(context, [], {})],
    ['show', (context: Context) => show(context, [PLAIN], {})],
    ['search', (context: Context) => search(context, ['part'], {})],
    ['next', (context: Context) => next(context, [], {})],
    ['history', (context: Context) => history(context, [], {})],
    ['history of it', (context: Context) => history(context, ['why-is-your'], {})],
    ['stats', (context: Context) => stats(context, [], {})],
  ])('is nowhere seen as asterisks: %s', async (_, command) => {
    const { context, data } = marked();
    await command(context);
    expect(data()).toContain(PLAIN);
    expect(data()).not.toMatch(/\*(?:your|not|\*)/);
  });

  it('is kept for scripts', async () => {
    const { context, data } = marked();
    await show(context, [PLAIN], { json: true });
    expect(JSON.parse(data())).toMatchObject({ title: 'Why is *your* part **not** `a*b*c`?' });
  });
});
