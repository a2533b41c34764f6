import { TOXIPROXY_VERSION } from '../provision/defaults.ts';
import { provisionEtcd } from '../provision/provision-etcd.ts';
import { provisionGate } from '../provision/provision-gate.ts';
import { provisionToxiproxy } from '../provision/provision-toxiproxy.ts';
import type { ProvisionContext } from '../provision/provision-context.ts';
import { connectEngine } from '../runtime/docker-engine.ts';
import { startDockerRuntime } from '../runtime/docker.ts';
import { golangBuilder } from '../runtime/golang-image.ts';
import { etcdImage, toxiproxyImage } from '../runtime/images.ts';
import { sweepDocker } from '../runtime/sweep-docker.ts';
import { sweepProcessRuns } from '../runtime/sweep-process-runs.ts';
import type { Parts } from './parts.ts';
import type { PartsPlan } from './prepare-parts.ts';

/** Images of etcd and Toxiproxy in the engine, and the gate for the engine's architecture. */
export async function prepareDockerParts(
  { asked, clientLinks, signal }: PartsPlan,
  given: ProvisionContext,
): Promise<Parts> {
  const engine = await connectEngine();
  const { docker, arch } = engine;
  const work = { docker, progress: given.progress, signal };
  const ctx = { ...given, arch, gateBuilder: golangBuilder(work) };
  const [image, toxiproxy, gate] = await Promise.all([
    etcdImage({ asked, assemble: () => provisionEtcd(asked, ctx) }, work),
    toxiproxyImage({ version: TOXIPROXY_VERSION, assemble: () => provisionToxiproxy(ctx) }, work),
    provisionGate(arch, ctx),
    // What runs left whose harness was killed; a run's folder holds its heartbeat, so it goes last.
    sweepDocker(engine).then(() => sweepProcessRuns()),
  ]);
  const { version } = image;
  const parts = { images: new Map([[version, image]]), toxiproxyImage: toxiproxy, gate };
  return {
    version,
    versions: [image, toxiproxy, gate].map((part) => part.provenance),
    start: async (plan) => ({
      version,
      runtime: await startDockerRuntime({ ...plan, clientLinks }, parts),
    }),
  };
}
