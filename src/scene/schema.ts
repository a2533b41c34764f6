import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';

/** A part of a JSON Schema, as far as this room reads it. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly default?: unknown;
  readonly description?: string;
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
  return ajv.compile(SCENE_SCHEMA as object);
}
