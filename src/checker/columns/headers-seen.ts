import type { Header } from '../../history/types.ts';

/** The different headers of an epoch's answers: one for each member and term, so there are few. */
export class HeadersSeen {
  readonly all: Header[] = [];

  /** The place of a header in `all`; a new one when none like it was met. */
  meet(header: Header): number {
    const { all } = this;
    for (let i = 0; i < all.length; i++) if (all[i] === header) return i;
    for (let i = 0; i < all.length; i++) {
      const { member, term, cluster } = all[i] as Header;
      if (member === header.member && term === header.term && cluster === header.cluster) return i;
    }
    return all.push(header) - 1;
  }
}
