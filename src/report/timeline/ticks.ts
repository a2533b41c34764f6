const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];

/** Round moments for an axis, at most about `wanted`; none so late that its label has no room. */
export function ticks(from: number, to: number, wanted: number): number[] {
  const length = to - from;
  const step = STEPS.find((s) => length / s <= wanted) ?? 7200;
  const first = Math.ceil(from / step);
  const last = Math.floor((to - length * 0.03) / step);
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toFixed(3)),
  );
}
