import type { Breach, Rule } from './breach.ts';
import type { TidyFile } from './source-tree.ts';

const FILE_LINES = 400;
const FUNCTION_LINES = 60;
const WIDTH = 100;
/** Of the product's own sources. */
export const MEDIAN_LINES = 80;

export const sizes: Rule = (files) =>
  files.flatMap((file) => [...fileSize(file), ...wide(file), ...long(file)]);

function fileSize({ path, lines }: TidyFile): Breach[] {
  if (lines.length <= FILE_LINES) return [];
  const found = `${lines.length} lines`;
  return [{ rule: 'file length', where: `${path}:1`, found, instead: `${FILE_LINES} at most` }];
}

/** A text or a pattern that alone fills most of a line: no formatter can break it. */
const LONG_TEXT = /(['"`/]).{60,}\1/;

function wide({ path, lines }: TidyFile): Breach[] {
  return lines.flatMap((line, i) => {
    if (line.length <= WIDTH || LONG_TEXT.test(line)) return [];
    const found = `${line.length} columns`;
    return [{ rule: 'width', where: `${path}:${i + 1}`, found, instead: `${WIDTH} at most` }];
  });
}

function long({ path, functions, words }: TidyFile): Breach[] {
  // A function that holds tests is a list of them, not a thought.
  const tests = words.filter(({ name }) => /^(t\.)?(test|describe|suite|it)\(\)$/.test(name));
  return functions
    .filter(({ length }) => length > FUNCTION_LINES)
    .filter(({ line, length }) => !tests.some((at) => at.line > line && at.line < line + length))
    .map(({ name, line, length }) => ({
      rule: 'function length',
      where: `${path}:${line}`,
      found: `${name}: ${length} lines`,
      instead: `${FUNCTION_LINES} at most`,
    }));
}

/** Half of the product's files are no longer than this. */
export function medianLines(files: readonly TidyFile[]): number {
  const lengths = files
    .filter(({ path }) => path.startsWith('src/') || path.startsWith('steps/'))
    .map(({ lines }) => lines.length)
    .sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length / 2)] ?? 0;
}
