import { provisionEtcd } from '../provision/provision-etcd.ts';
import { provisionGate } from '../provision/provision-gate.ts';
import { provisionToxiproxy } from '../provision/provision-toxiproxy.ts';
import type { ProvisionContext } from '../provision/provision-context.ts';
import { startProcessRuntime } from '../runtime/process.ts';
import { sweepProcessRuns } from '../runtime/sweep-process-runs.ts';
import type { Parts } from './parts.ts';
import { allAsked, byVersion, type PartsPlan } from './prepare-parts.ts';

/** Local binaries of etcd, Toxiproxy and the gate, for machines that are local processes. */
export async function prepareProcessParts(asked: PartsPlan, ctx: ProvisionContext): Promise<Parts> {
  const [etcds, toxiproxy, gate] = await Promise.all([
    Promise.all(allAsked(asked).map((one) => provisionEtcd(one, ctx))),
    provisionToxiproxy(ctx),
    provisionGate(ctx.arch, ctx),
    sweepProcessRuns(), // what runs left whose harness was killed
  ]);
  const etcd = byVersion(etcds);
  const version = etcds.at(-1)?.version as string;
  const { clientLinks } = asked;
  const parts = { etcd, toxiproxy, gate };
  return {
    version,
    versions: [...etcd.values(), toxiproxy, gate].map((part) => part.provenance),
    start: async (plan) => ({
      version,
      runtime: await startProcessRuntime({ clientLinks, ...plan }, parts),
    }),
  };
}
