import type { Context } from '../../context.ts';
import type { Look } from '../../screens/ui/frame.ts';
import { theme } from '../../screens/ui/theme.ts';

/** The width is read each time, since windows are resized. */
export const lookOf = ({ screen }: Context, plain: boolean): Look => ({
  get columns() {
    return screen.columns;
  },
  theme: theme(screen),
  plain,
});
