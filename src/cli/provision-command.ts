import type { Command } from 'commander';
import type { Provenance } from '../core/run-result.ts';
import { commandOf } from './command.ts';
import type { Context } from './context.ts';
import { jsonOption } from './options.ts';
import { uiOf } from './terminal/ui-of.ts';

interface ProvisionOptions {
  readonly etcd?: string;
  readonly json?: boolean;
}

/** `doomsday provision`: gets everything that a run needs, so that the run itself need not. */
export function provisionCommand(context: Context): Command {
  return commandOf('provision', 'get etcd, Toxiproxy and the gate into the cache', [
    ['doomsday provision', 'what the main drill needs'],
    ['doomsday provision --etcd 3.5.33', 'another etcd'],
  ])
    .option('--etcd <version|path>', 'which etcd; default: the one that scenes name')
    .addOption(jsonOption('what was obtained as JSON on stdout'))
    .action(async (options: ProvisionOptions) => {
      const ui = uiOf(context, options.json === true);
      try {
        const parts = await provision(options.etcd, ui.progress);
        ui.close();
        if (options.json === true) context.out(`${JSON.stringify(parts, undefined, 2)}\n`);
        else for (const part of parts) context.out(`${line(part, context.colors)}\n`);
      } finally {
        ui.close();
      }
    });
}

async function provision(
  etcd: string | undefined,
  progress: (event: { what: string; detail?: string; doneMs?: number }) => void,
): Promise<Provenance[]> {
  const { DEFAULT_ETCD_VERSION } = await import('../provision/defaults.ts');
  const { parseEtcdAsked } = await import('../provision/parse-etcd-asked.ts');
  const { provisionContext } = await import('../provision/provision-context.ts');
  const { provisionEtcd } = await import('../provision/provision-etcd.ts');
  const { provisionGate } = await import('../provision/provision-gate.ts');
  const { provisionToxiproxy } = await import('../provision/provision-toxiproxy.ts');
  const asked = parseEtcdAsked(etcd ?? DEFAULT_ETCD_VERSION);
  const context = provisionContext({ progress });
  const gate = await provisionGate(context.arch, context);
  const toxiproxy = await provisionToxiproxy(context);
  const binaries = await provisionEtcd(asked, context);
  return [binaries, toxiproxy, gate].map(({ provenance }) => provenance);
}

const line = ({ name, version, source, digest }: Provenance, c: Context['colors']): string =>
  `${c.green('ok')}  ${name.padEnd(12)} ${version}  ${c.dim(`${source}  ${digest.slice(0, 19)}`)}`;
