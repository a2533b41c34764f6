import { provisionEtcd } from '../provision/provision-etcd.ts';
import { provisionGate } from '../provision/provision-gate.ts';
import { provisionToxiproxy } from '../provision/provision-toxiproxy.ts';
import type { ProvisionContext } from '../provision/provision-context.ts';
import { startProcessRuntime } from '../runtime/process.ts';
import { sweepProcessRuns } from '../runtime/sweep-process-runs.ts';
import type { Parts } from './parts.ts';
import type { PartsPlan } from './prepare-parts.ts';

/** Local binaries of etcd, Toxiproxy and the gate, for machines that are local processes. */
export async function prepareProcessParts(
  { asked, clientLinks }: PartsPlan,
  ctx: ProvisionContext,
): Promise<Parts> {
  const [etcd, toxiproxy, gate] = await Promise.all([
    provisionEtcd(asked, ctx),
    provisionToxiproxy(ctx),
    provisionGate(ctx.arch, ctx),
    sweepProcessRuns(), // what runs left whose harness was killed
  ]);
  const { version } = etcd;
  const parts = { etcd: new Map([[version, etcd]]), toxiproxy, gate };
  return {
    version,
    versions: [etcd, toxiproxy, gate].map((part) => part.provenance),
    start: async (plan) => ({
      version,
      runtime: await startProcessRuntime({ ...plan, clientLinks }, parts),
    }),
  };
}
