import { onFiles } from '../../cluster/data-dir.ts';
import { harmsData } from './harm-data.ts';
import { newestFile } from './newest-file.ts';

/** Without any segment etcd takes the member for a new one. Source: storage/wal/util.go, Exist. */
export const walDelete = harmsData<object>({
  facts: {
    name: 'wal-delete',
    summary: 'Deletes the newest WAL segment of the stopped target.',
    params: {},
  },
  plan: () => ({}),
  async harm(site) {
    const { machine } = site.member;
    const { path } = newestFile(site, /^member\/wal\/.*\.wal$/);
    await onFiles(machine, 'remove', `${machine.dataDir}/${path}`);
    return 'the newest segment is deleted';
  },
});
