import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLexicon } from '../../src/core/feedback/lexicon.ts';
import { root } from './environment.ts';

export const shippedLexicon = openLexicon(readFileSync(join(root, 'lexicon', 'words.bin')));
