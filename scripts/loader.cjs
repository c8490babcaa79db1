// Becomes dist/main.js. Loads the pieces of the program instead of Node's own loader, because it can give the
// engine the code compiled at build time, which saves a quarter of the start. The build fills in `QUICK`, the
// file with the quick commands, and `OPENING`, how a piece begins as a function.
'use strict';
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { Script } = require('node:vm');

// Compiled code fits one version of Node on one kind of processor; elsewhere none is found, and prep starts
// without it.
const suffix = `.${process.version}-${process.arch}.cache`;
const exported = new Map();
const scripts = new Map();
const quick = { exports: {} };

function compiled(file) {
  try {
    return readFileSync(file + suffix);
  } catch {
    return undefined;
  }
}

/** Evaluates the single expression in a file, which is plain ASCII. */
function evaluate(name, before, after) {
  const file = `${__dirname}/${name}`;
  // Without an encoding name, because looking it up takes time.
  const source = before + readFileSync(file).toString() + after;
  const script = new Script(source, { filename: file, cachedData: compiled(file) });
  scripts.set(file, script);
  return script.runInThisContext();
}

function run(piece, name, before, after) {
  evaluate(name, before, after)(piece.exports, requirePiece, piece, `${__dirname}/${name}`, __dirname);
}

function load(name) {
  const known = exported.get(name);
  if (known) return known.exports;
  const piece = { exports: {} };
  exported.set(name, piece);
  run(piece, name, `(${OPENING}`, '\n})');
  // As plain properties: every call from another piece would pass two getters of esbuild's, 5% of what long commands take.
  piece.exports = { __proto__: piece.exports, ...piece.exports };
  return piece.exports;
}

function requirePiece(id) {
  if (id.startsWith('./')) return load(id.slice(2));
  return id.startsWith('quick:') ? quick.exports.piece(id.slice('quick:'.length)) : require(id);
}

// The build runs prep a few times with this variable, so that the code compiled by then is kept. `pieces`
// leaves out the quick file, which every start loads.
const keeps = process.env.PREP_KEEP_COMPILED;
if (keeps)
  process.on('exit', () => {
    for (const [file, script] of scripts) {
      if (keeps === 'pieces' && file.endsWith(`/${QUICK}`)) continue;
      writeFileSync(`${file}.${process.pid}`, script.createCachedData());
      renameSync(`${file}.${process.pid}`, file + suffix);
    }
  });

run(quick, QUICK, '', '');
module.exports = quick.exports;
