import type { DockerEngine } from './docker-engine.ts';
import { HEARTBEAT_LABEL, KEEP_LABEL, OWNER_LABEL, RUN_LABEL } from './docker-labels.ts';
import { isDead, parseOwner } from './owner.ts';
import { removeRun } from './remove-run.ts';
import { heartbeatAgeMs } from './run-folder.ts';
import type { SweepPlan } from './sweep-process-runs.ts';

type Labels = Readonly<Record<string, string>>;

/**
 * Removes containers, volumes and networks of runs whose harness is certainly gone. Things without
 * our labels, of runs that live, and of other hosts are never touched.
 * @returns the runs that were removed.
 * @throws {DoomsdayError} DOCKER_GONE, DOCKER_REFUSED; the runs that can be removed are, anyway.
 */
export async function sweepDocker(
  engine: DockerEngine,
  { kept = false }: Pick<SweepPlan, 'kept'> = {},
): Promise<string[]> {
  const runs = new Map(
    (await allLabels(engine)).map((labels) => [labels[RUN_LABEL] ?? '', labels]),
  );
  const swept = await Promise.allSettled(
    [...runs].map(async ([run, labels]) => {
      if (run === '' || !(await isAbandoned(labels, kept))) return [];
      await removeRun(engine, run);
      return [run];
    }),
  );
  return swept.flatMap((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

/** Of everything that is ours: an interrupted removal may have left a volume alone. */
async function allLabels(engine: DockerEngine): Promise<Labels[]> {
  const ours = { filters: { label: [RUN_LABEL] } };
  const [containers, volumes, networks] = await Promise.all([
    engine.call('list containers', (docker) => docker.listContainers({ all: true, ...ours })),
    engine.call('list volumes', (docker) => docker.listVolumes(ours)),
    engine.call('list networks', (docker) => docker.listNetworks(ours)),
  ]);
  return [...containers, ...(volumes.Volumes ?? []), ...networks].map(({ Labels }) => Labels ?? {});
}

async function isAbandoned(labels: Labels, kept: boolean): Promise<boolean> {
  if (!kept && labels[KEEP_LABEL] !== undefined) return false;
  const owner = parseOwner(labels[OWNER_LABEL] ?? '');
  if (owner === undefined) return false;
  return isDead(owner, await heartbeatAgeMs(labels[HEARTBEAT_LABEL] ?? ''));
}
