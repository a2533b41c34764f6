#!/usr/bin/env node
// The package's bin: the command line under the Node it needs, installed where necessary.
process.argv.splice(2, 0, 'src/cli/main.ts');
await import('./bootstrap.mjs');
