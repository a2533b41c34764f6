// npm run check: what can be said of the sources in seconds, without starting anything.
import { nodeSuite } from './parts/node-suite.ts';
import { runParts } from './parts/part.ts';
import { staticParts } from './parts/static-parts.ts';

const tidy = nodeSuite({
  name: 'tidy',
  files: ['test/*.test.ts'],
  concurrency: 1,
  long: 'left out',
});
const outcomes = await runParts([staticParts, tidy]);
process.exitCode = outcomes.every((outcome) => outcome.ok) ? 0 : 1;
