import { usageError, type DoomsdayError } from '../../core/doomsday-error.ts';

/** A row of a table of faults in a feature's words, and where its cells are in the table. */
export interface SaidHarm {
  readonly fault: string;
  readonly target: string;
  /** From 0, the head included. */
  readonly row: number;
  readonly columns: { readonly fault: number; readonly target: number };
}

/**
 * The rows of a table with the columns `fault` and `target`, in any order.
 * @throws {DoomsdayError} TABLE (usage): other columns, no row, or an empty cell.
 */
export function harmTable(rows: readonly (readonly string[])[]): SaidHarm[] {
  const [head = [], ...body] = rows;
  const columns = { fault: head.indexOf('fault'), target: head.indexOf('target') };
  const said = body.map((cells, i): SaidHarm => {
    const { [columns.fault]: fault = '', [columns.target]: target = '' } = cells;
    return { fault, target, row: i + 1, columns };
  });
  const whole = said.every(({ fault, target }) => fault !== '' && target !== '');
  if (head.length !== 2 || said.length === 0 || !whole) throw notHarms(rows);
  return said;
}

const notHarms = (rows: readonly (readonly string[])[]): DoomsdayError =>
  usageError({
    code: 'TABLE',
    message: 'a table of faults cannot be read',
    expected: '| fault | target | with rows such as | isolate | the leader |',
    observed: rows.map((row) => `| ${row.join(' | ')} |`).join('\n') || 'no table',
    next: 'doomsday faults',
  });
