import {
  After,
  AfterStep,
  Before,
  BeforeStep,
  setDefaultTimeout,
  setDefinitionFunctionWrapper,
  setWorldConstructor,
} from '@cucumber/cucumber';
import { currentRun } from '../src/drill/current-run.ts';
import { ChaosWorld } from './world.ts';

// Every wait inside a drill has a named deadline of its own; cucumber's would leave things running.
setDefaultTimeout(-1);
setWorldConstructor(ChaosWorld);

// The error of a step is kept as it was thrown: the verdict needs its code, not its text.
setDefinitionFunctionWrapper((step: (...args: unknown[]) => unknown) => {
  return async function (this: unknown, ...args: unknown[]): Promise<unknown> {
    try {
      return await step.apply(this, args);
    } catch (error) {
      if (this instanceof ChaosWorld) currentRun().stepFailed(error);
      throw error;
    }
  };
});

// A scenario that needs what is not here is skipped before anything of it is made.
Before(async function (this: ChaosWorld, { pickle, gherkinDocument }) {
  const feature = gherkinDocument.feature?.name ?? pickle.uri;
  const { name: scenario, uri: where, steps } = pickle;
  const drill = await currentRun().beginDrill({ feature, scenario, where, steps });
  if (drill === undefined) return 'skipped';
  this.begin(drill);
  return undefined;
});

BeforeStep(function ({ pickleStep }) {
  currentRun().stepBegins(pickleStep.text);
});

AfterStep(function ({ pickleStep, result }) {
  currentRun().stepEnds(pickleStep.text, result);
});

// A drill always ends here: healed, read, judged, removed; and its verdict is the scenario's.
After(async function () {
  await currentRun().endDrill();
});
