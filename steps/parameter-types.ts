import { defineParameterType } from '@cucumber/cucumber';
import type { LinkEnd, TargetSpec } from '../src/faults/target.ts';

const SPOKEN: Readonly<Record<string, TargetSpec>> = {
  'the leader': 'leader',
  'a follower': 'a follower',
  'all followers': 'all followers',
  'a random member': 'a random member',
  'a minority of the members': 'a minority',
  'a majority of the members': 'a majority',
  'all members': 'all members',
};

const END = 'the leader|a follower|m[1-9]';
const LINK = new RegExp(`the link from (?<from>${END}) to (?<to>${END})`);

const TARGET = new RegExp(`${Object.keys(SPOKEN).join('|')}|member m[1-9]`);

/** A target in a feature's words; see `isTarget`. */
export const spokenTarget = (text: string): TargetSpec =>
  SPOKEN[text] ?? { member: text.replace(/^member /, '') };

export const isTarget = (text: string): boolean => new RegExp(`^(?:${TARGET.source})$`).test(text);

defineParameterType({ name: 'target', regexp: TARGET, transformer: spokenTarget });

const linkEnd = (text: string): LinkEnd => {
  if (text === 'a follower') return text;
  return text === 'the leader' ? 'leader' : { member: text };
};

/** A link by its ends, in the order of the messages: `the link from the leader to m2`. */
defineParameterType({
  name: 'link',
  regexp: new RegExp(LINK.source.replaceAll(/\?<\w+>/g, '?:')),
  transformer: (text: string): TargetSpec => {
    const { from = '', to = '' } = LINK.exec(text)?.groups ?? {};
    return { from: linkEnd(from), to: linkEnd(to) };
  },
});

/** The name or the file of a scene, between quotes. */
defineParameterType({
  name: 'scene',
  regexp: /"([^"]*)"/,
  transformer: (text: string): string => text,
});

/** A release of etcd: `3.6.14`. Whether there is one is found out before anything is made. */
defineParameterType({
  name: 'etcd',
  regexp: /\S+/,
  transformer: (text: string): string => text.replace(/^v(?=\d)/, ''),
});
