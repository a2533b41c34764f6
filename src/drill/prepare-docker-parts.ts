import { TOXIPROXY_VERSION } from '../provision/defaults.ts';
import { provisionEtcd } from '../provision/provision-etcd.ts';
import { provisionGate } from '../provision/provision-gate.ts';
import { provisionToxiproxy } from '../provision/provision-toxiproxy.ts';
import type { EtcdAsked } from '../provision/etcd-asked.ts';
import type { ProvisionContext } from '../provision/provision-context.ts';
import { connectEngine } from '../runtime/docker-engine.ts';
import { startDockerRuntime } from '../runtime/docker.ts';
import { golangBuilder } from '../runtime/golang-image.ts';
import { etcdImage, toxiproxyImage } from '../runtime/images.ts';
import type { ReadyImage } from '../runtime/ready-image.ts';
import { sweepDocker } from '../runtime/sweep-docker.ts';
import { sweepProcessRuns } from '../runtime/sweep-process-runs.ts';
import type { Parts } from './parts.ts';
import { allAsked, byVersion, type PartsPlan } from './prepare-parts.ts';

/** Images of etcd and Toxiproxy in the engine, and the gate for the engine's architecture. */
export async function prepareDockerParts(plan: PartsPlan, given: ProvisionContext): Promise<Parts> {
  const engine = await connectEngine();
  const { docker, arch } = engine;
  const { clientLinks, signal } = plan;
  const work = { docker, progress: given.progress, signal };
  const ctx = { ...given, arch, gateBuilder: golangBuilder(work) };
  const image = (asked: EtcdAsked): Promise<ReadyImage> =>
    etcdImage({ asked, assemble: () => provisionEtcd(asked, ctx) }, work);
  const [etcds, toxiproxy, gate] = await Promise.all([
    Promise.all(allAsked(plan).map(image)),
    toxiproxyImage({ version: TOXIPROXY_VERSION, assemble: () => provisionToxiproxy(ctx) }, work),
    provisionGate(arch, ctx),
    // What runs left whose harness was killed; a run's folder holds its heartbeat, so it goes last.
    sweepDocker(engine).then(() => sweepProcessRuns()),
  ]);
  const images = byVersion(etcds);
  const version = etcds.at(-1)?.version as string;
  const parts = { images, toxiproxyImage: toxiproxy, gate };
  return {
    version,
    versions: [...images.values(), toxiproxy, gate].map((part) => part.provenance),
    start: async (start) => ({
      version,
      runtime: await startDockerRuntime({ clientLinks, ...start }, parts),
    }),
  };
}
