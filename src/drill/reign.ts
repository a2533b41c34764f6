import type { SampleLine } from '../history/types.ts';

/** What one look at a member showed. */
type Look = Pick<SampleLine, 'member' | 'up' | 'leader' | 'term'>;

/** A leader that all members name in one term, and since when nobody has said otherwise. */
export interface Reign {
  readonly leader: string;
  readonly term: string;
  readonly since: number;
}

/** A leader that every member names in one term. */
export function agreedLeader(looks: readonly Look[]): Omit<Reign, 'since'> | undefined {
  const [first] = looks;
  const leader = first?.leader;
  const term = first?.term;
  if (leader === undefined || term === undefined) return undefined;
  return looks.every((look) => look.leader === leader && look.term === term)
    ? { leader, term }
    : undefined;
}

/**
 * The reign after one more look. A member that names another leader, another term or none ends it;
 * one that does not answer in time says nothing: often it was the harness that came late.
 */
export function reignAfter(
  before: Reign | undefined,
  looks: readonly Look[],
  at: number,
): Reign | undefined {
  const agreed = agreedLeader(looks);
  const same = ({ leader, term }: Pick<Look, 'leader' | 'term'>): boolean =>
    leader === before?.leader && term === before?.term;
  if (agreed !== undefined)
    return before !== undefined && same(agreed) ? before : { ...agreed, since: at };
  return looks.every((look) => !look.up || same(look)) ? before : undefined;
}
