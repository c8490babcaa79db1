// What quizzes and mocks share while a person is at the prompts.
import type { Context, Prompts } from '../../context.ts';
import type { Mode } from '../../core/base/attempt.ts';
import type { Bank } from '../../core/base/bank.ts';
import { Failure, failureText, orFailure } from '../../core/base/problem.ts';
import type { Lexicon } from '../../core/feedback/lexicon.ts';
import type { Values } from '../../core/fill/conditional.ts';
import type { Config } from '../../core/settings/config.ts';
import { type Display, paragraph, rendered } from '../../screens/ui/frame.ts';
import type { Study } from './load.ts';
import { withPrompts } from './screen.ts';

export type Interaction = {
  readonly context: Context;
  readonly prompts: Prompts;
  readonly display: Display;
  readonly config: Config;
};

export const modeHere = async (interaction: Interaction, wanted: Mode): Promise<Mode> =>
  wanted === 'speak' ? (await import('../speech/speaking.ts')).modeFor(interaction) : wanted;

/** Changes as the person fills, edits and writes. */
export type Practice = Omit<Interaction, 'config'> &
  Omit<Study, 'config' | 'bank' | 'values'> & {
    config: Config;
    bank: Bank;
    values: Values;
    /** Read after the first answer in words. */
    lexicon?: Lexicon;
  };

export async function readLexicon(practice: Practice, text: string | undefined): Promise<void> {
  if (text) practice.lexicon ??= await practice.context.lexicon();
}

type Speaker = { readonly prompts: Pick<Prompts, 'notice'>; readonly display: Display };

/** With a blank line after it, except in plain lines. */
export const tell = ({ prompts, display }: Speaker, text: string): void =>
  prompts.notice(rendered(display, (look) => paragraph(text, look) + (look.plain ? '' : '\n')));

export const warn = (speaker: Speaker, text: string): void => tell(speaker, speaker.display.theme.warn(text));

export async function tried<T>(speaker: Speaker, work: () => Promise<T>): Promise<T | undefined> {
  const done = await orFailure(work);
  if (!(done instanceof Failure)) return done;
  warn(speaker, failureText(done));
  return undefined;
}

const YES_OR_NO = [
  ['y', 'yes'],
  ['n', 'no'],
] as const;

/** @param enter what Enter means; Esc means no */
export const saysYes = async (
  { choose }: Pick<Prompts, 'choose'>,
  question: string,
  enter: 'y' | 'n' = 'n',
  isAside = false,
): Promise<boolean> => (await choose({ question, choices: YES_OR_NO, enter }, isAside)) === 'y';

/** The exit code if a person does not want a change; undefined if they do. */
export const declined = (context: Context, question: string): Promise<number | undefined> =>
  withPrompts(context, false, async (prompts) => {
    if (await saysYes(prompts, question)) return undefined;
    prompts.show('Nothing was changed.');
    return prompts.interrupted() ? 130 : 0;
  });
