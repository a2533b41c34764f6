import { html, type Markup, type Part } from '../markup.ts';

/** A column's heading; one of numbers is set to the right. */
export type Column = string | { readonly number: string };

export interface Table {
  /** What it is a table of; `#id`: the heading with this id says it. */
  readonly label: string;
  readonly columns: readonly Column[];
  /** A cell for each column. */
  readonly rows: readonly (readonly Part[])[];
  /** A class for what only this table needs. */
  readonly look?: string;
}

/** The one way in which the report writes tables: wider than the page, it scrolls in itself. */
export const table = ({ label, columns, rows, look }: Table): Markup =>
  html`<div class="scroll" tabindex="0" role="region" ${nameOf(label)}>
    <table class="${look}">
      <thead>
        <tr>
          ${columns.map(heading)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((cells) => row(cells, columns))}
      </tbody>
    </table>
  </div>`;

const nameOf = (label: string): Markup =>
  label.startsWith('#') ? html`aria-labelledby="${label.slice(1)}"` : html`aria-label="${label}"`;

const heading = (column: Column): Markup =>
  typeof column === 'string'
    ? html`<th scope="col">${column}</th>`
    : html`<th scope="col" class="number">${column.number}</th>`;

const row = (cells: readonly Part[], columns: readonly Column[]): Markup =>
  html`<tr>
    ${cells.map((cell, i) =>
      typeof columns[i] === 'object'
        ? html`<td class="number">${cell}</td>`
        : html`<td>${cell}</td>`,
    )}
  </tr>`;
