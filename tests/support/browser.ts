// A real browser without a window, for pages. Chromium is found on the PATH, or named by PREP_CHROMIUM; where there is none
// tests are skipped and say so, and fail where everything has to run.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { tempFolder } from './home.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const MISSING = 'no Chromium was found (on Debian: apt-get install chromium; or name it by PREP_CHROMIUM)';

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

const program = process.env['PREP_CHROMIUM'] ?? onPath(NAMES);
if (program === undefined) console.warn(`Pages are not tried in a browser: ${MISSING}`);

let browser: Browser | undefined;
afterAll(() => browser?.close());

/** Skips the test that asks, with the reason; where everything has to run, it fails. */
export function missing(what: string, skip: (note: string) => never): never {
  if (process.env['CI'] === 'true') throw new Error(what);
  return skip(what);
}

async function open(skip: (note: string) => never): Promise<Browser> {
  if (program === undefined) return missing(MISSING, skip);
  browser ??= await chromium.launch({
    executablePath: program,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  return browser;
}

/** A page that is open, and what it asked for or complained of since. */
export type Opened = {
  readonly page: Page;
  /** Addresses other than the file's own, errors, and what the browser refused. */
  readonly strange: string[];
};

/** Writes a page to a file and opens it, without a network. */
export async function openPage(
  html: string,
  skip: (note: string) => never,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const file = join(tempFolder(), 'page.html');
  writeFileSync(file, html);
  const address = pathToFileURL(file).href;
  const context = await (
    await open(skip)
  ).newContext({
    viewport: { width: 1280, height: 900 },
    colorScheme: 'light',
    offline: true,
    ...options,
  });
  const page = await context.newPage();
  const strange: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (url.split('#')[0] !== address && url !== 'data:,') strange.push(`asked for ${url}`);
  });
  page.on('console', (message) => strange.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => strange.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    strange.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => strange.push(`popup: ${popup.url()}`));
  await page.goto(address);
  return { page, strange };
}

/** What the page looks like on paper. */
export async function printed(page: Page, format: 'A4' | 'Letter'): Promise<Buffer> {
  return page.pdf({ format, preferCSSPageSize: false });
}

/** How many pages a PDF of Chromium has. */
export const pagesOf = (pdf: Buffer): number =>
  pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

/** The words of a PDF, as pdftotext reads them. */
export function wordsOf(pdf: Buffer, skip: (note: string) => never): string {
  const reader = onPath(['pdftotext']);
  if (reader === undefined)
    return missing('no pdftotext was found (on Debian: apt-get install poppler-utils)', skip);
  return execFileSync(reader, ['-', '-'], { input: pdf, encoding: 'utf8' }).replaceAll(/\s+/g, ' ');
}
