// Sound as numbers, and the programs that make it, play it and read it. Types only; the machine is elsewhere.

/** One channel of sound, each sample -1 to 1. */
export type Samples = { readonly perSecond: number; readonly samples: Float32Array };

/** What programs are wanted for. */
export const SOUND_JOBS = ['recorder', 'player', 'transcriber', 'voice'] as const;
export type SoundJob = (typeof SOUND_JOBS)[number];

/** A program, and the words that start it; `{file}` and `{text}` in them stand for what it is given. */
export type SoundProgram = { readonly name: string; readonly words: readonly string[] };

/** Samples a second of what prep records: what recognisers want, and enough for speech. */
export const RECORDED_PER_SECOND = 16_000;

/** A job that nothing on this machine does: why in one sentence, and what brings a program for it. */
export type MissingSound = { readonly job: SoundJob; readonly reason: string; readonly remedy: string };
