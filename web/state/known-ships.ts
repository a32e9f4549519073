/** What partners told of a ship: for its card, for search, and for the notice that it was met. Types only: part of the first load. */
import { useQuery } from '@tanstack/react-query';
import type { InboundItem, PartnersState, RecognisedShip } from '../../src/contract/partner-views.ts';
import type { WatchList } from '../../src/contract/record.ts';

export const PARTNERS_KEY = ['partners'] as const;

/** What is kept of `/api/partners`, and of which start of the server it is: revisions count anew after each. */
export interface KnownPartners {
  readonly boot: string | undefined;
  readonly state: PartnersState;
}

/** What the poll in the shell last brought; asks nothing itself. */
export function usePartnersCache(): PartnersState | undefined {
  return useQuery<KnownPartners>({ queryKey: PARTNERS_KEY, enabled: false }).data?.state;
}

/** The ship a partner's item is of: from its subject, else from its document. */
export function mmsiOf({ subject, document }: Pick<InboundItem, 'subject' | 'document'>): number | undefined {
  if (subject.class === 'vessel') return subject.mmsi;
  const vessel = document.vessel as { readonly mmsi?: unknown } | undefined;
  return typeof vessel?.mmsi === 'number' ? vessel.mmsi : undefined;
}

export interface ListEntry {
  readonly from: string;
  readonly title: string;
  readonly version: number;
  readonly because: string;
  /** By which number it was found: an MMSI can be typed by anybody. */
  readonly by: 'imo' | 'mmsi';
}

export interface ShipKnown {
  readonly recognised: readonly RecognisedShip[];
  readonly items: readonly InboundItem[];
  /** On lists that were adopted. */
  readonly entries: readonly ListEntry[];
  readonly adoptedLists: number;
}

type Told = Pick<PartnersState, 'recognised' | 'inbound' | 'lists'>;

export function shipKnown(state: Told | undefined, mmsi: number, imo?: number): ShipKnown {
  const adopted = (state?.lists ?? []).filter((each) => each.adopted);
  return {
    recognised: (state?.recognised ?? []).filter((each) => each.mmsi === mmsi),
    items: (state?.inbound ?? []).filter((item) => !item.quarantined && mmsiOf(item) === mmsi),
    entries: adopted.flatMap(({ from, list }) => entriesOf(from, list, mmsi, imo)),
    adoptedLists: adopted.length,
  };
}

function entriesOf(from: string, list: WatchList, mmsi: number, imo: number | undefined): ListEntry[] {
  return list.entries
    .filter((entry) => entry.mmsi === mmsi || (imo !== undefined && entry.imo === imo))
    .map((entry) => ({
      from,
      title: list.title,
      version: list.version,
      because: entry.because,
      by: imo !== undefined && entry.imo === imo ? ('imo' as const) : ('mmsi' as const),
    }));
}

/** Nodes that told of a ship, each once, in the order they stand. */
export function knownFrom(state: Told | undefined, mmsi: number): string[] {
  const { recognised, items, entries } = shipKnown(state, mmsi);
  return [...new Set([...recognised, ...items, ...entries].map((each) => each.from))];
}
