import { DoomsdayError } from '../core/doomsday-error.ts';
import type { DockerEngine } from './docker-engine.ts';
import type { Endpoint } from './runtime.ts';

/** Where a container's port is reached from the host, as the engine says at this moment. */
export async function publishedPort(
  engine: DockerEngine,
  container: string,
  port: number,
): Promise<Endpoint> {
  const { NetworkSettings, State } = await engine.call(`inspect ${container}`, (docker) =>
    docker.getContainer(container).inspect(),
  );
  const published = NetworkSettings.Ports[`${port}/tcp`]?.[0]?.HostPort;
  if (published !== undefined) return { host: '127.0.0.1', port: Number(published) };
  throw new DoomsdayError({
    code: 'PORT_NOT_PUBLISHED',
    message: `port ${port} of ${container} cannot be reached from the host`,
    observed: `the container is ${State.Status}`,
  });
}
