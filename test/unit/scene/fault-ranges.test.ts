import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseScene } from '../../../src/scene/parse-scene.ts';
import { SCENE_SCHEMA, type SchemaNode } from '../../../src/scene/schema.ts';

const BUSY = "a busy machine's own round trips take that long";
const THREE = 'a look that waits for three of them has 60 s';
const PEER = 'etcd ends a connection of a peer that says nothing for 5 s';
const TURN = 'a turn may be half as long, and a shorter one';

/** A field, what is just outside, what is just inside, and what the refusal expects and observes. */
type Row = readonly [
  field: string,
  outside: string,
  inside: string,
  expected: string,
  observed: string,
];

const LEAST: readonly Row[] = [
  [
    ...(['storm.answerWithin', '999ms', '1s'] as const),
    ...(['1 s or more: a leader that is lost is missed for an election', '999 ms'] as const),
  ],
  ['peerLatency', '4ms', '5ms', `5 ms or more: ${BUSY}`, '4 ms'],
  ['varyingLatency.from', '0ms', '5ms', `5 ms or more: ${BUSY}`, '0 ns'],
  ['flap.down', '10ms', '600ms', '600 ms or more: a shorter cut cannot be proven', '10 ms'],
  ['flap.up', '599ms', '600ms', '600 ms or more: a shorter time cannot be proven', '599 ms'],
  [
    ...(['slowClose', '99ms', '100ms'] as const),
    '100 ms or more: on a busy machine two round trips differ by half of it',
    '99 ms',
  ],
  ['distantRegions.from', '9ms', '10ms', `10 ms or more: ${BUSY}`, '9 ms'],
  ['diskLatency', '0ms', '5ms', `5 ms or more: ${BUSY}`, '0 ns'],
  [
    ...(['diskStallCycles.holdFrom', '49ms', '50ms'] as const),
    '50 ms or more: a shorter stall falls between two looks',
    '49 ms',
  ],
  [
    ...(['diskStallCycles.gapFrom', '0s', '50ms'] as const),
    '50 ms or more: fsyncs that are held are let go by a round trip',
    '0 ns',
  ],
  [
    ...(['heldWrite', '0ms', '500ms'] as const),
    '500 ms or more: on a busy machine an answer that came too early takes that long',
    '0 ns',
  ],
  [
    ...(['zombie.age', '999ms', '1s'] as const),
    '1 s or more: a member that is started again writes nothing sooner',
    '999 ms',
  ],
  ['clientLatency', '4999us', '5ms', `5 ms or more: ${BUSY}`, '4.999 ms'],
  [
    ...(['clientBandwidth', '4095B', '4KiB'] as const),
    '4 KiB or more: Toxiproxy counts in 1000 bytes, and less of them would not be what was asked',
    '4095 B',
  ],
  [
    ...(['clientSlowClose', '0ms', '100ms'] as const),
    '100 ms or more: a busy machine may be told by half of it late',
    '0 ns',
  ],
  [
    ...(['clientCutAfter', '0B', '1B'] as const),
    '1 B or more: with nothing of an answer through it ends before its midst',
    '0 B',
  ],
  [
    ...(['clientFlapping.down', '99ms', '100ms'] as const),
    `100 ms or more: ${TURN} falls between two looks`,
    '99 ms',
  ],
  [
    ...(['clientFlapping.up', '99ms', '100ms'] as const),
    `100 ms or more: ${TURN} leaves no time for an answer`,
    '99 ms',
  ],
  [
    ...(['terminate.patience', '5999ms', '6s'] as const),
    '6 s or more: etcd gives watches 5 s to end and its peers 1 s',
    '5999 ms',
  ],
];

const MOST: readonly Row[] = [
  ['peerLatency', '4001ms', '4s', `4 s or less: ${PEER}`, '4001 ms'],
  ['varyingLatency.to', '5s', '4s', `4 s or less: ${PEER}`, '5 s'],
  [
    ...(['slowClose', '28s', '27s'] as const),
    '27 s or less: a look that waits for two of them has 60 s',
    '28 s',
  ],
  ['distantRegions.to', '9s', '8s', `8 s or less: ${PEER}`, '9 s'],
  ['diskLatency', '19s', '18s', `18 s or less: ${THREE}`, '19 s'],
  [
    ...(['compact.every', '5s', '4s'] as const),
    '4 s or less: the second compaction is waited for 5 s',
    '5 s',
  ],
  [
    ...(['clientBandwidth', '2MiB', '1MiB'] as const),
    '1 MiB or less: a busy machine is not much faster without a limit',
    '2 MiB',
  ],
  [
    ...(['clientCutAfter', '5MiB', '4MiB'] as const),
    '4 MiB or less: more does not come while a proof looks',
    '5 MiB',
  ],
];

const whole = (field: string): Row => [
  ...([field, '20500us', '30ms'] as const),
  ...(['whole milliseconds: Toxiproxy counts whole ones', '20.5 ms'] as const),
];

const WHOLE: readonly Row[] = [
  ...['peerLatency', 'varyingLatency.from', 'distantRegions.from', 'distantRegions.to'].map(whole),
  ...['varyingLatency.to', 'diskLatency', 'clientLatency'].map(whole),
];

/** Whatever they are, the proofs look before the time begins, or at something else. */
const ANY_LENGTH = [
  ...['storm.holdFrom', 'storm.holdTo', 'storm.gapFrom', 'storm.gapTo'],
  ...['diskStall.hold', 'diskStall.gap', 'isolate.hold', 'isolate.gap'],
  ...['whoeverLeads.hold', 'whoeverLeads.gap', 'pause.hold', 'powerLoss.gap'],
  ...['restartStorm.down', 'restartStorm.up'],
];

/** Bounded by another field: see the rules of these. */
const BY_ANOTHER = ['varyingLatency.every', 'diskStallCycles.holdTo', 'diskStallCycles.gapTo'];

/** Fields that owe something to the one looked at are moved out of its way. */
const BESIDE: Readonly<Record<string, string>> = {
  'varyingLatency.from': 'to: 300ms',
  'distantRegions.from': 'to: 300ms',
};

function problems(field: string, value: string): unknown {
  const [group = '', name] = field.split('.');
  const beside = BESIDE[field] === undefined ? '' : `, ${BESIDE[field]}`;
  const setting =
    name === undefined ? `${group}: ${value}` : `${group}: { ${name}: ${value}${beside} }`;
  const parsed = parseScene('s.yaml', `name: s\nmembers: 3\nfaults:\n  ${setting}\n`);
  return 'problems' in parsed ? parsed.problems : [];
}

for (const [field, outside, inside, expected, observed] of [...LEAST, ...MOST, ...WHOLE]) {
  test(`faults.${field}: ${outside} is refused, ${inside} is not`, () => {
    const where = `s.yaml:4:${field.replace('.', ': { ').length + 5}`;
    assert.deepEqual(
      [problems(field, outside), problems(field, inside)],
      [[{ where, field: `faults.${field}`, expected, observed }], []],
    );
  });
}

/** Every length and size among the faults' fields. */
function measured(node: SchemaNode | undefined, path = ''): [string, SchemaNode][] {
  return Object.entries(node?.properties ?? {}).flatMap(([name, field]) => {
    const here = path === '' ? name : `${path}.${name}`;
    return field.$ref === undefined
      ? measured(field, here)
      : [[here, field] as [string, SchemaNode]];
  });
}

const FIELDS = measured(SCENE_SCHEMA.properties?.['faults']);

test('every bound has its row here, and every length without one its reason', () => {
  const bounded = (which: 'least' | 'most' | 'wholeMs'): string[] =>
    FIELDS.filter(([, field]) => field[which] !== undefined).map(([path]) => path);
  const rows = (table: readonly Row[]): string[] => table.map(([field]) => field);
  const all = new Set([...rows(LEAST), ...rows(MOST), ...ANY_LENGTH, ...BY_ANOTHER]);
  assert.deepEqual(
    [bounded('least'), bounded('most'), bounded('wholeMs'), FIELDS.map(([path]) => path)].map(
      (paths) => paths.toSorted(),
    ),
    [rows(LEAST), rows(MOST), rows(WHOLE), [...all]].map((paths) => paths.toSorted()),
  );
});

test('what is said of a field says its bounds', () => {
  const said = ({ least, most, wholeMs }: SchemaNode): string => {
    const both = least && most ? `${least.of} to ${most.of}` : '';
    const one = least ? `${least.of} or more` : most ? `${most.of} or less` : '';
    return [both || one, wholeMs === undefined ? '' : 'whole milliseconds']
      .filter(Boolean)
      .join(', ');
  };
  const silent = FIELDS.filter(([, field]) => !field.description?.endsWith(` ${said(field)}.`))
    .filter(([, field]) => said(field) !== '')
    .map(([path]) => path);
  assert.deepEqual(silent, []);
});
