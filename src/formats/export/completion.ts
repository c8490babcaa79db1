// What `prep completion` prints: a function of the shell that hands the words up to the cursor to `prep complete`, and
// offers what that prints: the kind on the first line, then a value a line, with a tab and what it is behind it.
import { text as bash } from './assets/prep.bash';
import { text as fish } from './assets/prep.fish';
import { text as powershell } from './assets/prep.ps1';
import { text as zsh } from './assets/prep.zsh';

export const COMPLETION_SCRIPTS: Readonly<Record<string, string>> = { bash, zsh, fish, powershell };

/** `partial`: more follows without a blank. `files`: the shell offers files, besides the values if there are any. */
export type Offering = 'values' | 'partial' | 'files';
