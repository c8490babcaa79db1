#!/usr/bin/env node
import('../dist/main.js').catch((error) => {
  const missing = error?.code === 'ERR_MODULE_NOT_FOUND';
  process.stderr.write(missing ? 'prep is not built yet: run `npm ci` in its folder first.\n' : `${error?.stack ?? error}\n`);
  process.exitCode = missing ? 2 : 70;
});
