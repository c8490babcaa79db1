// Which JMESPath is safe to run. An expression may pick, filter, sort and reduce; whatever could make more of a document
// than there is in it is refused, so that every expression ends in time proportional to the document.
import { clip } from './missing.ts';
import type { QueryNode } from './query.ts';

/** Functions that give no more than they are given, and which argument of each is an expression. */
const FUNCTIONS: ReadonlyMap<string, number | undefined> = new Map<string, number | undefined>([
  ...'abs avg ceil contains ends_with floor keys length lower max min reverse sort starts_with sum to_array to_number type upper values'
    .split(' ')
    .map((name): [string, undefined] => [name, undefined]),
  ['map', 0],
  ['max_by', 1],
  ['min_by', 1],
  ['sort_by', 1],
]);

/** Functions that make one value of a list: they alone may be given a list made on the spot. */
const REDUCING: ReadonlySet<string> = new Set(['avg', 'max', 'min', 'sum']);

/** Functions whose result is of the kind of what they are given. */
const KEEPING: ReadonlySet<string> = new Set([
  'avg',
  'max',
  'min',
  'sum',
  'abs',
  'ceil',
  'floor',
  'reverse',
  'sort',
  'to_number',
]);

/** Every key that an expression names. Throws, with the reason, for an expression that must not run. */
export function namesIn(node: QueryNode): ReadonlySet<string> {
  const names = new Set<string>();
  const waiting = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.type === 'Field') names.add(next.name);
    refuseMisread(next);
    waiting.push(...partsOf(next));
  }
  return names;
}

const DIVIDING: ReadonlySet<string> = new Set(['Divide', 'Div', 'Modulo']);

/** Throws for what the library takes for something else than the specification does, and so would give a wrong number for. */
function refuseMisread(node: QueryNode): void {
  const { type } = node;
  // Behind `.*` it projects one key and no more.
  const behind = type === 'Subexpression' || type === 'FilterProjection' || type === 'ValueProjection';
  if (behind && node.left.type === 'ValueProjection')
    throw new Error('only one key can follow .* there, write for example metrics.* | [*].values.avg');
  // Its `*` binds closer than its `/`.
  if (type !== 'Arithmetic' || node.right.type !== 'Arithmetic') return;
  if (DIVIDING.has(node.operator) && node.right.operator !== 'Multiply' && !DIVIDING.has(node.right.operator))
    throw new Error('a / b * c could mean two things, write (a / b) * c or a / b / c');
}

/** The nodes that a node is made of. Throws for a node that must not run. */
function partsOf(node: QueryNode): readonly QueryNode[] {
  switch (node.type) {
    case 'Field':
    case 'Index':
    case 'Slice':
    case 'Identity':
    case 'Current':
      return [];
    case 'Literal':
      // The library makes an object that inherits what all objects do.
      if (typeof node.value !== 'object' || node.value === null) return [];
      throw new Error('lists and objects in backticks are not read');
    case 'Subexpression':
    case 'IndexExpression':
    case 'Projection':
    case 'ValueProjection':
    case 'Pipe':
    case 'OrExpression':
    case 'AndExpression':
    case 'Comparator':
    case 'Arithmetic':
      return [node.left, node.right];
    case 'FilterProjection':
      return [node.left, node.condition, node.right];
    case 'Ternary':
      return [node.condition, node.trueExpr, node.falseExpr];
    case 'Flatten':
    case 'NotExpression':
      return [node.child];
    case 'Unary':
      return [node.operand];
    case 'Function':
      return node.children.flatMap((child, at) => partsOfArgument(node.name, child, at));
    // The root inside a projection, variables, and lists made on the spot can each be made to grow without end.
    case 'Root':
    case 'Variable':
    case 'Binding':
    case 'LetExpression':
    case 'MultiSelectList':
    case 'MultiSelectHash':
    case 'ExpressionReference':
      throw new Error('$, let, &, {…} and lists made on the spot are not read there');
  }
}

function partsOfArgument(name: string, child: QueryNode, at: number): readonly QueryNode[] {
  if (!FUNCTIONS.has(name)) throw new Error(`there is no function ${clip(name)}()`);
  // A document can hold what looks like an expression to the library: only one that stands in the path may run.
  const isExpression = child.type === 'ExpressionReference';
  if (isExpression !== (FUNCTIONS.get(name) === at))
    throw new Error(`${name}() wants ${isExpression ? 'a value' : 'an expression such as &loss'} there`);
  if (child.type === 'ExpressionReference') return [child.child];
  return child.type === 'MultiSelectList' && REDUCING.has(name) ? child.children : [child];
}

/** The key that an expression ends in, when what it finds stands under that key, or is of its kind. */
export function keyOfNode(node: QueryNode): string | undefined {
  if (node.type === 'Field') return node.name;
  if (node.type === 'Flatten') return keyOfNode(node.child);
  if (node.type === 'Function') {
    const [first] = node.children;
    return first && KEEPING.has(node.name) ? keyOfNode(first) : undefined;
  }
  if (!isStep(node)) return undefined;
  return keyOfNode(node.right) ?? (isSelection(node.right) ? keyOfNode(node.left) : undefined);
}

const STEPS = [
  'Subexpression',
  'IndexExpression',
  'Projection',
  'FilterProjection',
  'ValueProjection',
  'Pipe',
] as const;

type Step = Extract<QueryNode, { readonly type: (typeof STEPS)[number] }>;

const isStep = (node: QueryNode): node is Step => STEPS.some((type) => type === node.type);

/** True for a step that takes some of what is there and changes none of it: `[0]`, `[*]`, `[?…]`. */
const isSelection = (node: QueryNode): boolean =>
  node.type === 'Index' ||
  node.type === 'Slice' ||
  node.type === 'Identity' ||
  node.type === 'Current' ||
  (isStep(node) && isSelection(node.left) && isSelection(node.right));
