import { resolve } from 'node:path';
import type { Command, Option } from 'commander';
import { EXIT } from '../core/verdict.ts';
import { FORMATS, MODELS, type CheckAsked } from './check/check-asked.ts';
import type { Checked, CheckedVerdict } from './check/checked.ts';
import { renderChecked } from './check/render-checked.ts';
import { commandOf } from './command.ts';
import type { Context } from './context.ts';
import type { Exit } from './doomsday.ts';
import { choiceOption, jsonOption } from './options.ts';

/** Worst first: one proven violation outweighs a record that says nothing. */
const EXITS: readonly (readonly [CheckedVerdict, number])[] = [
  ['violated', EXIT.unsafe],
  ['broken', EXIT.broken],
  ['unknown', EXIT.inconclusive],
  ['holds', EXIT.passed],
];

/** `doomsday check`: holds records against every guarantee, offline. */
export function checkCommand(context: Context, exit: Exit): Command {
  return commandOf('check', 'judge records of runs, and histories of other tools', [
    ['doomsday check reports/latest/history.ndjson', 'every drill of a run'],
    ['doomsday check etcd_000.log etcd_001.log', 'Jepsen register logs'],
    ['doomsday check history.edn --model register', 'a Knossos history'],
  ])
    .argument('<file...>', 'history.ndjson, a Jepsen log, or an EDN history')
    .addOption(modelOption())
    .addOption(formatOption())
    .addOption(jsonOption('one array with an entry for each record'))
    .addHelpText(
      'after',
      '\nExit codes: 0 all hold, 3 violated, 4 broken record, 2 unknown, 64 wrong use.',
    )
    .action(async (files: readonly string[], options: CheckAsked & { json?: boolean }) => {
      const { checkFile } = await import('./check/check-file.ts');
      const all: Checked[] = [];
      for (const file of files) {
        for await (const found of checkFile(resolve(context.cwd, file), options)) {
          const checked = { ...found.checked, file };
          all.push(checked);
          if (options.json === true) continue;
          context.out(`${renderChecked({ ...found, checked }, context.colors)}\n`);
        }
      }
      if (options.json === true) context.out(`${JSON.stringify(all, undefined, 2)}\n`);
      exit(exitOf(all));
    });
}

const modelOption = (): Option =>
  choiceOption('--model <model>', 'what the history is of; default: as its format says', {
    of: MODELS,
    command: 'check',
  });

const formatOption = (): Option =>
  choiceOption('--format <format>', 'default: by extension and first line', {
    of: FORMATS,
    command: 'check',
  });

const exitOf = (all: readonly Checked[]): number =>
  EXITS.find(([verdict]) => all.some((checked) => checked.verdict === verdict))?.[1] ??
  EXIT.inconclusive;
