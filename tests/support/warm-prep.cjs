// The built prep, kept running and given one command after another: a start, and code that the engine has not compiled yet,
// take most of the time of a short command. Each command reads and writes the disk as it would in a process of its own.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { Readable } = require('node:stream');
const { main } = require('../../dist/main.js');

process.argv[1] = path.join(__dirname, '..', '..', 'bin', 'prep.js');

// What a command leaves open would keep a process of its own running. The outputs, which it may open, are opened here; a file
// that is being closed ends by itself.
void [process.stdout, process.stderr];
const openNow = () =>
  process
    .getActiveResourcesInfo()
    .filter((name) => name !== 'CloseReq')
    .toSorted()
    .join(', ');

const writeToStderr = process.stderr.write.bind(process.stderr);
const writeToStdout = (text) => fs.writeSync(1, text) >= 0;

async function run({ args, env, cwd, input, joined, end }) {
  process.argv.splice(2, Infinity, ...args);
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  Object.defineProperty(process, 'stdin', { value: Readable.from([Buffer.from(input)]), configurable: true });
  process.exitCode = undefined;
  const before = openNow();
  process.stderr.write = joined ? writeToStdout : writeToStderr;
  await main();
  if (openNow() !== before) process.stderr.write(`left open: ${openNow()}; before: ${before}`);
  writeToStderr(end);
  process.stdout.write(`\0${process.exitCode ?? 0}${end}`);
}
process.on('message', (asked) => void run(asked));
process.on('disconnect', () => process.exit());
