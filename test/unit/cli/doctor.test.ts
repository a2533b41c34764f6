import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { chooseRuntime } from '../../../src/cli/choose-runtime.ts';
import { askDocker } from '../../../src/cli/doctor/ask-docker.ts';
import { cachedParts, cacheFindings } from '../../../src/cli/doctor/cached-parts.ts';
import { diskFindings } from '../../../src/cli/doctor/disk-findings.ts';
import { kernelFindings } from '../../../src/cli/doctor/kernel-findings.ts';

const place = mkdtempSync(join(tmpdir(), 'doctor-'));
const dockerHost = process.env['DOCKER_HOST'];
after(() => {
  rmSync(place, { recursive: true });
  if (dockerHost === undefined) delete process.env['DOCKER_HOST'];
  else process.env['DOCKER_HOST'] = dockerHost;
});

test('the disk is measured where data will lie', async () => {
  const findings = await diskFindings(place);
  const [space, fsync] = findings;
  assert.equal(space?.name, 'space');
  assert.match(space.found, new RegExp(`^\\d+\\.\\d GiB free in ${place}$`));
  assert.equal(fsync?.name, 'fsync');
  assert.match(fsync.found, /^p99 [\d.]+ (us|ms), median [\d.]+ (us|ms) \(200 x 4 KiB\)$/);
});

test('a place that cannot be written is a failure with what to do', async () => {
  writeFileSync(join(place, 'file'), '');
  const [finding] = await diskFindings(join(place, 'file', 'below'));
  assert.equal(finding?.status, 'fail');
  assert.equal(finding.next, 'make it writable, or point XDG_CACHE_HOME elsewhere');
});

test(
  'a gate that cannot install its filter is told',
  { skip: process.platform !== 'linux' },
  async () => {
    const findings = await kernelFindings('/bin/false');
    const seccomp = findings.find(({ name }) => name === 'seccomp');
    assert.equal(seccomp?.status, 'fail');
  },
);

test('the cache is listed from its manifests', () => {
  assert.deepEqual(cachedParts(join(place, 'none')), []);
  const [none] = cacheFindings([], place);
  assert.equal(none?.status, 'warn');
  mkdirSync(join(place, 'cache/etcd/3.7.1-linux-amd64'), { recursive: true });
  const manifest = { version: '3.7.1', source: 'go-module x', digest: '', files: { etcd: {} } };
  writeFileSync(
    join(place, 'cache/etcd/3.7.1-linux-amd64/manifest.json'),
    JSON.stringify(manifest),
  );
  assert.deepEqual(cacheFindings(cachedParts(join(place, 'cache')), place), [
    { name: 'etcd', status: 'ok', found: '3.7.1  go-module x' },
  ]);
});

test('an engine that answers is chosen; what was asked for wins', async () => {
  const socket = join(place, 'docker.sock');
  const version = { Version: '99.1', ApiVersion: '1.99', Os: 'linux' };
  const info = { CgroupDriver: 'systemd', CgroupVersion: '2' };
  const engine = createServer((request, response) => {
    response.end(JSON.stringify(request.url === '/version' ? version : info));
  });
  await new Promise<void>((resolve) => engine.listen(socket, resolve));
  process.env['DOCKER_HOST'] = `unix://${socket}`;
  try {
    assert.deepEqual(await askDocker(), {
      version: '99.1',
      api: '1.99',
      cgroup: 'v2 (systemd)',
      os: 'linux',
    });
    if (process.platform !== 'linux') return;
    assert.deepEqual(await chooseRuntime(undefined), {
      kind: 'docker',
      why: 'engine 99.1 answers',
    });
    assert.deepEqual(await chooseRuntime('process'), {
      kind: 'process',
      why: 'asked for with --runtime',
    });
  } finally {
    await new Promise((resolve) => engine.close(resolve));
  }
});

test('without an engine drills run as processes, and the reason is said', async () => {
  process.env['DOCKER_HOST'] = `unix://${place}/nobody.sock`;
  const why = `no Docker engine answers; unix://${place}/nobody.sock: there is no such socket`;
  assert.deepEqual(await askDocker(), { why });
  if (process.platform !== 'linux') return;
  assert.deepEqual(await chooseRuntime(undefined), { kind: 'process', why });
  await assert.rejects(chooseRuntime('docker'), { code: 'RUNTIME_UNAVAILABLE', exit: 4 });
});
