/**
 * A length of time, in integer nanoseconds (one unit everywhere, as in the record of a drill).
 * A plain number is never a Duration: the brand keeps milliseconds from slipping in.
 */
export type Duration = number & { readonly unit: 'ns' };

const UNIT_NS = { ns: 1, us: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 } as const;
const FORM = /^(\d+(?:\.\d+)?)(ns|us|ms|s|m|h)$/;

export const nanos = (n: number): Duration => Math.round(n) as Duration;
export const millis = (n: number): Duration => nanos(n * UNIT_NS.ms);
export const seconds = (n: number): Duration => nanos(n * UNIT_NS.s);
export const toMillis = (d: Duration): number => d / UNIT_NS.ms;
export const toSeconds = (d: Duration): number => d / UNIT_NS.s;

/** `"500ms"`, `"1.5s"`, `"2m"` -> Duration; undefined when the text is not a number with a unit. */
export function parseDuration(text: string): Duration | undefined {
  const match = FORM.exec(text.trim());
  if (match === null) return undefined;
  return nanos(Number(match[1]) * UNIT_NS[match[2] as keyof typeof UNIT_NS]);
}

/** The shortest readable form: `850 ns`, `3.2 ms`, `1.36 s`, `2 m 05 s`. */
export function formatDuration(d: Duration | number): string {
  const abs = Math.abs(d);
  if (abs < UNIT_NS.us) return `${d} ns`;
  if (abs < UNIT_NS.ms) return `${digits(d / UNIT_NS.us)} us`;
  if (abs < UNIT_NS.s) return `${digits(d / UNIT_NS.ms)} ms`;
  if (abs < 2 * UNIT_NS.m) return `${digits(d / UNIT_NS.s)} s`;
  const whole = Math.round(d / UNIT_NS.s);
  return `${Math.trunc(whole / 60)} m ${String(Math.abs(whole % 60)).padStart(2, '0')} s`;
}

function digits(value: number): string {
  const abs = Math.abs(value);
  if (abs >= 100) return value.toFixed(0);
  return value.toFixed(abs >= 10 ? 1 : 2).replace(/\.?0+$/, '');
}
