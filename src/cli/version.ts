import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The product's version, from package.json. */
export function version(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
