import type { HealStack } from '../../core/heal-stack.ts';
import { seconds } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import { openAsker, type Asker } from '../../etcd/ask.ts';
import { fetchMetrics } from '../../etcd/metrics.ts';
import { HEALTH } from '../../etcd/methods.ts';
import type { FaultWorld } from '../define-fault.ts';
import { answeredBefore, clientEnd } from './standing.ts';

const DIRECT = seconds(2);
const askers = new WeakMap<HealStack, Map<string, Asker>>();

/** gRPC connections that stood before the harm, by injection: its heal stack is its own. */
export const grpcStanding = {
  async open(world: FaultWorld): Promise<void> {
    const { targets, heal, proveWithin } = world;
    const mine = new Map(targets.map((member) => [member.name, openAsker(clientEnd(member))]));
    askers.set(heal, mine);
    await answeredBefore(world, async ({ name }) =>
      mine.get(name)?.ask(HEALTH.check, {}, proveWithin),
    );
  },
  /** Asks for its health: nothing else does while a fault bites, so that etcd's count of it is ours alone. */
  async ask({ heal, proveWithin }: FaultWorld, { name }: Member): Promise<void> {
    const asker = askers.get(heal)?.get(name);
    if (asker === undefined) throw new Error(`no client was connected to ${name} before`);
    await asker.ask(HEALTH.check, {}, proveWithin);
  },
  close({ heal }: FaultWorld): void {
    for (const asker of askers.get(heal)?.values() ?? []) asker.close();
  },
};

/** How many such calls have reached the member, by its own metrics; asked directly. */
export async function callsStarted({ machine }: Member): Promise<number> {
  const metrics = await fetchMetrics(await machine.endpoint('client'), { within: DIRECT });
  const counts = (metrics.get('grpc_server_started_total') ?? []).filter(
    ({ labels }) => labels['grpc_method'] === 'Check',
  );
  return counts.reduce((sum, { value }) => sum + value, 0);
}
