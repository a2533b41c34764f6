import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { tellSnapshot } from '../../../src/recovery/tell-snapshot.ts';
import { scratchRecord } from '../../support/scratch-record.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const cases: readonly [name: string, content: Buffer, bytes: number | undefined, why: RegExp][] = [
  ['nothing at all', Buffer.alloc(0), undefined, /^the leases and users in s\.db cannot be read: /],
  ['no db', Buffer.alloc(8192), undefined, /^the leases and users in s\.db cannot be read: /],
  ['noise', Buffer.alloc(8192, 0xa7), undefined, /^the leases and users in s\.db cannot be read: /],
  ['more than fits', Buffer.alloc(1), 2 ** 40, /^s\.db is too large to read its leases and users$/],
];

for (const [name, content, bytes = content.length, why] of cases) {
  test(`a snapshot that is ${name} is told in words, and nothing is recorded`, async () => {
    await using folder = await tempFolder();
    await using record = await scratchRecord();
    const file = join(folder.path, 's.db');
    await writeFile(file, content);
    const facts = { member: 'm1', takenAt: 1, tookNs: 1, revision: '2', hash: '0', totalKeys: 1 };
    const lines: unknown[] = [];
    record.sink.write = (line) => void lines.push(line);
    const plan = { sink: record.sink, epoch: 1 };
    assert.match((await tellSnapshot({ file, bytes, ...facts }, plan)) ?? '', why);
    assert.deepEqual(lines, []);
  });
}
