import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const file = new URL('../../src/history/history.schema.json', import.meta.url);
const ajv = new Ajv2020({ discriminator: true, strictRequired: false, allowUnionTypes: true });
const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));

/** What the schema of the record says against a line; empty when the line is good. */
export function schemaErrors(line: unknown): string {
  return validate(line) ? '' : ajv.errorsText(validate.errors, { dataVar: '' });
}
