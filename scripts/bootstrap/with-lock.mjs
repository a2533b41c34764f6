import {
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { setUpFailed } from './set-up-failed.mjs';

const BEAT_MS = 1000;
/** A holder on another machine, or whose pid was given away, is dead after this long a silence. */
const SILENT_MS = 15_000;
const LOOK_MS = 100;

/**
 * Runs `work` while no other process runs work under the same lock file. The file names its
 * holder and is touched every second; a dead holder's file is taken over.
 */
export async function withLock(file, work) {
  await acquire(file);
  const beat = setInterval(() => touch(file), BEAT_MS);
  const letGo = () => rmSync(file, { force: true });
  process.once('exit', letGo);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('exit', letGo);
    letGo();
  }
}

async function acquire(file) {
  const mine = `${file}.${process.pid}`;
  nameHolder(mine);
  try {
    for (let told = false; !tryLink(mine, file); await wait(LOOK_MS)) {
      if (removeDead(file) || told) continue;
      told = true;
      process.stderr.write('set-up: another doomsday is installing; waiting for it\n');
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

function nameHolder(mine) {
  try {
    writeFileSync(mine, JSON.stringify({ pid: process.pid, host: hostname() }));
  } catch (error) {
    throw setUpFailed({
      message: 'packages must be installed, but the folder cannot be written to',
      observed: error.message,
      next: 'run the command once as a user who may write there',
    });
  }
}

/** A hard link is made whole or not at all: no reader sees a lock without its holder's name. */
function tryLink(mine, file) {
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes the lock of a dead holder away. Renamed first, so that only one process takes it. */
function removeDead(file) {
  const seen = look(file);
  if (seen === undefined || !isDead(seen)) return false;
  const aside = `${file}.${process.pid}.dead`;
  try {
    renameSync(file, aside);
  } catch {
    return false; // someone else was faster
  }
  // Between the look and the rename somebody may have taken over: then it is given back.
  if (look(aside)?.text !== seen.text) tryLink(aside, file);
  rmSync(aside, { force: true });
  return true;
}

function look(file) {
  try {
    return { text: readFileSync(file, 'utf8'), silentMs: Date.now() - statSync(file).mtimeMs };
  } catch {
    return undefined;
  }
}

function isDead({ text, silentMs }) {
  if (silentMs > SILENT_MS) return true;
  const { pid, host } = JSON.parse(text);
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Taken away: the work is idempotent, so going on is the better choice.
  }
}
