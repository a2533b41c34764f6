import { onFiles } from '../../cluster/data-dir.ts';
import { harmsData } from './harm-data.ts';
import { newestFile } from './newest-file.ts';
import { drawFlips } from './draw-flips.ts';

export interface BitFlip {
  /** How many bits. */
  readonly bits: number;
}

/** Records of the WAL carry a chained CRC. Source: server/storage/wal/decoder.go. */
export const walBitFlip = harmsData<BitFlip>({
  facts: {
    name: 'wal-bit-flip',
    summary: 'Flips bits in the written part of the newest WAL segment of the stopped target.',
    params: { bits: 'how many bits' },
  },
  plan: ({ bits }) => ({ bits }),
  async harm(site, { bits }) {
    const { machine } = site.member;
    const { path, used } = newestFile(site, /^member\/wal\/.*\.wal$/);
    const { places, words } = drawFlips(site.rng, { bits, used });
    await onFiles(machine, 'flip', `${machine.dataDir}/${path}`, ...places);
    return words;
  },
});
