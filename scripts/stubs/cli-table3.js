// Replaces cli-table3 in the bundle: prep draws tables itself, in display columns. Being asked for one is a bug.
export default function Table() {
  throw new Error('a table was left to marked-terminal');
}
