import assert from 'node:assert/strict';
import { appendFile, copyFile, cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { GateBuilder } from '../../../src/provision/gate-builder.ts';
import { provisionContext } from '../../../src/provision/provision-context.ts';
import { provisionGate } from '../../../src/provision/provision-gate.ts';
import { runCommand } from '../../../src/provision/run-command.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const { arch, gateSources } = provisionContext();
const skip = (await runCommand('go', ['version'])).code === 0 ? false : 'Go is not installed';

test('the gate follows its sources, not its tests', { skip }, async () => {
  await using cache = await tempFolder();
  await using sources = await tempFolder();
  await cp(gateSources, sources.path, { recursive: true });
  const ctx = provisionContext({ cache: cache.path, gateSources: sources.path });
  const first = await provisionGate(arch, ctx);
  const { code, stdout } = await runCommand(first.path, ['--version']);
  assert.deepEqual([code, stdout.startsWith('gate ')], [0, true]);
  await writeFile(join(sources.path, 'new_test.go'), 'package main\n');
  assert.deepEqual(await provisionGate(arch, ctx), first);
  await appendFile(join(sources.path, 'main.go'), '\n// another gate\n');
  const second = await provisionGate(arch, ctx);
  assert.notEqual(second.version, first.version);
});

test('where there is no Go, the builder that was handed in is asked', async () => {
  await using cache = await tempFolder();
  const real = await provisionGate(arch, provisionContext());
  const gateBuilder: GateBuilder = {
    name: 'a container',
    build: async ({ output }) => {
      await copyFile(real.path, output);
      return 'golang:x@sha256:y';
    },
  };
  const ctx = provisionContext({ cache: cache.path, go: '/no/go', gateBuilder });
  assert.deepEqual(await provisionGate(arch, ctx), {
    path: join(cache.path, `gate/${real.version}-${arch}/gate`),
    version: real.version,
    provenance: { ...real.provenance, source: 'built by golang:x@sha256:y' },
  });
});

test('a builder that fails, or brings something else, is told', async () => {
  await using cache = await tempFolder();
  const failing = (build: GateBuilder['build']): Promise<unknown> => {
    const gateBuilder = { name: 'a container', build };
    const ctx = provisionContext({ cache: cache.path, go: '/no/go', gateBuilder });
    return provisionGate(arch, ctx).then(
      () => 'no error',
      (error: { facts?: { observed?: string } }) => error.facts?.observed,
    );
  };
  const noGo = 'Go module: the Go tool is not installed';
  assert.equal(
    await failing(() => Promise.reject(new Error('no such image'))),
    `${noGo}\na container: no such image`,
  );
  assert.equal(
    await failing(async ({ output }) => {
      await writeFile(output, 'this is no program at all');
      return 'golang:x';
    }),
    `${noGo}\ngolang:x: what came out is no Linux program for ${arch}`,
  );
});
