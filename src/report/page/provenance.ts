import type { RunResult } from '../../core/run-result.ts';
import { html, type Markup } from '../markup.ts';
import { table } from './table.ts';

/** How to play the run again, with what it was made of. */
export function provenance({ replay, versions }: RunResult): Markup {
  return html`<section aria-labelledby="replay">
    <h2 id="replay">Play it again</h2>
    <p class="lead">The same seed draws the same targets, offsets, keys and values.</p>
    <div class="replay">
      <pre><code>${replay}</code></pre>
      <button type="button" class="copy" hidden>Copy</button>
    </div>
    ${versions.length > 0 && versionsTable(versions)}
  </section>`;
}

const versionsTable = (versions: RunResult['versions']): Markup =>
  html`<h3>Made of</h3>
    ${table({
      label: 'Versions and digests',
      columns: ['Part', 'Version', 'Digest', 'From'],
      rows: versions.map(({ name, version, digest, source }) => [
        name,
        version,
        html`<code class="digest">${digest}</code>`,
        source,
      ]),
    })}`;
