// What a page's policy allows, and what it has to cover.
import { createHash } from 'node:crypto';

export const textIn = (page: string, element: 'style'): string =>
  new RegExp(`<${element}>([^]*?)</${element}>`).exec(page)?.[1] ?? '';

export const digestOf = (text: string): string =>
  `sha256-${createHash('sha256').update(text).digest('base64')}`;

export const policyOf = (page: string): readonly string[] =>
  /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.split('; ') ?? [];
