import { defaultWorkDir } from '../../runtime/run-folder.ts';
import { askDocker } from '../doctor/ask-docker.ts';
import type { Cleaned } from './cleaned.ts';
import { workRuns } from './work-runs.ts';

/**
 * Removes what dead runs left: work folders, and with Docker their containers, volumes and
 * networks; also of runs that were kept on purpose. Runs that live are never touched.
 */
export async function cleanClusters(dryRun: boolean): Promise<Cleaned[]> {
  const before = await workRuns(defaultWorkDir());
  const left = before.flatMap(({ run, leftBecause }) =>
    leftBecause === undefined
      ? []
      : [{ what: 'run', name: run, done: 'left alone', why: leftBecause } as const],
  );
  if (dryRun) {
    const dead = before.filter((run) => run.leftBecause === undefined);
    const would = dead.map(({ run }) => ({ what: 'run', name: run, done: 'would go' }) as const);
    return [...would, ...left];
  }
  const { sweepProcessRuns } = await import('../../runtime/sweep-process-runs.ts');
  // Docker first: a run's folder holds the heartbeat by which its containers are judged.
  const containers = await cleanDocker();
  const folders = await sweepProcessRuns({ kept: true });
  const removed = folders.map((run) => ({ what: 'run', name: run, done: 'removed' }) as const);
  return [...containers, ...removed, ...left];
}

async function cleanDocker(): Promise<Cleaned[]> {
  const answer = await askDocker();
  if ('why' in answer) {
    return [{ what: 'docker', name: 'engine', done: 'left alone', why: answer.why }];
  }
  const { connectEngine } = await import('../../runtime/docker-engine.ts');
  const { sweepDocker } = await import('../../runtime/sweep-docker.ts');
  const runs = await sweepDocker(await connectEngine(), { kept: true });
  return runs.map((run) => ({ what: 'containers', name: run, done: 'removed' }));
}
