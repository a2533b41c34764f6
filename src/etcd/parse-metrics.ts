/** One line of the Prometheus text format. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Metric name -> its samples, in order; histograms under `_bucket`, `_sum` and `_count`. */
export type Metrics = ReadonlyMap<string, readonly Sample[]>;

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(NaN|[+-]Inf|[-+.\deE]+)/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const NUMBERS: Readonly<Record<string, number>> = { '+Inf': Infinity, '-Inf': -Infinity };

/** Reads Prometheus's text format. Lines that are no samples are passed over. */
export function parseMetrics(text: string): Metrics {
  const metrics = new Map<string, Sample[]>();
  for (const line of text.split('\n')) {
    const match = LINE.exec(line);
    if (match === null) continue;
    const [, name = '', labels = '', value = ''] = match;
    const sample = { labels: readLabels(labels), value: NUMBERS[value] ?? Number(value) };
    const known = metrics.get(name);
    if (known === undefined) metrics.set(name, [sample]);
    else known.push(sample);
  }
  return metrics;
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
