// npm run bench [-- NAME …]: every figure of the product, measured on this machine.
import { benchDrill } from './bench/drill.ts';
import { benchJudge } from './bench/judge.ts';
import { benchLinks } from './bench/links.ts';
import { benchRecord } from './bench/record.ts';
import { benchRecovery } from './bench/recovery.ts';

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  drill: benchDrill,
  judge: benchJudge,
  links: benchLinks,
  record: benchRecord,
  recovery: benchRecovery,
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
