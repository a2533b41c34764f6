import { readdirSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { API } from 'typescript/unstable/sync';
import { SyntaxKind, type Node, type SourceFile } from 'typescript/unstable/ast';
import {
  isArrowFunction,
  isCallExpression,
  isExportDeclaration,
  isFunctionDeclaration,
  isFunctionExpression,
  isIdentifier,
  isImportDeclaration,
  isImportTypeNode,
  isMethodDeclaration,
  isNewExpression,
  isPropertyAccessExpression,
  isStringLiteral,
  isVariableStatement,
} from 'typescript/unstable/ast/is';

/** One import, export-from or `import()`, or a path of a file beside this one. */
export interface Reference {
  readonly specifier: string;
  /** Repository path of a relative reference, else undefined. */
  readonly file?: string;
  readonly typesOnly: boolean;
  /** Imported names; undefined = all of them. */
  readonly names?: readonly string[];
  readonly line: number;
}

/** Something with a name and a place. */
export interface Named {
  readonly name: string;
  readonly line: number;
}

/** What the rules look at in one file. */
export interface TidyFile {
  /** Relative to the root, with slashes. */
  readonly path: string;
  readonly lines: readonly string[];
  readonly references: readonly Reference[];
  /** Exported values; exported types are not counted. */
  readonly exports: readonly Named[];
  readonly functions: readonly (Named & { readonly length: number })[];
  /** Words that do something: `Date.now`, `new Date`, `setTimeout()`, `enum declaration`, names of identifiers. */
  readonly words: readonly Named[];
}

const FOLDERS = new Set(['src', 'steps', 'scripts', 'test']);

/** Reads and parses every .ts file below `root`; needs `root`/tsconfig.json to include them. */
export function sourceTree(root: string): TidyFile[] {
  const api = new API({ cwd: root });
  try {
    const snapshot = api.updateSnapshot({ openProjects: [join(root, 'tsconfig.json')] });
    const [project] = snapshot.getProjects();
    if (project === undefined) throw new Error(`no project in ${root}`);
    return paths(root).flatMap((path) => {
      const file = project.program.getSourceFile(join(root, path));
      return file === undefined ? [] : [tidyFile(path, file)];
    });
  } finally {
    api.close();
  }
}

function paths(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => FOLDERS.has(path.split(sep)[0] ?? '') && path.endsWith('.ts'))
    .map((path) => relative(root, join(root, path)).split(sep).join('/'))
    .sort();
}

interface Found {
  references: Reference[];
  exports: Named[];
  functions: (Named & { length: number })[];
  words: Named[];
}

function tidyFile(path: string, file: SourceFile): TidyFile {
  const found: Found = { references: [], exports: [], functions: [], words: [] };
  const lineOf = (position: number): number =>
    file.getLineAndCharacterOfPosition(position).line + 1;
  const visit = (node: Node): void => {
    const line = lineOf(node.getStart(file));
    const reference = referenceOf(node, path, line);
    if (reference !== undefined) found.references.push(reference);
    found.words.push(...wordsOf(node).map((name) => ({ name, line })));
    if (isFunctionNode(node)) {
      const length = lineOf(node.end) - line + 1;
      found.functions.push({ name: nameOf(node), line, length });
    }
    node.forEachChild(visit);
  };
  for (const statement of file.statements) {
    const line = lineOf(statement.getStart(file));
    found.exports.push(...exportedValues(statement).map((name) => ({ name, line })));
    visit(statement);
  }
  return { path, lines: file.text.replace(/\n$/, '').split('\n'), ...found };
}

const isFunctionNode = (node: Node): boolean =>
  isFunctionDeclaration(node) ||
  isFunctionExpression(node) ||
  isArrowFunction(node) ||
  isMethodDeclaration(node) ||
  node.kind === SyntaxKind.Constructor;

function nameOf(node: Node): string {
  const { name } = node as Node & { name?: Node };
  const parent = node.parent as (Node & { name?: Node }) | undefined;
  return name?.getText() ?? parent?.name?.getText() ?? 'a function';
}

function exportedValues(node: Node): string[] {
  const modifiers = (node as Node & { modifiers?: readonly Node[] }).modifiers ?? [];
  if (!modifiers.some((modifier) => modifier.kind === SyntaxKind.ExportKeyword)) return [];
  if (isVariableStatement(node)) {
    return node.declarationList.declarations.map((declaration) => declaration.name.getText());
  }
  const isValue = isFunctionDeclaration(node) || node.kind === SyntaxKind.ClassDeclaration;
  return isValue ? [nameOf(node)] : [];
}

function wordsOf(node: Node): string[] {
  if (node.kind === SyntaxKind.EnumDeclaration) return ['enum declaration'];
  if (isPropertyAccessExpression(node)) {
    return isIdentifier(node.expression) ? [`${node.expression.text}.${node.name.getText()}`] : [];
  }
  if (isNewExpression(node)) {
    const asks = (node.arguments ?? []).length === 0 ? '()' : '';
    return [`new ${node.expression.getText()}${asks}`];
  }
  if (isCallExpression(node)) return [`${node.expression.getText()}()`];
  return isIdentifier(node) ? [node.text] : [];
}

function referenceOf(node: Node, path: string, line: number): Reference | undefined {
  const target = targetOf(node);
  if (target === undefined) return undefined;
  const { specifier, names, typesOnly = false } = target;
  const file = specifier.startsWith('.')
    ? { file: posix.normalize(posix.join(posix.dirname(path), specifier)) }
    : {};
  return { specifier, typesOnly, line, ...file, ...(names === undefined ? {} : { names }) };
}

interface Target {
  readonly specifier: string;
  readonly names?: readonly string[];
  readonly typesOnly?: boolean;
}

function targetOf(node: Node): Target | undefined {
  if (isImportDeclaration(node) || isExportDeclaration(node)) return declared(node);
  if (isImportTypeNode(node)) {
    const specifier = /import\(['"]([^'"]+)/.exec(node.getText())?.[1];
    return specifier === undefined ? undefined : { specifier, typesOnly: true };
  }
  if (isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword) {
    const [first] = node.arguments;
    return first !== undefined && isStringLiteral(first) ? { specifier: first.text } : undefined;
  }
  if (isCallExpression(node) && node.expression.getText() === 'join') {
    const [base, file] = node.arguments;
    if (base?.getText() !== 'import.meta.dirname') return undefined;
    if (file === undefined || !isStringLiteral(file) || !file.text.endsWith('.ts'))
      return undefined;
    return { specifier: file.text.startsWith('.') ? file.text : `./${file.text}` };
  }
  if (isNewExpression(node) && node.expression.getText() === 'URL') {
    const [first, base] = node.arguments ?? [];
    if (first === undefined || !isStringLiteral(first)) return undefined;
    if (base?.getText() !== 'import.meta.url') return undefined;
    return { specifier: first.text.startsWith('.') ? first.text : `./${first.text}` };
  }
  return undefined;
}

/** `import { a as b, type C } from 'x'` in terms of the names that `x` exports. */
function declared(node: Node): Target | undefined {
  const text = node.getText();
  const specifier = /['"]([^'"]+)['"]\s*(with\b[^]*)?;?$/.exec(text)?.[1];
  if (specifier === undefined) return undefined;
  const typesOnly = /^(import|export)\s+type\b/.test(text);
  const braces = /\{([^}]*)\}/.exec(text)?.[1];
  if (braces === undefined) return { specifier, typesOnly };
  const names = braces
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const allTypes = names.length > 0 && names.every((name) => name.startsWith('type '));
  return {
    specifier,
    typesOnly: typesOnly || allTypes,
    names: names.map((name) => name.replace(/^type\s+/, '').replace(/\s+as\s.*$/, '')),
  };
}
