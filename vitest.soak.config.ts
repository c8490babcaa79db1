// The long campaigns: kills, writers at once, mutations. They need minutes, and run with full counts.
import { defineConfig } from 'vitest/config';
import { vitePageAssets } from './scripts/page-assets.js';
import { stubs } from './scripts/stubs.js';

export default defineConfig({
  plugins: [vitePageAssets],
  test: {
    include: ['tests/soak/**/*.test.ts'],
    // All of a machine: of two processors the default would use one.
    maxWorkers: '100%',
    env: { TZ: 'Europe/Berlin', LANG: 'C.UTF-8' },
    testTimeout: 15 * 60_000,
    hookTimeout: 60_000,
    alias: stubs,
    server: { deps: { inline: ['marked-terminal'] } },
  },
});
