import { harmsPermissions } from './harm-permissions.ts';

/** As a copy by another user leaves them: modes stay as they are, and let the owner alone in. */
export const wrongOwner = harmsPermissions({
  facts: {
    name: 'wrong-owner',
    summary: 'The data dir of the stopped target, and everything in it, belongs to another user.',
    needs: [
      {
        what: 'root, who alone can give files away',
        unmet: ({ runtime }) => {
          if (runtime === 'docker') return 'containers of members have none of its privileges';
          return process.getuid?.() === 0 ? undefined : 'members are processes of another user';
        },
      },
    ],
  },
  harmed: (one) => ({ ...one, uid: one.uid + 1, gid: one.gid + 1 }),
});
