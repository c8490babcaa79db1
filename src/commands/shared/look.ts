// How a session looks on this screen.
import type { Context, Prompts } from '../../context.ts';
import type { Look } from '../../screens/ui/frame.ts';
import { theme } from '../../screens/ui/theme.ts';

/** The look of the screen; its width is asked anew each time, since windows are resized. */
export const lookOf = ({ screen }: Context, plain: boolean): Look => ({
  get columns() {
    return screen.columns;
  },
  theme: theme(screen),
  plain,
});

/** Asks a person; the input is given back whatever happens. */
export async function withPrompts<Result>(
  context: Context,
  plain: boolean,
  ask: (prompts: Prompts) => Promise<Result>,
): Promise<Result> {
  const prompts = await context.prompts(plain);
  try {
    return await ask(prompts);
  } finally {
    prompts.close();
  }
}
