import { seconds } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import { dataFiles, onFiles } from '../../cluster/data-dir.ts';
import { drawFlips } from './draw-flips.ts';
import { harmsData } from './harm-data.ts';
import { newestFile } from './newest-file.ts';
import type { BitFlip } from './wal-bit-flip.ts';

const SNAP = /^member\/snap\/.*\.snap$/;
const WRITTEN_WITHIN = seconds(20);

/** A raft snapshot carries a CRC; a broken one is put aside. Source: api/snap/snapshotter.go. */
export const snapBitFlip = harmsData<BitFlip>({
  facts: {
    name: 'snap-bit-flip',
    summary: 'Flips bits in the newest raft snapshot file (.snap) of the stopped target.',
    params: { bits: 'how many bits' },
  },
  plan: ({ bits }) => ({ bits }),
  async prepare({ name, machine }, { signal }) {
    await eventually(
      `${name} has written a raft snapshot (etcd.snapshotCount entries)`,
      async () => (await dataFiles(machine)).some(({ path }) => SNAP.test(path)),
      { within: WRITTEN_WITHIN, every: seconds(0.2), signal },
    );
  },
  async harm(site, { bits }) {
    const { machine } = site.member;
    const { path, used } = newestFile(site, SNAP);
    const { places, words } = drawFlips(site.rng, { bits, used });
    await onFiles(machine, 'flip', `${machine.dataDir}/${path}`, ...places);
    return words;
  },
});
