import { didYouMean } from '../core/did-you-mean.ts';
import { formatDuration, toMillis, toSeconds, type Duration } from '../core/duration.ts';
import { faultRules } from './fault-rules.ts';
import { OBJECTIVE_NAMES } from './objective-names.ts';
import type { Path } from './problem.ts';
import { regionRules } from './regions.ts';
import { OPERATIONS, type Scene } from './scene.ts';

/** Something that no single field shows. */
export interface RuleBroken {
  readonly path: Path;
  readonly expected: string;
  readonly observed: string;
  readonly likely?: string;
}

type Rule = (scene: Scene) => readonly RuleBroken[];

/** What fields of a scene owe each other; a broken rule is refused. */
export const RULES: readonly Rule[] = [
  timers,
  wholeMilliseconds,
  somethingToDo,
  leaseTtl,
  snapshotInTime,
  follower,
  bump,
  ownFlags,
  objectives,
  regionRules,
  faultRules,
];

/** etcd refuses less than 5 heartbeats, and 50 s or more (tried: 3.7.1 says so and exits). */
function timers({ etcd }: Scene): RuleBroken[] {
  const path = ['etcd', 'election'];
  const observed = formatDuration(etcd.election);
  if (etcd.election < 5 * etcd.heartbeat) {
    const least = formatDuration(5 * etcd.heartbeat);
    const expected = `${least} or more: 5 heartbeats, or etcd does not start`;
    return [{ path, expected, observed }];
  }
  return toSeconds(etcd.election) > 50 ? [{ path, expected: '50 s or less', observed }] : [];
}

/** etcd takes its timers as whole milliseconds above zero. */
function wholeMilliseconds({ etcd }: Scene): RuleBroken[] {
  return (['heartbeat', 'election'] as const)
    .filter((name) => !Number.isInteger(toMillis(etcd[name])) || etcd[name] === 0)
    .map((name) => ({
      path: ['etcd', name],
      expected: 'whole milliseconds above zero',
      observed: formatDuration(etcd[name]),
    }));
}

function somethingToDo({ workload, members, probes }: Scene): RuleBroken[] {
  const broken: RuleBroken[] = [];
  if (OPERATIONS.every((name) => workload.mix[name] === 0)) {
    broken.push({
      path: ['workload', 'mix'],
      expected: 'a weight above 0',
      observed: 'only zeros',
    });
  }
  if (workload.clients * members + workload.failoverClients === 0) {
    broken.push({
      path: ['workload', 'clients'],
      expected: 'at least one client',
      observed: 'none',
    });
  }
  const zero: [Path, Duration][] = [
    [['probes', 'every'], probes.every],
    [['probes', 'timeout'], probes.timeout],
    [['workload', 'callTimeout'], workload.callTimeout],
  ];
  for (const [path, length] of zero) {
    if (length === 0) broken.push({ path, expected: 'a time above zero', observed: '0' });
  }
  return broken;
}

function leaseTtl({ workload }: Scene): RuleBroken[] {
  const ttl = toSeconds(workload.leaseTtl);
  if (Number.isInteger(ttl) && ttl >= 1) return [];
  const observed = formatDuration(workload.leaseTtl);
  return [{ path: ['workload', 'leaseTtl'], expected: 'whole seconds, 1s or more', observed }];
}

/** A drill that restores needs a snapshot before it loses anything. */
function snapshotInTime({ snapshots, phases }: Scene): RuleBroken[] {
  const path = ['snapshots', 'every'];
  if (snapshots.every === 0) return [{ path, expected: 'a time above zero', observed: '0' }];
  if (snapshots.every <= phases.steady + phases.load) return [];
  const load = formatDuration(phases.steady + phases.load);
  const expected = `${load} or less: the load before the drill acts (phases.steady + phases.load)`;
  return [{ path, expected, observed: formatDuration(snapshots.every) }];
}

function follower({ members, snapshots }: Scene): RuleBroken[] {
  if (members > 1 || snapshots.member !== 'follower') return [];
  const path = ['snapshots', 'member'];
  return [{ path, expected: 'any or leader: one member is the leader', observed: 'follower' }];
}

/** etcdutl: "--mark-compacted required if --bump-revision > 0, disallowed otherwise". */
function bump({ restore }: Scene): RuleBroken[] {
  if (restore.bump > 0 === restore.markCompacted) return [];
  const path = ['restore', 'markCompacted'];
  const expected = `${restore.bump > 0}: etcdutl takes it together with a bump, or neither`;
  return [{ path, expected, observed: String(restore.markCompacted) }];
}

const OWN_FLAGS =
  /^--(name|data-dir|wal-dir|listen-|advertise-|initial-|heartbeat-|election-|quota-|snapshot-count|force-new)/;

function ownFlags({ etcd }: Scene): RuleBroken[] {
  return etcd.extraFlags.flatMap((flag, i) =>
    OWN_FLAGS.test(flag)
      ? [
          {
            path: ['etcd', 'extraFlags', i],
            expected: 'a flag that the harness does not set itself',
            observed: flag,
          },
        ]
      : [],
  );
}

function objectives(scene: Scene): RuleBroken[] {
  return scene.objectives.flatMap(({ name, unit }, i): RuleBroken[] => {
    const known = OBJECTIVE_NAMES.find((objective) => objective.name === name);
    if (known === undefined) {
      const names = OBJECTIVE_NAMES.map((objective) => objective.name);
      const near = didYouMean(name, names);
      const likely = near === undefined ? {} : { likely: `did you mean "${near}"?` };
      const expected = `one of ${names.join(', ')}`;
      return [{ path: ['objectives', i, 'name'], expected, observed: `"${name}"`, ...likely }];
    }
    if (scene.objectives.findIndex((other) => other.name === name) < i) {
      const expected = 'each objective once';
      return [{ path: ['objectives', i, 'name'], expected, observed: `"${name}" again` }];
    }
    if (known.unit === unit) return [];
    const expected = `"${known.unit}", the unit of ${name}`;
    return [{ path: ['objectives', i, 'unit'], expected, observed: `"${unit}"` }];
  });
}
