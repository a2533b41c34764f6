import type { DataTable } from '@cucumber/cucumber';
import { spokenTarget } from '../src/drill/spoken-target.ts';
import type { NamedHarm } from '../src/drill/storm/harm-by-name.ts';
import { harmTable } from '../src/drill/storm/harm-table.ts';

/** The rows of a table with the columns `fault` and `target`; what they name was checked before. */
export const harmsOf = (table: DataTable): NamedHarm[] =>
  harmTable(table.raw()).map(({ fault, target }) => ({ fault, target: spokenTarget(target) }));
