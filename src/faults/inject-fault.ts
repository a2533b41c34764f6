import { DoomsdayError } from '../core/doomsday-error.ts';
import { seconds, type Duration } from '../core/duration.ts';
import { HealStack } from '../core/heal-stack.ts';
import type { HistorySink } from '../history/sink.ts';
import type { FaultLine } from '../history/types.ts';
import type { Member } from '../cluster/member.ts';
import type { Fault, FaultWorld } from './define-fault.ts';
import { didNotBite, notDone, notProvenGone } from './fault-errors.ts';
import { healFailed, healFault } from './heal-fault.ts';

/** What the undo of a fault is called on the stack, before the fault's name. */
export const FAULT_HEAL = 'heal ';

/** Where no scene says it. */
const HEAL_WITHIN = seconds(60);

/**
 * What a proof of an end needs at least: etcd gives up a raft stream on which it read nothing for
 * 5 s, and dials anew. Source: etcd server/etcdserver/api/rafthttp/peer.go, ConnReadTimeout.
 */
export const GONE_WITHIN = seconds(10);

/** A fault that was done. */
export interface Injection {
  readonly name: string;
  readonly targets: readonly Member[];
  /** When the harm was asked for, in nanoseconds since the drill's start. */
  readonly askedAt: number;
  /**
   * Undoes it without a proof, for faults that bite together: the end of one may not be provable
   * while another still bites (a member whose fsyncs are held does not answer its peers).
   */
  undo(): Promise<void>;
  /** Undoes it and proves that it is gone; a second call does nothing. */
  heal(): Promise<void>;
}

export interface InjectionSite extends Omit<FaultWorld, 'heal'> {
  readonly sink: HistorySink;
  /** The drill's undos: the heal is registered here before the harm is done. */
  readonly heals: HealStack;
  /** Joins the phases of this injection in the record. */
  readonly id: number;
  /** How long the proof of the end may look; default: as long as that of the bite. */
  readonly proveGoneWithin?: Duration;
  /** Budget of each try to heal; default 60 s. */
  readonly healWithin?: Duration;
  /** Tells people what becomes of a heal that failed. */
  readonly tell?: (text: string) => void;
}

/**
 * Does the harm, with its heal registered first, and proves that it bites. Every phase is written
 * to the record with the window in which it happened.
 * @throws {DoomsdayError} FAULT_NOT_DONE or FAULT_DID_NOT_BITE (inconclusive); the harm is healed
 *   by the stack. Its heal throws HEAL_FAILED (broken) or FAULT_NOT_PROVEN_GONE (inconclusive).
 */
export async function injectFault<P extends object>(
  fault: Fault<P>,
  params: P,
  site: InjectionSite,
): Promise<Injection> {
  const undo = new HealStack();
  const world: FaultWorld = { ...site, heal: undo };
  const phase = phaseWriter(fault, params, site);
  let undone: Promise<boolean> | undefined;
  const takeBack = (): Promise<boolean> =>
    (undone ??= healFault(undo, {
      name: fault.name,
      targets: site.targets,
      within: site.healWithin ?? HEAL_WITHIN,
      phase: (work) => phase('heal', work),
      tell: site.tell ?? (() => undefined),
    }));
  const heal = site.heals.push(`${FAULT_HEAL}${fault.name}`, async () => {
    const replaced = await takeBack();
    // An interrupted drill heals with proof, too: a proof has a time limit of its own.
    const signal = new AbortController().signal;
    const proveWithin = site.proveGoneWithin ?? site.proveWithin;
    const after: FaultWorld = { ...world, signal, proveWithin };
    await phase('gone', () => fault.proveGone(after, params)).catch((error: unknown) => {
      if (replaced) throw healFailed(fault.name, evidenceOf(error));
      throw notProvenGone(fault.name, site.targets, error);
    });
  });
  const askedAt = site.sink.now();
  await phase('inject', async () => (await fault.inject(world, params)) ?? 'done').catch(
    (error: unknown) => {
      throw notDone(fault.name, site.targets, error);
    },
  );
  await phase('bites', () => fault.proveBiting(world, params)).catch((error: unknown) => {
    throw didNotBite(fault.name, site.targets, error);
  });
  const { name } = fault;
  const { targets } = site;
  return {
    name,
    targets,
    askedAt,
    undo: async () => void (await takeBack()),
    heal: () => heal.run(),
  };
}

type Phase = FaultLine['phase'];

function phaseWriter<P extends object>(fault: Fault<P>, params: P, site: InjectionSite) {
  const targets = site.targets.map((m) => m.name);
  return async (phase: Phase, work: () => Promise<string>): Promise<void> => {
    const from = site.sink.now();
    const line = { t: 'fault', id: site.id, name: fault.name, targets, phase, from } as const;
    const plan = phase === 'inject' ? { plan: fault.plan(params) } : {};
    try {
      const evidence = await work();
      site.sink.write({ ...line, to: site.sink.now(), ok: true, evidence, ...plan });
    } catch (error) {
      const evidence = evidenceOf(error);
      site.sink.write({ ...line, to: site.sink.now(), ok: false, evidence, ...plan });
      throw error;
    }
  };
}

const evidenceOf = (error: unknown): string =>
  error instanceof DoomsdayError ? sentence(error) : String(error);

const sentence = (error: DoomsdayError): string =>
  [error.message, error.facts.observed].filter((part) => part !== undefined).join('; ');
