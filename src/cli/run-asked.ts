import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Context } from './context.ts';

/** What somebody asked for on the command line of `run`, as text and not yet looked up. */
export interface RunAsked {
  readonly features: readonly string[];
  readonly scene: string;
  /** Canonical, `0x…`; absent = a fresh one. */
  readonly seed?: string;
  readonly runtime?: 'docker' | 'process';
  readonly etcd?: string;
  /** Fields of the scene for this run, `network.peerLatency=10ms`. */
  readonly set?: readonly string[];
  readonly tags?: string;
  readonly name?: string;
  readonly repeat: number;
  /** A time with its unit. */
  readonly timeout: string;
  readonly json?: boolean;
  readonly keep?: boolean;
  /** Folder of the run folders. */
  readonly reports: string;
}

/** The command line that asks for the same run again, from the package's own folder. */
export function replayLine(
  asked: RunAsked & { seed: string },
  place: Pick<Context, 'root' | 'cwd'>,
): string {
  const words = [
    ...asked.features.map((name) => fromRoot(name, place)),
    ...(asked.scene === 'three-members' ? [] : ['--scene', fromRoot(asked.scene, place)]),
    ...(asked.set ?? []).flatMap((field) => ['--set', field]),
    '--seed',
    asked.seed,
    ...option('runtime', asked.runtime),
    ...option('etcd', asked.etcd === undefined ? undefined : fromRoot(asked.etcd, place)),
    ...option('tags', asked.tags),
    ...option('name', asked.name),
    ...(asked.repeat === 1 ? [] : ['--repeat', String(asked.repeat)]),
  ];
  return `${PREFIX}${words.map(quoted).join(' ')}`;
}

const PREFIX = 'npm start -- ';

/** The words of a line that `replayLine` wrote. */
export function wordsOfReplay(line: string): string[] {
  const words = line.startsWith(PREFIX) ? line.slice(PREFIX.length) : line;
  return [...words.matchAll(/(?:'[^']*'|\\'|[^\s'\\])+/g)].map(([word]) =>
    word.replaceAll(/'([^']*)'|\\'/g, (_, inner: string | undefined) => inner ?? "'"),
  );
}

/** A name that is a path here, as it is called from the package's folder; others stay. */
function fromRoot(name: string, { root, cwd }: Pick<Context, 'root' | 'cwd'>): string {
  const path = resolve(cwd, name.replace(/(:\d+)+$/, ''));
  if (!existsSync(path) || !/[/.]/.test(name)) return name;
  const lines = /(:\d+)+$/.exec(name)?.[0] ?? '';
  const inside = relative(root, path);
  const short = inside.startsWith('..') ? path : inside;
  // Without a slash a path would be read as a name.
  return `${short.includes('/') ? short : `./${short}`}${lines}`;
}

const option = (name: string, value: string | undefined): string[] =>
  value === undefined ? [] : [`--${name}`, value];

/** Quoted for a POSIX shell where it must be. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
