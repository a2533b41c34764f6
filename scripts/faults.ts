import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { faultsPage } from '../src/cli/faults/faults-page.ts';
import { listFaults } from '../src/cli/faults/list-faults.ts';

/** Writes docs/faults.md from the catalogue and the features; with `--check` it only compares. */
const FILE = new URL('../docs/faults.md', import.meta.url);

const page = faultsPage(await listFaults(fileURLToPath(new URL('..', import.meta.url))));
if (process.argv.includes('--check')) {
  if (readFileSync(FILE, 'utf8') !== page) {
    process.stderr.write('docs/faults.md is out of date: run node scripts/faults.ts\n');
    process.exitCode = 1;
  }
} else writeFileSync(FILE, page);
