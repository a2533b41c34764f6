import type { Drill } from './drill.ts';

/** What every drill with a load owes an answer to, whatever its steps say. */
const ALWAYS = ['acknowledged-writes-survive', 'members-serve-and-agree', 'members-agree-on-hash'];
/** What a drill with a restore owes besides. */
const AFTER_RESTORE = ['restored-state-is-an-exact-prefix', 'revisions-never-again'];

/** What `requiredChecks` looks at. */
export interface Owing {
  readonly expectations: Drill['expectations'];
  readonly world?: { readonly cluster: { readonly epoch: number } } | undefined;
  readonly load?: unknown;
}

/** Checks that must have an answer; one that a step declared violated is not among them. */
export function requiredChecks({ expectations, world, load }: Owing): Set<string> {
  const owed = load === undefined ? [] : ALWAYS;
  const restored = (world?.cluster.epoch ?? 1) > 1 ? AFTER_RESTORE : [];
  const all = [...owed, ...restored, ...expectations.required];
  return new Set(all.filter((name) => !expectations.expectedUnsafe.has(name)));
}
