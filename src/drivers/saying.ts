// What a session says between its prompts, and how it says that something failed: a failure there changes nothing.
import type { Prompts } from '../context.ts';
import { Failure, failureText } from '../core/failure.ts';
import { paragraph, type Look } from '../screens/frame.ts';

/** Where something is said, and how it looks. */
export type Speaker = { readonly prompts: Pick<Prompts, 'show'>; readonly look: Look };

/** Says something between prompts. What comes next stands apart from it, except in plain lines. */
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
