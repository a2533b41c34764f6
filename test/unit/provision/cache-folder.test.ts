import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { test } from 'node:test';
import { cacheFolder } from '../../../src/provision/cache-folder.ts';

const ofHome = `${homedir()}/.cache/etcd-doomsday`;
const cases = [
  [{ XDG_CACHE_HOME: '/var/cache/me' }, '/var/cache/me/etcd-doomsday'],
  [{}, ofHome],
  [{ XDG_CACHE_HOME: '' }, ofHome],
  [{ XDG_CACHE_HOME: 'relative/is/ignored' }, ofHome],
] as const;

for (const [env, folder] of cases) {
  test(`${JSON.stringify(env)} -> ${folder === ofHome ? 'under home' : folder}`, () => {
    assert.equal(cacheFolder(env), folder);
  });
}
