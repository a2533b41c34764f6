// node scripts/bootstrap.mjs FILE.ts ARGS...
// Makes the checkout ready (npm ci when the lock file is news) and runs FILE.ts under Node 24.
// Node built-ins only, because it runs before anything is installed; runs on Node 20.
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 20;
const BROKEN = 4;
const USAGE = 64;
const root = fileURLToPath(new URL('..', import.meta.url));
const [file, ...args] = process.argv.slice(2);

if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  refuse(BROKEN, {
    message: `this is Node ${process.versions.node}; etcd-doomsday needs ${OLDEST_NODE} or newer`,
    next: 'install a newer Node (Node 24 itself comes with the installation)',
  });
} else if (file === undefined) {
  refuse(USAGE, {
    message: 'no file to run was named',
    next: 'node scripts/bootstrap.mjs src/cli/main.ts --help',
  });
} else {
  await bootstrap();
}

async function bootstrap() {
  const { ensureInstalled } = await import('./bootstrap/ensure-installed.mjs');
  const { findNode24 } = await import('./bootstrap/find-node24.mjs');
  try {
    await ensureInstalled(root);
    const node = findNode24(root);
    const { runHere, runUnder } = await import('./bootstrap/run-file.mjs');
    if (node === process.execPath) await runHere({ root, file, args });
    else await runUnder({ node, root, file, args });
  } catch (error) {
    // Whatever FILE.ts throws is its own matter; only what stands in the way of starting is ours.
    if (error.code !== 'SET_UP_FAILED') throw error;
    refuse(error.exit ?? BROKEN, error);
  }
}

function refuse(exit, { message, observed, next }) {
  const rows = [
    ...(observed === undefined
      ? []
      : [`  observed   ${observed.replaceAll('\n', `\n${' '.repeat(13)}`)}`]),
    `  next       ${next}`,
  ];
  process.stderr.write(`SET_UP_FAILED  ${message}\n\n${rows.join('\n')}\n`);
  process.exitCode = exit;
}
