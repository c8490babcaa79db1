// Loaded into a prep under test (`node --require`): disturbs what it does to the files below PREP_FAULT_FOLDER.
// PREP_FAULT is a kind and the number of the changing call that it happens at, such as `EIO 3`; `count 0` disturbs nothing.
//   before, after   killed before the call, or behind it      torn     half of what is written, then killed
//   EIO, ENOSPC …   that call fails with the code             EROFS    that call fails, and all after it
//   short           half of what is written, then ENOSPC
//   cut             the power goes before the call; `cut 0`: when the command has ended
// What calls there were goes to PREP_FAULT_COUNT at the end, a letter each: `w` for one that writes bytes. What is on the disk after a cut goes to PREP_FAULT_DISK: contents
// as they were at the last sync of the file, and names as they were at the last sync of their folder.
'use strict';
const fs = require('node:fs');
const nodePath = require('node:path');

const original = { ...fs, open: fs.promises.open };
const folder = process.env.PREP_FAULT_FOLDER;
const [kind, text] = (process.env.PREP_FAULT ?? 'count 0').split(' ');
const at = Number(text);
const paths = new Map();
let calls = 0;
let letters = '';
let isBusy = false;

/** A file, however it is named now. */
function idOf(target) {
  const { ino, birthtimeNs } =
    typeof target === 'number'
      ? original.fstatSync(target, { bigint: true })
      : original.lstatSync(target, { bigint: true });
  return `${ino}/${birthtimeNs}`;
}

/** Contents of files and names in folders, by id, as they are on the disk. */
const disk = new Map();

function syncFolder(path) {
  const names = original.readdirSync(path).map((name) => [name, idOf(nodePath.join(path, name))]);
  disk.set(idOf(path), new Map(names));
  // A new folder is on the disk as an empty one.
  for (const [name, id] of names)
    if (!disk.has(id) && original.lstatSync(nodePath.join(path, name)).isDirectory()) disk.set(id, new Map());
}

function syncFile(path) {
  if (original.lstatSync(path).isFile()) disk.set(idOf(path), original.readFileSync(path));
}

function syncTree(path) {
  if (!original.statSync(path).isDirectory()) return syncFile(path);
  syncFolder(path);
  for (const name of original.readdirSync(path)) syncTree(nodePath.join(path, name));
}

function writeDisk(id, to) {
  const held = disk.get(id);
  if (!(held instanceof Map)) return original.writeFileSync(to, held ?? '');
  original.mkdirSync(to, { recursive: true });
  for (const [name, inner] of held) writeDisk(inner, nodePath.join(to, name));
  return undefined;
}

const writeWhole = () => writeDisk(idOf(folder), process.env.PREP_FAULT_DISK);

function fail(code) {
  const error = new Error(`${code}: injected`);
  error.code = code;
  throw error;
}

/** Runs a changing call, or what is to happen in its place. */
function disturbed(call, path, args, write) {
  if (isBusy || path === undefined || !nodePath.resolve(String(path)).startsWith(folder))
    return call(...args);
  calls++;
  letters += write ? 'w' : '-';
  isBusy = true;
  try {
    if (calls < at || (calls > at && kind !== 'EROFS') || at === 0) return call(...args);
    if (kind.startsWith('E')) fail(kind);
    if (write && (kind === 'torn' || kind === 'short')) write(args);
    if (kind === 'short') fail('ENOSPC');
    if (kind === 'after') call(...args);
    if (kind === 'cut') writeWhole();
    process.kill(process.pid, 'SIGKILL');
    return undefined;
  } finally {
    isBusy = false;
  }
}

const half = (data) => Buffer.from(data).subarray(0, Math.floor(Buffer.from(data).length / 2));

const changing = ['mkdirSync', 'unlinkSync', 'rmSync', 'rmdirSync', 'chmodSync', 'truncateSync'];
for (const name of changing) fs[name] = (...args) => disturbed(original[name], args[0], args);
// Where it ends up counts.
for (const name of ['renameSync', 'linkSync', 'copyFileSync', 'cpSync', 'symlinkSync'])
  fs[name] = (...args) => disturbed(original[name], args[1], args);

const isWriting = (flags) => (typeof flags === 'string' ? /[wa+]/.test(flags) : (flags & 3) !== 0);
fs.openSync = (path, flags, ...rest) => {
  const run = () => {
    const descriptor = original.openSync(path, flags, ...rest);
    paths.set(descriptor, path);
    return descriptor;
  };
  return isWriting(flags) ? disturbed(run, path, []) : run();
};
fs.closeSync = (descriptor) => {
  paths.delete(descriptor);
  return original.closeSync(descriptor);
};
const pathOf = (target) => (typeof target === 'number' ? paths.get(target) : target);
for (const name of ['writeFileSync', 'writeSync', 'appendFileSync'])
  fs[name] = (...args) =>
    disturbed(original[name], pathOf(args[0]), args, ([target, data, options]) =>
      original.writeFileSync(target, half(data), options),
    );
fs.ftruncateSync = (...args) => disturbed(original.ftruncateSync, pathOf(args[0]), args);

function synced(path) {
  if (!nodePath.resolve(String(path)).startsWith(folder)) return;
  if (original.statSync(path).isDirectory()) syncFolder(path);
  else syncFile(path);
}
for (const name of ['fsyncSync', 'fdatasyncSync'])
  fs[name] = (descriptor) => {
    const path = pathOf(descriptor);
    return disturbed(
      () => {
        original[name](descriptor);
        if (path !== undefined) synced(path);
      },
      path,
      [],
    );
  };
fs.promises.open = async (path, ...rest) => {
  const file = await original.open(path, ...rest);
  for (const name of ['sync', 'datasync']) {
    const sync = file[name].bind(file);
    file[name] = async () => {
      await disturbed(sync, path, []);
      synced(path);
    };
  }
  return file;
};
if (folder && original.existsSync(folder)) syncTree(folder);
process.on('exit', () => {
  isBusy = true;
  if (process.env.PREP_FAULT_COUNT) original.writeFileSync(process.env.PREP_FAULT_COUNT, letters);
  if (kind === 'cut') writeWhole();
});
