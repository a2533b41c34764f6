import type { DrillResult, FaultResult } from '../../core/run-result.ts';
import { html, type Markup, type Part } from '../markup.ts';
import { status } from './badge.ts';
import { table } from './table.ts';

/** Each fault with the proof that it bit and the proof that it is gone. */
export function faultsTable({ faults }: DrillResult): Markup {
  if (faults.length === 0) return html``;
  return html`<section>
    <h3>Faults and their proofs</h3>
    ${table({
      label: 'Faults and their proofs',
      columns: ['Fault', 'Targets', 'Bit', 'Gone', 'Evidence'],
      rows: faults.map(row),
      look: 'faults',
    })}
  </section>`;
}

const row = ({ name, targets, bit, gone, evidence }: FaultResult): Part[] => [
  html`<strong>${name}</strong>`,
  targets.join(', '),
  bit ? status('good', 'proven') : status('bad', 'not proven'),
  gone ? status('good', 'proven') : status('unknown', 'not proven'),
  evidence,
];
