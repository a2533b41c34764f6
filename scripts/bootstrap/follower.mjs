// node follower.mjs ROOT FILE ARGS... : what bootstrap.mjs starts under Node 24. The pipe on
// descriptor 3 closes when bootstrap.mjs is gone for whatever reason; then this process ends as
// if it had been asked to, and heals what it harmed.
import { Socket } from 'node:net';
import { runHere } from './run-file.mjs';

const parent = new Socket({ fd: 3, readable: true, writable: false });
parent.on('error', () => {});
parent.on('close', () => process.kill(process.pid, 'SIGTERM'));
parent.resume();
parent.unref();

const [root, file, ...args] = process.argv.slice(2);
await runHere({ root, file, args });
