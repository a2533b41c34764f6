import type { Envelope } from './dry-run.ts';
import { place } from './feature-problem.ts';

export interface StepPlace {
  readonly text: string;
  readonly where: string;
  /** Where the cells of its table are; absent for a step of an outline, whose row is told. */
  readonly cells?: readonly string[][];
}

/** What gherkin's nodes say of their places, by their ids. */
interface Places {
  readonly lines: Map<string, string>;
  readonly tables: Map<string, string[][]>;
}

/**
 * Pickle step id -> its text and where it stands. `rows`: a step of an outline stands where the row
 * does that filled it in.
 */
export function stepPlaces(
  messages: readonly Envelope[],
  { rows = false }: { rows?: boolean } = {},
): Map<string, StepPlace> {
  const places: Places = { lines: new Map(), tables: new Map() };
  for (const { gherkinDocument } of messages) noteNodes(gherkinDocument, places, rows);
  return new Map(
    messages.flatMap(({ pickle }) =>
      (pickle?.steps ?? []).map(({ id, text, astNodeIds }) => {
        const where = placeOf(astNodeIds, places) ?? pickle?.uri ?? '';
        return [id, { text, where, ...cellsOf(astNodeIds, places) }];
      }),
    ),
  );
}

function noteNodes(
  document: Envelope['gherkinDocument'],
  { lines, tables }: Places,
  rows: boolean,
): void {
  const at = (location: Parameters<typeof place>[1]) => place(document?.uri ?? '', location);
  const children = document?.feature?.children ?? [];
  const nested = children.flatMap((child) => child.rule?.children ?? []);
  for (const { scenario, background } of [...children, ...nested]) {
    for (const { id, location, dataTable } of (scenario ?? background)?.steps ?? []) {
      lines.set(id, at(location));
      const cells = dataTable?.rows.map((row) => row.cells.map((cell) => at(cell.location)));
      if (cells !== undefined) tables.set(id, cells);
    }
    for (const { tableBody } of (rows ? scenario?.examples : undefined) ?? []) {
      for (const { id, location } of tableBody) lines.set(id, at(location));
    }
  }
}

/** An outline's step has two nodes: itself and its row, which is the nearer one. */
const placeOf = (nodes: readonly string[], { lines }: Places) =>
  nodes.map((id) => lines.get(id)).findLast((where) => where !== undefined);

function cellsOf(nodes: readonly string[], { tables }: Places): Pick<StepPlace, 'cells'> {
  const [node = '', row] = nodes;
  const cells = row === undefined ? tables.get(node) : undefined;
  return cells === undefined ? {} : { cells };
}
