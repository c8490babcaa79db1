// stub
import type { PageContent } from './page-content.ts';
/** stub */
export const cheatsheet = (content: PageContent): string => content.title;
