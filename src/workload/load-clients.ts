import { toSeconds } from '../core/duration.ts';
import { keySpace } from './key-space.ts';
import { LoadClient } from './load-client.ts';
import { schedule } from './schedule.ts';
import { Targets } from './targets.ts';
import type { WorkloadPlan } from './workload-plan.ts';

export interface LoadClients {
  readonly clients: readonly LoadClient[];
  /** The next call of each client goes out on a new connection. */
  renew(): void;
  close(): void;
}

/**
 * The clients of a load: `clients` pinned to each member, which share a connection to it, then
 * those that move between members, each with a connection of its own.
 */
export function loadClients(plan: WorkloadPlan): LoadClients {
  const { endpoints, settings } = plan;
  const pinned = new Targets({ ...plan, shared: true });
  const moving = new Targets({ ...plan, shared: false });
  const names = [...endpoints.keys()];
  const homes = [
    ...Array.from({ length: settings.clients }, () => names.map((name) => [name])).flat(),
    ...Array.from({ length: settings.failoverClients }, (_, i) => rotated(names, i)),
  ];
  const clients = homes.map((members, i) => {
    const targets = i < settings.clients * names.length ? pinned : moving;
    const { sink } = plan;
    const { callTimeout } = settings;
    const drafts = scheduleOf((plan.clientsBefore ?? 0) + i + 1, plan);
    return new LoadClient({ sink, targets, members, callTimeout, schedule: drafts });
  });
  return {
    clients,
    renew: () => [pinned, moving].forEach((targets) => targets.renew()),
    close: () => [...clients, pinned, moving].forEach((part) => part.close()),
  };
}

function scheduleOf(client: number, plan: WorkloadPlan): ReturnType<typeof schedule> {
  const { settings, keyPrefix = 'load/' } = plan;
  const { mix, valueBytes } = settings;
  const space = keySpace({ prefix: keyPrefix, keys: settings.keys });
  const leaseTtl = Math.ceil(toSeconds(settings.leaseTtl));
  const rng = plan.rng.fork(`client/${client}`);
  return schedule({ client, rng, space, mix, valueBytes, leaseTtl });
}

const rotated = <T>(items: readonly T[], by: number): T[] =>
  items.map((_, i) => items[(i + by) % items.length] as T);
