import { isMap, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { Path, Problem } from './problem.ts';

/** A YAML text that can say where each of its fields stands. */
export interface SceneDocument {
  readonly value: unknown;
  /** `file:line:column` of a field's value; of the nearest field around it when it is absent. */
  at(path: Path): string;
  /** The same of a field's name. */
  atKey(path: Path): string;
}

/** Parses YAML 1.2; a syntax error is a problem with its place, never a throw. */
export function readDocument(
  file: string,
  text: string,
): { document: SceneDocument; problems: Problem[] } {
  const lines = new LineCounter();
  const parsed = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${Math.max(1, line)}:${Math.max(1, col)}`;
  };
  const problems = parsed.errors.map((error) => ({
    where: place(error.pos[0]),
    field: '',
    expected: 'YAML',
    observed: error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '',
  }));
  const document = {
    value: parsed.errors.length > 0 ? undefined : (parsed.toJS() as unknown),
    at: (path: Path) => place(valueOffset(parsed, path)),
    atKey: (path: Path) => place(keyOffset(parsed, path) ?? valueOffset(parsed, path)),
  };
  return { document, problems };
}

function valueOffset(parsed: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node = parsed.getIn(path.slice(0, length), true) as { range?: number[] } | undefined;
    if (node?.range?.[0] !== undefined) return node.range[0];
  }
  return 0;
}

function keyOffset(parsed: Document, path: Path): number | undefined {
  const parent = path.length === 1 ? parsed.contents : parsed.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const name = path.at(-1);
  const pair = parent.items.find(
    (item) => isPair(item) && isScalar(item.key) && item.key.value === name,
  );
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}
