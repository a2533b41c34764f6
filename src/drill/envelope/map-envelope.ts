import { formatDuration, millis } from '../../core/duration.ts';
import type { EnvelopeProbe, Mood, Timers } from '../../objectives/envelope/envelope-probe.ts';
import { frontiersOf, RAYS, type Edge, type Ray } from '../../objectives/envelope/frontier.ts';
import { note, type Drill } from '../drill.ts';
import { probePoint } from './probe-point.ts';
import { searchEdge } from './search-edge.ts';

/** Looked at from a fiftieth to four times the election timeout, on every ray. */
const FROM = 1 / 50;
const TO = 4;

/**
 * Finds, for the scene's timers, where the cluster stops being calm and where it goes
 * down, along the rays of round trip, fsync, and both alike. Every stay is a mark in the record.
 * Ends when every edge is known within the scene's precision, or when its budget is used up; what
 * is not known then is said. Cost: about 10 stays a ray, each of some five election timeouts.
 */
export async function mapEnvelope(drill: Drill): Promise<void> {
  const { etcd, envelope } = drill.scene;
  const timers = { heartbeatMs: etcd.heartbeat / 1e6, electionMs: etcd.election / 1e6 };
  const probes: EnvelopeProbe[] = [];
  const until = drill.recorder.now() + envelope.within;
  const look = async (ray: Ray, scale: number): Promise<Mood | undefined> => {
    const point = ray.at(scale);
    const before = probes.find((p) => p.rttMs === point.rttMs && p.fsyncMs === point.fsyncMs);
    if (before !== undefined) return before.mood;
    if (drill.recorder.now() > until) return undefined;
    const probe = await probePoint(drill, timers, point);
    probes.push(probe);
    return probe.mood;
  };
  for (const ray of RAYS) await searchRay(ray, timers, { drill, probes, look });
  for (const { ray, calm, down } of frontiersOf(probes)) {
    note(drill, `${ray}: calm ${told(calm)}; serves ${told(down)}`);
  }
}

interface RaySearch {
  readonly drill: Drill;
  readonly probes: readonly EnvelopeProbe[];
  readonly look: (ray: Ray, scale: number) => Promise<Mood | undefined>;
}

async function searchRay(
  ray: Ray,
  { electionMs }: Timers,
  { drill, probes, look }: RaySearch,
): Promise<void> {
  const span = { from: electionMs * FROM, to: electionMs * TO };
  const precision = 1 + drill.scene.envelope.precision / 100;
  const known = () => frontiersOf(probes).find((f) => f.ray === ray.name);
  const edges: readonly [(mood: Mood) => boolean, () => Edge | undefined][] = [
    [(mood) => mood === 'calm', () => known()?.calm],
    [(mood) => mood !== 'down', () => known()?.down],
  ];
  for (const [isGood, edge] of edges) {
    const holds = async (scale: number): Promise<boolean | undefined> => {
      const mood = await look(ray, scale);
      return mood === undefined ? undefined : isGood(mood);
    };
    await searchEdge({ ...span, precision, known: edge() ?? { wavering: false }, holds });
  }
}

function told({ upTo, from, wavering }: Edge): string {
  const ms = (value: number): string => formatDuration(millis(value));
  const text =
    upTo === undefined
      ? `nowhere from ${ms(from ?? 0)}`
      : `up to +${ms(upTo)}${from === undefined ? ', the farthest looked at' : `, no more at +${ms(from)}`}`;
  return wavering ? `${text} (wavering between)` : text;
}
