// Pages in a real browser without a window.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { tempFolder } from './home.ts';
import { chromiumProgram } from './machine-programs.ts';

let browser: Browser | undefined;
afterAll(() => browser?.close());

async function open(): Promise<Browser> {
  browser ??= await chromium.launch({
    executablePath: chromiumProgram(),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  return browser;
}

export type Opened = {
  readonly page: Page;
  /** Requests for other addresses, errors, and what the browser refused. */
  readonly strange: string[];
};

/** From a file, without a network. */
export async function openPage(html: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const file = join(tempFolder(), 'page.html');
  writeFileSync(file, html);
  const address = pathToFileURL(file).href;
  const opened = await open();
  const context = await opened.newContext({
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

export async function printed(page: Page, format: 'A4' | 'Letter'): Promise<Buffer> {
  return page.pdf({ format, preferCSSPageSize: false });
}

/** In a PDF of Chromium. */
export const pagesOf = (pdf: Buffer): number =>
  pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

/** As pdftotext reads them. */
export const wordsOf = (pdf: Buffer): string =>
  execFileSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' }).replaceAll(/\s+/g, ' ');
