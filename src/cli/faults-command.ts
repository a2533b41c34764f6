import type { Command } from 'commander';
import { commandOf } from './command.ts';
import type { Context } from './context.ts';
import { jsonOption } from './options.ts';

/** `doomsday faults`: everything that can be done to a cluster, and how it is proven. */
export function faultsCommand(context: Context): Command {
  return commandOf('faults', 'every fault: what happens, what it needs, how it is proven', [
    ['doomsday faults', 'all of them, by subject'],
    ['doomsday faults --json', 'for editors and machines'],
    ['doomsday steps', 'the sentences that inject them'],
  ])
    .addOption(jsonOption('one array of {subject, name, summary, params, needs, heals, proof, …}'))
    .action(async (options: { json?: boolean }) => {
      const { listFaults } = await import('./faults/list-faults.ts');
      const { faultsText } = await import('./faults/faults-text.ts');
      const faults = await listFaults(context.root);
      if (options.json === true) context.out(`${JSON.stringify(faults, undefined, 2)}\n`);
      else context.out(faultsText(faults, context));
    });
}
