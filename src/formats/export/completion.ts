// What `prep completion` prints: a shell function that passes the words up to the cursor to `prep complete`,
// and offers its output: the kind on the first line, then one value per line, followed by a tab and its
// meaning.
import { text as bash } from './assets/prep.bash';
import { text as fish } from './assets/prep.fish';
import { text as powershell } from './assets/prep.ps1';
import { text as zsh } from './assets/prep.zsh';

export const COMPLETION_SCRIPTS: Readonly<Record<string, string>> = { bash, zsh, fish, powershell };

/** `partial`: more follows without a space. `files`: the shell also offers files. */
export type Offering = 'values' | 'partial' | 'files';
