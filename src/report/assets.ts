import { readFile } from 'node:fs/promises';
import type { Assets } from './page/page.ts';

const STYLES = ['base.css', 'parts.css', 'timeline.css', 'stages.css', 'envelope.css', 'media.css'];

/** The page's styles and script, from the files beside this one. */
export async function readAssets(): Promise<Assets> {
  const css = await Promise.all(STYLES.map(asset));
  return { css: css.join('\n'), js: await asset('report.js') };
}

const asset = (name: string): Promise<string> =>
  readFile(new URL(`./assets/${name}`, import.meta.url), 'utf8');
