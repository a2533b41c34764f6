import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';

/** A bound of a length or a size, as a scene writes it, and why it is there. */
interface Bound {
  readonly of: string;
  readonly because: string;
}

/** A part of a JSON Schema, as far as this room reads it. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly default?: unknown;
  readonly description?: string;
  /** The shortest or smallest that makes sense, and the most. */
  readonly least?: Bound;
  readonly most?: Bound;
  /** Why only whole milliseconds make sense. */
  readonly wholeMs?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
}

const FILE = new URL('../../scenarios/schema/scene.schema.json', import.meta.url);

/** The scene's schema: the one place that knows fields, defaults and ranges. */
export const SCENE_SCHEMA = JSON.parse(readFileSync(FILE, 'utf8')) as SchemaNode;

let compiled: ValidateFunction | undefined;

/**
 * Checks a value against the schema and fills defaults in place.
 * @returns every error, each with its part of the schema.
 */
export function checkAgainstSchema(value: unknown): readonly ErrorObject[] {
  compiled ??= compile();
  return compiled(value) ? [] : (compiled.errors ?? []);
}

function compile(): ValidateFunction {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    useDefaults: true,
    allowUnionTypes: true,
  });
  // A pattern in words, for people: "a length of time with its unit".
  ajv.addKeyword({ keyword: 'expected', schemaType: 'string' });
  // Bounds of lengths and sizes: see fault-ranges.ts.
  for (const keyword of ['least', 'most']) ajv.addKeyword({ keyword, schemaType: 'object' });
  ajv.addKeyword({ keyword: 'wholeMs', schemaType: 'string' });
  return ajv.compile(SCENE_SCHEMA as object);
}
