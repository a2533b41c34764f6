import type { DrillResult, FaultResult } from '../../core/run-result.ts';
import { html, type Markup } from '../markup.ts';
import { status } from './badge.ts';

/** Each fault with the proof that it bit and the proof that it is gone. */
export function faultsTable({ faults }: DrillResult): Markup {
  if (faults.length === 0) return html``;
  return html`<section>
    <h3>Faults and their proofs</h3>
    <div class="scroll" tabindex="0" role="region" aria-label="Faults and their proofs">
      <table>
        <thead>
          <tr>
            <th scope="col">Fault</th>
            <th scope="col">Targets</th>
            <th scope="col">Bit</th>
            <th scope="col">Gone</th>
            <th scope="col">Evidence</th>
          </tr>
        </thead>
        <tbody>
          ${faults.map(row)}
        </tbody>
      </table>
    </div>
  </section>`;
}

const row = ({ name, targets, bit, gone, evidence }: FaultResult): Markup =>
  html`<tr>
    <td><strong>${name}</strong></td>
    <td>${targets.join(', ')}</td>
    <td>${bit ? status('good', 'proven') : status('bad', 'not proven')}</td>
    <td>${gone ? status('good', 'proven') : status('unknown', 'not proven')}</td>
    <td>${evidence}</td>
  </tr>`;
