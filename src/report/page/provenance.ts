import type { RunResult } from '../../core/run-result.ts';
import { html, type Markup } from '../markup.ts';

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
    <div class="scroll" tabindex="0" role="region" aria-label="Versions and digests">
      <table>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Version</th>
            <th scope="col">Digest</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          ${versions.map(
            ({ name, version, digest, source }) =>
              html`<tr>
                <td>${name}</td>
                <td>${version}</td>
                <td><code class="digest">${digest}</code></td>
                <td>${source}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
