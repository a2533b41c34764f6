import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';
import { FAULTS } from '../faults/catalogue.ts';
import type { FaultFacts } from '../faults/define-fault.ts';

/** What a step may choose by its words: a scene's name, an etcd release, a fault in its table. */
export type Choice = 'scene' | 'etcd' | 'fault';

/** What a step definition says of itself in its `wrapperOptions`, before any of its code runs. */
export interface StepFacts {
  /** Every fault that the step may inject. */
  readonly faults?: readonly FaultFacts[];
  /** Faults that the step draws among, as far as their needs are met. */
  readonly draws?: readonly FaultFacts[];
  /** The column of the step's table whose cells are names of faults. */
  readonly faultsInColumn?: string;
  /** What the step's parameters choose, in their order. */
  readonly chooses?: readonly Choice[];
}

/** A step of a scenario, as cucumber's pickles have it. */
export interface PlainStep {
  readonly id: string;
  readonly text: string;
  readonly argument?:
    { readonly dataTable?: { readonly rows: readonly Row[] } | undefined } | undefined;
}

interface Row {
  readonly cells: readonly { readonly value: string }[];
}

/** What the steps of one scenario need and choose, known before anything is made. */
export interface ScenarioFacts {
  /** Each once: the scenario cannot be played where one of them cannot happen. */
  readonly faults: readonly FaultFacts[];
  /** Faults that may happen, where they can. */
  readonly drawn: readonly FaultFacts[];
  /** In the order of the steps: what was said, and the id of the step that says it. */
  readonly choices: readonly { readonly of: Choice; readonly value: string; readonly id: string }[];
}

/** The part of cucumber's library that is looked at; its public type is only a marker. */
interface Library {
  readonly stepDefinitions: readonly {
    readonly expression: {
      match(text: string): readonly { getValue(world: null): unknown }[] | null;
    };
    readonly options: { readonly wrapperOptions?: StepFacts };
  }[];
}

/** Matches the steps of a scenario to their definitions and collects what these say. */
export function factsOfScenario(
  steps: readonly PlainStep[],
  support: ISupportCodeLibrary,
): ScenarioFacts {
  const { stepDefinitions } = support as unknown as Library;
  const said = steps.flatMap(({ id, text, argument }) =>
    stepDefinitions.flatMap(({ expression, options: { wrapperOptions = {} } }) => {
      const found = expression.match(text);
      if (found === null) return [];
      const { faults = [], draws = [], chooses = [], faultsInColumn } = wrapperOptions;
      const names = namedIn(argument?.dataTable?.rows ?? [], faultsInColumn);
      const named = FAULTS.filter(({ name }) => names.includes(name));
      const values = found.map((parameter) => parameter.getValue(null));
      const spoken = chooses.map((of, i) => ({ of, value: String(values[i]), id }));
      const listed = names.map((value) => ({ of: 'fault', value, id }) as const);
      return [{ faults: [...faults, ...named], draws, choices: [...spoken, ...listed] }];
    }),
  );
  return {
    faults: [...new Set(said.flatMap(({ faults }) => faults))],
    drawn: [...new Set(said.flatMap(({ draws }) => draws))],
    choices: said.flatMap(({ choices }) => choices),
  };
}

/** The cells of one column; a table without it is the step's to refuse. */
function namedIn([head, ...rows]: readonly Row[], column: string | undefined): string[] {
  const at = head?.cells.findIndex(({ value }) => value === column) ?? -1;
  return rows.flatMap(({ cells }) => cells[at]?.value ?? []);
}

/** The last of several choices of one thing. */
export const chosen = ({ choices }: ScenarioFacts, what: Choice): string | undefined =>
  choices.findLast(({ of }) => of === what)?.value;
