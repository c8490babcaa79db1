import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/soak/**'],
    env: { TZ: 'Europe/Berlin', LANG: 'C.UTF-8' },
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
