import { adviceOf, type Advice } from '../../objectives/envelope/advice.ts';
import { MOODS, probesOf, type EnvelopeProbe } from '../../objectives/envelope/envelope-probe.ts';
import { frontiersOf, type Edge, type Frontier } from '../../objectives/envelope/frontier.ts';
import type { DrillRecord } from '../../history/types.ts';
import { html, type Markup, type Part } from '../markup.ts';
import { envelopeMap } from './envelope-map.ts';
import { table } from './table.ts';

/** Where the cluster was calm, nervous or down; empty for a drill that did not look. */
export function envelopeSection(record: DrillRecord | undefined): Markup {
  const probes = probesOf(record?.marks ?? []);
  const [first] = probes;
  if (first === undefined) return html``;
  const oneTimer = probes.every((p) => p.electionMs === first.electionMs);
  return oneTimer ? mapped(probes, first) : tuned(probes);
}

const mapped = (probes: readonly EnvelopeProbe[], timers: EnvelopeProbe): Markup =>
  html`<section>
    <h3>The envelope</h3>
    <p class="lead">
      Heartbeat ${timers.heartbeatMs} ms, election timeout ${timers.electionMs} ms: ${probes.length}
      stays, each with one forced election.
    </p>
    ${envelopeMap(probes)} ${legend()}
    ${table({
      label: 'Where it turns',
      columns: ['Added', 'Calm up to', 'Down from'],
      rows: frontiersOf(probes).map(frontierRow),
    })}
  </section>`;

const legend = (): Markup =>
  html`<ul class="legend moods" aria-label="Legend">
    ${MOODS.map((mood) => html`<li><span class="mood ${mood}">${mood}</span></li>`)}
    <li>dot: a stay</li>
    <li>area: what follows from the stays</li>
    <li>no colour: not known</li>
  </ul>`;

const frontierRow = ({ ray, calm, down }: Frontier): Part[] => [ray, upTo(calm), from(down)];

const upTo = ({ upTo: last, from: next, wavering }: Edge): string => {
  if (last === undefined) return 'nowhere that was looked at';
  const end = next === undefined ? 'the farthest looked at' : `no more at ${next} ms`;
  return `${last} ms (${end}${wavering ? ', wavering between' : ''})`;
};

const from = ({ upTo: last, from: first, wavering }: Edge): string => {
  if (first === undefined) return 'nowhere that was looked at';
  const before = last === undefined ? 'the nearest looked at' : `not yet at ${last} ms`;
  return `${first} ms (${before}${wavering ? ', wavering between' : ''})`;
};

function tuned(probes: readonly EnvelopeProbe[]): Markup {
  const advice = adviceOf(probes) as Advice;
  const stays = probes.toSorted((a, b) => a.electionMs - b.electionMs);
  return html`<section>
    <h3>Timers for +${advice.rttMs} ms round trip and +${advice.fsyncMs} ms fsync</h3>
    <p class="lead">${advised(advice)}</p>
    ${table({
      label: 'Timers that were tried',
      columns: [
        { number: 'Heartbeat' },
        { number: 'Election timeout' },
        'Mood',
        { number: 'Election took' },
        { number: 'Spurious elections' },
      ],
      rows: stays.map(stayRow),
    })}
  </section>`;
}

const advised = ({ recommended, calmFrom }: Advice): string =>
  recommended === undefined
    ? 'Nothing that was tried is calm.'
    : `Recommended: --heartbeat-interval=${recommended.heartbeatMs} ` +
      `--election-timeout=${recommended.electionMs}. Calm from ${calmFrom} ms on; five times that, ` +
      `and no less than the vendor's rule.`;

const stayRow = (probe: EnvelopeProbe): Part[] => [
  `${probe.heartbeatMs} ms`,
  `${probe.electionMs} ms`,
  html`<span class="mood ${probe.mood}">${probe.mood}</span>`,
  probe.electionTookMs < 0 ? 'none' : `${probe.electionTookMs} ms`,
  probe.spurious,
];
