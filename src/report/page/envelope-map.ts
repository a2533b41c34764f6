import type {
  EnvelopePoint,
  EnvelopeProbe,
  Mood,
} from '../../objectives/envelope/envelope-probe.ts';
import { moodAt } from '../../objectives/envelope/mood-at.ts';
import { html, type Markup } from '../markup.ts';

const WIDTH = 640;
const HEIGHT = 400;
/** Room for the labels. */
const [LEFT, TOP, BOTTOM] = [72, 26, 48];
const CELLS = 48;

/**
 * Round trip against fsync, both logarithmic with a first row and column for nothing added. Where
 * nobody stayed, the colour is what follows from the stays around; no colour: nothing follows.
 */
export function envelopeMap(probes: readonly EnvelopeProbe[]): Markup {
  const scale = scaleOf(probes);
  return html`<svg
    class="envelope"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-label="Calm, nervous or down, by round trip and fsync latency"
  >
    ${columns(probes, scale)} ${[0, ...scale.grid].map((ms) => gridLines(ms, scale))}
    ${probes.map((probe) => dot(probe, scale))}
    <text x="${WIDTH}" y="${HEIGHT - 5}" text-anchor="end">added to the round trip</text>
    <text x="0" y="15">added to fsync</text>
  </svg>`;
}

interface Scale {
  readonly grid: readonly number[];
  x(ms: number): number;
  y(ms: number): number;
  /** The value at a share of the axis, 0 to 1. */
  value(share: number): number;
}

function scaleOf(probes: readonly EnvelopePoint[]): Scale {
  const all = probes.flatMap(({ rttMs, fsyncMs }) => [rttMs, fsyncMs]).filter((ms) => ms > 0);
  const slowest = Math.max(...all);
  const [least, most] = [Math.min(...all) / 1.5, slowest * 1.15];
  const span = Math.log(most / least);
  const share = (ms: number): number =>
    ms === 0 ? 0.5 / CELLS : Math.max(1 / CELLS, Math.log(ms / least) / span);
  const place = (value: number): number => Number(value.toFixed(1));
  return {
    grid: [1, 10, 100, 1000, 10_000].filter((ms) => ms > least && ms <= slowest),
    x: (ms) => place(LEFT + share(ms) * (WIDTH - LEFT)),
    y: (ms) => place(TOP + (1 - share(ms)) * (HEIGHT - TOP - BOTTOM)),
    value: (at) => (at < 1 / CELLS ? 0 : least * Math.exp(at * span)),
  };
}

const CELL = { width: (WIDTH - LEFT) / CELLS, height: (HEIGHT - TOP - BOTTOM) / CELLS };

/** What follows for each place, cell by cell; cells of one mood above each other are one. */
function columns(probes: readonly EnvelopeProbe[], { value }: Scale): Markup[] {
  const steps = Array.from({ length: CELLS }, (_, i) => i);
  const at = (step: number): number => value((step + (step === 0 ? 0 : 0.5)) / CELLS);
  return steps.flatMap((column) => {
    const moods = steps.map((row) => moodAt(probes, { rttMs: at(column), fsyncMs: at(row) }));
    const turns = steps.filter((row) => row === 0 || moods[row] !== moods[row - 1]);
    return turns.map((from, i) => {
      const mood = moods[from];
      return mood === undefined ? html`` : bar(mood, column, [from, turns[i + 1] ?? CELLS]);
    });
  });
}

/** A little wider than its place, so that no seams show. */
const bar = (mood: Mood, column: number, [from, to]: readonly [number, number]): Markup =>
  html`<rect
    class="${mood}"
    x="${(LEFT + column * CELL.width).toFixed(1)}"
    y="${(HEIGHT - BOTTOM - to * CELL.height).toFixed(1)}"
    width="${(CELL.width + 0.3).toFixed(1)}"
    height="${((to - from) * CELL.height).toFixed(1)}"
  />`;

const gridLines = (ms: number, { x, y }: Scale): Markup => {
  const label = ms === 0 ? '0' : ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
  const lines = `M${x(ms)} ${TOP}V${HEIGHT - BOTTOM}M${LEFT} ${y(ms)}H${WIDTH}`;
  return html`${ms > 0 && html`<path class="grid" d="${lines}" />`}
    <text x="${x(ms)}" y="${HEIGHT - BOTTOM + 17}" text-anchor="middle">${label}</text>
    <text x="${LEFT - 6}" y="${y(ms) + 4}" text-anchor="end">${label}</text>`;
};

const dot = (probe: EnvelopeProbe, { x, y }: Scale): Markup => {
  const { rttMs, fsyncMs, mood, spurious, electionTookMs } = probe;
  const election = electionTookMs < 0 ? 'no leader elected' : `leader after ${electionTookMs} ms`;
  const title = `+${rttMs} ms round trip, +${fsyncMs} ms fsync: ${mood}; ${election}, ${spurious} spurious`;
  return html`<circle class="${mood}" cx="${x(rttMs)}" cy="${y(fsyncMs)}" r="5">
    <title>${title}</title>
  </circle>`;
};
