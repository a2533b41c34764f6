import type { DockerEngine } from './docker-engine.ts';
import { unlessGone } from './docker-engine.ts';
import { RUN_LABEL } from './docker-labels.ts';

/**
 * Removes every container, volume and network that carries the run's label, whoever made them.
 * @throws the first error, after everything has been tried.
 */
export async function removeRun(engine: DockerEngine, run: string): Promise<void> {
  const mine = { filters: { label: [`${RUN_LABEL}=${run}`] } };
  const containers = await engine.call('list containers', (docker) =>
    docker.listContainers({ all: true, ...mine }),
  );
  const errors = await failures(
    containers.map(({ Id }) =>
      engine.call(`remove container ${Id}`, (docker) =>
        unlessGone(docker.getContainer(Id).remove({ force: true, v: true })),
      ),
    ),
  );
  const [{ Volumes }, networks] = await Promise.all([
    engine.call('list volumes', (docker) => docker.listVolumes(mine)),
    engine.call('list networks', (docker) => docker.listNetworks(mine)),
  ]);
  errors.push(
    ...(await failures([
      ...(Volumes ?? []).map(({ Name }) =>
        engine.call(`remove volume ${Name}`, (docker) =>
          unlessGone(docker.getVolume(Name).remove()),
        ),
      ),
      ...networks.map(({ Id, Name }) =>
        engine.call(`remove network ${Name}`, (docker) =>
          unlessGone(docker.getNetwork(Id).remove()),
        ),
      ),
    ])),
  );
  if (errors.length > 0) throw errors[0];
}

async function failures(removals: readonly Promise<unknown>[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(removals);
  return settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
}
