// The tests that run on every change: under three minutes on two cores. The long ones are in vitest.soak.config.ts.
import { defineConfig } from 'vitest/config';
import { stubs } from './scripts/stubs.js';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/soak/**'],
    // All of a machine: of two processors the default would use one.
    maxWorkers: '100%',
    env: { TZ: 'Europe/Berlin', LANG: 'C.UTF-8' },
    // Longer than a wait for the screen, so that a failure shows the screen.
    testTimeout: 40_000,
    hookTimeout: 60_000,
    // The bundle leaves these packages out; tests in process do the same.
    alias: stubs,
    server: { deps: { inline: ['marked-terminal'] } },
  },
});
