import type { Subject } from '../../faults/define-fault.ts';
import type { Harm } from './schedule.ts';

/** The process of the target ends, stands still or is changed: nothing else can be proven on it. */
const TAKES_THE_MEMBER: ReadonlySet<Subject> = new Set(['machine', 'data', 'operator']);

/**
 * Whether a fault can be proven beside the others of its round. A member has one fault of each
 * subject at most. A peer link has two ends, so that peer faults stand alone among themselves, and
 * not beside a member that does not answer on its links.
 */
export function fits(
  { subject, member }: Pick<Harm, 'subject' | 'member'>,
  beside: readonly Harm[],
): boolean {
  const here = beside.filter((harm) => harm.member === member);
  const takes = TAKES_THE_MEMBER.has(subject);
  if (here.some((harm) => harm.subject === subject || TAKES_THE_MEMBER.has(harm.subject)))
    return false;
  if (takes && here.length > 0) return false;
  const subjects = new Set(beside.map((harm) => harm.subject));
  if (subject === 'peer-network') {
    return !subjects.has(subject) && subjects.isDisjointFrom(TAKES_THE_MEMBER);
  }
  return !(takes && subjects.has('peer-network'));
}
