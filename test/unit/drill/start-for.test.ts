import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFor } from '../../../src/drill/start-for.ts';
import type { FaultFacts } from '../../../src/faults/define-fault.ts';
import { pause } from '../../../src/faults/machine/pause.ts';

const around = { runtime: 'process', etcd: '3.7.1', members: 3 } as const;
const power: FaultFacts = { ...pause, start: { canLosePower: true } };
const never: FaultFacts = { ...power, needs: [{ what: 'x', unmet: () => 'no x' }] };

const cases: readonly [string, FaultFacts[], FaultFacts[], object][] = [
  ['no fault asks for anything', [pause], [pause], {}],
  ['a fault that is injected', [pause, power], [], { canLosePower: true }],
  ['a fault that may be drawn', [pause], [power], { canLosePower: true }],
  ['a fault that cannot be drawn here', [pause], [never], {}],
];

for (const [what, faults, drawn, start] of cases) {
  test(what, () => assert.deepEqual(startFor({ faults, drawn }, around), start));
}
