import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  parseSnapshotStatus,
  snapshotSaveArgs,
  snapshotStatusCommand,
  snapshotToolComplaint,
} from '../../../src/etcd/snapshot-tool.ts';

test('a snapshot is saved by the same words in every version', () => {
  assert.deepEqual(snapshotSaveArgs('http://m1:2379', '/s/1.db'), [
    '--endpoints=http://m1:2379',
    'snapshot',
    'save',
    '/s/1.db',
  ]);
});

test('etcdctl examines files in 3.4, etcdutl later', () => {
  const args = ['snapshot', 'status', '/s/1.db', '--write-out=json'];
  assert.deepEqual(
    ['3.4.23', '3.5.4', '3.6.14', '3.7.1'].map((v) => snapshotStatusCommand(v, '/s/1.db')),
    [
      { tool: 'etcdctl', args },
      { tool: 'etcdutl', args },
      { tool: 'etcdutl', args },
      { tool: 'etcdutl', args },
    ],
  );
});

const cases: readonly [name: string, stdout: string, facts: unknown][] = [
  [
    '3.5 prints no version',
    '{"hash":1668224838,"revision":632880,"totalKey":632886,"totalSize":84463616}\n',
    { revision: '632880', hash: '636f1746', totalKeys: 632886, bytes: 84463616 },
  ],
  [
    '3.6 prints one',
    '{"hash":255,"revision":7,"totalKey":3,"totalSize":20480,"version":"3.6.0"}\n',
    { revision: '7', hash: 'ff', totalKeys: 3, bytes: 20480, version: '3.6.0' },
  ],
  [
    'a file of an older version has none',
    '{"hash":255,"revision":7,"totalKey":3,"totalSize":20480,"version":""}\n',
    { revision: '7', hash: 'ff', totalKeys: 3, bytes: 20480 },
  ],
  [
    'etcdctl of 3.5 says first that it is deprecated',
    'Deprecated: Use `etcdutl snapshot status` instead.\n\n{"hash":1,"revision":9007199254740993,"totalKey":1,"totalSize":1}',
    { revision: '9007199254740993', hash: '1', totalKeys: 1, bytes: 1 },
  ],
  ['etcdctl of 3.6 prints its help and ends with 0', 'NAME:\n  snapshot - Manages\n', undefined],
  ['nothing', '', undefined],
  ['half a line', '{"hash":1,"rev', undefined],
  ['another object', '{"error":"no"}', undefined],
];

for (const [name, stdout, facts] of cases) {
  test(`status: ${name}`, () => assert.deepEqual(parseSnapshotStatus(stdout), facts));
}

const complaints: readonly [name: string, stderr: string, line: string][] = [
  ['a meta page of zeros', 'Error: invalid database\n', 'Error: invalid database'],
  [
    'a truncated file',
    'unexpected fault address 0x7f07\nfatal error: fault\n[signal SIGSEGV]\n\ngoroutine 112\n',
    'unexpected fault address 0x7f07',
  ],
  ['a warning before', 'Deprecated: x\npanic: freepages\n\ngoroutine 1\n', 'panic: freepages'],
  ['something else', '\nno such tool\n', 'no such tool'],
  ['silence', '', 'it said nothing'],
];

for (const [name, stderr, line] of complaints) {
  test(`complaint: ${name}`, () => assert.equal(snapshotToolComplaint(stderr), line));
}
