import type { Stream, Toxic } from '../../links/link.ts';
import type { FaultWorld } from '../define-fault.ts';
import { connectClients } from './standing.ts';

export const BOTH_WAYS: readonly Stream[] = ['upstream', 'downstream'];

/**
 * Harms the client link of every target. Before that a client connects to each of them, so that
 * the proofs can look at a connection that stood when the harm began.
 */
export async function onClientLinks(
  world: FaultWorld,
  toxic: Toxic,
  streams: readonly Stream[] = BOTH_WAYS,
): Promise<void> {
  await connectClients(world);
  await putOnClientLinks(world, toxic, streams);
}

/** The harm alone, for who has connected before. */
export async function putOnClientLinks(
  world: FaultWorld,
  toxic: Toxic,
  streams: readonly Stream[] = BOTH_WAYS,
): Promise<void> {
  const harms = world.targets.flatMap(({ client }) =>
    streams.map(async (stream) => {
      const applied = client.add(toxic, stream);
      world.heal.push(`free ${client.name} ${stream}`, async () => (await applied).remove());
      await applied;
    }),
  );
  await Promise.all(harms);
}
