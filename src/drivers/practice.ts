// What a quiz and a mock share while a person is at the prompts: the study, which the person changes on the way, and how
// prep speaks between the prompts.
import type { Context } from '../context.ts';
import type { Bank } from '../core/bank.ts';
import type { Config } from '../core/config.ts';
import { Failure, failureText } from '../core/failure.ts';
import type { Values } from '../core/fill-value.ts';
import type { Prompts } from '../context.ts';
import { paragraph, type Look } from '../screens/frame.ts';
import type { Study } from './load.ts';
import type { OwnPace } from './own-pace.ts';

/** A person at the prompts, and what answering a question needs besides. */
export type Interaction = {
  readonly context: Context;
  readonly prompts: Prompts;
  readonly look: Look;
  readonly config: Config;
  readonly pace: OwnPace;
};

/** A study while questions are asked. It changes as the person fills, edits and writes. */
export type Practice = Omit<Interaction, 'config'> &
  Omit<Study, 'config' | 'bank' | 'values'> & {
    config: Config;
    bank: Bank;
    values: Values;
    /** True when questions are read aloud; no longer once nothing speaks. */
    voice: boolean;
  };

type Speaker = { readonly prompts: Pick<Prompts, 'show'>; readonly look: Look };

/** Says something between prompts. A blank line follows, except in plain lines. */
export const tell = ({ prompts, look }: Speaker, text: string): void =>
  prompts.show(paragraph(text, look) + (look.plain ? '' : '\n'));

/** Says what went wrong. */
export const warn = (speaker: Speaker, text: string): void => tell(speaker, speaker.look.theme.warn(text));

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
