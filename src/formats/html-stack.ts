// Which elements are open while HTML is read. Knows how they nest, and what ends without its tag; knows nothing of what they
// come to.
import { CELLS, finish, LISTS, setOf } from './html-elements.ts';
import { addGap, addSpace, contentOf, frameOf, type Frame } from './html-frames.ts';

/** Elements inside more than these count by their words alone. */
const DEEPEST = 32;

/** The innermost open element, and what is around it. */
export type Stack = { readonly root: Frame; current: Frame; depth: number; code: number };

/** Nothing is open. */
export function openStack(): Stack {
  const root = frameOf('', 'flow', '', undefined);
  return { root, current: root, depth: 0, code: 0 };
}

/** Elements that the end of another one does not reach through. */
const WALLS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['li', setOf('ul ol menu dir table td th')],
  ['td', setOf('table')],
  ['th', setOf('table')],
  ['table', new Set<string>()],
  ['blockquote', setOf('table td th')],
]);
const LIST_WALLS = setOf('table td th');
/** Begin anew where code in a line was never closed. */
const ENDS_CODE = setOf('ul ol menu dir li table tr td th blockquote pre h1 h2 h3 h4 h5 h6');

function isWall(name: string, frame: Frame): boolean {
  const walls = LISTS.has(name) ? LIST_WALLS : WALLS.get(name);
  return walls ? walls.has(frame.name) : frame.kind === 'flow';
}

/** Opens an element. */
export function enter(stack: Stack, name: string, kind: Frame['kind'], attributes: string): void {
  if (stack.depth >= DEEPEST) return;
  stack.current = frameOf(name, kind, attributes, stack.current);
  stack.depth += 1;
  if (kind === 'code') stack.code += 1;
}

function leave(stack: Stack): void {
  const frame = stack.current;
  const { parent, kind, gap, space } = frame;
  if (!parent) return;
  if (kind === 'code') stack.code -= 1;
  stack.current = parent;
  stack.depth -= 1;
  finish(frame, parent, stack.code > 0);
  if (kind !== 'words') return;
  if (gap !== '') addGap(parent, gap);
  if (space) addSpace(parent);
}

/** Closes the innermost open element that is wanted, as the end of `name` would; none where it would not reach one. */
function closeNearest(stack: Stack, name: string, isWanted: (frame: Frame) => boolean): void {
  let wanted = stack.current;
  while (wanted.parent && !isWanted(wanted)) {
    if (isWall(name, wanted)) return;
    wanted = wanted.parent;
  }
  if (wanted.parent) while (stack.current !== wanted.parent) leave(stack);
}

/** Closes an element by its name. */
export const closeElement = (stack: Stack, name: string): void =>
  closeNearest(stack, name, (frame) => frame.name === name);

/** Closes all, and gives what was made. */
export function closeAll(stack: Stack): string {
  while (stack.current.parent) leave(stack);
  return contentOf(stack.root);
}

function tableAround(frame: Frame): Frame | undefined {
  let at: Frame | undefined = frame;
  while (at && at.name !== 'table') at = at.parent;
  return at;
}

/** Ends what the start of an element ends: items end items, cells end cells. */
export function makeRoom(stack: Stack, name: string): void {
  if (stack.code > 0 && ENDS_CODE.has(name))
    closeNearest(stack, name, (frame) => frame.kind === 'code' && frame.name !== 'pre');
  if (name === 'li') closeElement(stack, name);
  if (name !== 'tr' && !CELLS.has(name)) return;
  closeNearest(stack, 'td', (frame) => CELLS.has(frame.name));
  const rows = tableAround(stack.current)?.rows;
  if (rows && (name === 'tr' || rows.length === 0)) rows.push([]);
}

/** Opens an item or a cell where words would stand between them. */
export function settle(stack: Stack): void {
  if (LISTS.has(stack.current.name)) enter(stack, 'li', 'flow', '');
  if (stack.current.name !== 'table') return;
  makeRoom(stack, 'td');
  enter(stack, 'td', 'flow', '');
}
