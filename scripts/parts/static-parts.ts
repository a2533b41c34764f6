import { join } from 'node:path';
import { commandPart } from './command-part.ts';
import { ROOT, run, type Outcome, type Part } from './part.ts';

const bin = (name: string): string => join(ROOT, 'node_modules', name);

/** A tool of node_modules, run by the Node that runs this. */
const tool = (name: string, script: string, args: readonly string[]): Part =>
  commandPart(name, { command: process.execPath, args: [bin(script), ...args] });

/** What can be said of the sources without running them. */
export const staticParts: readonly Part[] = [
  tool('lint', 'oxlint/bin/oxlint', ['--type-aware', '--quiet', '-f', 'unix']),
  tool('format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']),
  tool('types', 'typescript/bin/tsc', ['-p', '.']),
];

const GATE = join(ROOT, 'native/gate');

/** The gate's own tests, where Go is installed. */
export const gatePart: Part = {
  name: 'gate (Go)',
  run: async () => {
    const there = await run({ command: 'go', args: ['version'], cwd: GATE });
    if (there.code !== 0) {
      return { ok: true, detail: 'left out', leftOut: ['the gate: Go is not installed'] };
    }
    for (const args of [
      ['vet', './...'],
      ['test', '-timeout=3m', './...'],
    ]) {
      const outcome = await go(args);
      if (!outcome.ok) return outcome;
    }
    return { ok: true, detail: there.output.trim() };
  },
};

async function go(args: readonly string[]): Promise<Outcome> {
  const { code, output } = await run({ command: 'go', args, cwd: GATE });
  if (code === 0) return { ok: true, detail: '' };
  return { ok: false, detail: `go ${args.join(' ')}: exit ${code}`, failures: output };
}

/** Gets the binaries once, so that no test pays for it and none gets them twice. */
export const provisionPart: Part = commandPart('provision', {
  command: process.execPath,
  args: [join(ROOT, 'src/cli/main.ts'), 'provision'],
});
