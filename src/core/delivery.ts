// How an answer was delivered, measured from its sound alone: no words are known here. Never a grade.

/** What the sound of one answer tells. Times in ms. */
export type Delivery = {
  /** Length of the recording. */
  readonly durationMs: number;
  /** From its start to the first sound of speech; left out when nothing was said. */
  readonly firstWordMs?: number;
  /** From the first sound of speech to the last, without the pauses between. */
  readonly speechMs: number;
  /** Silences of at least 300 ms between the first sound of speech and the last. */
  readonly pauses: number;
  readonly longestPauseMs: number;
  /** All those silences together. */
  readonly silenceMs: number;
  /** Syllable nuclei that were heard. */
  readonly syllables: number;
};
