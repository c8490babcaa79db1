// Programs that play, speak and recognise: they run to their end or are stopped, and what went wrong is one sentence.
import { Failure } from '../core/failure.ts';
import { plainLine } from '../core/one-line.ts';
import { type SoundProgram, fillWords, hasPlace } from '../core/sound.ts';
import { deviceTrouble, isUnheard, programTrouble, type Ending } from '../formats/sound-trouble.ts';
import { MAX_TRANSCRIPT_BYTES, readTranscript } from '../formats/transcript-output.ts';
import type { Playback, Transcribing } from '../context.ts';
import { startChild, type Child, type ChildOptions, type Patience } from './sound-children.ts';
import type { Machine } from './sound-known.ts';

export type RunOptions = { readonly machine: Machine; readonly patience?: Patience };

/** The longest text that is spoken in one go, in characters: some ten minutes. */
const MAX_SPOKEN_CHARS = 10_000;

type Job = { readonly started: Promise<Child>; readonly stop: () => void; readonly isStopped: () => boolean };

/** Starts a program that can be stopped even before it has started. */
function begin(options: ChildOptions): Job {
  let isStopped = false;
  const started = startChild(options);
  const stop = (): void => {
    isStopped = true;
    started.then(
      (child) => child.end(),
      () => undefined,
    );
  };
  return { started, stop, isStopped: () => isStopped };
}

const sentenceOf = (error: unknown): string => {
  if (error instanceof Failure) return error.message;
  throw error;
};

function playback(options: ChildOptions, trouble: (ending: Ending) => string): Playback {
  const { started, stop, isStopped } = begin(options);
  const done = started.then(async (child) => {
    const ending = await child.ended;
    return isStopped() || !isUnheard(ending) ? undefined : trouble(ending);
  }, sentenceOf);
  return { done, stop };
}

/** Plays a file. */
export function playFile(program: SoundProgram, path: string, { machine, patience }: RunOptions): Playback {
  const { name, words } = program;
  return playback(
    {
      name,
      words: fillWords(words, { file: path }),
      // For a player whose words have no place for it.
      env: { ...machine.env, PREP_SOUND_FILE: path },
      patience,
    },
    (ending) => deviceTrouble(name, 'player', ending, machine.platform).message,
  );
}

/** Speaks a text: as an argument where the words have a place for it, else through stdin. */
export function speakText(program: SoundProgram, text: string, { machine, patience }: RunOptions): Playback {
  const { name, words } = program;
  const plain = plainLine(text).slice(0, MAX_SPOKEN_CHARS);
  return playback(
    {
      name,
      words: fillWords(words, { text: plain }),
      env: machine.env,
      ...(hasPlace(words, '{text}') ? {} : { input: `${plain}\n` }),
      patience,
    },
    (ending) => deviceTrouble(name, 'voice', ending, machine.platform).message,
  );
}

type Recognised = { readonly text: string } | { readonly fault: string };

/** What a recogniser that came to its end has heard. */
function recognised(name: string, ending: Ending, output: Uint8Array): Recognised {
  if (ending.code !== 0) return { fault: programTrouble(name, ending) };
  const transcript = readTranscript(output);
  return 'fault' in transcript ? { fault: `${name} ${transcript.fault}.` } : transcript;
}

/**
 * Has a file recognised.
 * @param limitMs how long the recogniser may take
 */
export function transcribeFile(
  program: SoundProgram,
  path: string,
  limitMs: number,
  { machine, patience }: RunOptions,
): Transcribing {
  const { name, words } = program;
  const parts: Uint8Array[] = [];
  let bytes = 0;
  let fault: string | undefined;
  const giveUp = (reason: string): void => {
    fault ??= `${name} ${reason}, and was ended.`;
    job.stop();
  };
  const job = begin({
    name,
    words: fillWords(words, { file: path }),
    env: machine.env,
    onOutput: (part) => {
      bytes += part.length;
      if (bytes <= MAX_TRANSCRIPT_BYTES) parts.push(part);
      else giveUp('printed more than a transcript can be');
    },
    patience,
  });
  const finish = async (child: Child): Promise<Recognised> => {
    const tooLong = `took longer than ${Math.round(limitMs / 1000)} s`;
    const timer = setTimeout(() => giveUp(tooLong), limitMs);
    const ending = await child.ended;
    clearTimeout(timer);
    if (fault !== undefined) return { fault };
    if (job.isStopped()) return { fault: `${name} was stopped.` };
    return recognised(name, ending, Buffer.concat(parts));
  };
  const result = job.started.then(finish, (error: unknown) => ({ fault: sentenceOf(error) }));
  return { result, stop: job.stop };
}
