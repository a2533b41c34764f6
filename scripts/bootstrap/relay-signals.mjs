import { readFileSync } from 'node:fs';

const RELAYED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Passes signals on to `child` and keeps this process alive until the child has decided.
 * Ctrl-C reaches every process of the terminal's foreground group by itself: passing it on would
 * be a second Ctrl-C, which means "at once" to many programs.
 * @returns a function that stops relaying and returns the last signal that came.
 */
export function relaySignals(child) {
  let asked;
  const relay = (signal) => {
    asked = signal;
    if (signal === 'SIGINT' && isForeground()) return;
    child.kill(signal);
  };
  for (const signal of RELAYED) process.on(signal, relay);
  return () => {
    for (const signal of RELAYED) process.off(signal, relay);
    return asked;
  };
}

/** Whether this process is in the foreground group of a terminal. */
function isForeground() {
  try {
    // "pid (comm) state ppid pgrp session tty_nr tpgid ..."; comm may hold spaces and brackets.
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const [, , pgrp, , , tpgid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return pgrp === tpgid;
  } catch {
    return process.stdin.isTTY === true; // no /proc: macOS
  }
}
