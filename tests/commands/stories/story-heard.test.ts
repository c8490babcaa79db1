// A story that was recorded in one go, recognised part by part.
import { describe, expect, it } from 'vitest';
import { STAR_PARTS, type StarPart } from '../../../src/core/base/question.ts';
import { transcribeStory } from '../../../src/commands/stories/story-answer.ts';
import type { Sound, SoundSpan } from '../../../src/context.ts';

const program = { name: 'hears', words: ['hears', '{file}'] };
const four: readonly StarPart[] = STAR_PARTS.slice(0, 4);

/** A recogniser that gives these one by one; the text `never` waits until it is stopped. */
function hearing(texts: readonly (string | { readonly fault: string })[]): {
  readonly sound: Pick<Sound, 'transcribe'>;
  readonly spans: (SoundSpan | undefined)[];
} {
  const spans: (SoundSpan | undefined)[] = [];
  const transcribe: Sound['transcribe'] = (_program, _recording, stop, span) => {
    const next = texts[spans.push(span) - 1] ?? '';
    if (next !== 'never') return Promise.resolve(typeof next === 'string' ? { text: next } : next);
    return new Promise((resolve) => {
      stop?.addEventListener('abort', () => resolve({ fault: 'stopped' }));
    });
  };
  return { sound: { transcribe }, spans };
}

describe('a story that is recognised', () => {
  it('has each part under its heading, cut where the person went on', async () => {
    const { sound, spans } = hearing(['it was slow', 'mine to mend', 'i measured', ' 45 ms ']);
    expect(await transcribeStory(sound, program, 'r.wav', four, [1000, 500, 4000, 2000])).toEqual({
      text: '## Situation\n\nit was slow\n\n## Task\n\nmine to mend\n\n## Action\n\ni measured\n\n## Result\n\n45 ms',
    });
    expect(spans).toEqual([
      { fromMs: 0, toMs: 1000 },
      { fromMs: 1000, toMs: 1500 },
      { fromMs: 1500, toMs: 5500 },
      { fromMs: 5500 },
    ]);
  });

  it('has nothing of parts that were not reached, and the last that was goes to the end', async () => {
    const { sound, spans } = hearing(['it was slow']);
    expect(await transcribeStory(sound, program, 'r.wav', four, [1000, 100, 0, 0])).toEqual({
      text: '## Situation\n\nit was slow\n\n## Task\n\n## Action\n\n## Result',
    });
    expect(spans).toEqual([{ fromMs: 0 }]);
  });

  it('has no text when nothing was heard, and no headings either', async () => {
    const heard = await transcribeStory(hearing([]).sound, program, 'r.wav', four, [900, 900, 900, 900]);
    expect(heard).toEqual({ text: '' });
  });

  it('ends with the first fault, and when it is stopped', async () => {
    const failing = hearing(['one', { fault: 'It broke.' }]);
    const times = [900, 900, 900, 900];
    expect(await transcribeStory(failing.sound, program, 'r.wav', four, times)).toEqual({
      fault: 'It broke.',
    });
    expect(failing.spans).toHaveLength(2);

    const hanging = hearing(['never']);
    const stop = new AbortController();
    const job = transcribeStory(hanging.sound, program, 'r.wav', four, times, stop.signal);
    stop.abort();
    expect(await job).toEqual({ fault: 'stopped' });
    expect(hanging.spans).toHaveLength(1);
  });
});
