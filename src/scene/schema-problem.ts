import type { ErrorObject } from 'ajv/dist/2020.js';
import { didYouMean } from '../core/did-you-mean.ts';
import type { SceneDocument } from './document.ts';
import { fieldOf, type Path, type Problem } from './problem.ts';

/** What is read of the schema's part that an error is about. */
interface Schema {
  readonly expected?: string;
  readonly enum?: readonly string[];
  readonly type?: string | readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly properties?: object;
}

/** What the schema's checker found, in people's words and with its place. */
export function schemaProblem(error: ErrorObject, document: SceneDocument): Problem {
  const path = pathOf(error.instancePath, document.value);
  const schema = (error.parentSchema ?? {}) as Schema;
  if (error.keyword === 'additionalProperties') return unknownField(error, path, schema, document);
  if (error.keyword === 'required') {
    const name = String(error.params['missingProperty']);
    const field = fieldOf([...path, name]);
    return { where: document.at(path), field, expected: `a field "${name}"`, observed: 'none' };
  }
  return {
    where: document.at(path),
    field: fieldOf(path),
    expected: expectation(error, schema),
    observed: show(error.data),
    ...unitHint(error.data, schema),
  };
}

function unknownField(
  error: ErrorObject,
  path: Path,
  schema: Schema,
  document: SceneDocument,
): Problem {
  const name = String(error.params['additionalProperty']);
  const known = Object.keys(schema.properties ?? {});
  const near = didYouMean(name, known);
  return {
    where: document.atKey([...path, name]),
    field: fieldOf([...path, name]),
    expected: `one of ${known.join(', ')}`,
    observed: `unknown field "${name}"`,
    ...(near === undefined ? {} : { likely: `did you mean "${near}"?` }),
  };
}

function expectation(error: ErrorObject, schema: Schema): string {
  if (schema.expected !== undefined) return schema.expected;
  if (error.keyword === 'enum') return `one of ${(schema.enum ?? []).join(', ')}`;
  if (error.keyword === 'type') return TYPES[String(schema.type)] ?? String(schema.type);
  const { minimum, maximum } = schema;
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${minimum} or more`;
  return error.message ?? error.keyword;
}

const TYPES: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  object: 'a group of fields',
  array: 'a list',
};

const UNITS: Readonly<Record<string, string>> = {
  ...alike('ms', ['msec', 'msecs', 'millis', 'millisecond', 'milliseconds']),
  ...alike('s', ['sec', 'secs', 'second', 'seconds']),
  ...alike('m', ['min', 'mins', 'minute', 'minutes']),
  ...alike('h', ['hr', 'hrs', 'hour', 'hours']),
  ...alike('MiB', ['m', 'mb', 'mib', 'meg']),
  ...alike('GiB', ['g', 'gb', 'gib', 'gig']),
};

function alike(unit: string, words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map((word) => [word, unit]));
}

/** `5 seconds` -> did you mean "5s"? Only when the proposal would be accepted. */
function unitHint(value: unknown, schema: Schema): { likely?: string } {
  const pattern = schema.pattern === undefined ? undefined : new RegExp(schema.pattern);
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(String(value));
  if (pattern === undefined || match === null) return {};
  const [, number, word = ''] = match;
  const units = word === '' ? ['ms', 's', 'MiB'] : [word, UNITS[word.toLowerCase()] ?? ''];
  const proposals = units.map((unit) => `${number}${unit}`).filter((text) => pattern.test(text));
  if (proposals.length === 0) return {};
  return { likely: `did you mean ${proposals.map((text) => `"${text}"`).join(' or ')}?` };
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** JSON pointer -> path; a part is an index only where the document has a list. */
function pathOf(pointer: string, root: unknown): Path {
  let here = root;
  return pointer
    .split('/')
    .slice(1)
    .map((raw) => {
      const part = raw.replaceAll('~1', '/').replaceAll('~0', '~');
      const key = Array.isArray(here) ? Number(part) : part;
      here = (here as Record<string | number, unknown> | undefined)?.[key];
      return key;
    });
}
