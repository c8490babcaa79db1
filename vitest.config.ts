// The tests that run on every change: less than two minutes on two cores. The long ones are in
// vitest.soak.config.ts, those that need programs of the machine in vitest.programs.config.ts.
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { vitePageAssets } from './scripts/page-assets.js';
import { stubs } from './scripts/stubs.js';

/** Their tests need signals and streams of a process of their own. All others share workers, and load what they test once. */
const apart = ['tests/io/terminal/**/*.test.ts'];
const others = ['tests/soak/**', 'tests/programs/**'];

/**
 * These come first, while their workers are small. Most start many processes, which takes twice as long from a worker that
 * has grown, and others fill the wait for the last of them. Screens measure text by patterns of all emoji, which the engine
 * optimizes only while it has compiled little else: 100,000 wide characters take 1 s then, and up to 25 s later.
 */
const EARLY = /\/tests\/(?:docs|e2e|house|screens|io\/(?:speech|store))\//;
const rankOf = ({ moduleId, project }: TestSpecification): number =>
  project.name === 'apart' ? 0 : EARLY.test(moduleId) ? 1 : 2;

class EarlyFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- this is no array
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

export default defineConfig({
  plugins: [vitePageAssets],
  test: {
    // All of a machine: of two processors the default would use one.
    maxWorkers: '100%',
    // Tests make much that lives briefly. The small default lets the collector work a tenth of the time.
    execArgv: ['--max-semi-space-size=32'],
    env: { TZ: 'Europe/Berlin', LANG: 'C.UTF-8' },
    // Longer than a wait for the screen, so that a failure shows the screen.
    testTimeout: 40_000,
    hookTimeout: 60_000,
    // The bundle leaves these packages out; tests in process do the same.
    alias: stubs,
    server: { deps: { inline: ['marked-terminal'] } },
    setupFiles: ['tests/support/after-each-file.ts'],
    sequence: { sequencer: EarlyFirst },
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
