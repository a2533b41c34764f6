import assert from 'node:assert/strict';
import { test } from 'node:test';
import { provisionContext } from '../../../src/provision/provision-context.ts';
import { provisionGate } from '../../../src/provision/provision-gate.ts';
import { runCommand } from '../../../src/provision/run-command.ts';

const { arch } = provisionContext();
const skip = (await runCommand('go', ['version'])).code === 0 ? false : 'Go is not installed';

// Long where Go has never built its library for the other architecture.
const other = arch === 'amd64' ? 'arm64' : 'amd64';

test(`the gate is built for ${other}, too, and both are kept`, { skip }, async () => {
  const ctx = provisionContext();
  const [here, there] = [await provisionGate(arch, ctx), await provisionGate(other, ctx)];
  assert.equal(here.version, there.version);
  assert.notEqual(here.provenance.digest, there.provenance.digest);
});
