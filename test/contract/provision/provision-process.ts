// node provision-process.ts CACHE: obtains the gate into CACHE and tells each step, a line each.
import { provisionContext } from '../../../src/provision/provision-context.ts';
import { provisionGate } from '../../../src/provision/provision-gate.ts';

const cache = process.argv[2] as string;
const ctx = provisionContext({
  cache,
  progress: ({ what, doneMs }) =>
    process.stdout.write(`${doneMs === undefined ? 'begin' : 'done'} ${what}\n`),
});
const gate = await provisionGate(ctx.arch, ctx);
process.stdout.write(`got ${gate.path}\n`);
