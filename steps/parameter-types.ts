import { defineParameterType } from '@cucumber/cucumber';
import type { TargetSpec } from '../src/faults/target.ts';

const SPOKEN: Readonly<Record<string, TargetSpec>> = {
  'the leader': 'leader',
  'a follower': 'a follower',
  'all followers': 'all followers',
  'a random member': 'a random member',
  'a minority of the members': 'a minority',
  'a majority of the members': 'a majority',
  'all members': 'all members',
};

defineParameterType({
  name: 'target',
  regexp: new RegExp(`${Object.keys(SPOKEN).join('|')}|member m[1-9]`),
  transformer: (text: string): TargetSpec =>
    SPOKEN[text] ?? { member: text.replace(/^member /, '') },
});
