import type { Command } from 'commander';
import { commandOf } from './command.ts';
import type { Context } from './context.ts';
import { jsonOption } from './options.ts';

/** `doomsday steps`: every sentence that a feature may say. */
export function stepsCommand(context: Context): Command {
  const { colors: c } = context;
  return commandOf('steps', 'every step that a feature may use, each with an example', [
    ['doomsday steps', 'all of them, by subject'],
    ['doomsday steps --json', 'for editors and machines'],
  ])
    .addOption(jsonOption('one array of {subject, pattern, example, source}'))
    .action(async (options: { json?: boolean }) => {
      const { listSteps } = await import('./features/list-steps.ts');
      const steps = await listSteps(context.root);
      if (options.json === true) return context.out(`${JSON.stringify(steps, undefined, 2)}\n`);
      for (const subject of new Set(steps.map((step) => step.subject))) {
        context.out(`\n${c.bold(subject)}\n`);
        for (const step of steps.filter((candidate) => candidate.subject === subject)) {
          context.out(`  ${step.pattern.replaceAll(/\{\w+\}/g, (name) => c.cyan(name))}\n`);
          context.out(`    ${c.dim(step.example ?? 'no feature uses it yet')}\n`);
        }
      }
      context.out('\n');
    });
}
