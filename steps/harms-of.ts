import type { DataTable } from '@cucumber/cucumber';
import { usageError } from '../src/core/doomsday-error.ts';
import type { NamedHarm } from '../src/drill/storm/harm-by-name.ts';
import { isTarget, spokenTarget } from './parameter-types.ts';

/** The rows of a table with the columns `fault` and `target`. */
export const harmsOf = (table: DataTable): NamedHarm[] =>
  table.hashes().map(({ fault = '', target = '', ...more }) => {
    if (fault === '' || !isTarget(target) || Object.keys(more).length > 0) throw notAHarm(table);
    return { fault, target: spokenTarget(target) };
  });

const notAHarm = (table: DataTable) =>
  usageError({
    code: 'TABLE',
    message: 'a table of faults cannot be read',
    expected: '| fault | target | with rows such as | isolate | the leader |',
    observed: table
      .raw()
      .map((row) => `| ${row.join(' | ')} |`)
      .join('\n'),
    next: 'doomsday faults',
  });
