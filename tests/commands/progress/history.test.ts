// `prep history`: two attempts, all of them, the latest of all questions; recordings; JSON and Markdown.
import { describe, expect, it } from 'vitest';
import { history } from '../../../src/commands/progress/history.ts';
import { headedParts } from '../../../src/formats/question/filled-text.ts';
import { textWidth } from '../../../src/screens/ui/width.ts';
import { at, attempt } from '../../support/entries.ts';
import { FRIDAY, HISTORY, openHistory, TODAY } from '../../support/history-machine.ts';
import { failureOf } from '../../support/verbs.ts';

type Options = Parameters<typeof history>[2];

async function printed(question: string, options: Options = {}, columns = 80): Promise<string> {
  const { memory } = openHistory({ columns });
  expect(await history(memory.context, question === '' ? [] : [question], options)).toBe(0);
  return memory.data();
}

const SCREENS: Readonly<Record<string, readonly [string, Options]>> = {
  compared: ['attention', {}],
  story: ['story', {}],
  all: ['attention', { all: true }],
  recent: ['', {}],
};

describe.each(Object.keys(SCREENS))('the screen of history, %s', (name) => {
  const [question, options] = SCREENS[name] ?? ['', {}];

  it.each([40, 80, 120])('at %i columns', async (columns) => {
    const screen = await printed(question, options, columns);
    await expect(screen).toMatchFileSnapshot(`../../golden/history/${name}-${columns}.txt`);
    expect(Math.max(...screen.split('\n').map(textWidth))).toBeLessThanOrEqual(columns);
  });

  it('holds no escape and no symbol on a dumb terminal', async () => {
    const { memory } = openHistory({ fancy: false });
    await history(memory.context, question === '' ? [] : [question], options);
    // oxlint-disable-next-line no-control-regex -- these are the escapes
    expect(memory.data()).not.toMatch(/[\u001b─│✓✗·→…•]/u);
  });
});

describe('two attempts', () => {
  it('are the latest two', async () => {
    expect(await printed('attention')).toContain('2 of 3 attempts; `--all` shows all');
    expect(await printed('story')).not.toContain('--all');
  });

  it('are as many as asked for', async () => {
    expect(await printed('attention', { count: 1 })).toContain('1 of 3 attempts; `--all` shows all');
    const { memory } = openHistory();
    await history(memory.context, ['attention'], { json: true, count: 1 });
    expect(JSON.parse(memory.data())).toMatchObject({ attempts: [{ number: 3 }] });
  });

  it('name no points where the question was edited since, and guess nothing', async () => {
    const edited = HISTORY.map((each) =>
      each.id === '2'
        ? { ...each, questionHash: 'another' }
        : each.id === '1'
          ? { ...each, points: [1 as const] }
          : each,
    );
    const { memory: screen } = openHistory({}, edited);
    await history(screen.context, ['attention'], { all: true });
    expect(screen.data().match(/The question was edited later/g)).toHaveLength(2);
    // Of attempt 3 alone.
    expect(screen.data().match(/[✓✗·] Quadratic time/g)).toHaveLength(1);
  });

  it('show settled points alone as covered or missed', async () => {
    const some = HISTORY.map((each) => (each.id === '2' ? { ...each, points: [null, 0] as const } : each));
    const { memory } = openHistory({}, some);
    await history(memory.context, ['attention'], { json: true });
    expect(JSON.parse(memory.data())).toMatchObject({
      attempts: [{ points: [1, 0] }, { points: [null, 0] }, { points: [0, 1] }],
    });
    const { memory: screen } = openHistory({}, some);
    await history(screen.context, ['attention'], {});
    expect(screen.data()).toMatch(/hard +0\/1, 1 unsettled/);
    for (const options of [{}, { all: true }]) {
      const { memory: all } = openHistory({}, some);
      await history(all.context, ['attention'], options);
      expect(all.data()).toContain('· Quadratic time in the length (not checked)');
    }
  });

  it('tell which figures are none of the values, unless they were the values then', async () => {
    const text = 'It takes 88 ms at 128 tokens.';
    const wrong = HISTORY.map((each) => (each.id === '2' ? { ...each, text, cited: [] } : each));
    for (const options of [{}, { all: true }]) {
      const { memory } = openHistory({ columns: 160 }, wrong);
      await history(memory.context, ['attention'], options);
      expect(memory.data()).toMatch(/You said 88 ms; short_ms is 50\sms\./);
    }
    const right = wrong.map((each) => (each.id === '2' ? { ...each, cited: ['short_ms'] } : each));
    const { memory } = openHistory({}, right);
    await history(memory.context, ['attention'], { all: true });
    expect(memory.data()).not.toContain('You said');
  });

  it('that are one stand alone, and none say how to begin', async () => {
    const one = openHistory({}, HISTORY.slice(0, 1)).memory;
    await history(one.context, ['attention'], {});
    expect(one.data()).toContain('Attempt 1, 2026-11-16 10:00\ntype\n');
    const none = openHistory({}, []).memory;
    await history(none.context, ['attention'], {});
    expect(none.data()).toContain('No attempts yet.\n  prep quiz Q4\n');
  });

  it('refuse a number that there is not', async () => {
    const { memory } = openHistory();
    const failure = await failureOf(() => history(memory.context, ['attention'], { play: 9 }));
    expect(failure).toMatchObject({ code: 'attempt-unknown', exit: 2, hint: 'choose one from 1 to 3' });
  });
});

describe('the JSON of a history', () => {
  it('has every attempt with its recording and its pace', async () => {
    const document: unknown = JSON.parse(await printed('attention', { json: true }));
    expect(document).toMatchObject({
      question: 'attention',
      attempts: [
        { number: 1, recording: null, wordsPerMinute: null },
        { number: 2, recording: { path: 'recordings/2.wav', exists: false, bytes: null } },
        {
          number: 3,
          recording: { path: 'recordings/3.wav', exists: true, bytes: 1_728_044 },
          delivery: { pauses: 3 },
        },
      ],
    });
  });

  it('of all questions has the latest first, at most as many as asked for', async () => {
    const document: unknown = JSON.parse(await printed('', { json: true, count: 3 }));
    expect(document).toMatchObject({
      attempts: [
        { question: 'story', number: 2 },
        { question: 'attention', number: 3 },
        { question: 'story', number: 1 },
      ],
    });
  });
});

describe('recordings', () => {
  it('are played by the number of the attempt', async () => {
    const { memory, sound } = openHistory();
    await history(memory.context, ['attention'], { play: 3 });
    expect(sound.played).toEqual(['recordings/3.wav']);
  });

  it.each<[string, Options, string]>([
    ['attention', { play: 1 }, 'recording-missing'],
    ['attention', { play: 2 }, 'recording-gone'],
    ['attention', { play: 7 }, 'attempt-unknown'],
    ['', { play: 1 }, 'question-missing'],
    ['', { all: true }, 'question-missing'],
  ])('of %j fail with a code: %j', async (question, options, code) => {
    const { memory, sound } = openHistory();
    const args = question === '' ? [] : [question];
    expect(await failureOf(() => history(memory.context, args, options))).toMatchObject({ code, exit: 2 });
    expect(sound.played).toEqual([]);
  });

  it('say what is missing without a player, and what went wrong with one', async () => {
    const none = openHistory({}, HISTORY, { jobs: [] }).memory;
    expect(await failureOf(() => history(none.context, ['attention'], { play: 3 }))).toMatchObject({
      code: 'player-missing',
      hint: 'sudo apt-get install aplay',
    });
    const broken = openHistory({}, HISTORY, { playFault: 'The device is busy.' }).memory;
    expect(await failureOf(() => history(broken.context, ['attention'], { play: 3 }))).toMatchObject({
      code: 'play-failed',
      message: 'The device is busy.',
    });
  });
});

describe('a story told part by part', () => {
  const told = (text: string) => headedParts(['situation', 'task', 'action', 'result'], text.split('|'));
  const entries = [
    attempt('1', 'story', 'good', FRIDAY, { text: told('The bill grew.|Halve it.||') }),
    attempt('2', 'story', 'good', TODAY, { text: told('The bill grew.|Halve it.|I cut what nobody read.|') }),
  ];
  const screen = async (options: Options): Promise<string> => {
    const { memory } = openHistory({ columns: 80 }, entries);
    await history(memory.context, ['story'], options);
    return memory.data();
  };

  it('has the names of its parts, and no sign of Markdown', async () => {
    for (const options of [{}, { all: true }])
      expect(await screen(options)).toContain('    Action:\n    I cut what nobody read.\n\n    Result:\n');
    for (const options of [{}, { all: true }]) expect(await screen(options)).not.toContain('##');
  });

  it('stays in a document as it was told', async () => {
    expect(await screen({ json: true })).toContain('## Action');
  });
});

describe('a question that no bank has any more', () => {
  it('keeps its attempts, under the id that the list has', async () => {
    expect(await printed('gone')).toContain('What was asked once?');
    const { memory } = openHistory();
    await history(memory.context, ['gone'], { json: true });
    expect(JSON.parse(memory.data())).toMatchObject({
      question: 'gone',
      attempts: [{ number: 1, rating: 'easy' }],
      versions: [],
    });
  });
});

describe('the latest attempts', () => {
  it('begin with a sentence where there is none', async () => {
    const { memory } = openHistory({}, []);
    await history(memory.context, [], {});
    expect(memory.talk()).toBe('No attempts yet. Run `prep quiz` to start.\n');
    expect(memory.data()).toBe('');
  });

  it('tell how to ask for one question', async () => {
    const { memory } = openHistory({}, []);
    const { hint } = await failureOf(() => history(memory.context, [], { play: 2 }));
    expect(hint).toBe('for example `prep history 4 --play 2`');
  });

  it('have a column of recordings only where something was recorded', async () => {
    const silent = HISTORY.map((each) => {
      const { recording: _, ...rest } = each;
      return rest;
    });
    const { memory } = openHistory({}, silent);
    await history(memory.context, [], {});
    expect(memory.data()).toContain('Question');
    expect(memory.data()).not.toContain('Recording');
  });

  it('stay readable with an id, a title and a number that are odd', async () => {
    const odd = attempt('9', '__proto__', 'good', at('2026-11-23T00:00:00+01:00'), {
      title: 'a\nb\u001b[2J',
      cited: ['constructor'],
      elapsedMs: Number.MAX_SAFE_INTEGER,
      recording: '../../etc/passwd',
    });
    const { memory } = openHistory({}, [odd, attempt('10', 'story', 'good', FRIDAY)]);
    await history(memory.context, [], {});
    expect(memory.data()).toContain('__proto__');
    expect(memory.data()).toContain('gone');
    // oxlint-disable-next-line no-control-regex -- this is the escape
    expect(memory.data()).not.toMatch(/\u001b/);
  });
});
