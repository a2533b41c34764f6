import { connectEngine } from '../../src/runtime/docker-engine.ts';
import { RUN_LABEL } from '../../src/runtime/docker-labels.ts';
import { runsOf } from './left-of-run.ts';

/** Containers, volumes and networks of the runs in `reports`, as the engine tells it; sorted. */
export async function inEngineOf(reports: string): Promise<string[]> {
  const { docker } = await connectEngine();
  const filters = { label: [RUN_LABEL] };
  const [containers, volumes, networks] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listVolumes({ filters }),
    docker.listNetworks({ filters }),
  ]);
  const all = [
    ...containers.map(({ Names, Labels }) => ({ what: `container ${Names[0]}`, Labels })),
    ...(volumes.Volumes ?? []).map(({ Name, Labels }) => ({ what: `volume ${Name}`, Labels })),
    ...networks.map(({ Name, Labels }) => ({ what: `network ${Name}`, Labels })),
  ];
  const runs = runsOf(reports);
  const ours = all.filter(({ Labels }) => {
    const run = (Labels ?? {})[RUN_LABEL] ?? '';
    return runs.some((name) => run.startsWith(name));
  });
  return ours.map(({ what }) => what).sort();
}
