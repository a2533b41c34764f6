import { harmsPermissions } from './harm-permissions.ts';

/** As a copy from a read-only snapshot leaves them. */
const WRITE = 0o222;

export const wrongMode = harmsPermissions({
  facts: {
    name: 'wrong-mode',
    summary: 'Nobody may write to the data dir of the stopped target, nor to anything in it.',
  },
  harmed: (one) => ({
    ...one,
    mode: (Number.parseInt(one.mode, 8) & ~WRITE).toString(8).padStart(4, '0'),
  }),
});
