/** What partners released to us, newest first; what is quarantined stands apart, and nothing of it is in the own queue. */
import type { InboundItem, PartnersState } from '../../../src/contract/partner-views.ts';
import { mmsiOf } from '../../state/known-ships.ts';

export interface InboundSplit {
  readonly standing: readonly InboundItem[];
  readonly quarantined: readonly InboundItem[];
}

/** `from`: of this partner alone. */
export function splitInbound(inbound: readonly InboundItem[], from?: string): InboundSplit {
  const newest = inbound
    .filter((item) => from === undefined || item.from === from)
    .sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : a.receivedAt > b.receivedAt ? -1 : b.ref.index - a.ref.index));
  return {
    standing: newest.filter((item) => !item.quarantined),
    quarantined: newest.filter((item) => item.quarantined),
  };
}

/** The ship an item is of, as it says itself. */
export function shipText(item: Pick<InboundItem, 'subject' | 'document'>): string | undefined {
  const { name } = (item.document.vessel ?? {}) as { readonly name?: unknown };
  const mmsi = mmsiOf(item);
  if (typeof name === 'string' && name !== '') return name;
  return mmsi === undefined ? undefined : `MMSI ${mmsi}`;
}

export const textField = (document: Readonly<Record<string, unknown>>, field: string): string | undefined => {
  const value = document[field];
  return typeof value === 'string' ? value : undefined;
};

/** Recalls that wait for us to answer first, then the others; ours and theirs apart. */
export function splitRecalls(recalls: PartnersState['recalls'], us: string) {
  const waitingFirst = [...recalls].sort((a, b) => Number(b.answered === 'waiting') - Number(a.answered === 'waiting'));
  return {
    ofUs: waitingFirst.filter((each) => each.to === us),
    byUs: waitingFirst.filter((each) => each.from === us),
  };
}
