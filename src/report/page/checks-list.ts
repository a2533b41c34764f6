import type { CheckResult, Witness } from '../../core/check-result.ts';
import type { DrillResult } from '../../core/run-result.ts';
import { html, type Markup, type Part } from '../markup.ts';
import { checkAnchor } from '../timeline/moments.ts';
import { count } from '../words.ts';
import { status } from './badge.ts';

const ORDER = { violated: 0, unknown: 1, holds: 2 } as const;
const MOST_WITNESSES = 10;

/** Every guarantee with its status, what it rests on and its witnesses; violations first. */
export function checksList(drill: DrillResult): Markup {
  const checks = drill.checks.toSorted((a, b) => ORDER[a.status] - ORDER[b.status]);
  return html`<section>
    <h3>Guarantees</h3>
    ${checks.length === 0 && html`<p class="lead">No guarantee was checked.</p>`}
    <ul class="checks">
      ${checks.map((check) => entry(check, drill))}
    </ul>
  </section>`;
}

function entry(check: CheckResult, { drill, expectedUnsafe }: DrillResult): Markup {
  const onPurpose = check.status === 'violated' && expectedUnsafe.includes(check.name);
  return html`<li
    class="check ${onPurpose ? 'purpose' : check.status}"
    id="${checkAnchor(drill, check)}"
  >
    <div class="head">
      ${statusOf(check, onPurpose)}
      <div>
        <strong>${check.guarantee}</strong>
        <p>${check.reason}</p>
        <p class="meta"><code>${check.name}</code> ${examined(check)} ${source(check.source)}</p>
      </div>
    </div>
    ${witnesses(check.witnesses)}
  </li>`;
}

function statusOf({ status: word }: CheckResult, onPurpose: boolean): Markup {
  if (onPurpose) return status('warn', 'violated on purpose');
  return status(word === 'holds' ? 'good' : word === 'violated' ? 'bad' : 'unknown', word);
}

function examined({ examined: counts }: CheckResult): string {
  const parts = Object.entries(counts).map(([name, n]) => `${count(n)} ${counted(name, n)}`);
  return parts.length === 0 ? '' : `Examined: ${parts.join(', ')}.`;
}

/** `readBack` of verdict.json as people say it, and one epoch in the singular. */
function counted(name: string, n: number): string {
  if (name === 'evidence') return n === 1 ? 'piece of evidence' : 'pieces of evidence';
  const spoken = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return n === 1 ? spoken.replace(/(?<=ch)es$|s$/, '') : spoken;
}

/** Only a web address becomes a link. */
function source(text: string): Part {
  if (text === '') return undefined;
  if (!text.startsWith('https://')) return `Promised in: ${text}`;
  return html`<a href="${text}" rel="noreferrer">What etcd promises</a>`;
}

function witnesses(all: readonly Witness[]): Part {
  if (all.length === 0) return undefined;
  const more = all.length - MOST_WITNESSES;
  return html`${all.slice(0, MOST_WITNESSES).map(witness)}
  ${more > 0 && html`<p class="meta">and ${count(more)} more in verdict.json</p>`}`;
}

const witness = ({ why, observed, operations, legal }: Witness): Markup =>
  html`<div class="witness">
    <p><strong>${why}</strong></p>
    <dl>
      ${observed.map(
        ([label, text]) =>
          html`<div>
            <dt>${label}</dt>
            <dd><code>${text}</code></dd>
          </div>`,
      )}
      ${
        legal !== undefined &&
        html`<div>
          <dt>legal</dt>
          <dd>${legal}</dd>
        </div>`
      }
      ${
        operations.length > 0 &&
        html`<div>
          <dt>operations</dt>
          <dd><code>${operations.join(', ')}</code> of history.ndjson</dd>
        </div>`
      }
    </dl>
  </div>`;
