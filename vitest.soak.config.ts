// The long campaigns: kills, writers at once, mutations, and each law and campaign of other tests, more often than on every change.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { vitePageAssets } from './scripts/page-assets.js';
import { stubs } from './scripts/stubs.js';

const laws = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && !name.startsWith('soak'))
  .map((name) => join('tests', name))
  .filter((path) => readFileSync(path, 'utf8').match(/from '(?:fast-check|.*\/support\/rounds\.ts)'/));

export default defineConfig({
  plugins: [vitePageAssets],
  test: {
    // All of a machine: of two processors the default would use one.
    maxWorkers: '100%',
    // Tests make much that lives briefly. The small default lets the collector work a tenth of the time.
    execArgv: ['--max-semi-space-size=32'],
    env: { TZ: 'Europe/Berlin', LANG: 'C.UTF-8' },
    testTimeout: 15 * 60_000,
    hookTimeout: 60_000,
    alias: stubs,
    server: { deps: { inline: ['marked-terminal'] } },
    setupFiles: ['tests/support/after-each-file.ts'],
    projects: [
      { extends: true, test: { name: 'campaigns', include: ['tests/soak/**'] } },
      {
        extends: true,
        test: {
          name: 'laws',
          include: laws,
          isolate: false,
          env: { PREP_SOAK: '1' },
          setupFiles: ['tests/support/rounds.ts'],
        },
      },
    ],
  },
});
