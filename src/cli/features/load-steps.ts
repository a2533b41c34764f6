import { join } from 'node:path';
import { loadSupport, type ISupportCodeLibrary } from '@cucumber/cucumber/api';

const loaded = new Map<string, Promise<ISupportCodeLibrary>>();

/**
 * The steps under `root`/steps. Loaded once in a process: the module cache makes a second loading
 * find no step at all.
 */
export function loadSteps(root: string): Promise<ISupportCodeLibrary> {
  const before = loaded.get(root);
  if (before !== undefined) return before;
  const sources = {
    defaultDialect: 'en',
    paths: [],
    names: [],
    tagExpression: '',
    order: 'defined' as const,
  };
  const support = { importPaths: [join(root, 'steps/**/*.ts')] };
  const steps = loadSupport({ sources, support }, { cwd: root });
  loaded.set(root, steps);
  return steps;
}
