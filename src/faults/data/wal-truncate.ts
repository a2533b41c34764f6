import { onFiles } from '../../cluster/data-dir.ts';
import { harmsData } from './harm-data.ts';
import { newestFile } from './newest-file.ts';

export interface WalTruncate {
  /** How much of what was written is left, in percent. */
  readonly keepPercent: number;
}

export const walTruncate = harmsData<WalTruncate>({
  facts: {
    name: 'wal-truncate',
    summary: 'Cuts off the end of the newest WAL segment of the stopped target.',
    params: { keepPercent: 'how much of what was written is left, in percent' },
  },
  plan: ({ keepPercent }) => ({ keepPercent }),
  async harm(site, { keepPercent }) {
    const { machine } = site.member;
    const { path, used } = newestFile(site, /^member\/wal\/.*\.wal$/);
    const size = Math.floor((used * keepPercent) / 100);
    await onFiles(machine, 'truncate', `${machine.dataDir}/${path}`, String(size));
    return `${keepPercent} % of the newest segment are left`;
  },
});
