import { millis } from '../../src/core/duration.ts';
import { eventually } from '../../src/core/eventually.ts';
import { defineFault } from '../../src/faults/define-fault.ts';
import { diskTrip, slowed } from '../../src/faults/proof.ts';

/**
 * A fault with a slip of the pen: `latancy`. Toxiproxy takes the toxic and delays nothing; only the
 * proof can tell.
 */
export const misspeltLatency = defineFault<object>({
  name: 'misspelt-latency',
  summary: 'Adds a toxic with a misspelt attribute, as a typo in a fault would.',
  subject: 'disk',
  params: {},
  heals: 'the toxic is removed',
  proof: { bite: 'a slow round trip over the disk link', end: 'none' },
  plan: () => ({}),
  async inject({ targets, heal }) {
    for (const { disk } of targets) {
      const attributes = { latancy: 500 };
      const toxic = await disk.addRaw({ type: 'latency', stream: 'upstream', attributes });
      heal.push(`remove it from ${disk.name}`, () => toxic.remove());
    }
  },
  async proveBiting({ targets, signal }) {
    const within = millis(500);
    for (const member of targets) {
      const look = async () => slowed(await diskTrip(member, within), millis(400));
      await eventually(`a slow round trip over ${member.disk.name}`, look, { within, signal });
    }
    return 'slow';
  },
  proveGone: async () => 'nothing was there',
});
