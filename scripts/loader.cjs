// Becomes dist/main.js: loads the pieces of the program beside it, in place of Node's own loader, because it can give
// the engine what it had compiled when prep was built. That saves a quarter of the start. `ENTRY` is the piece to start with.
'use strict';
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { Script } = require('node:vm');

// Compiled code fits one version of Node on one kind of processor; anywhere else it is not found, and not missed.
const suffix = `.${process.version}-${process.arch}.cache`;
const exported = new Map();
const scripts = new Map();

function compiled(file) {
  try {
    return readFileSync(file + suffix);
  } catch {
    return undefined;
  }
}

function load(name) {
  const known = exported.get(name);
  if (known) return known.exports;
  const file = `${__dirname}/${name}`;
  const source = `(function(exports,require,module,__filename,__dirname){${readFileSync(file, 'utf8')}\n})`;
  const script = new Script(source, { filename: file, cachedData: compiled(file) });
  const piece = { exports: {} };
  exported.set(name, piece);
  scripts.set(file, script);
  script.runInThisContext()(piece.exports, requirePiece, piece, file, __dirname);
  return piece.exports;
}

function requirePiece(id) {
  return id.startsWith('./') ? load(id.slice(2)) : require(id);
}

// The build runs prep a few times with this variable: what was compiled by then is what most runs need.
if (process.env.PREP_KEEP_COMPILED)
  process.on('exit', () => {
    for (const [file, script] of scripts) {
      writeFileSync(`${file}.${process.pid}`, script.createCachedData());
      renameSync(`${file}.${process.pid}`, file + suffix);
    }
  });

// eslint-disable-next-line no-undef -- the build puts a name here
load(ENTRY);
