import { describe, expect, it, vi } from 'vitest';
import { Failure } from '../../../src/core/base/problem.ts';
import type { Samples, SoundJob } from '../../../src/core/speech/sound.ts';
import { readUnfinished, unfinishedText } from '../../../src/formats/stored/draft.ts';
import { rehearsed, type RehearsedPlan } from '../../support/rehearsed.ts';
import type { Act } from '../../support/scripted-prompts.ts';

const SPOKEN: Act = { record: 'stopped' };
const GO: Act = { go: true };
const TICKS: Act = { points: [1, 1, 0] };
const RATE: Act = { rate: 'good' };
const END: readonly Act[] = [TICKS, RATE, GO];
/** Everything but a recogniser. */
const DEAF: readonly SoundJob[] = ['recorder', 'player'];
const WITHOUT_WORDS: RehearsedPlan = { sounds: { jobs: DEAF } };
const HEARD = 'quadratic time in the length i measured forty five milliseconds';

/** A tone of a second, half a second after the start. */
function tone(): Samples {
  const samples = new Float32Array(32_000);
  for (let i = 8000; i < 24_000; i++) samples[i] = 0.4 * Math.sin((2 * Math.PI * 150 * i) / 16_000);
  return { perSecond: 16_000, samples };
}

describe('an answer that is recorded', () => {
  it('is asked for, measured, linked and rated', async () => {
    const run = await rehearsed([SPOKEN, GO, ...END], {
      sounds: { jobs: DEAF, captures: [{ durationMs: 42_000 }], samples: tone() },
    });
    expect(run.script.asked).toEqual(['record', 'pause', 'points', 'rate', 'pause']);
    expect(run.attempts()).toMatchObject([
      { mode: 'speak', elapsedMs: 42_000, recording: 'recordings/id-002.wav', rating: 'good' },
    ]);
    expect(run.attempts()[0]?.delivery?.durationMs).toBe(2000);
    expect(run.attempts()[0]).not.toHaveProperty('text');
    expect(run.script.shown()).toMatch(/measured from the recording \(not a grade\):\n {2}0:02 long/);
    expect(run.drafts.size).toBe(0);
  });

  it('is limited to three times the target, and to no less than five minutes', async () => {
    const run = await rehearsed([SPOKEN, GO, TICKS, RATE, SPOKEN, GO, { key: 'quit' }], {
      ...WITHOUT_WORDS,
      questions: ['latency', 'wide'],
    });
    expect(run.script.records.map(({ limitMs }) => limitMs)).toEqual([540_000, 300_000]);
  });

  it('ends at its limit', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      const run = await rehearsed([SPOKEN, GO, ...END], WITHOUT_WORDS);
      const ended = vi.fn();
      void run.script.records[0]?.ended.then(ended);
      await vi.advanceTimersByTimeAsync(539_000);
      expect(ended).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1000);
      expect(ended).toHaveBeenCalled();
    } finally {
      vi.useRealTimers();
    }
  });

  it('says when the limit ended it', async () => {
    const run = await rehearsed([{ record: 'limit' }, GO, ...END], WITHOUT_WORDS);
    expect(run.script.shown()).toContain('The recording stopped at its limit, 9:00.');
    expect(run.attempts()).toHaveLength(1);
  });

  it('is played back beforehand, at the points and at the rating', async () => {
    const play: Act = { key: 'play' };
    const over: Act = { go: 'over' };
    const run = await rehearsed(
      [SPOKEN, play, over, GO, play, over, TICKS, play, GO, RATE, GO],
      WITHOUT_WORDS,
    );
    expect(run.sound.played).toEqual(Array(3).fill('recordings/id-002.wav'));
    expect(run.attempts()).toHaveLength(1);
  });

  it('is recorded again when it is asked for, and the old file goes', async () => {
    const run = await rehearsed([SPOKEN, { key: 'retake' }, SPOKEN, GO, ...END], WITHOUT_WORDS);
    expect(run.attempts()).toMatchObject([{ recording: 'recordings/id-003.wav' }]);
    expect(run.context.sound.recordings().map(({ recording }) => recording)).toEqual([
      'recordings/id-003.wav',
    ]);
  });

  it('is recorded after all once there is a microphone', async () => {
    const run = await rehearsed([SPOKEN, { key: 'retake' }, SPOKEN, GO, ...END], {
      sounds: {
        jobs: DEAF,
        captures: [{ durationMs: 0, fault: 'rec found no microphone.' }, { durationMs: 9000 }],
      },
    });
    expect(run.script.shown()).toContain('rec found no microphone.');
    expect(run.script.shown()).not.toContain('You can record again only');
    expect(run.attempts()).toMatchObject([{ recording: 'recordings/id-003.wav', elapsedMs: 9000 }]);
  });

  it('is not recorded again once the model answer was shown', async () => {
    const run = await rehearsed([SPOKEN, GO, { key: 'retake' }, ...END], WITHOUT_WORDS);
    expect(run.script.records).toHaveLength(1);
    expect(run.attempts()).toMatchObject([{ recording: 'recordings/id-002.wav' }]);
  });

  it('is removed when the question is skipped meanwhile', async () => {
    const run = await rehearsed([{ key: 'skip' }, GO], WITHOUT_WORDS);
    expect(run.sound.stopped).toEqual(['id-002']);
    expect(run.context.sound.recordings()).toEqual([]);
  });

  it('goes on after a key, and is not asked for again', async () => {
    const run = await rehearsed([SPOKEN, { key: 'help' }, GO, ...END], WITHOUT_WORDS);
    expect(run.script.asked).toEqual(['record', 'pause', 'pause', 'points', 'rate', 'pause']);
    expect(run.script.shown()).toMatch(/p +play what you recorded/);
    expect(run.attempts()).toMatchObject([{ recording: 'recordings/id-002.wav' }]);
  });

  it('survives Ctrl-C, and is gone on with in the next session', async () => {
    const run = await rehearsed([{ interrupt: true }], WITHOUT_WORDS);
    expect(run.code).toBe(130);
    expect(run.sound.stopped).toEqual(['id-002']);
    const draft = run.drafts.get('latency') ?? '';
    expect(readUnfinished(draft)).toEqual({ recording: 'recordings/id-002.wav', durationMs: 60_000 });

    const next = await rehearsed([GO, ...END], {
      drafts: { latency: draft },
      sounds: { jobs: DEAF, stored: run.context.sound.recordings() },
    });
    expect(next.sound.started).toEqual([]);
    expect(next.attempts()).toMatchObject([{ recording: 'recordings/id-002.wav', elapsedMs: 60_000 }]);
  });

  it('is found again after a crash in the middle of it, of which nobody knows the length', async () => {
    const stored = [{ recording: 'recordings/id-9.wav', bytes: 1 }];
    const run = await rehearsed([GO, ...END], {
      drafts: { latency: unfinishedText({ begun: 'id-9' }) },
      sounds: { jobs: DEAF, stored, samples: tone() },
    });
    expect(run.sound.started).toEqual([]);
    expect(run.attempts()).toMatchObject([{ recording: 'recordings/id-9.wav', elapsedMs: 2000 }]);
  });

  it('leaves no trace when it is skipped', async () => {
    const run = await rehearsed([{ key: 'skip' }, GO], { ...WITHOUT_WORDS, drafts: { latency: 'typed' } });
    expect(run.drafts.get('latency')).toBe('typed');
  });

  it('is asked for anew when the recording of before is gone', async () => {
    const draft = unfinishedText({ recording: 'recordings/gone.wav', durationMs: 1 });
    const run = await rehearsed([SPOKEN, GO, ...END], { ...WITHOUT_WORDS, drafts: { latency: draft } });
    expect(run.attempts()).toMatchObject([{ recording: 'recordings/id-002.wav' }]);
  });

  it('keeps what was typed before, until it is rated', async () => {
    const run = await rehearsed([SPOKEN, { key: 'quit' }], {
      ...WITHOUT_WORDS,
      drafts: { latency: 'typed half' },
    });
    expect(readUnfinished(run.drafts.get('latency'))).toMatchObject({ text: 'typed half' });
  });

  it('is taken back by undo with its recording', async () => {
    const run = await rehearsed([SPOKEN, GO, TICKS, RATE, { key: 'undo' }, { key: 'quit' }], WITHOUT_WORDS);
    expect(readUnfinished(run.drafts.get('latency'))).toEqual({
      recording: 'recordings/id-002.wav',
      durationMs: 60_000,
    });
  });
});

describe('a recogniser that is not there', () => {
  const acts: readonly Act[] = [SPOKEN, GO, ...END];

  it('is said once to be missing where the settings name it, and only there', async () => {
    const twice = [SPOKEN, GO, TICKS, RATE, SPOKEN, GO, { points: [1, 1] } as const, RATE, GO];
    const run = await rehearsed(twice, {
      ...WITHOUT_WORDS,
      settings: { transcriber: 'whisper-cli {file}' },
      questions: ['latency', 'wide'],
    });
    expect(run.script.shown().match(/No transcriber was found\./g)).toHaveLength(1);
    expect((await rehearsed(acts, WITHOUT_WORDS)).script.shown()).not.toContain('transcriber');
  });
});

describe('a recorder that fails', () => {
  const thought: readonly Act[] = [{ answer: '' }, ...END];

  it('is said once to be missing, with what to install, and the session is one to think in', async () => {
    const run = await rehearsed([...thought.slice(0, 3), { answer: '' }, { points: [1, 1] }, RATE, GO], {
      sounds: { jobs: [] },
      questions: ['latency', 'wide'],
    });
    expect(run.script.shown().match(/No recorder was found\./g)).toHaveLength(1);
    expect(run.script.shown()).toContain('sudo apt-get install arecord');
    expect(run.attempts().map(({ mode }) => mode)).toEqual(['think', 'think']);
  });

  it('leaves the question to be thought when it cannot start', async () => {
    const refuses = new Failure('sound-busy', 'The microphone is in use.', { hint: 'close what uses it' });
    const run = await rehearsed(thought, { sounds: { jobs: DEAF, refuses } });
    expect(run.script.asked).toEqual(['answer', 'points', 'rate', 'pause']);
    expect(run.script.shown()).toContain('The microphone is in use. Close what uses it.');
    expect(run.attempts()).toHaveLength(1);
  });

  it('leaves what was recorded when it dies', async () => {
    const run = await rehearsed([{ record: 'ended' }, GO, ...END], {
      ...WITHOUT_WORDS,
      before: (index, _, sound) => {
        if (index === 0) sound.die('The recorder ended: no space left.');
      },
    });
    expect(run.script.shown()).toContain('The recorder ended: no space left.');
    expect(run.attempts()).toMatchObject([{ recording: 'recordings/id-002.wav' }]);
  });

  it('leaves the question to be thought when nothing was recorded', async () => {
    const captures = [{ durationMs: 0, fault: 'The recorder wrote nothing.' }];
    const run = await rehearsed([SPOKEN, ...thought], { sounds: { jobs: DEAF, captures } });
    expect(run.script.shown()).toContain('The recorder wrote nothing.');
    expect(run.script.answers).toMatchObject([{ mode: 'think' }]);
    expect(run.attempts()[0]).not.toHaveProperty('recording');
  });

  it('is told each time why nothing was recorded', async () => {
    const captures = Array.from({ length: 2 }, () => ({ durationMs: 0, fault: 'No microphone.' }));
    const ended: Act = { record: 'ended' };
    const run = await rehearsed([ended, ...thought.slice(0, 3), ended, { key: 'quit' }], {
      sounds: { jobs: DEAF, captures },
      questions: ['latency', 'wide'],
      before: (_index, _run, sound) => sound.die('No microphone.'),
    });
    expect(run.script.shown().split('No microphone.')).toHaveLength(3);
    expect(run.script.shown()).not.toContain('at its limit');
  });
});

describe('words that are recognised', () => {
  const sounds = { heard: [{ text: HEARD }], samples: tone() };

  it('are read over before anything is computed from them', async () => {
    const read = HEARD.replace('quadratic', 'Quadratic');
    const run = await rehearsed([SPOKEN, GO, { answer: read }, { points: 'as found' }, RATE, GO], {
      sounds,
    });
    expect(run.script.answers).toMatchObject([{ mode: 'type', isHeard: true, draft: HEARD }]);
    expect(run.attempts()).toMatchObject([
      { text: read, transcribed: true, cited: ['latency_short'], points: [1, 0, 0] },
    ]);
    expect(run.script.shown()).toMatch(
      /10 words · \d+ words a minute \(120 to 170 is usual\)(?: ·)?\s+0\.0 fillers per 100/,
    );
    expect(run.script.shown()).toContain('Transcribers drop many fillers');
    expect(run.script.shown()).toContain('You said');
  });

  it('are dropped when they are emptied', async () => {
    const run = await rehearsed([SPOKEN, GO, { answer: '' }, ...END], { sounds });
    expect(run.attempts()[0]).not.toHaveProperty('text');
    expect(run.attempts()[0]).not.toHaveProperty('transcribed');
    expect(run.attempts()).toMatchObject([{ recording: 'recordings/id-002.wav' }]);
  });

  it('are not waited for by who goes on without', async () => {
    const run = await rehearsed([SPOKEN, GO, GO, ...END], { sounds: { heard: ['never'] } });
    expect(run.script.pauses[1]).toContain(
      'Transcribing your answer. Press Enter to continue without the text.',
    );
    expect(run.sound.broken()).toBe(1);
    expect(run.attempts()[0]).not.toHaveProperty('text');
  });

  it.each([
    [{ fault: 'The recogniser printed no text.' }, 'The recogniser printed no text. Continuing without'],
    [{ text: ' \n' }, 'No words were recognized.'],
  ])('that do not come are said in one sentence: %j', async (heard, said) => {
    const run = await rehearsed([SPOKEN, GO, ...END], { sounds: { heard: [heard] } });
    expect(run.script.shown().replaceAll(/\s+/g, ' ')).toContain(said);
    expect(run.attempts()).toHaveLength(1);
  });

  it('survive when the session ends while they are read over', async () => {
    const run = await rehearsed([SPOKEN, GO, { interrupt: true }], { sounds });
    expect(readUnfinished(run.drafts.get('latency'))).toMatchObject({ text: HEARD, heard: true });

    const next = await rehearsed([GO, { answer: HEARD }, ...END], {
      drafts: { latency: run.drafts.get('latency') ?? '' },
      sounds: { stored: run.context.sound.recordings() },
    });
    expect(next.sound.transcribed).toEqual([]);
    expect(next.script.answers).toMatchObject([{ draft: HEARD, isHeard: true }]);
    expect(next.attempts()).toMatchObject([{ transcribed: true }]);
  });
});
