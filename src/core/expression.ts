// The notation of derived metrics: `+ - * / ^ ( )`, numbers, `82%`, metric names and a few functions.
// Precedence climbing, bounded in length and depth. Knows notation only; what names and units mean is in derive.ts.

export const FUNCTIONS = ['min', 'max', 'round', 'abs', 'log2', 'sqrt'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];
export type Operator = '+' | '-' | '*' | '/' | '^';

/** `from` and `to` are offsets in the expression's text, `to` exclusive. */
type Place = { readonly from: number; readonly to: number };

export type Expression = Place &
  (
    | { readonly kind: 'number'; readonly value: number; readonly percent: boolean }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'negative'; readonly operand: Expression }
    | { readonly kind: 'call'; readonly name: FunctionName; readonly arguments: readonly Expression[] }
    | {
        readonly kind: 'binary';
        readonly operator: Operator;
        readonly left: Expression;
        readonly right: Expression;
      }
  );

/** What is wrong with an expression, and at which offset. */
export type SyntaxFault = { readonly error: string; readonly offset: number };

type Token = Place & { readonly kind: 'number' | 'name' | 'sign' | 'end'; readonly text: string };
type Cursor = { readonly tokens: readonly Token[]; at: number; depth: number };

const MAX_LENGTH = 500;
const MAX_DEPTH = 40;
const MAX_ARGUMENTS = 20;
const TOKEN =
  /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|([-+*/^(),%×·÷−]))/y;
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['×', '*'],
  ['·', '*'],
  ['÷', '/'],
  ['−', '-'],
]);
const OPERATORS: readonly (readonly [Operator, strength: number])[] = [
  ['+', 1],
  ['-', 1],
  ['*', 2],
  ['/', 2],
  ['^', 4],
];
/** A minus sign binds tighter than `*` and looser than `^`: -2^2 is -4. */
const NEGATIVE_STRENGTH = 3;

function readTokens(text: string): readonly Token[] | SyntaxFault {
  const tokens: Token[] = [];
  const length = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  for (let at = 0; at < length; at = TOKEN.lastIndex) {
    const [whole = '', number, name, sign = ''] = TOKEN.exec(text) ?? [];
    if (whole === '') {
      const blank = /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
      const odd = String.fromCodePoint(text.codePointAt(at + blank) ?? 32);
      return { error: `${JSON.stringify(odd)} has no meaning here`, offset: at + blank };
    }
    const written = number ?? name ?? sign;
    const kind = number !== undefined ? 'number' : name !== undefined ? 'name' : 'sign';
    const to = at + whole.length;
    tokens.push({ kind, text: SIGNS.get(written) ?? written, from: to - written.length, to });
  }
  return [...tokens, { kind: 'end', text: '', from: length, to: length }];
}

const END: Token = { kind: 'end', text: '', from: 0, to: 0 };
const peek = (cursor: Cursor): Token => cursor.tokens[cursor.at] ?? END;

function next(cursor: Cursor): Token {
  const token = peek(cursor);
  cursor.at += 1;
  return token;
}

function accept(cursor: Cursor, sign: string): Token | undefined {
  const token = peek(cursor);
  return token.kind === 'sign' && token.text === sign ? next(cursor) : undefined;
}

const unexpected = ({ kind, text, from }: Token): SyntaxFault => ({
  error: kind === 'end' ? 'the expression ends too early' : `${text} is not expected here`,
  offset: from,
});

const isFunction = (name: string): name is FunctionName => (FUNCTIONS as readonly string[]).includes(name);

function readCall(cursor: Cursor, name: Token): Expression | SyntaxFault {
  if (!isFunction(name.text))
    return { error: `there is no function ${name.text}: use ${FUNCTIONS.join(', ')}`, offset: name.from };
  const values: Expression[] = [];
  for (;;) {
    const value = readSum(cursor, 1);
    if ('error' in value) return value;
    values.push(value);
    if (!accept(cursor, ',')) break;
  }
  const close = accept(cursor, ')');
  if (!close) return unexpected(peek(cursor));
  const most = name.text === 'min' || name.text === 'max' ? MAX_ARGUMENTS : 1;
  if (values.length > most)
    return {
      error: `${name.text} takes ${most === 1 ? 'one value' : `at most ${most} values`}`,
      offset: name.from,
    };
  return { kind: 'call', name: name.text, arguments: values, from: name.from, to: close.to };
}

function readNumber(cursor: Cursor, { text, from, to }: Token): Expression | SyntaxFault {
  const value = Number(text);
  if (!Number.isFinite(value)) return { error: `${text} is out of reach`, offset: from };
  const percent = accept(cursor, '%');
  return { kind: 'number', value, percent: percent !== undefined, from, to: percent?.to ?? to };
}

function readOperand(cursor: Cursor): Expression | SyntaxFault {
  const token = next(cursor);
  if (token.kind === 'number') return readNumber(cursor, token);
  if (token.kind === 'name') {
    if (accept(cursor, '(')) return readCall(cursor, token);
    return { kind: 'name', name: token.text, from: token.from, to: token.to };
  }
  if (token.text === '-' || token.text === '+') {
    const operand = readSum(cursor, NEGATIVE_STRENGTH);
    if ('error' in operand || token.text === '+') return operand;
    return { kind: 'negative', operand, from: token.from, to: operand.to };
  }
  if (token.text !== '(') return unexpected(token);
  const inner = readSum(cursor, 1);
  if ('error' in inner) return inner;
  const close = accept(cursor, ')');
  return close ? { ...inner, from: token.from, to: close.to } : unexpected(peek(cursor));
}

/** Reads operators that bind at least as tight as `strength`, and their operands. */
function readSum(cursor: Cursor, strength: number): Expression | SyntaxFault {
  if (cursor.depth >= MAX_DEPTH)
    return { error: `more than ${MAX_DEPTH} levels of nesting`, offset: peek(cursor).from };
  cursor.depth += 1;
  let left = readOperand(cursor);
  while (!('error' in left)) {
    const sign = peek(cursor);
    const [operator, own] = OPERATORS.find(([text]) => sign.kind === 'sign' && text === sign.text) ?? [];
    if (operator === undefined || own === undefined || own < strength) break;
    next(cursor);
    // `^` takes what stands to its right first: 2^3^2 is 2^9.
    const right = readSum(cursor, operator === '^' ? NEGATIVE_STRENGTH : own + 1);
    if ('error' in right) return right;
    left = { kind: 'binary', operator, left, right, from: left.from, to: right.to };
  }
  cursor.depth -= 1;
  return left;
}

/**
 * Parses the expression of a derived metric.
 * @param text `+ - * / ^ ( )`, numbers, `82%`, metric names, `min max round abs log2 sqrt`; at most 500 characters and 40 levels
 */
export function parseExpression(text: string): { readonly expression: Expression } | SyntaxFault {
  if (text.length > MAX_LENGTH) return { error: `longer than ${MAX_LENGTH} characters`, offset: MAX_LENGTH };
  const tokens = readTokens(text);
  if ('error' in tokens) return tokens;
  const cursor: Cursor = { tokens, at: 0, depth: 0 };
  const expression = readSum(cursor, 1);
  if ('error' in expression) return expression;
  return peek(cursor).kind === 'end' ? { expression } : unexpected(peek(cursor));
}

/** Every metric name in the expression, with repeats, from left to right. */
export function namesIn(expression: Expression): readonly (Place & { readonly name: string })[] {
  if (expression.kind === 'number') return [];
  if (expression.kind === 'name') return [expression];
  if (expression.kind === 'negative') return namesIn(expression.operand);
  if (expression.kind === 'call') return expression.arguments.flatMap(namesIn);
  return [...namesIn(expression.left), ...namesIn(expression.right)];
}
