import type { TidyFile } from './source-tree.ts';

/** One rule broken at one place. */
export interface Breach {
  readonly rule: string;
  /** `path:line`. */
  readonly where: string;
  readonly found: string;
  /** What to do instead. */
  readonly instead: string;
}

/** A rule over the whole tree. */
export type Rule = (files: readonly TidyFile[]) => readonly Breach[];

/** `src/links/x.ts` -> `links`; steps, scripts and test are rooms of their own. */
export function roomOf(path: string): string {
  const [top = '', room = ''] = path.split('/');
  return top === 'src' ? room : top;
}
