import { globSync } from 'node:fs';
import { relative } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';
import { formatDuration } from '../../src/core/duration.ts';
import { ROOT, type Counts, type Outcome, type Part } from './part.ts';

export interface Suite {
  readonly name: string;
  /** Globs of test files. */
  readonly files: readonly string[];
  /** Files at once; 1 for suites that start clusters. */
  readonly concurrency: number;
  /** What is played of the files that end in `.long.test.ts`, and whether anything else is. */
  readonly long: 'left out' | 'too' | 'alone';
  /** Only files whose path begins with one of these; none = all. */
  readonly paths?: readonly string[];
}

/** A suite of node:test files, each in a process of its own. */
export function nodeSuite({ name, files, concurrency, long, paths = [] }: Suite): Part {
  return {
    name,
    run: () => {
      const found = files
        .flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
        .filter((file) => paths.length === 0 || paths.some((path) => file.startsWith(path)))
        .sort(longestFirst);
      const isLong = (file: string): boolean => file.endsWith('.long.test.ts');
      const chosen = found.filter((file) =>
        isLong(file) ? long !== 'left out' : long !== 'alone',
      );
      const leftOut = found
        .filter((file) => isLong(file) && long === 'left out')
        .map((file) => `${file}: takes long (npm run test:long)`);
      if (chosen.length === 0) return Promise.resolve({ ok: true, detail: 'no files', leftOut });
      return play({ files: chosen, concurrency, leftOut });
    },
  };
}

/** What plays on a whole runtime takes longest: it begins first, and no lane is left alone with it. */
const longestFirst = (a: string, b: string): number =>
  Number(RUNTIME.test(b)) - Number(RUNTIME.test(a)) || (a < b ? -1 : 1);

const RUNTIME = /\/(docker|process)[^/]*$/;

interface Play {
  readonly files: readonly string[];
  readonly concurrency: number;
  readonly leftOut: readonly string[];
}

function play({ files, concurrency, leftOut }: Play): Promise<Outcome> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const failures: string[] = [];
  const skipped = new Set(leftOut);
  const said: string[] = [];
  const took = new Map<string, number>();
  const stream = run({ files: [...files], cwd: ROOT, concurrency, isolation: 'process' });
  stream.on('test:pass', ({ name, skip, details, file }) => {
    if (details.type === 'suite') return;
    if (skip === undefined) counts.passed += 1;
    else counts.skipped += 1;
    if (skip !== undefined) skipped.add(`${place(file)} ${name}: ${skip === true ? '' : skip}`);
  });
  stream.on('test:fail', ({ name, details, file, line }) => {
    if (details.type === 'suite') return;
    counts.failed += 1;
    const error = told(details.error.cause ?? details.error);
    failures.push(`${place(file)}:${line ?? 1}  ${name}\n${error}`);
  });
  stream.on('test:diagnostic', ({ message, file }) => {
    if (!SUMMARY.test(message)) said.push(`${place(file)}: ${message}`);
  });
  stream.on('test:summary', ({ file, duration_ms, success }) => {
    if (file === undefined) return;
    took.set(place(file), duration_ms);
    if (success) return;
    failures.push(`${place(file)} ended in failure after ${formatDuration(duration_ms * 1e6)}`);
  });
  return new Promise((resolve) => {
    const end = () => outcome({ files, counts, failures, skipped, said: [...said, slowest(took)] });
    stream.resume().on('end', () => resolve(end()));
  });
}

const SHOWN = 5;

/** The files that a suite's time goes to. */
function slowest(took: ReadonlyMap<string, number>): string {
  const files = [...took].sort(([, a], [, b]) => b - a).slice(0, SHOWN);
  const told = files.map(([file, ms]) => `${file} ${(ms / 1000).toFixed(0)} s`);
  return `most time: ${told.join(', ')}`;
}

/** What the runner says of each file by itself. */
const SUMMARY = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/;

/** The message, what was observed instead, and the lines of the stack that are ours. */
function told(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error);
  const ours = (error.stack ?? '').split('\n').filter((line) => /^ +at .*file:\/\/\//.test(line));
  const { facts } = error as { facts?: { readonly observed?: string } };
  const observed = facts?.observed === undefined ? [] : [`observed: ${facts.observed}`];
  return [error.message, ...observed, ...ours.slice(0, 3)].join('\n');
}

const place = (file: string | undefined): string =>
  file === undefined ? '' : relative(ROOT, file);

function outcome(played: {
  files: readonly string[];
  counts: Counts;
  failures: readonly string[];
  skipped: ReadonlySet<string>;
  said: readonly string[];
}): Outcome {
  const { files, counts, failures, skipped, said } = played;
  const { passed, failed } = counts;
  const skips = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  return {
    ok: failures.length === 0,
    detail: `${passed} passed, ${failed} failed${skips} in ${files.length} files`,
    counts,
    leftOut: [...skipped],
    said,
    ...(failures.length > 0 ? { failures: failures.join('\n\n') } : {}),
  };
}
