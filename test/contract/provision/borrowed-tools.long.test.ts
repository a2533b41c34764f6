import assert from 'node:assert/strict';
import { test } from 'node:test';
import { provisionContext } from '../../../src/provision/provision-context.ts';
import { provisionEtcd } from '../../../src/provision/provision-etcd.ts';
import { runCommand } from '../../../src/provision/run-command.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { hangUp, releaseServer } from './release-server.ts';

const go = await runCommand('go', ['list', '-m', 'go.etcd.io/etcd/server/v3@v3.6.12']);
const skip = go.code === 0 ? false : `etcd's Go modules are out of reach: ${go.stderr.trim()}`;

// Go's checksum database lacks the tools of 3.6.12, so that they cannot be verified.
test("a version whose tools cannot be had borrows its neighbour's", { skip }, async () => {
  await using cache = await tempFolder();
  await using server = await releaseServer({}, hangUp);
  const releases = { etcd: server.base, toxiproxy: server.base };
  const ctx = provisionContext({ cache: cache.path, releases });
  const built = await provisionEtcd({ kind: 'version', version: '3.6.12' }, ctx);
  const said = /@v3\.6\.12 \(go\S+\); etcdctl and etcdutl of (3\.6\.\d+)$/.exec(
    built.provenance.source,
  );
  assert.ok(said, built.provenance.source);
  const [, tools] = said;
  const etcd = await runCommand(built.etcd, ['--version']);
  const etcdutl = await runCommand(built.etcdutl as string, ['version']);
  assert.match(etcd.stdout, /^etcd Version: 3\.6\.12$/m);
  assert.match(etcdutl.stdout, new RegExp(`^etcdutl version: ${tools}$`, 'm'));
});
