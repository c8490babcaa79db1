// The tests that run on every change: under two minutes on two cores, with the formatter and the linter. The long ones are in
// vitest.soak.config.ts, those that need programs of the machine in vitest.programs.config.ts.
import { defineConfig } from 'vitest/config';
import { vitePageAssets } from './scripts/page-assets.js';
import { stubs } from './scripts/stubs.js';

/** Rooms whose tests touch neither processes nor files of a home: their files share workers, and load what they test once. */
const pure = ['core', 'formats', 'commands'].map((room) => `tests/${room}/**/*.test.ts`);

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
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      {
        extends: true,
        test: {
          name: 'apart',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/soak/**', 'tests/programs/**', ...pure],
        },
      },
    ],
  },
});
