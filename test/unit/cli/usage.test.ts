import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doomsday } from '../../../src/cli/doomsday.ts';
import { keptContext } from '../../support/cli-context.ts';

const NAMES =
  '--scene, --set, --seed, --runtime, --etcd, --tags, --name, --repeat, --keep, --timeout, --json, --reports';

/** A wrong command line and the whole of what is said about it. */
const refusals = [
  [
    ['run', '--sed', '3'],
    [
      "USAGE  unknown option '--sed'",
      '',
      '  where      doomsday run --sed 3',
      `  expected   one of ${NAMES}`,
      '  observed   --sed',
      '  likely     did you mean "--set"?',
      '  next       doomsday run --help',
    ],
  ],
  [
    ['--seed', 'tomorrow'],
    [
      'USAGE  --seed cannot be "tomorrow"',
      '',
      '  where      --seed',
      '  expected   a number such as 0x5eed or 24301',
      '  observed   tomorrow',
      '  next       doomsday run --help',
    ],
  ],
  [
    ['--runtime', 'proces'],
    [
      'USAGE  --runtime cannot be "proces"',
      '',
      '  where      --runtime',
      '  expected   docker or process',
      '  observed   proces',
      '  likely     did you mean "process"?',
      '  next       doomsday run --help',
    ],
  ],
  [
    ['--repeat', '0'],
    [
      'USAGE  --repeat cannot be "0"',
      '',
      '  where      --repeat',
      '  expected   a whole number from 1 to 10000',
      '  observed   0',
      '  next       doomsday run --help',
    ],
  ],
  [
    ['--timeout', '90'],
    [
      'USAGE  --timeout cannot be "90"',
      '',
      '  where      --timeout',
      '  expected   a time with its unit, such as 90s or 5m',
      '  observed   90',
      '  next       doomsday run --help',
    ],
  ],
  [
    ['tune', '--rtt', 'far'],
    [
      'USAGE  --rtt cannot be "far"',
      '',
      '  where      --rtt',
      '  expected   a time such as 90s or 30m',
      '  observed   far',
      '  next       doomsday tune --help',
    ],
  ],
  [
    ['soak', '--seed', 'tomorrow'],
    [
      'USAGE  --seed cannot be "tomorrow"',
      '',
      '  where      --seed',
      '  expected   a number such as 0x5eed or 24301',
      '  observed   tomorrow',
      '  next       doomsday soak --help',
    ],
  ],
  [
    ['soak', '--runtime', 'process', '--set', 'members=1'],
    [
      'NO_STORM  no storm can be drawn for this scene',
      '',
      '  where      faults.storm',
      '  expected   3 members or more, or faults.storm.tolerance: any',
      '  observed   1 member(s), of which etcd can do without none',
    ],
  ],
  [
    ['run', '--scene'],
    [
      "USAGE  option '--scene <name|file>' argument missing",
      '',
      '  where      doomsday run --scene',
      '  expected   --scene <name|file>',
      '  observed   no value',
      '  next       doomsday run --help',
    ],
  ],
  [
    ['report'],
    [
      "USAGE  missing required argument 'run'",
      '',
      '  where      doomsday report',
      '  observed   run',
      '  next       doomsday report --help',
    ],
  ],
  [
    ['docter'],
    [
      'FEATURE_NOT_FOUND  there is no feature or command "docter"',
      '',
      '  where      doomsday docter',
      '  expected   a .feature file, a folder of them, or a command',
      '  observed   docter',
      '  likely     did you mean "doctor"?',
      '  next       doomsday --help',
    ],
  ],
  [
    ['isolated-leader'],
    [
      'FEATURE_NOT_FOUND  there is no feature or command "isolated-leader"',
      '',
      '  where      doomsday isolated-leader',
      '  expected   a .feature file, a folder of them, or a command',
      '  observed   isolated-leader',
      '  likely     did you mean "features/network/isolated-leader.feature"?',
      '  next       doomsday --help',
    ],
  ],
] as const;

for (const [argv, lines] of refusals) {
  test(`refused with one message: doomsday ${argv.join(' ')}`, async () => {
    const context = keptContext();
    const code = await doomsday(argv, context);
    assert.deepEqual(
      { code, ...context.written },
      { code: 64, out: '', err: `${lines.join('\n')}\n` },
    );
  });
}

const COMMANDS = [
  'run',
  'envelope',
  'tune',
  'soak',
  'replay',
  'report',
  'check',
  'steps',
  'faults',
  'doctor',
  'provision',
  'clean',
];

test('the help of the program names every command', async () => {
  const context = keptContext();
  assert.equal(await doomsday(['--help'], context), 0);
  for (const name of COMMANDS) assert.match(context.written.out, new RegExp(`^  ${name} `, 'm'));
  assert.equal(context.written.err, '');
});

for (const name of COMMANDS) {
  test(`doomsday ${name} --help shows examples`, async () => {
    const context = keptContext();
    assert.equal(await doomsday([name, '--help'], context), 0);
    assert.match(context.written.out, new RegExp(`^Usage: doomsday ${name} `));
    assert.match(context.written.out, new RegExp(`\nExamples:\n  \\$ doomsday ${name}`));
    assert.ok(context.written.out.split('\n').every((line) => line.length <= 100));
  });
}

test('colours are for terminals, and an error says the same with them', async () => {
  const picocolors = (await import('picocolors')).default;
  const context = keptContext({ colors: picocolors.createColors(true) });
  await doomsday(['report', '--nope', 'x'], context);
  assert.ok(context.written.err.startsWith('\u001b[31m\u001b[1mUSAGE'));
});
