import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import picocolors from 'picocolors';
import { doomsday } from '../../../src/cli/doomsday.ts';
import { faultsPage } from '../../../src/cli/faults/faults-page.ts';
import { faultsText } from '../../../src/cli/faults/faults-text.ts';
import { listFaults, type ListedFault } from '../../../src/cli/faults/list-faults.ts';
import { SUBJECTS } from '../../../src/cli/faults/subjects.ts';
import { FAULTS } from '../../../src/faults/catalogue.ts';
import { keptContext, REPO } from '../../support/cli-context.ts';

test('docs/faults.md is what the catalogue and the features say', async () => {
  const page = faultsPage(await listFaults(REPO));
  const file = readFileSync(join(REPO, 'docs/faults.md'), 'utf8');
  assert.equal(file, page, 'out of date: node scripts/faults.ts writes it');
});

test('every fault of the catalogue is used by a feature', async () => {
  const listed = await listFaults(REPO);
  assert.deepEqual(
    listed.filter(({ features }) => features.length === 0).map(({ name }) => name),
    [],
  );
});

test('every fault has a subject that is shown', () => {
  const shown = new Set(SUBJECTS.map(({ subject }) => subject));
  assert.deepEqual(
    FAULTS.filter(({ subject }) => !shown.has(subject)).map(({ name }) => name),
    [],
  );
});

const FAULT: ListedFault = {
  subject: 'disk',
  name: 'rot',
  summary: 'The disk of the target rots from the inside to the outside, block after block.',
  params: { pace: 'how fast, in blocks per second', from: 'where it begins' },
  needs: ['a wooden disk'],
  heals: 'nothing grows back',
  proof: { bite: 'a hole_s edge is seen', end: 'no hole is seen' },
  features: ['features/disk/rot.feature', 'features/disk/rot-and-mould-in-the-cellar.feature'],
};

test('on a narrow terminal: wrapped, the same without colours', () => {
  const colors = (on: boolean) => ({ colors: picocolors.createColors(on), width: () => 60 });
  const text = faultsText([FAULT], colors(false));
  assert.deepEqual(text.split('\n').slice(0, 15), [
    '',
    'Disk',
    '',
    '  rot',
    '    The disk of the target rots from the inside to the',
    '    outside, block after block.',
    '    parameter   pace: how fast, in blocks per second',
    '    parameter   from: where it begins',
    '    needs       a wooden disk',
    '    heal        nothing grows back',
    '    bites       a hole_s edge is seen',
    '    gone        no hole is seen',
    '    features    features/disk/rot.feature,',
    '                features/disk/rot-and-mould-in-the-cellar.feature',
    '',
  ]);
  assert.match(text, /\nLeft out\n\n {2}clock\n {4}left out {4}Go reads clocks through the vDSO/);
  assert.ok(faultsText([FAULT], colors(true)).includes('\u001b[36mrot\u001b[39m'));
});

test('the page of one fault', () => {
  const [, disk = ''] = /## Disk\n([^]*?)\n## /.exec(faultsPage([FAULT])) ?? [];
  assert.equal(
    disk,
    `
What becomes of what a member writes. What is held is the fsync: reads go on.

### rot

The disk of the target rots from the inside to the outside, block after block.

- Parameters: \`pace\`: how fast, in blocks per second; \`from\`: where it begins
- Needs: a wooden disk
- Heal: nothing grows back
- Proof that it bites: a hole\\_s edge is seen
- Proof that it is gone: no hole is seen
- Features: [disk/rot](../features/disk/rot.feature), [disk/rot-and-mould-in-the-cellar](../features/disk/rot-and-mould-in-the-cellar.feature)
`,
  );
});

test('faults are told as text and as JSON, the same ones', async () => {
  const text = keptContext();
  assert.equal(await doomsday(['faults'], text), 0);
  const json = keptContext();
  assert.equal(await doomsday(['faults', '--json'], json), 0);
  assert.deepEqual(JSON.parse(json.written.out), await listFaults(REPO));
  const names = [...text.written.out.matchAll(/^ {2}(\S+)$/gm)].map(([, name]) => name);
  assert.deepEqual(names, [...FAULTS.map(({ name }) => name), 'clock']);
});
