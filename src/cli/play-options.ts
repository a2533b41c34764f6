import type { Command } from 'commander';
import {
  jsonOption,
  reportsOption,
  runtimeOption,
  seedOption,
  setOption,
  timeoutOption,
} from './options.ts';

/** What is played on what: the first options of every command that plays. `scene`: what it holds. */
export const worldOptions = (command: Command, scene: string): Command =>
  command
    .option('--scene <name|file>', scene, 'three-members')
    .addOption(setOption())
    .addOption(seedOption(command.name()))
    .addOption(runtimeOption(command.name()))
    .option('--etcd <version|path|image>', 'which etcd; default: the version of the scene');

/** Their last options: how long, and where to. `limit`: what the time limit is for. */
export const endOptions = (command: Command, limit: string): Command =>
  command
    .addOption(timeoutOption(command.name(), limit))
    .addOption(jsonOption('the result as JSON on stdout, events as NDJSON on stderr'))
    .addOption(reportsOption());
