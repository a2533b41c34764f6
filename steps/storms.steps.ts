import { When, type DataTable } from '@cucumber/cucumber';
import { FAULTS_BY_NAME } from '../src/drill/faults-by-name/faults-by-name.ts';
import { harmAtOnce, harmInSequence } from '../src/drill/storm/harm-by-name.ts';
import { seededStorm } from '../src/drill/storm/seeded-storm.ts';
import { harmsOf } from './harms-of.ts';
import { draws, injectsNamed } from './injects.ts';
import type { ChaosWorld } from './world.ts';

When(
  'these happen at once:',
  injectsNamed('fault'),
  async function (this: ChaosWorld, table: DataTable) {
    await harmAtOnce(this.drill, harmsOf(table));
  },
);

When(
  'these happen in sequence:',
  injectsNamed('fault'),
  async function (this: ChaosWorld, table: DataTable) {
    await harmInSequence(this.drill, harmsOf(table));
  },
);

When(
  'a seeded storm of faults passes',
  draws(...FAULTS_BY_NAME.flatMap(({ facts, weight }) => (weight > 0 ? [facts] : []))),
  async function (this: ChaosWorld) {
    await seededStorm(this.drill);
  },
);
