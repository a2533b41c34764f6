import { showKey } from '../../history/show-bytes.ts';
import { describeKv } from '../describe.ts';
import type { Progress } from './progress.ts';

/** What an observer of the key should have seen. */
export function legalText({ log, outline }: Progress, key: number): string {
  const view = log.view(log.newest[key] as number);
  const name = outline.keys.name(key);
  if (view === undefined || !view.live) return `no ${showKey(name)}`;
  const { create, revision, version, value = '', lease } = view;
  const stamps = { create: String(create), mod: String(revision), version: String(version) };
  return describeKv({ key: name, value, lease, ...stamps });
}
