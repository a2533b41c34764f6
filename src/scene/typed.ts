import { parseDuration } from '../core/duration.ts';
import type { Scene } from './scene.ts';
import { SCENE_SCHEMA, type SchemaNode } from './schema.ts';

/** Units of sizes, the smallest first. */
export const BYTES = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 } as const;

/** A valid document as a Scene: where the schema says so, texts become Durations and byte counts. */
export function typedScene(value: unknown): Scene {
  const { etcd, ...rest } = typed(value, SCENE_SCHEMA) as { etcd: { quotaBackend: number } };
  const { quotaBackend, ...settings } = etcd;
  return { ...rest, etcd: { ...settings, quotaBackendBytes: quotaBackend } } as Scene;
}

/** A value in its unit's number where its part of the schema says that it has a unit. */
export function typed(value: unknown, schema: SchemaNode | undefined): unknown {
  if (schema?.$ref === '#/$defs/duration') return parseDuration(String(value));
  if (schema?.$ref === '#/$defs/bytes') return parseBytes(String(value));
  if (Array.isArray(value)) return value.map((item) => typed(item, schema?.items));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, typed(part, schema?.properties?.[name])]),
  );
}

function parseBytes(text: string): number {
  const [, number, unit] = /^(\d+)(.+)$/.exec(text) ?? [];
  return Number(number) * BYTES[unit as keyof typeof BYTES];
}
