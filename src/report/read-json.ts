import { readFile } from 'node:fs/promises';

/** A JSON file that may be missing or torn: then undefined, and `notices` says why. */
export async function readJson<T>(
  file: string,
  name: string,
  notices: string[],
): Promise<T | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    notices.push(`${name} is missing.`);
    return undefined;
  }
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    notices.push(`${name} cannot be read (${(error as Error).message}).`);
    return undefined;
  }
}
