// npm run bench [-- NAME …]: every figure of the product, measured on this machine.
import { benchBite } from './bench/bite.ts';
import { benchDrill } from './bench/drill.ts';
import { benchDurable } from './bench/durable.ts';
import { benchEnvelope } from './bench/envelope.ts';
import { benchIsolation } from './bench/isolation.ts';
import { benchJudge } from './bench/judge.ts';
import { benchLinks } from './bench/links.ts';
import { benchPowerLoss } from './bench/power-loss.ts';
import { benchRecord } from './bench/record.ts';
import { benchRecovery } from './bench/recovery.ts';
import { benchSoak } from './bench/soak.ts';

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  bite: benchBite,
  drill: benchDrill,
  durable: benchDurable,
  envelope: benchEnvelope,
  isolation: benchIsolation,
  judge: benchJudge,
  links: benchLinks,
  'power-loss': benchPowerLoss,
  record: benchRecord,
  recovery: benchRecovery,
  soak: benchSoak,
};

const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const names = asked.length > 0 ? asked : Object.keys(BENCHES);
for (const name of names) {
  const bench = BENCHES[name];
  if (bench === undefined) {
    process.stderr.write(
      `no bench is called "${name}"; there are ${Object.keys(BENCHES).join(', ')}\n`,
    );
    process.exitCode = 64;
    break;
  }
  process.stdout.write(`\n== ${name}\n`);
  await bench();
}
