import { describe, expect, it } from 'vitest';
import type { Bank } from '../../../src/core/base/bank.ts';
import { DAY_MS, instantOf } from '../../../src/core/base/day.ts';
import { Failure } from '../../../src/core/base/problem.ts';
import type { Question } from '../../../src/core/base/question.ts';
import { type Entry, liveEntries } from '../../../src/core/schedule/journal.ts';
import { readUnfinished, unfinishedText } from '../../../src/formats/stored/draft.ts';
import { answer, AS_SHOWN, GO, key, line, points, QUIT, rate, ratingsOf, TYPED } from '../../support/acts.ts';
import { at, attempt } from '../../support/entries.ts';
import { quizBank, quizQuestion } from '../../support/quiz-bank.ts';
import { rehearsed, type RehearsedPlan, type RehearsedRun } from '../../support/rehearsed.ts';
import type { Act } from '../../support/scripted-prompts.ts';
import { failureOf } from '../../support/verbs.ts';

/** Types its answers, on a machine without sound. */
const session = (acts: readonly Act[], plan: RehearsedPlan = {}): Promise<RehearsedRun> =>
  rehearsed(acts, { mode: 'type', sounds: { jobs: [] }, ...plan });

describe('one question', () => {
  it('goes from its card over answer, points and rating into the journal', async () => {
    const run = await session([answer(TYPED), points(1, 1, 0), rate('good'), GO], {
      before: (index, machine) => {
        if (index === 1) machine.clock.now += 1000;
        if (index === 0) machine.clock.now += 42_000;
      },
    });
    expect(run.script.asked).toEqual(['answer', 'points', 'rate', 'pause']);
    expect(run.code).toBe(0);
    expect(run.entries).toEqual([
      {
        type: 'attempt',
        id: 'id-002',
        question: 'latency',
        rating: 'good',
        at: at('2026-11-24T10:00:43+01:00'),
        elapsedMs: 42_000,
        mode: 'type',
        points: [1, 1, 0],
        cited: ['latency_short'],
        text: TYPED,
        session: 'id-001',
        by: 'override',
        title: 'What does attention cost?',
        questionHash: quizBank().questions.get('latency')?.answerHash,
        bank: 'bank',
      },
    ]);
  });

  it('shows the card before, and the filled answer with the typed one after', async () => {
    const run = await session([answer(TYPED), points(1, 1, 0), rate('good'), GO], {
      answers: {
        latency: {
          own: { text: 'My own words: [FILL IN: latency_short].', updatedAt: '2026-11-01T10:00:00+01:00' },
        },
      },
    });
    const shown = run.script.shown();
    const order = [
      '1 of 1',
      '1 of 4 values unfilled',
      'Your version',
      'My own words: 45\u00A0ms.',
      'Model answer',
      '320',
    ];
    const places = [...order, 'You typed', 'Quadratic time in the length.', 'cited: 45'].map((text) =>
      shown.indexOf(text),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('says which sentence each point was found in, and settles nothing by it', async () => {
    const run = await session([answer(TYPED), points(1, 1, 0), rate('good'), GO]);
    expect(run.script.points[0]?.points).toEqual([null, null, null]);
    expect(run.script.points[0]?.found?.[0]).toMatchObject({
      state: 'found',
      said: expect.stringContaining('Quadratic'),
    });
    expect(run.script.points[0]?.found?.[2]).toMatchObject({ state: 'missing' });
  });

  it('looks for nothing in an answer that was said aloud', async () => {
    const run = await session([answer(), points(0, 0, 0), rate('again'), key('quit')]);
    expect(run.script.points[0]?.points).toEqual([null, null, null]);
    expect(run.script.points[0]?.found).toBeUndefined();
  });

  it('suggests nothing for a perfect answer whose points nobody settled, and records them as unsettled', async () => {
    const run = await session([answer(TYPED), AS_SHOWN, rate('good'), GO]);
    expect(run.script.rates[0]).toMatchObject({ suggested: undefined, reason: undefined });
    expect(run.entries[0]).toMatchObject({ rating: 'good', by: 'override', points: [null, null, null] });
    expect(run.script.shown()).not.toContain('Missed');
    expect(run.script.shown()).toContain('3 unsettled');
  });

  it('tells of what is unsettled where only that keeps the suggestion low', async () => {
    const run = await session([answer(TYPED), points(1, 1, null), rate('suggested'), key('quit')]);
    const reason = '2 of 2 settled points, 1 unsettled';
    expect(run.script.rates[0]).toMatchObject({ suggested: 'hard', reason });
  });

  it('suggests from the settled points alone, and names only those as missed', async () => {
    const run = await session([answer(TYPED), points(1, null, 0), rate('suggested'), key('quit')]);
    expect(run.script.rates[0]).toMatchObject({ suggested: 'again', reason: '1 of 2 settled points' });
    expect(run.entries[0]).toMatchObject({ rating: 'again', by: 'points', points: [1, null, 0] });
    const [, missed = ''] = run.script.shown().split('Missed');
    const [, second = '', third = ''] = quizQuestion('latency').keyPoints.map(({ text }) => text);
    expect(missed).toContain(third.slice(0, 20));
    expect(missed).not.toContain(second.slice(0, 20));
  });

  it.each([
    ['said aloud', undefined, true],
    ['typed with the value', 'Quadratic time, 320 ms at 512 tokens.', false],
  ])(
    'keeps a wrong number of an earlier attempt in its summary, unless it is %s',
    async (_, later, isKept) => {
      const wrong = 'Quadratic time in the length, 99 ms at 512 tokens.';
      const again = [answer(wrong), points(0, 0, 0), rate('again'), GO];
      const run = await session([...again, answer(later), points(1, 1, 1), rate('good'), GO]);
      const [, summary = ''] = run.script.shown().split('Session');
      expect(summary.includes('You said 99 ms')).toBe(isKept);
    },
  );

  it.each([
    [[1, 1, 1], 'good'],
    [[1, 1, 0], 'hard'],
    [[1, 0, 0], 'again'],
  ] as const)('suggests from the points %j: %s', async (ticks, rating) => {
    const run = await session([answer(), points(...ticks), rate('suggested'), key('quit')]);
    expect(run.script.rates[0]?.suggested).toBe(rating);
    expect(run.entries[0]).toMatchObject({ rating, by: 'points', points: ticks });
  });

  it('shows each rating with the interval that is then written', async () => {
    const run = await session([answer(), points(1, 1, 1), rate('easy'), GO]);
    const easy = run.script.rates[0]?.choices.find((choice) => choice.rating === 'easy');
    expect(run.script.rates[0]?.choices.map(({ rating }) => rating)).toEqual([
      'again',
      'hard',
      'good',
      'easy',
    ]);
    expect(easy?.interval).toMatch(/^\d+ d$/);
    expect(run.script.shown()).toContain(`recorded: easy, next in ${easy?.interval} (Q4)`);
  });

  it('has the parts of a story settled instead', async () => {
    const parts = [answer('The situation was a ratio.'), answer(), answer(), answer()];
    const run = await session([...parts, points(1, 1, 1, 0), rate('hard'), GO], { questions: ['story'] });
    expect(run.script.points[0]?.items.map((item) => item.split(':')[0])).toEqual([
      'Situation',
      'Task',
      'Action',
      'Result',
    ]);
    expect(run.script.points[0]?.points).toEqual([null, null, null, null]);
  });

  it('asks for no points of a draft, and suggests nothing', async () => {
    const run = await session([answer(), rate('hard'), GO], { questions: ['draft'] });
    expect(run.script.asked).toEqual(['answer', 'rate', 'pause']);
    expect(run.script.rates[0]?.suggested).toBeUndefined();
    expect(run.script.shown()).toContain('no answer yet');
  });

  it('thinks without text, and remembers that it did', async () => {
    const run = await session([answer(), points(1, 1, 1), rate('good'), GO], {
      mode: 'think',
      drafts: { latency: 'x' },
    });
    expect(run.script.answers[0]).toMatchObject({ mode: 'think', targetMs: 180_000 });
    expect(run.script.answers[0]?.draft).toBeUndefined();
    expect(run.entries[0]).toMatchObject({ mode: 'think' });
  });
});

describe('near the interview', () => {
  const ratesOn = async (interviewDate: string, entries: readonly Entry[] = []) => {
    const acts = [answer(TYPED), points(1, 1, 1), rate('good'), GO];
    const run = await session(acts, { settings: { interviewDate }, entries });
    return { ...run.script.rates[0], shown: run.script.shown() };
  };

  it('gives ratings the same interval, and says what comes back only later', async () => {
    const close = await ratesOn('2026-11-27');
    expect(close.choices?.map(({ interval }) => interval)).toEqual(['1 min', '1 d', '1 d', '1 d']);
    const known = [10, 60, 120].map((days) =>
      attempt(`${days}`, 'latency', 'good', instantOf(at('2026-11-24T09:00:00+01:00') - days * DAY_MS)),
    );
    const late = await ratesOn('2026-11-26', known);
    expect(late.choices?.map(({ interval }) => interval).slice(1)).toEqual(
      Array.from({ length: 3 }, () => 'after the interview'),
    );
    expect(late.shown).toContain('recorded: good, next after the interview (Q4)');
  });
});

describe('what was typed', () => {
  it('is in the journal once it is rated, and no draft any more', async () => {
    const run = await session([answer(TYPED), points(1, 1, 1), rate('good'), GO], {
      drafts: { latency: 'Quad' },
    });
    expect(run.script.answers[0]?.draft).toBe('Quad');
    expect(run.entries).toMatchObject([{ type: 'attempt', text: TYPED, rating: 'good' }]);
    expect(run.config().answers).toEqual({});
    expect(run.drafts.has('latency')).toBe(false);
  });

  it('is a draft as soon as it is typed, and stays one when the session is left', async () => {
    const run = await session([key('quit')], {
      before: (_, _machine, _sound, { answers }) => {
        answers[0]?.onText('half');
        answers[0]?.onText('more');
      },
    });
    expect(run.drafts.get('latency')).toBe('more');
  });

  it('has its clock with it when it is resumed, and leaving names it', async () => {
    const left = await session([QUIT], {
      drafts: { latency: 'half' },
      before: (_, machine) => void (machine.clock.now += 31_000),
    });
    expect(left.script.shown()).toContain('Your draft of Q4 is saved. `prep quiz Q4` resumes it.');
    const drafts = Object.fromEntries(left.drafts);
    const run = await session([answer(TYPED), points(1, 1, 1), rate('good'), GO], {
      drafts,
      before: (index, machine) => void (index === 0 && (machine.clock.now += 5000)),
    });
    expect(run.script.answers[0]?.draft).toBe('half');
    expect(run.attempts()[0]?.elapsedMs).toBe(36_000);
  });

  it('offers its values before the rating, after which the next answer is typed', async () => {
    const run = await session([answer(TYPED), points(1, 1, 1), line('n'), rate('good'), GO], { fills: {} });
    expect(run.script.lines).toEqual(['Store 45 ms as latency_long?']);
    expect(run.script.left()).toEqual([]);
    expect(run.attempts()).toHaveLength(1);
  });

  it('is shown with the values that it gave, which are no longer missing', async () => {
    const run = await session([answer(TYPED), points(1, 1, 1), line('y'), rate('good'), GO], { fills: {} });
    const counts = run.script.shown().match(/\d (?:of 4 )?values unfilled(?=;)/g);
    expect(counts).toEqual(['4 values unfilled', '3 of 4 values unfilled']);
  });

  it('comes back on another day only if the person wants it, and never after a later rating', async () => {
    const begun = { drafts: { latency: 'half' }, draftsAt: at('2026-11-20T18:00:00+01:00') };
    const kept = await session([line(''), QUIT], begun);
    expect(kept.script.lines[0]).toBe(
      'You began an answer on Fri, Nov 20. Enter = continue it, n = start over',
    );
    expect(kept.script.answers[0]?.draft).toBe('half');
    const anew = await session([line('n'), answer(TYPED), points(1, 1, 1), rate('good'), GO], {
      ...begun,
      before: (index, machine) => void (index === 0 && (machine.clock.now += 5000)),
    });
    expect(anew.script.answers[0]?.draft).toBeUndefined();
    expect(anew.attempts()[0]?.elapsedMs).toBe(0);
  });

  it('is asked about when the question was rated meanwhile, even today', async () => {
    const drafts = { latency: 'half' };
    const entries = [attempt('1', 'latency', 'good', at('2026-11-24T10:00:00+01:00'))];
    const before = await session([line(''), QUIT], {
      drafts,
      draftsAt: at('2026-11-20T18:00:00+01:00'),
      entries,
    });
    expect(before.script.lines[0]).toBe(
      'You began an answer on Fri, Nov 20, before a rating. Enter = continue it, n = start over',
    );
    expect(before.script.answers[0]?.draft).toBe('half');
    const today = await session([line('n'), QUIT], {
      drafts,
      draftsAt: at('2026-11-24T09:30:00+01:00'),
      entries,
    });
    expect(today.script.lines[0]).toMatch(/^You began an answer earlier today, before a rating/);
    expect(today.drafts.has('latency')).toBe(false);
  });

  it('stays a draft when the question was answered without it', async () => {
    const run = await session([answer(), points(1, 1, 1), rate('good'), GO], {
      mode: 'think',
      drafts: { latency: 'half' },
    });
    expect(run.drafts.get('latency')).toBe('half');
  });

  it('is left to the terminal that went on with it, and this one stops', async () => {
    let shown = (): string => '';
    const theirs = new Map<string, string>();
    const failure = await failureOf(() =>
      session([answer('mine'), line('what was still being typed')], {
        drafts: { latency: 'half' },
        before: (index, { drafts }, _sound, { answers, shown: all }) => {
          shown = all;
          if (index === 0) {
            drafts.set('latency', 'half, and theirs');
            answers[0]?.onText('half, and mine');
          } else for (const [name, text] of drafts) theirs.set(name, text);
        },
      }),
    );
    expect(failure.message).toBe('This answer was continued in another terminal, so it stops here.');
    expect([...theirs]).toEqual([['latency', 'half, and theirs']]);
    expect(shown()).toContain('Nothing was rated.');
    expect(shown()).not.toContain('Your draft');
  });

  it('stops, too, where the other terminal rated it, and what was typed here comes back', async () => {
    const left = new Map<string, string>();
    const failure = await failureOf(() =>
      session([answer('mine, and more'), line('')], {
        before: (index, { drafts }, _sound, { answers }) => {
          if (index === 0) {
            answers[0]?.onText('mine');
            drafts.clear();
            answers[0]?.onText('mine, and');
          } else for (const [name, text] of drafts) left.set(name, text);
        },
      }),
    );
    expect(failure.message).toBe('This answer was continued in another terminal, so it stops here.');
    expect([...left]).toEqual([['latency', 'mine, and more']]);
  });

  it('stays with the other terminal when this one rates', async () => {
    const run = await session([answer(TYPED), points(1, null, 0), rate('good'), GO], {
      before: (index, { drafts }) => void (index === 1 && drafts.set('latency', 'theirs')),
    });
    expect(run.drafts.get('latency')).toBe('theirs');
  });

  it('is a draft again once its rating is taken back, so that leaving then loses nothing', async () => {
    const run = await session([answer(TYPED), points(1, 1, 1), rate('good'), key('undo'), key('quit')]);
    expect(run.script.asked).toEqual(['answer', 'points', 'rate', 'pause', 'points']);
    expect(readUnfinished(run.drafts.get('latency'))).toMatchObject({ text: TYPED, points: [1, 1, 1] });
  });

  it('has its settled points with it: whoever left there comes back to them', async () => {
    const left = await session([answer(TYPED), points(1, null, 0), QUIT]);
    const drafts = Object.fromEntries(left.drafts);
    const run = await session([points(1, 1, 0), rate('hard'), GO], { drafts });
    expect(run.script.asked).toEqual(['points', 'rate', 'pause']);
    expect(run.script.points[0]?.points).toEqual([1, null, 0]);
    expect(run.attempts()[0]).toMatchObject({ text: TYPED, points: [1, 1, 0] });
    expect(run.drafts.has('latency')).toBe(false);
    const back = await session([key('undo'), key('undo'), QUIT], { drafts });
    expect(back.script.asked).toEqual(['points', 'points', 'answer']);
    expect(back.drafts.get('latency')).not.toContain('points');
    const edited = readUnfinished(drafts['latency']);
    const stale = unfinishedText({ ...edited, pointsOf: 'another answer' });
    expect((await session([QUIT], { drafts: { latency: stale } })).script.asked).toEqual(['answer']);
  });

  it('stays as it was typed when the editor fails, which is said', async () => {
    const run = await session([key('quit')], {
      edit: () => {
        throw new Failure('editor-failed', 'nano ended with exit code 1.');
      },
    });
    expect(await run.script.answers[0]?.edit?.('text')).toBe('text');
    expect(run.script.shown()).toContain('nano ended with exit code 1.');
  });

  it('can go on in the editor', async () => {
    const run = await session([key('quit')], { edit: (text) => `${text}!` });
    expect(await run.script.answers[0]?.edit?.('text')).toBe('text!');
  });
});

describe('a rating is on disk', () => {
  it('before the next question is shown, and before it is said', async () => {
    const order: string[] = [];
    const plan = {
      questions: ['latency', 'wide'],
      onAppend: () => void order.push('on disk'),
      before: (index: number) => void order.push(`prompt ${index}`),
    };
    await session([answer(), points(1, 1, 1), rate('good'), key('quit')], plan);
    expect(order).toEqual(['prompt 0', 'prompt 1', 'prompt 2', 'on disk', 'prompt 3']);
  });
});

describe('again', () => {
  it('brings the question back in the session until it was recalled', async () => {
    const turn = (rating: 'again' | 'good', count: number): readonly Act[] => [
      answer(),
      { points: Array.from({ length: count }, () => 1 as const) },
      rate(rating),
    ];
    // The second time nothing else is left, so that it comes after a pause.
    const acts = [...turn('again', 3), ...turn('good', 2), ...turn('again', 3), GO, ...turn('good', 3), GO];
    const run = await session(acts, { questions: ['latency', 'wide'] });
    expect(ratingsOf(run.entries)).toEqual(['latency again', 'wide good', 'latency again', 'latency good']);
    expect(run.script.shown()).toContain('recorded: again, back later in this session (Q4)');
    expect(run.script.answers[2]?.card).toContain('repeat');
    expect(run.script.answers[2]?.card).toContain('3 of 3');
  });
});

describe('undo', () => {
  it('goes back from the rating to the points that were left unsettled', async () => {
    const acts = [
      answer(TYPED),
      { points: 'as shown' },
      key('undo'),
      points(1, 1, 1),
      rate('good'),
      GO,
    ] as const;
    const run = await session(acts);
    expect(run.script.asked).toEqual(['answer', 'points', 'rate', 'points', 'rate', 'pause']);
    expect(run.entries).toMatchObject([{ rating: 'good', points: [1, 1, 1], text: TYPED }]);
    expect(run.script.shown()).toContain('Undid: leaving all points unsettled.');
  });

  it('takes the latest rating back and asks for it once more, with text and ticks as they were', async () => {
    const run = await session(
      [
        answer(TYPED),
        points(0, 1, 1),
        rate('easy'),
        key('undo'),
        { points: 'as shown' },
        rate('hard'),
        key('quit'),
      ],
      { questions: ['latency', 'wide'] },
    );
    expect(run.script.asked).toEqual(['answer', 'points', 'rate', 'answer', 'points', 'rate', 'answer']);
    expect(run.entries.map(({ type }) => type)).toEqual(['attempt', 'undo', 'attempt']);
    expect(run.entries[1]).toMatchObject({ target: run.entries[0]?.id });
    expect(run.entries[2]).toMatchObject({
      question: 'latency',
      rating: 'hard',
      text: TYPED,
      points: [0, 1, 1],
    });
    expect(run.script.rates[1]?.choices).toEqual(run.script.rates[0]?.choices);
  });

  it('works after the last question, before the summary', async () => {
    const run = await session([
      answer(),
      points(1, 1, 1),
      rate('easy'),
      key('undo'),
      points(1, 0, 0),
      rate('again'),
      key('quit'),
    ]);
    expect(ratingsOf(run.entries)).toEqual(['latency easy', 'undo', 'latency again']);
    expect(run.script.pauses[0]).toContain('u to undo');
  });

  it('says so when there is nothing to take back, and asks on', async () => {
    const run = await session([key('undo'), answer(), points(1, 1, 1), rate('good'), GO]);
    expect(run.script.shown().match(/Nothing to undo in this session/g)).toHaveLength(1);
    expect(ratingsOf(run.entries)).toEqual(['latency good']);
  });

  it('asks a question again whose answer was shown by mistake, and its clock continues', async () => {
    const run = await session([answer(), key('undo'), answer(TYPED), points(1, 1, 1), rate('good'), GO], {
      before: (index, machine) => {
        if (index === 0 || index === 2) machine.clock.now += 20_000;
        if (index === 1) machine.clock.now += 600_000;
      },
    });
    expect(run.script.asked).toEqual(['answer', 'points', 'answer', 'points', 'rate', 'pause']);
    expect(run.script.shown()).toContain('Undid: showing the answer to Q4.');
    expect(run.entries).toMatchObject([{ elapsedMs: 40_000, text: TYPED }]);
  });

  it('goes back to the point that it changed', async () => {
    const run = await session([answer(), key('undo'), QUIT], {
      before: (index, _machine, _sound, script) => {
        if (index !== 1) return;
        for (const settled of [
          [1, null, null],
          [1, null, 1],
        ] as const)
          script.points[0]?.onTicks?.(settled);
      },
    });
    expect(run.script.points.map((prompt) => [prompt.points, prompt.at])).toEqual([
      [[null, null, null], undefined],
      [[1, null, null], 2],
    ]);
  });

  it('goes back to the points from the rating', async () => {
    const run = await session([answer(), points(1, 1, 1), key('undo'), points(1, 0, 0), rate('again'), QUIT]);
    expect(run.script.asked.slice(0, 5)).toEqual(['answer', 'points', 'rate', 'points', 'rate']);
    expect(run.script.points[1]?.points).toEqual([null, null, null]);
    expect(run.entries).toMatchObject([{ points: [1, 0, 0] }]);
  });

  it('takes back whatever was done last, one step at a time, and says what', async () => {
    const run = await session(
      [
        answer(TYPED),
        key('fill'),
        { line: '82' },
        key('note'),
        { answer: 'Say it shorter.\nMuch shorter.' },
        key('keep'),
        { line: 'y' },
        key('undo'),
        key('undo'),
        key('undo'),
        key('undo'),
        QUIT,
      ],
      { answers: { latency: { own: { text: 'Good.', updatedAt: '2026-11-23T10:00:00+01:00' } } } },
    );
    const undone = [...run.script.shown().matchAll(/Undid: (.*)\n/g)].map(([, what]) => what);
    expect(undone).toEqual([
      'your version of Q4 (back to "Good.").',
      'your note on Q4: "Say it shorter. Much shorter.".',
      'the value of accuracy (there is none now).',
      'showing the answer to Q4.',
    ]);
    expect(run.config().answers['latency']?.own).toMatchObject({ text: 'Good.' });
    expect(run.config().fills).not.toHaveProperty('accuracy');
    expect(liveEntries(run.entries)).toEqual([]);
  });

  it('leaves a version alone that was changed since', async () => {
    const run = await session([answer(TYPED), key('keep'), key('undo'), QUIT], {
      before: (index, machine) => {
        if (index !== 2) return;
        void machine.context.config.update((config) => ({
          ...config,
          answers: { latency: { own: { text: 'From elsewhere.', updatedAt: '' } } },
        }));
      },
    });
    expect(run.script.shown()).toContain('Changed after that step, so left as it is: your version of Q4.');
    expect(run.config().answers['latency']?.own?.text).toBe('From elsewhere.');
  });

  it('takes a skip and a suspension back as well', async () => {
    const run = await session([key('skip'), key('undo'), key('suspend'), key('undo'), key('quit')], {
      questions: ['latency', 'wide'],
    });
    expect(run.entries.map(({ type }) => type)).toEqual(['suspend', 'undo']);
    expect(run.script.answers.map(({ card }) => card.includes('attention'))).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
  });
});

describe('leaving a question', () => {
  it('skips without a trace in the journal', async () => {
    const run = await session([key('skip'), key('quit')], { questions: ['latency', 'wide'] });
    expect(run.entries).toEqual([]);
    expect(run.script.answers[1]?.card).toContain('wide');
  });

  it('suspends, and says how it comes back', async () => {
    const run = await session([answer(), key('suspend'), GO]);
    expect(run.entries).toMatchObject([{ type: 'suspend', question: 'latency' }]);
    expect(run.script.shown()).toContain('prep unsuspend Q4');
  });

  it.each(['answer', 'points', 'rate'])(
    'quits while it asks for the %s, and shows the summary',
    async (stage) => {
      const all = [answer(), points(1, 1, 1)];
      const run = await session([...all.slice(0, ['answer', 'points', 'rate'].indexOf(stage)), key('quit')]);
      expect(run.script.asked.at(-1)).toBe(stage);
      expect(run.code).toBe(0);
      expect(run.attempts()).toEqual([]);
      expect(run.script.shown()).toContain('Nothing was rated.');
    },
  );

  it('keeps a rating that was given before Ctrl-C, and says that it was interrupted', async () => {
    const run = await session([answer(), points(1, 1, 1), rate('good'), { interrupt: true }], {
      questions: ['latency', 'wide'],
    });
    expect(ratingsOf(run.entries)).toEqual(['latency good']);
    expect(run.code).toBe(130);
    expect(run.script.shown()).toContain('1 question');
  });

  it('goes on when the file of a question no longer has it', async () => {
    const bank = (): Bank<Question> => {
      const { questions, ...rest } = quizBank();
      return { ...rest, questions: new Map([...questions].filter(([id]) => id !== 'latency')) };
    };
    const run = await session([key('quit')], { questions: ['latency', 'wide'], bank });
    expect(run.script.answers[0]?.card).toContain('wide');
  });
});

describe('a question whose file vanished while its card was on screen', () => {
  it.each([answer('text'), key('fill')])('is passed over at %j, and the session goes on', async (act) => {
    let isThere = true;
    const bank = (): Bank<Question> => {
      const { questions, ...rest } = quizBank();
      return { ...rest, questions: new Map([...questions].filter(([id]) => isThere || id !== 'latency')) };
    };
    const run = await session([act, key('quit')], {
      questions: ['latency', 'wide'],
      bank,
      before: () => void (isThere = false),
    });
    expect(run.script.shown()).toContain('latency is gone.');
    expect(run.script.answers[1]?.card).toContain('wide');
    expect(run.entries).toEqual([]);
  });

  it('says that what was typed is kept', async () => {
    const bank = (): Bank<Question> => ({ ...quizBank(), questions: new Map() });
    let isThere = true;
    const run = await session([answer('text'), key('quit')], {
      questions: ['latency', 'wide'],
      bank: () => (isThere ? quizBank() : bank()),
      drafts: { latency: 'text' },
      before: () => void (isThere = false),
    });
    expect(run.script.shown()).toContain('What you typed is kept, and comes back with the question.');
  });

  it('is not among what the summary says is left, nor is one that got another title', async () => {
    let now: ReadonlyMap<string, Question> = new Map();
    const some = new Map([...quizBank().questions].slice(0, 3));
    const [rated = '', gone = '', left = ''] = some.keys();
    const run = await session([answer('text'), points(1), rate('good'), key('quit')], {
      questions: [rated, gone],
      bank: () => ({ ...quizBank(), questions: now.size > 0 ? now : some }),
      onAppend: () => {
        const retitled = [some.get(rated), some.get(left)].flatMap((one) => one ?? []);
        const ids = ['new', left];
        now = new Map(retitled.map((one, i) => [ids[i] ?? '', { ...one, id: ids[i] ?? '' }]));
      },
    });
    expect(run.entries.length).toBe(1);
    expect(run.script.shown()).toContain('1 new question is left for today');
  });
});

describe('the other keys', () => {
  const stages = [[], [answer(TYPED)], [answer(TYPED), points(1, 1, 1)]] as const;

  it.each([0, 1, 2] as const)('help lists every key, at stage %i, and asks again', async (stage) => {
    const run = await session([...stages[stage], key('help'), key('quit')]);
    expect(run.script.shown()).toMatch(/u +undo your last step/);
    expect(run.script.asked.at(-1)).toBe(run.script.asked.at(-2));
  });

  it('fill asks for the numbers that are missing, stores them, and shows the answer with them', async () => {
    const run = await session([answer(), key('fill'), { line: '82' }, points(1, 1, 1), rate('good'), GO]);
    expect(run.config().fills['accuracy']).toMatchObject({ value: '82%', number: 82 });
    expect(run.script.shown()).toContain('It reached 82%.');
  });

  it('fill after the answer blames nobody for a value that the answer could not cite', async () => {
    const run = await session([
      answer(TYPED),
      key('fill'),
      { line: '82' },
      points(1, 1, 1),
      rate('good'),
      GO,
    ]);
    expect(run.script.shown()).toContain('It reached 82%.');
    expect(run.script.shown()).not.toMatch(/not cited:.*82%|Not cited\s+Q4.*82%/);
  });

  it('what is said, and each value that is asked for, stands apart from what follows', async () => {
    const run = await session([
      answer(),
      key('note'),
      answer('thought'),
      key('fill'),
      { line: '82' },
      points(1, 1, 1),
      rate('good'),
      key('quit'),
    ]);
    for (const text of [
      / Note saved\.\n\n/,
      /──\n\n.*\n\n.*accuracy/i,
      /= 82%\n\n  1 answer now complete: Q4\.\n\n── 1 of 1/,
      /recorded: .*\n\n/,
    ])
      expect(run.script.shown().split('── Session')[0]).toMatch(text);
  });

  it.each(['fill', 'edit', 'own'] as const)(
    '%s shows nothing of the answer before it, unless asked to',
    async (name) => {
      const run = await session([key(name), line(''), QUIT]);
      expect(run.script.lines).toEqual([expect.stringMatching(/^(?:This|The \w+) shows the .* anyway\?$/)]);
      expect(run.script.shown()).not.toContain('Mine took');
      expect(run.script.left()).toEqual([]);
    },
  );

  it('fill before the answer shows the card anew', async () => {
    const run = await session([key('fill'), line('y'), line('82%'), key('quit')]);
    expect(run.script.answers[0]?.card).toContain('1 of 4 values unfilled');
    expect(run.script.answers[1]?.card).not.toContain('unfilled');
  });

  it('counts the numbers of follow-ups before the answer and after it, as fill asks for them', async () => {
    const bank = (): Bank<Question> => {
      const { questions, ...others } = quizBank();
      const asked = [...questions].map(([id, { placeholders, ...question }]) => {
        const moved = placeholders.map((one) => ({ ...one, inFollowUp: one.key === 'accuracy' }));
        return [id, { ...question, placeholders: moved }] as const;
      });
      return { ...others, questions: new Map(asked) };
    };
    const run = await session([answer(TYPED), key('fill'), { line: '82%' }, key('quit')], { bank });
    const [before = '', after = ''] = run.script.shown().split('Model answer');
    expect(before).toContain('1 of 4 values unfilled');
    expect(after).toContain('1 of 4 values unfilled');
  });

  it('fill says when there is nothing to fill', async () => {
    const run = await session([key('fill'), key('quit')], { questions: ['wide'] });
    expect(run.script.shown()).toContain('Every value this question cites is filled');
  });

  it('edit opens the file of the question in the editor and reads it again', async () => {
    let title = 'What does attention cost?';
    const bank = (): Bank<Question> => {
      const { questions, ...rest } = quizBank();
      return {
        ...rest,
        questions: new Map(
          [...questions].map(([id, each]) => [id, id === 'latency' ? { ...each, title } : each]),
        ),
      };
    };
    const run = await session([key('edit'), line('y'), key('quit')], {
      bank,
      before: (index) => void (index === 1 && (title = 'New title')),
    });
    expect(run.started).toEqual([['ed', 'bank/1.md']]);
    expect(run.script.answers[1]?.card).toContain('New title');
  });

  it('edit after fill shows the values that were just filled', async () => {
    const run = await session([answer(), key('fill'), { line: '82' }, key('edit'), key('quit')]);
    expect(run.script.shown().match(/It reached 82%\./g)).toHaveLength(2);
  });

  it('edit names a value that the question no longer cites', async () => {
    let isCited = true;
    const bank = (): Bank<Question> => {
      const { questions, ...rest } = quizBank();
      const all = [...questions].map(
        ([id, each]) => [id, isCited ? each : { ...each, placeholders: [], placeholderKeys: [] }] as const,
      );
      return { ...rest, questions: new Map(all) };
    };
    const run = await session([answer(), key('fill'), { line: '82' }, key('edit'), key('quit')], {
      bank,
      onStart: () => void (isCited = false),
    });
    expect(run.script.shown()).toContain('Q4 no longer cites 82% (accuracy).');
  });

  it('fill renews the card above the answer, too', async () => {
    const run = await session([answer(), key('fill'), { line: '82' }, key('quit')]);
    const [, before = '', after = ''] = run.script.shown().split('── 1 of 1');
    expect([before, after].map((card) => /\d+ values? unfilled/.exec(card)?.[0])).toEqual([
      expect.anything(),
      undefined,
    ]);
    expect(after).toContain('It reached 82%.');
  });

  it('edit of a shipped question writes what was changed into the user’s own bank', async () => {
    const run = await session([key('edit'), line('y'), key('edit'), line('y'), key('quit')], {
      shipped: 'bank',
      edit: (text) => `${text}, mended`,
    });
    expect(run.created.get('/own/1.md')).toBe('text of bank/1.md, mended');
    // From then on the copy is opened itself.
    expect(run.started).toEqual([['ed', '/own/1.md']]);
    expect(run.script.shown().match(/Saved to \/own\/1\.md\. prep now uses/g)).toHaveLength(1);
  });

  it('edit of a shipped question that changes nothing leaves no copy', async () => {
    const run = await session([key('edit'), line('y'), key('quit')], {
      shipped: 'bank',
      edit: (text) => text,
    });
    expect([...run.created.keys()]).toEqual([]);
    expect(run.script.shown()).toContain('Nothing was changed.');
  });

  it('edit before the answer asks, as the file holds the answer; of a draft it does not', async () => {
    const run = await session([key('edit'), line(''), key('skip'), key('edit'), QUIT], {
      questions: ['latency', 'draft'],
    });
    expect(run.script.lines).toEqual(['The file shows the answer. Open it anyway?']);
    expect(run.started).toEqual([['ed', 'bank/4.md']]);
  });

  it('edit of a question in a deck of Anki says how to take it over, and opens nothing', async () => {
    const bank = (): Bank<Question> => {
      const { questions, ...rest } = quizBank();
      const inDeck = [...questions].map(([id, each]) => [id, { ...each, file: 'my.apkg' }] as const);
      return { ...rest, questions: new Map(inDeck) };
    };
    const run = await session([key('edit'), key('quit')], { bank });
    expect(run.started).toEqual([]);
    expect(run.script.shown()).toContain('my.apkg is an Anki deck: run `prep import` to copy its questions');
  });

  it('edit that takes the question away goes on with the next', async () => {
    let isThere = true;
    const bank = (): Bank<Question> => {
      const { questions, ...rest } = quizBank();
      return { ...rest, questions: new Map([...questions].filter(([id]) => isThere || id !== 'latency')) };
    };
    const run = await session([key('edit'), line('y'), key('quit')], {
      questions: ['latency', 'wide'],
      bank,
      onStart: () => void (isThere = false),
    });
    expect(run.script.shown()).toContain('latency is no longer in bank/1.md; its history is kept.');
    expect(run.script.answers[1]?.card).toContain('wide');
  });

  it('own stores what was written in the editor, and shows it', async () => {
    const run = await session([answer(), key('own'), points(1, 1, 1), rate('good'), GO], {
      edit: (text) => `Mine.\n${text}`,
    });
    expect(run.config().answers['latency']?.own?.text).toBe('Mine.');
    expect(run.script.shown()).toContain('Your version');
  });

  it('own that was left empty stores nothing', async () => {
    const run = await session([key('own'), line('y'), key('quit')], { edit: (text) => text });
    expect(run.config().answers).toEqual({});
    expect(run.script.shown()).toContain('your version is unchanged');
  });

  it('keep makes what was typed the own version', async () => {
    const run = await session([answer(TYPED), key('keep'), points(1, 1, 1), rate('good'), GO]);
    expect(run.config().answers['latency']).toMatchObject({ own: { text: TYPED } });
  });

  it('keep and own say what is wrong in the version', async () => {
    const wrong = 'The latency at 128 tokens is 99 ms.';
    const own = await session([answer(), key('own'), QUIT], { edit: () => wrong });
    const keep = await session([answer(wrong), key('keep'), QUIT]);
    for (const run of [own, keep])
      expect(run.script.shown()).toMatch(/(?:is stored|Press u to undo)\.\n+ *✗ You said 99 ms/);
  });

  it('keep gives a draft its answer, which is asked for no longer', async () => {
    const run = await session([answer(TYPED), key('keep'), key('quit')], { questions: ['draft'] });
    const [before = '', after = ''] = run.script.shown().split('now your version');
    expect(before).toContain('No answer yet');
    expect(after).toContain('Your version');
    expect(after).not.toContain('No answer yet');
  });

  it('keep says so when nothing was typed', async () => {
    const run = await session([answer(), key('keep'), key('quit')]);
    expect(run.config().answers).toEqual({});
    expect(run.script.shown()).toContain('You have not typed anything to keep');
  });

  it('keep asks before it replaces a version', async () => {
    const answers = { latency: { own: { text: 'Good.', updatedAt: '2026-11-23T10:00:00+01:00' } } };
    const run = await session([answer('Garbage.'), key('keep'), line(''), QUIT], { answers });
    expect(run.script.lines).toEqual(['Replace your version?']);
    expect(run.config().answers).toEqual(answers);
    expect(run.entries).toEqual([]);
  });

  it('keep says so when it is the version already', async () => {
    const run = await session([answer(TYPED), key('keep'), key('keep'), QUIT]);
    expect(run.script.shown()).toContain('That is already your version.');
    expect(run.entries).toHaveLength(1);
  });

  it('keep and own leave the version before in the journal', async () => {
    const run = await session([answer(TYPED), key('keep'), key('own'), QUIT], { edit: () => 'Mine.' });
    expect(run.entries).toMatchObject([
      { type: 'change', own: [{ name: 'latency', after: { text: TYPED } }] },
      { type: 'change', own: [{ name: 'latency', before: { text: TYPED }, after: { text: 'Mine.' } }] },
    ]);
  });

  it('own of a question without an answer begins with what was typed', async () => {
    const run = await session([answer('My words.'), key('own'), QUIT], {
      questions: ['draft'],
      edit: (text) => `More.\n${text}`,
    });
    expect(run.script.shown()).toContain('Press K to keep what you typed as your own');
    expect(run.config().answers['draft']?.own?.text).toBe('More.\nMy words.');
  });

  it('note writes a line of the journal; an empty one does not', async () => {
    const run = await session([key('note'), answer(' say it\nshorter '), key('note'), answer(), QUIT]);
    expect(run.script.answers[1]).toMatchObject({ isNote: true, heading: 'Note on this question' });
    expect(run.entries).toMatchObject([{ type: 'note', question: 'latency', text: 'say it\nshorter' }]);
    expect([...run.drafts.keys()]).toEqual([]);
  });

  it('note is left with the same key, and what was typed stays a draft', async () => {
    const run = await session([key('note'), key('note'), answer(), QUIT], {
      before: (index, _machine, _sound, { answers }) => {
        if (index === 1) answers.at(-1)?.onText('half a thought');
      },
    });
    expect(run.script.asked).toEqual(['answer', 'answer', 'answer', 'points']);
    expect(run.drafts.get('latency:note')).toBe('half a thought');
    expect(run.entries).toEqual([]);
  });

  it('notes are shown with the model answer the next time, with their days and the newest last', async () => {
    const entries = [
      {
        type: 'note',
        id: 'n2',
        at: at('2026-11-23T09:00:00+01:00'),
        question: 'latency',
        text: 'Say *why*.',
      },
      {
        type: 'note',
        id: 'n1',
        at: at('2026-11-20T09:00:00+01:00'),
        question: 'latency',
        text: 'Slow\ndown',
      },
    ] as const;
    const run = await session([answer('x'), QUIT], { entries });
    const shown = run.script.shown();
    expect(shown).toMatch(/Your notes[^]*2026-11-20: Slow\s+down\s+• 2026-11-23: Say why\./);
    expect(shown.indexOf('Your notes')).toBeGreaterThan(shown.indexOf('Model answer'));
    expect((await session([answer('x'), QUIT])).script.shown()).not.toContain('Your notes');
  });

  it('note that was left is still there the next time', async () => {
    const run = await session([key('note'), QUIT], {
      before: (index, machine) => {
        if (index === 1) machine.drafts.set('latency:note', 'half a thought');
      },
    });
    expect(run.drafts.get('latency:note')).toBe('half a thought');
    expect(run.entries).toEqual([]);
    const again = await session([key('note'), QUIT], { drafts: { 'latency:note': 'half a thought' } });
    expect(again.script.answers[1]?.draft).toBe('half a thought');
  });

  it('follow-ups are asked and then answered, filled in, one after the other', async () => {
    const run = await session([answer(), key('follow-ups'), GO, GO, GO, key('quit')], { mode: 'think' });
    expect(run.script.pauses).toEqual([
      'Follow-up 1 of 2: say your answer, then press Enter.',
      'Enter = next follow-up · w = back to the question',
      'Follow-up 2 of 2: say your answer, then press Enter.',
    ]);
    const shown = run.script.shown();
    expect(shown.indexOf('And memory?')).toBeGreaterThan(shown.indexOf('mean of five seeds'));
    expect(shown).toContain('Linear with tiles.');
  });

  it('follow-ups are typed in mode type, and are in the attempt', async () => {
    const run = await session([
      answer(TYPED),
      key('follow-ups'),
      answer('Because self-attention sees every pair.'),
      key('help'),
      GO,
      answer('Linear.'),
      points(1, 1, 1),
      rate('good'),
      GO,
    ]);
    const between = ['answer', 'pause', 'pause', 'answer'];
    expect(run.script.asked).toEqual(['answer', 'points', ...between, 'points', 'rate', 'pause']);
    expect(run.attempts()[0]?.followUps).toEqual([
      { text: 'What about [FILL IN: accuracy]?', answer: 'Because self-attention sees every pair.' },
      { text: 'And memory?', answer: 'Linear.' },
    ]);
    expect(run.script.shown()).toMatch(/And memory\?\s+You: Linear\.\s+Linear with tiles\./);
    expect([...run.drafts.keys()]).toEqual([]);
  });

  it('a key leaves a follow-up in hand, s leaves it out, w ends them, and what was typed stays a draft', async () => {
    const run = await session(
      [answer(), key('follow-ups'), key('help'), key('skip'), key('follow-ups'), QUIT],
      {
        before: (index, _machine, _sound, { answers }) => {
          if (index === 4) answers.at(-1)?.onText('Lin');
        },
      },
    );
    expect(run.script.asked).toEqual(['answer', 'points', 'answer', 'answer', 'answer', 'points']);
    expect(run.script.shown()).not.toContain('mean of five seeds');
    expect(run.drafts.get('latency:follow-up-2')).toBe('Lin');
  });

  it('a session is left in the middle of the follow-ups, and a question may have none', async () => {
    const left = await session([answer(), key('follow-ups'), QUIT]);
    expect([left.script.left(), left.entries]).toEqual([[], []]);
    const none = await session([answer(), key('follow-ups'), QUIT], { questions: ['wide'] });
    expect(none.script.shown()).toContain('This question has no follow-ups.');
  });

  it('says what there is no sound for', async () => {
    const run = await session([key('retake'), answer(), key('play'), QUIT]);
    expect(run.script.shown()).toMatch(/This session does not record; `prep quiz --mode speak`\s+does\./);
    expect(run.script.shown()).toContain('This answer was not recorded.');
  });

  it('view opens the card in the pager, and its answer once that is shown', async () => {
    const viewed: string[] = [];
    const view = (text: string): Promise<void> => Promise.resolve(void viewed.push(text));
    await session([key('view'), answer(TYPED), key('view'), QUIT], {
      before: (_, { context }) => void Object.assign(context.run, { view }),
    });
    expect(viewed).toHaveLength(2);
    for (const text of viewed) expect(text).toContain('What does attention cost?');
    expect(viewed[0]).not.toContain('quadratic');
    expect(viewed[1]).toContain('quadratic');
  });

  it('follow-ups come back after a rating is undone', async () => {
    const run = await session([
      answer(TYPED),
      key('follow-ups'),
      answer('Because.'),
      GO,
      answer('Linear.'),
      points(1, 1, 1),
      rate('good'),
      key('undo'),
      QUIT,
    ]);
    expect(run.drafts.get('latency:follow-up-2')).toBe('Linear.');
  });

  it('an answer to a follow-up that was undone is typed again from its text', async () => {
    const acts = [
      answer(),
      key('follow-ups'),
      answer('Because.'),
      key('undo'),
      key('follow-ups'),
      key('follow-ups'),
      answer('So.'),
      GO,
      answer('Linear.'),
    ];
    const run = await session([...acts, points(1, 1, 1), rate('good'), GO], {
      before: (index, machine) => {
        if (index === 3) machine.drafts.set('latency:follow-up-1', 'Because.');
      },
    });
    const headings = run.script.answers.map(({ heading }) => heading);
    expect(headings.slice(1)).toEqual([1, 1, 2].map((number) => `Follow-up ${number} of 2`));
    expect(run.script.answers[2]?.draft).toBe('Because.');
    expect(run.attempts()[0]?.followUps?.map((each) => each.answer)).toEqual(['So.', 'Linear.']);
  });

  it('says what failed, and asks on, when a key cannot do its work', async () => {
    const run = await session([key('own'), line('y'), answer(), points(1, 1, 1), rate('good'), GO]);
    expect(run.script.shown()).toContain('No editor was found. Set EDITOR.');
    expect(ratingsOf(run.entries)).toEqual(['latency good']);
  });

  it('does not count their time as answering', async () => {
    const run = await session([key('note'), answer('x'), answer(), points(1, 1, 1), rate('good'), GO], {
      before: (index, machine) => {
        if (index === 1) machine.clock.now += 600_000;
        if (index === 2) machine.clock.now += 30_000;
      },
    });
    expect(run.entries.at(-1)).toMatchObject({ elapsedMs: 30_000 });
  });
});

describe('--cram', () => {
  it('notes ratings that leave the schedule alone, and shows no intervals', async () => {
    const run = await session([answer(), points(1, 1, 1), rate('good'), GO], { cram: true });
    expect(run.entries[0]).toMatchObject({ cram: true });
    expect(run.script.rates[0]?.choices.every(({ interval }) => interval === '')).toBe(true);
    expect(run.script.shown()).toContain('recorded: good, schedule unchanged (Q4)');
  });
});

describe('the summary', () => {
  it('tells ratings, missed points, numbers not cited, times and dates, and one command', async () => {
    const run = await session([answer(TYPED), points(1, 1, 0), rate('hard'), GO], {
      before: (index, machine) => void (index === 0 && (machine.clock.now += 200_000)),
    });
    const summary = run.script.shown().split('── Session').at(-1) ?? '';
    expect(summary).toContain('1 question · 3:20 spent answering · 1 hard');
    expect(summary).toMatch(/Q4 {2}What does attention cost\? +hard +2\/3 +3:20 \/ 3:00 +→ \d+ d/);
    expect(summary).toContain('Q4 FlashAttention removes the memory term');
    expect(summary).toContain('Q4 320\u00A0ms, 7.1×');
    expect(summary).toMatch(
      /1 value is missing from these answers, and 3 new questions are left → prep\s+fill/,
    );
  });

  it('counts a question that came back once, with its last rating, and all its attempts', async () => {
    const turn = [answer(TYPED), points(1, 1, 1)] as const;
    const run = await session([...turn, rate('again'), GO, ...turn, rate('good'), GO], {
      before: (index, { clock }) => void (index % 4 === 0 && (clock.now += 60_000)),
    });
    const summary = run.script.shown().split('── Session').at(-1) ?? '';
    // Time and ratings are of both attempts.
    expect(summary).toContain('1 question · 2 attempts · 2:00 spent answering · 1 again · 1 good');
    expect(summary).toMatch(/good +3\/3 +1:00 \/ 3:00/);
  });

  it('says what is still due first', async () => {
    const run = await session([answer(), points(1, 1, 1), rate('again'), key('quit')]);
    expect(run.script.shown()).toContain(
      '1 question is still due today, and 3 new questions are left → prep quiz',
    );
  });
});
