import assert from 'node:assert/strict';
import { spawn, spawnSync, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { closeAskers } from '../../../src/etcd/asker-for.ts';
import { etcdFlags } from '../../../src/etcd/flags.ts';
import { hashKv } from '../../../src/etcd/hash-kv.ts';
import { memberStatus } from '../../../src/etcd/member-status.ts';
import { snapshotRestoreCommand, whyNoBump } from '../../../src/etcd/restore-tool.ts';
import {
  parseSnapshotStatus,
  snapshotSaveArgs,
  snapshotStatusCommand,
  snapshotToolComplaint,
} from '../../../src/etcd/snapshot-tool.ts';
import type { ToolCall } from '../../../src/etcd/tool-call.ts';
import type { EtcdBinaries } from '../../../src/provision/provisioned.ts';
import { provisionContext } from '../../../src/provision/provision-context.ts';
import { provisionEtcd } from '../../../src/provision/provision-etcd.ts';
import { etcdProcess, freePort } from '../../support/etcd-process.ts';
import { etcdsToTry } from '../../support/etcds-to-try.ts';

const within = seconds(5);
const BUMP = 1_000_000;

for (const { name, asked } of etcdsToTry()) {
  test(`${name}: a snapshot is saved, examined, restored, and served with all our flags`, async (t) => {
    t.after(closeAskers);
    const binaries = await provisionEtcd(asked, provisionContext());
    const { version } = binaries;
    await using etcd = await etcdProcess({ asked });
    await etcd.start();
    for (const value of ['1', '2', '3']) etcd.tool('etcdctl', 'put', 'a', value);
    const { host, port } = etcd.endpoint;
    const file = join(etcd.folder, 's.db');
    run(binaries, { tool: 'etcdctl', args: snapshotSaveArgs(`http://${host}:${port}`, file) });
    const facts = parseSnapshotStatus(run(binaries, snapshotStatusCommand(version, file)).stdout);
    assert.deepEqual([facts?.revision, /^[0-9a-f]+$/.test(facts?.hash ?? '')], ['4', true]);
    const { member } = await memberStatus(etcd.endpoint, within);
    await etcd.kill();
    closeAskers();

    const dataDir = join(etcd.folder, 'restored');
    const peer = `http://127.0.0.1:${await freePort()}`;
    const initialCluster = `m1=${peer}`;
    const token = 'epoch-2';
    const bump = whyNoBump(version) === undefined ? BUMP : 0;
    const restore = { file, dataDir, name: 'm1', initialCluster, token, peerUrl: peer, bump };
    run(binaries, snapshotRestoreCommand(version, { ...restore, markCompacted: bump > 0 }));

    const client = `http://${host}:${port}`;
    const description = {
      name: 'm1',
      dataDir,
      listenClientUrl: client,
      advertiseClientUrl: client,
      listenPeerUrl: peer,
      advertisePeerUrl: peer,
      initialCluster,
      initialClusterToken: token,
      initialClusterState: 'existing',
      heartbeat: millis(50),
      election: millis(500),
      quotaBackendBytes: 64 * 1024 * 1024,
      snapshotCount: 5000,
      corruptionChecks: true,
      forceNewCluster: true,
    } as const;
    const log = openSync(join(etcd.folder, 'log'), 'w');
    const stdio: StdioOptions = ['ignore', log, log];
    const child = spawn(binaries.etcd, etcdFlags(description, version), { stdio });
    const exited = once(child, 'exit');
    t.after(() => (child.kill('SIGKILL'), exited));
    const status = await eventually(
      'the restored member serves',
      () => {
        if (child.exitCode === null) return memberStatus(etcd.endpoint, millis(500));
        throw new Error(readFileSync(join(etcd.folder, 'log'), 'utf8').slice(-2000));
      },
      { within: seconds(20) },
    );
    assert.notEqual(status.member, member);
    assert.equal(Number(status.revision), 4 + bump);
    const { compactRevision } = await hashKv(etcd.endpoint, '0', within);
    assert.equal(Number(compactRevision), bump === 0 ? 0 : 4 + bump);
  });

  test(`${name}: what its tools say of files that are no snapshots`, async (t) => {
    const binaries = await provisionEtcd(asked, provisionContext());
    await using etcd = await etcdProcess({ asked });
    t.diagnostic(binaries.version);
    const look = async (what: string, content: Buffer | undefined): Promise<string> => {
      const file = join(etcd.folder, `${what}.db`);
      if (content !== undefined) await writeFile(file, content);
      const { tool, args } = snapshotStatusCommand(binaries.version, file);
      const { status, stdout, stderr } = spawnSync(binaries[tool] ?? tool, args, {
        encoding: 'utf8',
      });
      assert.deepEqual([status === 0, parseSnapshotStatus(stdout)], [false, undefined]);
      return snapshotToolComplaint(stderr).replace(etcd.folder, 'FOLDER');
    };
    assert.deepEqual(
      [
        await look('missing', undefined),
        await look('empty', Buffer.alloc(0)),
        await look('zeros', Buffer.alloc(65_536)),
      ],
      [
        'Error: stat FOLDER/missing.db: no such file or directory',
        'Error: write FOLDER/empty.db: bad file descriptor',
        'Error: invalid database',
      ],
    );
  });
}

function run(binaries: EtcdBinaries, { tool, args }: ToolCall): { stdout: string } {
  const { status, stdout, stderr } = spawnSync(binaries[tool] ?? tool, args, { encoding: 'utf8' });
  assert.equal(status, 0, `${tool} ${args.join(' ')}: ${stdout}${stderr}`);
  return { stdout };
}
