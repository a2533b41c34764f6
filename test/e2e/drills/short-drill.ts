import { runCli, type RunningCli } from '../../support/run-cli.ts';

/**
 * The main drill with short phases, again and again, so that it is certainly under way whenever
 * something happens to it. One round takes about five seconds. Disposing it ends it.
 */
export function startShortDrills(
  reports: string,
  runtime: 'process' | 'docker' = 'process',
): RunningCli & AsyncDisposable {
  const scene = ['--scene', './test/e2e/drills/fixture/short.yaml', '--runtime', runtime];
  const args = ['--name', 'two of three', '--repeat', '100', '--reports', reports];
  return endedBySignal(runCli(['run', ...scene, ...args]));
}

/** A drill that holds its fault for two minutes: one cluster, alive all the time. */
export function startLongDrill(
  reports: string,
  runtime: 'process' | 'docker' = 'process',
): RunningCli & AsyncDisposable {
  const fixture = 'test/e2e/drills/fixture';
  const scene = ['--scene', `./${fixture}/long-hold.yaml`, '--runtime', runtime];
  const feature = `${fixture}/features/slow-follower.feature`;
  return endedBySignal(runCli(['run', feature, ...scene, '--reports', reports]));
}

function endedBySignal(cli: RunningCli): RunningCli & AsyncDisposable {
  const end = async (): Promise<void> => {
    cli.kill('SIGINT');
    await cli.ended;
  };
  return { ...cli, [Symbol.asyncDispose]: end };
}

/** The first word of a run; from then on it can be interrupted. */
export const FIRST_WORD = ' runtime (asked for';

/** Said when the first round's cluster serves. */
export const CLUSTER_SERVES = 'ok   a healthy cluster';

/** The phase in which a run was interrupted or killed. */
export function lastPhase({ err }: { err: string }): string {
  const [before = ''] = err.split('\nstopping: ');
  return [...before.matchAll(/^ {2}phase (.*)$/gm)].at(-1)?.[1] ?? 'before any phase';
}
