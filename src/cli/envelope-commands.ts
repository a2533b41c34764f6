import { join } from 'node:path';
import type { Command } from 'commander';
import { toMillis, type Duration } from '../core/duration.ts';
import { freshSeed } from '../core/rng.ts';
import { commandOf } from './command.ts';
import type { Context } from './context.ts';
import type { Exit } from './doomsday.ts';
import { lengthOption, reportsDirOf } from './options.ts';
import { endOptions, worldOptions } from './play-options.ts';
import type { RunAsked } from './run-asked.ts';

type Asked = Omit<RunAsked, 'features' | 'repeat'>;

/** `doomsday envelope`: where the scene's timers are calm, nervous, or down. */
export const envelopeCommand = (context: Context, exit: Exit): Command =>
  withOptions(
    commandOf('envelope', 'find where a cluster with these timers stops being calm', [
      ['doomsday envelope', 'the default scene'],
      ['doomsday envelope --scene ./mine.yaml', 'your timers and load'],
      ['doomsday envelope --set etcd.heartbeat=50ms --set etcd.election=500ms', 'other timers'],
    ]),
  ).action((asked: Asked) => play('features/envelope/timers.feature', asked, { context, exit }));

/** `doomsday tune`: timers for a round trip and an fsync p99, tried. */
export const tuneCommand = (context: Context, exit: Exit): Command =>
  withOptions(
    commandOf('tune', "find timers for a network and a disk, and try the vendor's rules there", [
      ['doomsday tune --rtt 20ms --fsync-p99 8ms', 'what fits these'],
      ['doomsday tune --rtt 80ms --scene five-members', 'five members in regions'],
    ]),
  )
    .addOption(lengthOption('--rtt <time>', 'round trip between members', '10ms', ANY))
    .addOption(lengthOption('--fsync-p99 <time>', 'p99 of fsyncs', '10ms', ANY))
    .action(({ rtt, fsyncP99, ...asked }: Asked & Place) => {
      const place = [`envelope.rtt=${inMs(rtt)}`, `envelope.fsyncP99=${inMs(fsyncP99)}`];
      const set = [...(asked.set ?? []), ...place];
      return play('features/envelope/tune.feature', { ...asked, set }, { context, exit });
    });

const ANY = { least: 0, command: 'tune' };

interface Place {
  readonly rtt: Duration;
  readonly fsyncP99: Duration;
}

const inMs = (length: Duration): string => `${toMillis(length)}ms`;

const withOptions = (command: Command): Command =>
  endOptions(
    worldOptions(command, 'the cluster, its timers and its load'),
    'limit for the whole search and its end',
  );

async function play(
  feature: string,
  asked: Asked,
  { context, exit }: { context: Context; exit: Exit },
): Promise<void> {
  const { startRun } = await import('./start-run.ts');
  const reports = reportsDirOf(asked.reports, context);
  const features = [join(context.root, feature)];
  const whole = { ...asked, features, reports, repeat: 1 };
  const { result } = await startRun({ ...whole, seed: asked.seed ?? freshSeed() }, context);
  exit(result.exitCode);
}
