// The programs that tests/programs need. Missing ones are reported once, before the first test, with the
// remedy.

import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pythonWithNumpy } from './python-blocks.ts';

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function onPath(...names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

/** `PREP_CHROMIUM` can name it. */
export const chromiumProgram = (): string | undefined =>
  process.env['PREP_CHROMIUM'] ??
  onPath('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome');

export const BASH_COMPLETION = '/usr/share/bash-completion/bash_completion';

/** By Debian's package or another remedy. */
const NEEDED: readonly { readonly remedy: string; readonly isThere: () => boolean }[] = [
  { remedy: 'chromium (or PREP_CHROMIUM)', isThere: () => chromiumProgram() !== undefined },
  { remedy: 'poppler-utils', isThere: () => onPath('pdftotext') !== undefined },
  { remedy: 'flite', isThere: () => onPath('flite') !== undefined },
  { remedy: 'sox', isThere: () => onPath('sox') !== undefined },
  { remedy: 'ffmpeg', isThere: () => onPath('ffmpeg') !== undefined },
  {
    remedy: 'pocketsphinx pocketsphinx-en-us',
    isThere: () => onPath('pocketsphinx_continuous') !== undefined,
  },
  { remedy: 'python3-numpy', isThere: () => pythonWithNumpy() !== undefined },
  { remedy: 'zsh', isThere: () => onPath('zsh') !== undefined },
  { remedy: 'fish', isThere: () => onPath('fish') !== undefined },
  { remedy: 'bash-completion', isThere: () => existsSync(BASH_COMPLETION) },
  { remedy: 'systemd', isThere: () => onPath('systemd-analyze') !== undefined },
];

/** Vitest calls it before the first test. */
export default function requirePrograms(): void {
  const missing = NEEDED.filter(({ isThere }) => !isThere()).map(({ remedy }) => remedy);
  if (missing.length > 0)
    throw new Error(`tests/programs need on this machine (as Debian calls them): ${missing.join(', ')}`);
}
