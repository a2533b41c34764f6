import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../../../src/faults/operator/member-added-twice.ts';

/** What came back from a member add, as the client says it. */
const CASES: readonly [said: string, refusal: boolean][] = [
  ['etcdserver: Peer URLs already exists', true],
  ['9 FAILED_PRECONDITION: etcdserver: member ID already exist', true],
  ['14 UNAVAILABLE: etcdserver: unhealthy cluster', true],
  ['etcdserver: re-configuration failed due to not enough started members', true],
  ['etcdserver: request timed out', false],
  ['etcdserver: request timed out, possibly due to connection lost', false],
  ['4 DEADLINE_EXCEEDED: Deadline exceeded after 3.001s', false],
  ['14 UNAVAILABLE: No connection established', false],
  ['etcdserver: no leader', false],
  ['etcdserver: too many learner members in cluster', false],
  ['etcd took http://127.1.2.3:1 as member 4', false],
  ['nothing was asked', false],
];

for (const [said, refusal] of CASES) {
  test(said, () => assert.equal(isRefusal(said), refusal));
}
