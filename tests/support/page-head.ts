// What a page allows itself, and what of it that has to cover.
import { createHash } from 'node:crypto';

/** The text of the one style or script of a page. */
export const textIn = (page: string, element: 'style' | 'script'): string =>
  new RegExp(`<${element}>([^]*?)</${element}>`).exec(page)?.[1] ?? '';

export const digestOf = (text: string): string =>
  `sha256-${createHash('sha256').update(text).digest('base64')}`;

export const policyOf = (page: string): readonly string[] =>
  /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.split('; ') ?? [];
