import { defineParameterType } from '@cucumber/cucumber';
import { NAME, spokenTarget, TARGET } from '../src/drill/spoken-target.ts';
import type { LinkEnd } from '../src/faults/target.ts';

defineParameterType({ name: 'target', regexp: TARGET, transformer: spokenTarget });

/** An end of a link: `the link between the leader and m2`. */
defineParameterType({
  name: 'end',
  regexp: new RegExp(`the leader|a follower|${NAME}`),
  transformer: (text: string): LinkEnd => {
    if (text === 'a follower') return text;
    return text === 'the leader' ? 'leader' : { member: text };
  },
});

/** The name of a fault that can be played by its name alone: `disk-stall`. */
defineParameterType({
  name: 'fault',
  regexp: /[a-z]+(?:-[a-z]+)*/,
  transformer: (text: string): string => text,
});

/** Groups of members, between quotes: `"m1 m2 | m3"`. */
defineParameterType({
  name: 'groups',
  regexp: /"([^"]*)"/,
  transformer: (text: string): string => text,
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
