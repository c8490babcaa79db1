// Tests that need programs of the machine: a browser, recorders, speech synthesis, Python. None is skipped: what is missing is
// said before the first of them.
import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

export default defineConfig({
  plugins: base.plugins,
  test: {
    ...base.test,
    projects: undefined,
    include: ['tests/programs/**/*.test.ts'],
    globalSetup: 'tests/support/machine-programs.ts',
  },
});
