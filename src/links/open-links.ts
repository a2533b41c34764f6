import { seconds, type Duration } from '../core/duration.ts';
import type { Links } from './link.ts';
import { ProxyLink, type LinkPlan } from './proxy-link.ts';
import { toxiproxyClient } from './toxiproxy-api.ts';

/** What links need to know of the Toxiproxy that a runtime started. */
export interface LinkHost {
  readonly control: { readonly host: string; readonly port: number };
  place(forClients: boolean): LinkPlan['place'];
}

/**
 * Toxiproxy answers within milliseconds, but a bandwidth toxic whose receiver has just hung up is
 * taken off after 5, 10 or 15 s, measured 72 times: the piece that it holds, the one before it and
 * one that comes meanwhile each wait 5 s for a reader. What takes longer is stuck. Source:
 * Toxiproxy 2.12, toxics/bandwidth.go and RemoveToxic in link.go.
 */
const ANSWER_WITHIN = seconds(25);

/** The links of one Toxiproxy. Nothing is created yet. */
export function openLinks(host: LinkHost, answerWithin: Duration = ANSWER_WITHIN): Links {
  const client = toxiproxyClient(host.control, answerWithin);
  const made: ProxyLink[] = [];
  const make = async (plan: Omit<LinkPlan, 'place'>): Promise<ProxyLink> => {
    const place = host.place(plan.kind === 'client');
    const link = await ProxyLink.create({ ...plan, place }, client);
    made.push(link);
    return link;
  };
  return {
    peer: ({ from, to, upstream }) =>
      make({ name: `peer:${from}->${to}`, kind: 'peer', from, to, upstream }),
    client: ({ to, upstream }) => make({ name: `client:${to}`, kind: 'client', to, upstream }),
    disk: ({ of, upstream }) =>
      make({ name: `disk:${of}`, kind: 'disk', from: of, to: of, upstream }),
    all: () => made,
  };
}
