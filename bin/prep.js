#!/usr/bin/env node
// CommonJS (see package.json beside it): Node starts it sooner than a module.
const program = `${__dirname}/../dist/main.js`;
if (require('node:fs').existsSync(program)) void require(program).main();
else {
  process.stderr.write('prep is not built yet: run `npm ci` in its folder first.\n');
  process.exitCode = 2;
}
