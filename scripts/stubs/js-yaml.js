// Replaces js-yaml in the bundle: gray-matter gets a YAML engine from prep, and the real one loads a JavaScript parser,
// which takes 6 ms of every command that reads a question. Being asked for it is a bug.
const refuse = () => {
  throw new Error('YAML was left to gray-matter');
};
export const safeLoad = refuse;
export const safeDump = refuse;
