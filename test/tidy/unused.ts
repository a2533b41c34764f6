import type { Breach, Rule } from './breach.ts';
import type { TidyFile } from './source-tree.ts';

/** Where reading begins: nothing imports these, people and tools start them. */
const ENTRIES = [
  /^src\/cli\/main\.ts$/,
  /^steps\//,
  /^scripts\/[^/]+\.ts$/,
  /^test\/.*\.test\.ts$/,
  /^test\/unit\/cli\/fixture\//,
  /^test\/e2e\/drills\/fixture\//,
];
const isEntry = (path: string): boolean => ENTRIES.some((entry) => entry.test(path));

export const unusedFiles: Rule = (files) => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set(files.map(({ path }) => path).filter(isEntry));
  for (const path of reached) {
    for (const { file } of byPath.get(path)?.references ?? []) {
      // The set is walked while it grows.
      if (file !== undefined && byPath.has(file)) reached.add(file);
    }
  }
  return files
    .filter(({ path }) => !reached.has(path))
    .map(({ path }) => ({
      rule: 'unused file',
      where: `${path}:1`,
      found: 'no entry point leads here',
      instead: 'use it or remove it',
    }));
};

export const unusedExports: Rule = (files) => {
  const importers = new Map<string, { file: TidyFile; names?: readonly string[] }[]>();
  for (const file of files) {
    for (const reference of file.references) {
      if (reference.file === undefined) continue;
      const { file: target, names } = reference;
      const importer = names === undefined ? { file } : { file, names };
      importers.set(target, [...(importers.get(target) ?? []), importer]);
    }
  }
  return files
    .filter(({ path }) => !isEntry(path))
    .flatMap((file) => unusedOf(file, importers.get(file.path) ?? []));
};

/** An import of everything (`import()`, `* as`) uses the names that its file mentions. */
function unusedOf(
  { path, exports }: TidyFile,
  importers: readonly { file: TidyFile; names?: readonly string[] }[],
): Breach[] {
  const isUsed = (name: string): boolean =>
    importers.some(({ file, names }) =>
      names === undefined ? file.words.some((word) => word.name === name) : names.includes(name),
    );
  return exports
    .filter(({ name }) => importers.length > 0 && !isUsed(name))
    .map(({ name, line }) => ({
      rule: 'unused export',
      where: `${path}:${line}`,
      found: name,
      instead: 'no export, or no code',
    }));
}
