import { parse } from 'yaml';
import { usageError } from '../core/doomsday-error.ts';
import type { SceneDocument } from './document.ts';
import type { Path } from './problem.ts';

/** One `--set network.peerLatency=10ms`: a field of the scene for one run. */
interface Setting {
  readonly path: Path;
  readonly value: unknown;
  readonly text: string;
}

/**
 * The document with some of its fields said on the command line; problems of these fields are
 * placed there. A value is read as YAML: `10ms`, `3`, `[--auth-token=simple]`.
 * @throws {DoomsdayError} SETTING_UNREADABLE, exit 64.
 */
export function withSettings(document: SceneDocument, texts: readonly string[]): SceneDocument {
  const settings = texts.map(readSetting);
  if (settings.length === 0) return document;
  const said = (path: Path): Setting | undefined =>
    settings.findLast((one) => one.path.every((part, i) => path[i] === part));
  const placed = (at: (path: Path) => string) => (path: Path) => {
    const setting = said(path);
    return setting === undefined ? at(path) : `--set ${setting.text}`;
  };
  return {
    value: settings.reduce((value, one) => withField(value, one.path, one.value), document.value),
    at: placed((path) => document.at(path)),
    atKey: placed((path) => document.atKey(path)),
  };
}

function readSetting(text: string): Setting {
  const [, name, value] = /^([A-Za-z][\w.]*)=(.+)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined)
    return { path: name.split('.'), value: parse(value) as unknown, text };
  throw usageError({
    code: 'SETTING_UNREADABLE',
    message: `"${text}" sets nothing`,
    where: '--set',
    expected: 'field=value, the field as in the scene: network.peerLatency=10ms',
    observed: text,
    next: 'the fields are in scenarios/schema/scene.schema.json',
  });
}

function withField(value: unknown, [head, ...rest]: Path, field: unknown): unknown {
  const fields = typeof value === 'object' && value !== null ? value : {};
  const name = String(head);
  const inner = (fields as Record<string, unknown>)[name];
  return { ...fields, [name]: rest.length === 0 ? field : withField(inner, rest, field) };
}
