import assert from 'node:assert/strict';
import { test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import { parseScene } from '../../../src/scene/parse-scene.ts';

const SMALL = 'name: tiny\nmembers: 1\n';

const FAULTS = {
  storm: {
    weights: {},
    rounds: 6,
    atOnce: 3,
    tolerance: 'minority',
    holdFrom: millis(500),
    holdTo: seconds(2),
    gapFrom: millis(100),
    gapTo: millis(500),
    answerWithin: seconds(10),
  },
  peerLatency: millis(500),
  varyingLatency: { from: millis(20), to: millis(200), every: millis(250) },
  bandwidth: { kilobytesPerSecond: 50 },
  flap: { down: millis(800), up: millis(800) },
  slowClose: seconds(1),
  cutAfter: 8192,
  distantRegions: { regions: 3, from: millis(20), to: millis(120) },
  diskLatency: millis(200),
  diskStall: { hold: millis(4500), gap: seconds(1), rounds: 3 },
  diskStallCycles: {
    holdFrom: millis(200),
    holdTo: millis(600),
    gapFrom: millis(200),
    gapTo: millis(600),
  },
  heldWrite: seconds(2),
  bitFlip: { bits: 8, values: 100 },
  walTruncate: { keepPercent: 60 },
  zombie: { age: seconds(2) },
  compact: { behind: 0, every: millis(100) },
  isolate: { hold: seconds(3), gap: seconds(1), rounds: 3 },
  whoeverLeads: { hold: seconds(3), gap: seconds(1), rounds: 3 },
  powerLoss: { gap: millis(500), rounds: 3 },
  clientLatency: millis(150),
  clientBandwidth: 65536,
  clientSlowClose: seconds(2),
  clientCutAfter: 20480,
  clientFlapping: { down: millis(300), up: millis(600) },
  terminate: { patience: seconds(30) },
  restartStorm: { rounds: 3, down: millis(500), up: millis(1500) },
  cpuLimit: 20,
  pause: { hold: seconds(2) },
};
const ENVELOPE = {
  watch: 3,
  patience: 5,
  precision: 10,
  within: seconds(240),
  rtt: millis(10),
  fsyncP99: millis(10),
};

test('two fields make a scene; the rest has defaults, in Durations and bytes', () => {
  assert.deepEqual(parseScene('tiny.yaml', SMALL), {
    warnings: [],
    scene: {
      name: 'tiny',
      description: '',
      members: 1,
      etcd: {
        version: '3.7.1',
        oldest: '3.4.0',
        heartbeat: millis(100),
        election: millis(1000),
        quotaBackendBytes: 2 * 2 ** 30,
        snapshotCount: 10_000,
        extraFlags: [],
      },
      network: { peerLatency: 0, regions: [], roundTrips: [], clientLatency: 0 },
      disk: { fsyncLatency: 0 },
      workload: {
        keys: 200,
        valueBytes: 64,
        clients: 4,
        failoverClients: 2,
        rate: 600,
        mix: { put: 50, get: 25, delete: 5, txn: 10, range: 2, lease: 3, lock: 0 },
        callTimeout: seconds(2),
        leaseTtl: seconds(5),
      },
      probes: { every: millis(20), timeout: millis(500) },
      phases: { steady: millis(1500), load: seconds(1), hold: seconds(3), after: seconds(1) },
      snapshots: { every: millis(700), keep: 5, member: 'any' },
      restore: { bump: 1_000_000_000, markCompacted: true },
      faults: FAULTS,
      envelope: ENVELOPE,
      objectives: [],
      deadlines: {
        build: seconds(30),
        steady: seconds(10),
        election: seconds(10),
        noWrites: seconds(5),
        restore: seconds(30),
        settle: seconds(30),
        heal: seconds(60),
      },
      harness: { maxLag: millis(250) },
    },
  });
});

test('defaults of one scene never leak into the next', () => {
  const changed = parseScene('a.yaml', `${SMALL}workload: { mix: { put: 1 } }\n`);
  assert.ok('scene' in changed);
  assert.equal(changed.scene.workload.mix.put, 1);
  const plain = parseScene('b.yaml', SMALL);
  assert.ok('scene' in plain);
  assert.equal(plain.scene.workload.mix.put, 50);
});

const LENGTH = 'a length of time with its unit, such as 20ms, 1.5s or 2m';

/** What a document is refused for: name, text behind `name: x, members: 3`, the one problem. */
const refusals = [
  [
    'an unknown field',
    'probes: { evry: 20ms }',
    {
      where: 's.yaml:3:11',
      field: 'probes.evry',
      expected: 'one of every, timeout',
      observed: 'unknown field "evry"',
      likely: 'did you mean "every"?',
    },
  ],
  [
    'a time without a unit',
    'probes: { every: 20 }',
    {
      where: 's.yaml:3:18',
      field: 'probes.every',
      expected: LENGTH,
      observed: '20',
      likely: 'did you mean "20ms" or "20s"?',
    },
  ],
  [
    'a unit in words',
    'phases:\n  steady: 2 seconds',
    {
      where: 's.yaml:4:11',
      field: 'phases.steady',
      expected: LENGTH,
      observed: '"2 seconds"',
      likely: 'did you mean "2s"?',
    },
  ],
  [
    'a size in powers of ten',
    'etcd: { quotaBackend: 64MB }',
    {
      where: 's.yaml:3:23',
      field: 'etcd.quotaBackend',
      expected: 'a size with its unit, such as 64MiB or 2GiB',
      observed: '"64MB"',
      likely: 'did you mean "64MiB"?',
    },
  ],
  [
    'an election timeout that etcd refuses',
    'etcd: { heartbeat: 100ms, election: 499ms }',
    {
      where: 's.yaml:3:37',
      field: 'etcd.election',
      expected: '500 ms or more: 5 heartbeats, or etcd does not start',
      observed: '499 ms',
    },
  ],
  [
    'an election timeout above etcd’s limit',
    'etcd: { election: 51s }',
    { where: 's.yaml:3:19', field: 'etcd.election', expected: '50 s or less', observed: '51 s' },
  ],
  [
    'a heartbeat of half milliseconds',
    'etcd: { heartbeat: 1500us }',
    {
      where: 's.yaml:3:20',
      field: 'etcd.heartbeat',
      expected: 'whole milliseconds above zero',
      observed: '1.5 ms',
    },
  ],
  [
    'a load of nothing',
    'workload: { mix: { put: 0, get: 0, delete: 0, txn: 0, range: 0, lease: 0, lock: 0 } }',
    {
      where: 's.yaml:3:18',
      field: 'workload.mix',
      expected: 'a weight above 0',
      observed: 'only zeros',
    },
  ],
  [
    'nobody to load',
    'workload: { clients: 0, failoverClients: 0 }',
    {
      where: 's.yaml:3:22',
      field: 'workload.clients',
      expected: 'at least one client',
      observed: 'none',
    },
  ],
  [
    'a rate in words',
    'workload: { rate: fast }',
    {
      where: 's.yaml:3:19',
      field: 'workload.rate',
      expected: 'operations per second (a number above 0) or closed-loop',
      observed: '"fast"',
    },
  ],
  [
    'a lease of half seconds',
    'workload: { leaseTtl: 1500ms }',
    {
      where: 's.yaml:3:23',
      field: 'workload.leaseTtl',
      expected: 'whole seconds, 1s or more',
      observed: '1.5 s',
    },
  ],
  [
    'a snapshot schedule that comes too late',
    'snapshots: { every: 10s }',
    {
      where: 's.yaml:3:21',
      field: 'snapshots.every',
      expected: '2.5 s or less: the load before the drill acts (phases.steady + phases.load)',
      observed: '10 s',
    },
  ],
  [
    'a bump that etcdutl would refuse',
    'restore: { bump: 0 }',
    {
      where: 's.yaml:3:10',
      field: 'restore.markCompacted',
      expected: 'false: etcdutl takes it together with a bump, or neither',
      observed: 'true',
    },
  ],
  [
    'a flag that the harness sets itself',
    'etcd: { extraFlags: [--name=x] }',
    {
      where: 's.yaml:3:22',
      field: 'etcd.extraFlags[0]',
      expected: 'a flag that the harness does not set itself',
      observed: '--name=x',
    },
  ],
  [
    'an objective in another unit',
    'objectives: [{ name: rto, bound: 5, unit: ms }]',
    {
      where: 's.yaml:3:43',
      field: 'objectives[0].unit',
      expected: '"s", the unit of rto',
      observed: '"ms"',
    },
  ],
  [
    'an objective twice',
    'objectives:\n  - { name: rto, bound: 5, unit: s }\n  - { name: rto, bound: 6, unit: s }',
    {
      where: 's.yaml:5:13',
      field: 'objectives[1].name',
      expected: 'each objective once',
      observed: '"rto" again',
    },
  ],
  [
    'an objective without a bound',
    'objectives: [{ name: rto, unit: s }]',
    {
      where: 's.yaml:3:14',
      field: 'objectives[0].bound',
      expected: 'a field "bound"',
      observed: 'none',
    },
  ],
  [
    'a group that is empty',
    'workload:',
    { where: 's.yaml:3:10', field: 'workload', expected: 'a group of fields', observed: 'null' },
  ],
] as const;

for (const [name, text, problem] of refusals) {
  test(`refused with its place: ${name}`, () => {
    const parsed = parseScene('s.yaml', `name: x\nmembers: 3\n${text}\n`);
    assert.deepEqual(parsed, { problems: [problem] });
  });
}

const topologies = [
  ['0', '1 to 9', '0'],
  ['11', '1 to 9', '11'],
  ['2.5', 'a whole number', '2.5'],
] as const;

for (const [members, expected, observed] of topologies) {
  test(`an impossible topology: ${members} members`, () => {
    assert.deepEqual(parseScene('s.yaml', `name: x\nmembers: ${members}\n`), {
      problems: [{ where: 's.yaml:2:10', field: 'members', expected, observed }],
    });
  });
}

test('a single member has no follower to ask', () => {
  const parsed = parseScene('s.yaml', `${SMALL}snapshots: { member: follower }\n`);
  assert.deepEqual(parsed, {
    problems: [
      {
        where: 's.yaml:3:22',
        field: 'snapshots.member',
        expected: 'any or leader: one member is the leader',
        observed: 'follower',
      },
    ],
  });
});

test('every problem is told, in the order of the file', () => {
  const parsed = parseScene('s.yaml', 'name: x\nmembers: 10\nprobes: { every: 1 }\nnoise: 1\n');
  assert.ok('problems' in parsed);
  assert.deepEqual(
    parsed.problems.map(({ where, field }) => `${where} ${field}`),
    ['s.yaml:2:10 members', 's.yaml:3:18 probes.every', 's.yaml:4:1 noise'],
  );
});

test('text that is no YAML is refused where it stops being YAML', () => {
  assert.deepEqual(parseScene('s.yaml', 'name: "x\nmembers: 3\n'), {
    problems: [
      {
        where: 's.yaml:3:1',
        field: '',
        expected: 'YAML',
        observed: 'Missing closing "quote',
      },
    ],
  });
});

test('an empty file is no scene', () => {
  assert.deepEqual(parseScene('s.yaml', ''), {
    problems: [
      {
        where: 's.yaml:1:1',
        field: '',
        expected: 'fields of a scene, at least name and members',
        observed: 'none',
      },
    ],
  });
});

test('times that an election may outlast are a warning', () => {
  const parsed = parseScene('s.yaml', 'name: x\nmembers: 3\netcd: { election: 13s }\n');
  assert.ok('warnings' in parsed);
  const election = 'etcd.election of 13 s';
  assert.deepEqual(parsed.warnings, [
    `faults.diskStall.hold of 4.5 s is not longer than ${election}: a stalled leader may keep its office`,
    `faults.storm.answerWithin of 10 s is not longer than two times ${election}: a lost leader may be missed for that long`,
    `faults.terminate.patience of 30 s is under 32 s: with ${election} a member whose clients watch may take that long to end`,
  ]);
});

test('what is allowed and yet unwise is a warning', () => {
  const text = 'name: x\nmembers: 4\nnetwork: { peerLatency: 150ms }\n';
  const parsed = parseScene('s.yaml', `${text}faults: { diskStall: { hold: 1s } }\n`);
  assert.ok('warnings' in parsed);
  assert.deepEqual(parsed.warnings, [
    '4 members tolerate as many losses as 3: an odd number is advised',
    "etcd.election of 1 s is under 10 times the peers' round trip of 300 ms: elections may start without cause",
    "etcd.heartbeat of 100 ms is under half the peers' round trip of 300 ms",
    'faults.diskStall.hold of 1 s is not longer than etcd.election of 1 s: a stalled leader may keep its office',
  ]);
});
