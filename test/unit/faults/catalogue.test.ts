import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { FAULTS } from '../../../src/faults/catalogue.ts';
import { ALONE_CASES, FIVE_CASES } from '../../contract/faults/cases/apart.ts';
import { FAULT_CASES } from '../../contract/faults/cases.ts';
import { REPO } from '../../support/cli-context.ts';

/** Files of the faults' folders that hold no fault say so by another export than one named like the file. */
const faultFiles = (): string[] =>
  globSync('src/faults/*/*.ts', { cwd: join(REPO) }).filter(
    (file) => basename(file) !== 'catalogue.ts',
  );

const camel = (name: string): string => name.replace(/-(.)/g, (_, c: string) => c.toUpperCase());

test('every fault is in the catalogue under the name and folder of its file', async () => {
  const found: string[] = [];
  for (const file of faultFiles()) {
    const name = basename(file, '.ts');
    const module = (await import(join(REPO, file))) as Record<string, { name?: unknown }>;
    const fault = module[camel(name)];
    if (typeof fault === 'object' && fault.name === name)
      found.push(`${basename(dirname(file))}/${name}`);
  }
  assert.deepEqual(FAULTS.map((f) => `${f.subject}/${f.name}`).toSorted(), found.toSorted());
});

test('every fault is in the contract', () => {
  const alone = ALONE_CASES.flatMap(({ cases }) => cases);
  const played = new Set([...FAULT_CASES, ...FIVE_CASES, ...alone].map((c) => c.fault.name));
  assert.deepEqual(
    FAULTS.map((f) => f.name).filter((name) => !played.has(name)),
    [],
  );
});
