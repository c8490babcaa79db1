// Lists the strings of src/ that a person can see, by file and line, so that they can be read as one text:
// `node scripts/strings.js [PART OF A PATH...]`. `{…}` stands for inserted values. Strings that only the
// program reads are left out: imports, types, keys, comparisons, ids, paths, style sheets, words to recognize
// in a text.
import { join, relative } from 'node:path';
import { argv } from 'node:process';
import {
  isBinaryExpression,
  isCallExpression,
  isCaseClause,
  isElementAccessExpression,
  isExportDeclaration,
  isImportDeclaration,
  isLiteralTypeNode,
  isNewExpression,
  isNoSubstitutionTemplateLiteral,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isStringLiteral,
  isTaggedTemplateExpression,
  isTemplateExpression,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';

const root = join(import.meta.dirname, '..');

/** Fields that are shown even if they have a single word. */
const SHOWN_FIELDS = new Set(['about', 'header', 'help', 'hint', 'label', 'message', 'summary', 'title']);

/** What searches or splits its argument or object. */
const READING =
  /\b(?:wordSet|includes|startsWith|endsWith|indexOf|lastIndexOf|split|has|get|test|match|matchAll)$/;

const isText = (node) => isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node);
const isSum = (node) => isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.PlusToken;
const COMPARISONS = new Set([
  SyntaxKind.EqualsEqualsEqualsToken,
  SyntaxKind.ExclamationEqualsEqualsToken,
  SyntaxKind.InKeyword,
]);

/** A literal, a template, or a sum of them; undefined for anything else. */
function textOf(node) {
  if (isText(node)) return node.text;
  if (isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => `{…}${literal.text}`).join('');
  if (isParenthesizedExpression(node)) return textOf(node.expression);
  if (!isSum(node)) return undefined;
  const sides = [textOf(node.left), textOf(node.right)];
  return sides.every((side) => side === undefined) ? undefined : sides.map((side) => side ?? '{…}').join('');
}

function isForProgram(node, parent, source) {
  if (isImportDeclaration(parent) || isExportDeclaration(parent) || isLiteralTypeNode(parent)) return true;
  if (isCaseClause(parent) || isElementAccessExpression(parent) || isTaggedTemplateExpression(parent))
    return true;
  if (isBinaryExpression(parent)) return COMPARISONS.has(parent.operatorToken.kind);
  if (isPropertyAssignment(parent)) return parent.name === node;
  if (isPropertyAccessExpression(parent)) return READING.test(parent.name.text);
  if (!isCallExpression(parent)) return false;
  const { expression } = parent;
  return (
    expression.kind === SyntaxKind.ImportKeyword ||
    READING.test(source.text.slice(expression.pos, expression.end))
  );
}

const isWordList = (node, source) =>
  isNewExpression(node) &&
  /^\s*(?:Set|Map|RegExp)$/.test(source.text.slice(node.expression.pos, node.expression.end));

const MARKUP = /^\s*(?:[.#@:\w-]+\s*\{|<!doctype|<(?:style|script|svg|path|rect|line|text|circle)\b)|;\s*$/i;
const TWO_WORDS = /\p{L}{2,}[,:;.)]*\s+\S*\p{L}|\p{L}{3,}[.:!?](?:\s|$)|^\s\p{L}{2,}|\p{L}{2,}\s$/u;
const WORD_BESIDE_VALUE = /\{…\}\s+\(?\p{L}{2,}|\p{L}{2,}\)?:?\s+\{…\}/u;

function isShown(text, parent) {
  if (MARKUP.test(text)) return false;
  const words = text.replaceAll(/<[^>]*>|\{…\}/g, ' ');
  if (TWO_WORDS.test(words) || WORD_BESIDE_VALUE.test(text)) return true;
  return isPropertyAssignment(parent) && SHOWN_FIELDS.has(parent.name.text) && /\p{L}{2,}/u.test(words);
}

function stringsOf(source) {
  const found = [];
  const visit = (node, parent) => {
    if (isWordList(node, source)) return;
    const text = textOf(node);
    const isPart = isSum(parent) && text !== undefined;
    if (text !== undefined && !isParenthesizedExpression(node) && !isPart) {
      if (isForProgram(node, parent, source)) return;
      if (isShown(text, parent)) {
        const line = source.text.slice(0, node.getStart(source)).split('\n').length;
        found.push({ line, text: text.replaceAll(/\s*\n\s*/g, ' ⏎ ').trim() });
      }
    }
    node.forEachChild((child) => visit(child, node));
  };
  visit(source, source);
  return found;
}

const wanted = argv.slice(2);
const api = new API({ cwd: root });
const { program } = api.updateSnapshot({ openProject: 'tsconfig.json' }).getProjects()[0];
const files = program
  .getSourceFileNames()
  .map((name) => ({ name, file: relative(root, name).replaceAll('\\', '/') }))
  .filter(({ file }) => file.startsWith('src/') && !file.endsWith('.d.ts'))
  .filter(({ file }) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .toSorted((a, b) => (a.file < b.file ? -1 : 1));
for (const { name, file } of files)
  for (const { line, text } of stringsOf(program.getSourceFile(name)))
    console.log(`${file}:${line}  ${text}`);
api.close();
