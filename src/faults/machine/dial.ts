import { deadline } from '../../core/deadline.ts';
import { formatDuration, type Duration } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import { asNewcomer, SMALL } from '../client-network/standing.ts';

/**
 * What who dials a member's client port directly meets. `refused`: nobody takes the call.
 * `hung up`: it was taken and ended without a byte, as a container engine does that forwards a port
 * on which nobody listens. `silent`: it was taken, and nothing is said. `answered`: it is well.
 */
type Met = 'refused' | 'hung up' | 'silent' | 'answered';

/**
 * Dials, and asks for what waits for no disk.
 * @throws what else keeps the call from being made, as it came.
 */
export async function dial({ machine }: Member, within: Duration): Promise<Met> {
  const endpoint = await machine.endpoint('client');
  return await asNewcomer(endpoint, within, async (connection): Promise<Met> => {
    const late = (): Error => new Error(`nothing within ${formatDuration(within)}`);
    const answer = deadline(within, late, () => connection.ask(SMALL));
    await answer.catch(() => undefined); // what came of it is told by the connection
    if (connection.received > 0) return 'answered';
    return connection.ended === undefined ? 'silent' : 'hung up';
  }).catch((error: unknown): Met => {
    const met = MET_AT_ONCE[(error as NodeJS.ErrnoException).code ?? ''];
    if (met === undefined) throw error;
    return met;
  });
}

/** What may come of the call itself; a reset may come before the caller looks. */
const MET_AT_ONCE: Readonly<Partial<Record<string, Met>>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'hung up',
};
