// npm test: everything that says whether this checkout is good, but for what takes long.
// npm run test:long: that, too; with --rest that alone; with paths only what begins so.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { startClock } from '../src/core/clock.ts';
import { formatDuration } from '../src/core/duration.ts';
import { cacheFolder } from '../src/provision/cache-folder.ts';
import { nodeSuite } from './parts/node-suite.ts';
import { runParts, type Part } from './parts/part.ts';
import { gatePart, provisionPart, staticParts } from './parts/static-parts.ts';

const rest = process.argv.includes('--rest');
const long = rest ? 'alone' : process.argv.includes('--long') ? 'too' : 'left out';
const paths = process.argv.slice(2).filter((word) => !word.startsWith('--'));
/**
 * Clusters mostly wait: with two of these side by side two cores idle for most of the time. What
 * takes long waits longest: for what must not come.
 */
const [CONTRACT_LANES, DRILL_LANES] = [rest ? 4 : 3, 2];
const clock = startClock();
// Each file is a process of its own: compiled modules are kept, a quarter of what the suites take.
process.env['NODE_COMPILE_CACHE'] ??= join(cacheFolder(process.env), 'compiled');

const suite = (name: string, files: readonly string[], concurrency: number): Part =>
  nodeSuite({ name, files, concurrency, long, paths });

const outcomes = await runParts([
  // Formatting takes one core, the gate's tests mostly wait.
  rest ? [] : [...staticParts, gatePart],
  provisionPart,
  suite('unit', ['test/*.test.ts', 'test/unit/**/*.test.ts'], availableParallelism()),
  suite('property', ['test/property/**/*.test.ts'], availableParallelism()),
  suite('contract', ['test/contract/!(links|workload)/**/*.test.ts'], CONTRACT_LANES),
  // These measure, hold bounds, or kill what others would sweep: they would disturb each other.
  suite('contract, alone', ['test/contract/{links,workload}/**/*.test.ts'], 1),
  suite('e2e', ['test/e2e/!(alone|soak|features)/**/*.test.ts'], DRILL_LANES),
  suite('e2e, alone', ['test/e2e/{alone,soak,features}/**/*.test.ts'], 1),
]);

const leftOut = outcomes.flatMap((outcome) => outcome.leftOut ?? []);
if (leftOut.length > 0) {
  process.stdout.write(`\nleft out:\n${leftOut.map((line) => `  ${line}\n`).join('')}`);
}
const sum = (name: 'passed' | 'failed' | 'skipped'): number =>
  outcomes.reduce((total, { counts }) => total + (counts?.[name] ?? 0), 0);
const took = formatDuration(Math.round(clock.now() / 1e6) * 1e6);
process.stdout.write(
  `\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped  (${took})\n`,
);
process.exitCode = outcomes.every((outcome) => outcome.ok) ? 0 : 1;
