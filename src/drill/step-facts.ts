import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';
import { FAULTS } from '../faults/catalogue.ts';
import type { FaultFacts } from '../faults/define-fault.ts';
import { membersNamed } from './spoken-target.ts';

/** What a step may choose by its words: a scene's name, an etcd release, a fault, groups of members. */
export type Choice = 'scene' | 'etcd' | 'fault' | 'groups';

/** What a step definition says of itself in its `wrapperOptions`, before any of its code runs. */
export interface StepFacts {
  /** Every fault that the step may inject. */
  readonly faults?: readonly FaultFacts[];
  /** Faults that the step draws among, as far as their needs are met. */
  readonly draws?: readonly FaultFacts[];
  /** The column of the step's table whose cells are names of faults; beside it are targets. */
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
  /** Members that a sentence calls by name, and the id of its step. */
  readonly named: readonly { readonly name: string; readonly id: string }[];
  /** Tables of faults and targets, and the ids of their steps. */
  readonly tables: readonly { readonly rows: readonly string[][]; readonly id: string }[];
  /** The ids of the steps that draw among faults. */
  readonly storms: readonly string[];
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
  const said = steps.flatMap((step) =>
    stepDefinitions.flatMap(({ expression, options: { wrapperOptions = {} } }) => {
      const found = expression.match(step.text);
      if (found === null) return [];
      const values = found.map((parameter) => parameter.getValue(null));
      return [factsOfStep(step, wrapperOptions, values)];
    }),
  );
  return {
    faults: [...new Set(said.flatMap(({ faults }) => faults))],
    drawn: [...new Set(said.flatMap(({ drawn }) => drawn))],
    choices: said.flatMap(({ choices }) => choices),
    named: said.flatMap(({ named }) => named),
    tables: said.flatMap(({ tables }) => tables),
    storms: said.flatMap(({ storms }) => storms),
  };
}

function factsOfStep(
  { id, argument }: PlainStep,
  { faults = [], draws = [], chooses = [], faultsInColumn }: StepFacts,
  values: readonly unknown[],
): ScenarioFacts {
  const choices = chooses.map((of, i) => ({ of, value: String(values[i]), id }));
  const table = argument?.dataTable?.rows.map(({ cells }) => cells.map(({ value }) => value)) ?? [];
  const spoken = choices.flatMap(({ of, value }) => (of === 'fault' ? [value] : []));
  const names = new Set([...spoken, ...columnOf(table, faultsInColumn)]);
  return {
    faults: [...faults, ...FAULTS.filter(({ name }) => names.has(name))],
    drawn: draws,
    choices,
    named: values.flatMap((value) => membersNamed(value).map((name) => ({ name, id }))),
    tables: faultsInColumn === undefined ? [] : [{ rows: table, id }],
    storms: draws.length === 0 ? [] : [id],
  };
}

function columnOf([head, ...rows]: readonly string[][], column: string | undefined): string[] {
  const at = head?.findIndex((value) => value === column) ?? -1;
  return rows.flatMap((cells) => cells[at] ?? []);
}

/** The last of several choices of one thing. */
export const chosen = (
  { choices }: Pick<ScenarioFacts, 'choices'>,
  what: Choice,
): string | undefined => choices.findLast(({ of }) => of === what)?.value;
