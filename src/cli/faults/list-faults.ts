import { factsOfScenario } from '../../drill/step-facts.ts';
import { FAULTS } from '../../faults/catalogue.ts';
import type { FaultFacts, Subject } from '../../faults/define-fault.ts';
import { dryRun } from '../features/dry-run.ts';
import { loadSteps } from '../features/load-steps.ts';

/** A fault as it is shown: plain facts, and where it is used. */
export interface ListedFault {
  readonly subject: Subject;
  readonly name: string;
  readonly summary: string;
  /** Parameter -> meaning and unit. */
  readonly params: Readonly<Record<string, string>>;
  /** What runtime, kernel or etcd must offer; empty = it works everywhere. */
  readonly needs: readonly string[];
  readonly heals: string;
  readonly proof: FaultFacts['proof'];
  /** The features that use it, relative to the package. */
  readonly features: readonly string[];
}

/** Every fault of the catalogue, in its order, with the features under `root` that use it. */
export async function listFaults(root: string): Promise<ListedFault[]> {
  const support = await loadSteps(root);
  const messages = await dryRun({ features: [`${root}/features`] }, support, root);
  const used = messages.flatMap(({ pickle }) => {
    if (pickle === undefined) return [];
    const { faults, drawn } = factsOfScenario(pickle.steps, support);
    return [...faults, ...drawn].map(({ name }) => ({ name, uri: pickle.uri }));
  });
  return FAULTS.map(({ subject, name, summary, params, needs = [], heals, proof }) => ({
    ...{ subject, name, summary, params, heals, proof },
    needs: needs.map(({ what }) => what),
    features: [...new Set(used.flatMap((use) => (use.name === name ? [use.uri] : [])))].toSorted(),
  }));
}
