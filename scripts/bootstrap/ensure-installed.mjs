import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node24Wanted } from './find-node24.mjs';
import { npmCi } from './npm-ci.mjs';
import { withLock } from './with-lock.mjs';

/**
 * Runs `npm ci` when node_modules was not installed from this very package-lock.json on this
 * platform. The stamp is written last, so an interrupted installation is done again.
 * Warm: two small reads and one hash, about a millisecond.
 */
export async function ensureInstalled(root) {
  const lockFile = readFileSync(join(root, 'package-lock.json'));
  const stamp = createHash('sha256')
    .update(lockFile)
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');
  const stampFile = join(root, 'node_modules', '.doomsday-stamp');
  if (isStamped(root, stampFile, stamp)) return;

  await withLock(join(root, '.bootstrap.lock'), async () => {
    if (isStamped(root, stampFile, stamp)) return; // another process did it meanwhile
    if (!isAlreadyInstalled(root, lockFile)) await npmCi(root);
    writeFileSync(stampFile, stamp);
  });
}

function isStamped(root, stampFile, stamp) {
  try {
    return readFileSync(stampFile, 'utf8') === stamp && hasNode24(root);
  } catch {
    return false;
  }
}

/**
 * Whether npm itself, called by the user, finished installing exactly what package-lock.json says:
 * npm writes node_modules/.package-lock.json when it is done.
 */
function isAlreadyInstalled(root, lockFile) {
  try {
    const hidden = readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8');
    const installed = JSON.parse(hidden).packages;
    const wanted = JSON.parse(lockFile.toString()).packages;
    const same = (path) => installed[path]?.integrity === wanted[path]?.integrity;
    const needed = Object.keys(wanted).filter((path) => path !== '' && !wanted[path].optional);
    return needed.every(same) && Object.keys(installed).every(same) && hasNode24(root);
  } catch {
    return false;
  }
}

function hasNode24(root) {
  const node = node24Wanted(root);
  return node === undefined || existsSync(node);
}
