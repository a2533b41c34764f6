import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { EXIT } from '../../../src/core/verdict.ts';
import { FAULTS } from '../../../src/faults/catalogue.ts';
import {
  FAULTS_BY_NAME,
  NOT_BY_NAME,
  faultNamed,
} from '../../../src/drill/faults-by-name/faults-by-name.ts';

test('every fault of the catalogue can be named, or the reason is written down', () => {
  const named = [...FAULTS_BY_NAME.map(({ facts }) => facts.name), ...Object.keys(NOT_BY_NAME)];
  assert.deepEqual(named.toSorted(), FAULTS.map(({ name }) => name).toSorted());
});

test('a misspelt name is told its neighbour, a name left out its reason', () => {
  const said = (name: string): unknown => {
    try {
      return faultNamed(name).facts.name;
    } catch (error) {
      const { code, exit, facts } = error as DoomsdayError;
      return { code, exit, observed: facts.observed, likely: facts.likely };
    }
  };
  const code = { code: 'NO_SUCH_FAULT', exit: EXIT.usage };
  assert.deepEqual(said('isolat'), {
    ...code,
    observed: 'isolat',
    likely: 'did you mean "isolate"?',
  });
  assert.deepEqual(said('lose'), { ...code, observed: NOT_BY_NAME['lose'], likely: undefined });
  assert.equal(said('kill'), 'kill');
});
