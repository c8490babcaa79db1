// What a quiz and a mock share while a person is at the prompts: the study, which the person changes on the
// way, and how prep speaks between the prompts.
import type { Context, Prompts } from '../../context.ts';
import type { Mode } from '../../core/base/attempt.ts';
import type { Bank } from '../../core/base/bank.ts';
import { Failure, failureText } from '../../core/base/problem.ts';
import { isYes } from '../../core/base/wording.ts';
import type { Lexicon } from '../../core/feedback/find.ts';
import type { Values } from '../../core/fill/value.ts';
import type { Config } from '../../core/settings/config.ts';
import type { PaceCalibration } from '../../core/speech/delivery.ts';
import { type Display, paragraph, rendered } from '../../screens/ui/frame.ts';
import type { Study } from './load.ts';

/** A person at the prompts, and what answering a question needs besides. */
export type Interaction = {
  readonly context: Context;
  readonly prompts: Prompts;
  readonly display: Display;
  readonly config: Config;
  readonly pace: OwnPace;
};

/** The mode in which answers can be given on this machine. */
export const modeHere = async (interaction: Interaction, wanted: Mode): Promise<Mode> =>
  wanted === 'speak' ? (await import('../speech/speaking.ts')).modeFor(interaction, wanted) : wanted;

/** A study while questions are asked. It changes as the person fills, edits and writes. */
export type Practice = Omit<Interaction, 'config'> &
  Omit<Study, 'config' | 'bank' | 'values'> & {
    config: Config;
    bank: Bank;
    values: Values;
    /** True when questions are read aloud; no longer once nothing speaks. */
    voice: boolean;
    /** Read when the first answer with words was given. */
    lexicon?: Lexicon;
  };

/** Reads what words mean about the same, once there are words to look in. */
export async function readLexicon(practice: Practice, text: string | undefined): Promise<void> {
  if (text) practice.lexicon ??= await practice.context.lexicon();
}

type Speaker = { readonly prompts: Pick<Prompts, 'notice'>; readonly display: Display };

/** Says something between prompts. A blank line follows, except in plain lines. */
export const tell = ({ prompts, display }: Speaker, text: string): void =>
  prompts.notice(rendered(display, (look) => paragraph(text, look) + (look.plain ? '' : '\n')));

/** Says what went wrong. */
export const warn = (speaker: Speaker, text: string): void => tell(speaker, speaker.display.theme.warn(text));

/** Tries something that may fail; a failure is said and changes nothing. Undefined then. */
export async function tried<T>(speaker: Speaker, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    warn(speaker, failureText(error));
    return undefined;
  }
}

/**
 * Asks something that only a yes agrees to.
 * @param whenEmpty what an empty line answers
 */
export async function saysYes(
  prompts: Pick<Prompts, 'line'>,
  question: string,
  whenEmpty = false,
): Promise<boolean> {
  const line = await prompts.line(question);
  return line?.trim() === '' ? whenEmpty : isYes(line ?? '');
}

/** Reads a question aloud, unless nothing speaks here any more. */
export async function readQuestion(
  practice: Practice,
  title: string,
  asked: string | undefined,
): Promise<void> {
  const [{ readAloud }, { spokenWords }] = await Promise.all([
    import('../speech/speaking.ts'),
    import('../../formats/speech/transcript.ts'),
  ]);
  practice.voice = await readAloud(practice, spokenWords(title, asked));
}

type OwnPace = () => Promise<PaceCalibration>;

/**
 * How many syllables make a word of this person, as the attempts with a transcript show. A journal can be long, so it is read
 * when it is first asked for, and once a session.
 */
export function ownPace({ journal }: Pick<Context, 'journal'>): OwnPace {
  let known: Promise<PaceCalibration> | undefined;
  return () =>
    (known ??= import('../../core/speech/delivery.ts').then(({ calibrationFrom }) =>
      calibrationFrom(journal.read().entries),
    ));
}
