// The tests that run on every change: about a minute and a half on two cores, with the formatter and the linter. The long ones are in
// vitest.soak.config.ts, those that need programs of the machine in vitest.programs.config.ts.
import { defineConfig } from 'vitest/config';
import { vitePageAssets } from './scripts/page-assets.js';
import { stubs } from './scripts/stubs.js';

/** Their tests need signals and streams of a process of their own. All others share workers, and load what they test once. */
const apart = ['tests/io/terminal/**/*.test.ts'];
const others = ['tests/soak/**', 'tests/programs/**'];

export default defineConfig({
  plugins: [vitePageAssets],
  test: {
    // All of a machine: of two processors the default would use one.
    maxWorkers: '100%',
    env: { TZ: 'Europe/Berlin', LANG: 'C.UTF-8' },
    // Longer than a wait for the screen, so that a failure shows the screen.
    testTimeout: 40_000,
    hookTimeout: 60_000,
    // The bundle leaves these packages out; tests in process do the same.
    alias: stubs,
    server: { deps: { inline: ['marked-terminal'] } },
    setupFiles: ['tests/support/after-each-file.ts'],
    projects: [
      { extends: true, test: { name: 'apart', include: apart } },
      {
        extends: true,
        test: {
          name: 'together',
          include: ['tests/**/*.test.ts'],
          exclude: [...others, ...apart],
          isolate: false,
          setupFiles: ['tests/support/rounds.ts'],
        },
      },
    ],
  },
});
