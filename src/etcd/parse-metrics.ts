/** One line of the Prometheus text format. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A metric's samples by its name, in order; histograms under `_bucket`, `_sum` and `_count`. */
export interface Metrics {
  get(name: string): readonly Sample[] | undefined;
}

const SAMPLE = /^(?:\{(.*)\})?\s+(NaN|[+-]Inf|[-+.\deE]+)/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const NUMBERS: Readonly<Record<string, number>> = { '+Inf': Infinity, '-Inf': -Infinity };

/**
 * Reads Prometheus's text format. Lines that are no samples are passed over. A member's answer has
 * 1,700 lines, of which a look wants a dozen: only those that are asked for are taken apart.
 */
export function parseMetrics(text: string): Metrics {
  const lines = `\n${text}`;
  const known = new Map<string, readonly Sample[]>();
  return {
    get(name) {
      const samples = known.get(name) ?? samplesOf(lines, name);
      known.set(name, samples);
      return samples.length === 0 ? undefined : samples;
    },
  };
}

function samplesOf(lines: string, name: string): Sample[] {
  const samples: Sample[] = [];
  const begin = `\n${name}`;
  for (let at = lines.indexOf(begin); at >= 0; at = lines.indexOf(begin, at + 1)) {
    const end = lines.indexOf('\n', at + 1);
    const rest = lines.slice(at + begin.length, end < 0 ? undefined : end);
    const match = SAMPLE.exec(rest); // none: the name only begins so
    if (match === null) continue;
    const [, labels = '', value = ''] = match;
    samples.push({ labels: readLabels(labels), value: NUMBERS[value] ?? Number(value) });
  }
  return samples;
}

function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(LABEL)) {
    labels[name] = value.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c));
  }
  return labels;
}

/** The sum over a metric's samples; undefined when the member does not have it. */
export function total(metrics: Metrics, name: string): number | undefined {
  return metrics.get(name)?.reduce((sum, { value }) => sum + value, 0);
}

/**
 * A quantile of a histogram, as Prometheus estimates it: linear within the bucket it falls into,
 * the lower bound of the last bucket when it falls above all bounds. Undefined without
 * observations.
 */
export function quantile(metrics: Metrics, name: string, q: number): number | undefined {
  const buckets = (metrics.get(`${name}_bucket`) ?? [])
    .map(({ labels, value }) => ({
      below: NUMBERS[labels['le'] ?? ''] ?? Number(labels['le']),
      value,
    }))
    .sort((a, b) => a.below - b.below);
  const all = buckets.at(-1)?.value ?? 0;
  if (all === 0) return undefined;
  let lower = { below: 0, value: 0 };
  for (const bucket of buckets) {
    if (bucket.value >= q * all) {
      if (bucket.below === Infinity) return lower.below;
      const within = bucket.value - lower.value;
      const share = within === 0 ? 1 : (q * all - lower.value) / within;
      return lower.below + share * (bucket.below - lower.below);
    }
    lower = bucket;
  }
  return lower.below;
}
