import { formatDuration, toMillis, type Duration } from '../core/duration.ts';
import type { Path } from './problem.ts';
import type { RuleBroken } from './rules.ts';
import type { Scene } from './scene.ts';
import { SCENE_SCHEMA, type SchemaNode } from './schema.ts';
import { BYTES, typed } from './typed.ts';

/**
 * Lengths and sizes of faults outside what the schema says (`least`, `most`, `wholeMs`): their
 * fault could not be proven to bite, or not to be gone, and only a drill would find that out.
 */
export const faultRanges = ({ faults }: Scene): RuleBroken[] =>
  outside(faults, SCENE_SCHEMA.properties?.['faults'], ['faults']);

function outside(value: unknown, schema: SchemaNode | undefined, path: Path): RuleBroken[] {
  if (typeof value === 'number') return broken(value, schema ?? {}).map((b) => ({ path, ...b }));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    outside(part, schema?.properties?.[name], [...path, name]),
  );
}

/** One at most: whoever mends it has a value that fits. */
function broken(value: number, schema: SchemaNode): Omit<RuleBroken, 'path'>[] {
  const { least, most, wholeMs } = schema;
  const show = shownAs(schema);
  const beyond = (limit: number, words: string): Omit<RuleBroken, 'path'>[] => {
    const [expected, rounded] = [show(limit), show(value)];
    const observed = rounded === expected ? `${toMillis(value as Duration)} ms` : rounded;
    return [{ expected: `${expected} ${words}`, observed }];
  };
  const [from, to] = [least, most].map((one) => (one ? inUnit(one.of, schema) : undefined));
  if (from !== undefined && value < from) return beyond(from, `or more: ${least?.because}`);
  if (to !== undefined && value > to) return beyond(to, `or less: ${most?.because}`);
  if (wholeMs === undefined || Number.isInteger(toMillis(value as Duration))) return [];
  return [{ expected: `whole milliseconds: ${wholeMs}`, observed: show(value) }];
}

const inUnit = (text: string, { $ref }: SchemaNode): number =>
  typed(text, $ref === undefined ? {} : { $ref }) as number;

const shownAs = ({ $ref }: SchemaNode) =>
  $ref === '#/$defs/bytes' ? shownBytes : (value: number) => formatDuration(value);

/** In the largest unit that leaves no fraction: `4 KiB`, `1500 B`. */
function shownBytes(bytes: number): string {
  const units = Object.entries(BYTES).filter(([, size]) => bytes >= size && bytes % size === 0);
  const [name, size] = units.at(-1) ?? ['B', 1];
  return `${bytes / size} ${name}`;
}
