import type { RunResult } from '../../core/run-result.ts';
import { html, type Markup, type Part } from '../markup.ts';
import { inSeconds, VERDICT_WORDS } from '../words.ts';

/** The answer: the verdict, its reason in one sentence, and what run it was. */
export function banner(result: RunResult, notices: readonly string[]): Markup {
  const { glyph, word, means } = VERDICT_WORDS[result.verdict];
  return html`<header class="banner ${result.verdict}">
    <p class="product">
      <strong>etcd-doomsday</strong> disaster drill report <code>${result.run}</code>
    </p>
    <div class="answer">
      <div>
        <h1>
          <span class="seal" aria-hidden="true">${glyph}</span>
          <span><span class="word">${word}</span> <span class="means">${means}</span></span>
        </h1>
        <p class="reason">${result.reason}</p>
      </div>
      ${runFacts(result)}
    </div>
    ${notices.length > 0 && incomplete(notices)}
  </header>`;
}

const incomplete = (notices: readonly string[]): Markup =>
  html`<div class="notice" role="note">
    <strong>This run folder is incomplete.</strong>
    <ul>
      ${notices.map((notice) => html`<li>${notice}</li>`)}
    </ul>
  </div>`;

function runFacts(result: RunResult): Markup {
  const started = result.startedAt.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
  return html`<dl class="facts">
    ${fact('Started', started)} ${fact('Took', inSeconds(result.seconds))} ${played(result)}
    ${fact('etcd', etcdVersions(result))} ${fact('Runtime', result.runtime)}
    ${fact('Seed', html`<code>${result.seed}</code>`)} ${fact('Exit code', result.exitCode)}
  </dl>`;
}

function played({ soak, drills }: RunResult): Part {
  if (soak !== undefined) return fact('Windows', soak.windows.length);
  return drills.length > 1 && fact('Drills', drills.length);
}

const fact = (name: string, value: Part): Markup =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

function etcdVersions({ versions }: RunResult): string {
  const etcd = versions.filter(({ name }) => name === 'etcd').map(({ version }) => version);
  return etcd.length === 0 ? 'unknown' : [...new Set(etcd)].join(', ');
}
