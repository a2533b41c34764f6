import { readFileSync, writeFileSync } from 'node:fs';
import { guaranteesPage } from '../src/checker/guarantees-page.ts';

/** Writes docs/guarantees.md from the checks; with `--check` it only compares. */
const FILE = new URL('../docs/guarantees.md', import.meta.url);

const page = guaranteesPage();
if (process.argv.includes('--check')) {
  if (readFileSync(FILE, 'utf8') !== page) {
    process.stderr.write('docs/guarantees.md is out of date: run node scripts/guarantees.ts\n');
    process.exitCode = 1;
  }
} else writeFileSync(FILE, page);
