import { pass } from '../../core/clock.ts';
import { formatDuration, millis, nanos, toMillis, type Duration } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import { diskTrip } from '../proof.ts';

/** Longer than any fsync of a healthy disk that a scene would call healthy. */
export const HELD = millis(100);

/**
 * Waits in vain for a round trip over the disk link, for `length` more than one `took` before the
 * harm. On a busy machine silence alone proves nothing: the gate and Toxiproxy, through which the
 * trip goes, are asked when half of that is over, and must answer before the rest is.
 * @throws while any of that is not so.
 */
export async function silent(
  member: Member,
  { took, length }: { readonly took: Duration; readonly length: Duration },
): Promise<string> {
  const patience = nanos(took + length);
  const { name } = member.disk;
  let over = false;
  const trip = diskTrip(member, patience).finally(() => (over = true));
  const [{ ok, tookNs, error }, meanwhile] = await Promise.all([
    trip,
    answers(member, nanos(took + length / 2)).then(() => !over),
  ]);
  if (ok) throw new Error(`a round trip over ${name} in ${formatDuration(tookNs)}`);
  if (tookNs < patience) throw new Error(`${name} is not silent: ${error}`);
  if (!meanwhile) throw new Error(`${name} was silent, and so were the gate and Toxiproxy`);
  return `no round trip over ${name} within ${toMillis(patience).toFixed(0)} ms`;
}

/** Resolves when both ends of a trip have answered something that was asked after `when`. */
async function answers(member: Member, when: Duration): Promise<void> {
  await pass(when);
  await bothAnswer(member);
}

/** Resolves when the gate and Toxiproxy have answered: what a harmed disk link does not touch. */
export async function bothAnswer({ machine, disk }: Member): Promise<void> {
  await Promise.all([machine.gateStatus(), disk.state()]);
}
