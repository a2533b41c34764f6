import { createHash } from 'node:crypto';
import type { DrillResult, RunResult } from '../../core/run-result.ts';
import type { DrillRecord } from '../../history/types.ts';
import { html, trusted, type Markup } from '../markup.ts';
import { VERDICT_WORDS } from '../words.ts';
import { banner } from './banner.ts';
import { drillSection } from './drill-section.ts';
import { howToRead } from './how-to-read.ts';
import { overview } from './overview.ts';
import { soakSection } from './soak-section.ts';
import { provenance } from './provenance.ts';
import { toldDrills } from './told-drills.ts';

export interface Assets {
  readonly css: string;
  readonly js: string;
}

export interface PageContent {
  readonly result: RunResult;
  /** By drill number. */
  readonly records: ReadonlyMap<number, DrillRecord>;
  /** What is missing in the run folder. */
  readonly notices: readonly string[];
}

/** Points that all pictures of one page may draw together, so that it stays below 2 MB. */
const POINTS = 12_000;
const MOST_A_DRILL = 3000;

/** The whole report as one document that needs nothing else. */
export function page({ result, records, notices }: PageContent, assets: Assets): string {
  const drills = toldDrills(result);
  const points = Math.min(MOST_A_DRILL, Math.floor(POINTS / Math.max(1, drills.length)));
  const alone = result.drills.length === 1;
  const soak = result.soak !== undefined;
  const told = new Set(drills.map(({ drill }) => drill));
  const section = (drill: DrillResult): Markup =>
    drillSection(drill, records.get(drill.drill), { points, alone, soak });
  const body = html`<div class="page">
      <button type="button" class="theme" hidden>Theme</button>
      <main>
        ${banner(result, notices)} ${result.error !== undefined && runError(result.error)}
        ${soakSection(result, told)} ${overview(result)} ${drills.map(section)}
        ${provenance(result)} ${howToRead()}
      </main>
    </div>
    ${script(assets.js)}`;
  return `<!doctype html>\n<html lang="en">${head(result, assets)}<body>${body.text}</body></html>\n`;
}

const runError = (error: string): Markup => html`<pre class="error">${error}</pre>`;

/** The policy lets nothing be loaded, and runs no script but the page's own. */
function head(result: RunResult, { css, js }: Assets): string {
  const hash = createHash('sha256').update(js).digest('base64');
  const script = `script-src 'sha256-${hash}'`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; ${script}; base-uri 'none'`;
  const title = `${VERDICT_WORDS[result.verdict].word}: ${result.run}`;
  return html`<head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="generator" content="etcd-doomsday" />
    <title>${title}</title>
    ${style(css)}
  </head>`.text;
}

/** Exactly the text that was hashed: not a blank more. */
const script = (js: string): Markup => trusted(`<script>${js}</script>`);
const style = (css: string): Markup => trusted(`<style>${css}</style>`);
