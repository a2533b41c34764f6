import { formatDuration } from '../../core/duration.ts';
import { showBytes } from '../../history/show-bytes.ts';
import type { DrillRecord, PlainRequest, Request } from '../../history/types.ts';
import { lostWrites, type AcknowledgedWrite, type Loss } from '../../objectives/lost-writes.ts';
import { changedBy } from '../../objectives/writes.ts';
import { html, type Markup } from '../markup.ts';
import { count, plural } from '../words.ts';
import { table } from './table.ts';

const MOST = 20;

/** The acknowledged writes that each restore did not bring back, and the deletes it undid. */
export function lostWritesSection(record: DrillRecord | undefined): Markup {
  if (record === undefined || record.epochs.length === 0) return html``;
  return html`<section>
    <h3>Ledger of lost writes</h3>
    ${lostWrites(record).map(ofRestore)}
  </section>`;
}

function ofRestore(loss: Loss): Markup {
  const { snapshot, n } = loss.epoch;
  const where = `epoch ${n} began from the snapshot of ${snapshot.member} at revision ${snapshot.revision}`;
  if (loss.writes.length === 0) {
    return html`<p class="lead">Nothing: ${where}, and no client had a later acknowledgement.</p>`;
  }
  const more = loss.writes.length - MOST;
  return html`<p class="lead">
      <strong>${plural(loss.writes.length, 'acknowledged call')}</strong> behind the snapshot
      (${where}), ${count(loss.undoneDeletes.length)} of them deletes.
    </p>
    ${ledger(loss.writes.slice(0, MOST))}
    ${more > 0 && html`<p class="meta">and ${count(more)} more in history.ndjson</p>`}`;
}

const ledger = (writes: readonly AcknowledgedWrite[]): Markup =>
  table({
    label: 'Lost writes',
    columns: [{ number: 'Revision' }, 'Call', 'By', { number: 'Acknowledged' }],
    rows: writes.map(({ op, revision }) => [
      revision,
      html`<code>${callWords(op.req)}</code>
        ${changedBy(op).deletes > 0 && html`<em class="undone">delete undone</em>`}`,
      `client ${op.client} at ${op.member}`,
      `+${formatDuration(Number(op.ret))}`,
    ]),
  });

function callWords(req: Request): string {
  if (req.op !== 'txn') return plainWords(req);
  return `txn then [${req.then.map(plainWords).join(', ')}] else [${req.else.map(plainWords).join(', ')}]`;
}

function plainWords(req: Request | PlainRequest): string {
  if (req.op === 'put') return `put ${showBytes(req.key)} = ${showBytes(req.value)}`;
  if (req.op === 'delete' || req.op === 'get' || req.op === 'range') {
    return `${req.op} ${showBytes(req.key)}`;
  }
  return req.op;
}
