import { VERDICTS } from '../../core/verdict.ts';
import { html, type Markup } from '../markup.ts';
import { VERDICT_WORDS } from '../words.ts';
import { verdictBadge } from './badge.ts';

/** The words of the report, for somebody who sees one for the first time. */
export const howToRead = (): Markup =>
  html`<section aria-labelledby="how-to-read" class="help">
    <h2 id="how-to-read">How to read this report</h2>
    <dl>
      ${VERDICTS.map(
        (verdict) =>
          html`<div>
            <dt>${verdictBadge(verdict)}</dt>
            <dd>${VERDICT_WORDS[verdict].means}.</dd>
          </div>`,
      )}
      <div>
        <dt>RTO</dt>
        <dd>
          From the loss for good to the first write that the new cluster acknowledged to a client.
          The error is one probe interval plus the time to connect.
        </dd>
      </div>
      <div>
        <dt>RPO</dt>
        <dd>
          Writes that etcd had acknowledged and that the restored snapshot does not have. A loss is
          an objective; a restored state that is no exact prefix of the old one is a violation.
        </dd>
      </div>
      <div>
        <dt>Guarantee</dt>
        <dd>
          Something etcd promises. <em>Unknown</em> means that the evidence was too thin, never that
          all is well.
        </dd>
      </div>
      <div>
        <dt>Unknown outcome</dt>
        <dd>A call whose client never learnt whether it happened. It may have.</dd>
      </div>
      <div>
        <dt>Fault proven</dt>
        <dd>
          The harm was observed on its own, apart from the command that caused it, and so was its
          end.
        </dd>
      </div>
    </dl>
  </section>`;
