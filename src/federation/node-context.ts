/** What the parts of a federation node share: who it is, its log, its state, and the gate's question as things stand. */
import type { Label } from '../contract/label.ts';
import { hexOf } from '../evidence/bytes.ts';
import type { Hashing, Randomness, Signer, Verifying } from '../evidence/keeping.ts';
import type { NodeLog } from '../evidence/node-log.ts';
import { utf8Of } from '../evidence/utf8.ts';
import type { CheckedAct } from './federation.ts';
import type { FederationKeeping } from './keeping.ts';
import type { NodeState } from './node-state.ts';
import type { Change } from './own-records.ts';
import type { PeerLogs } from './peer-logs.ts';
import type { KnownCard } from './relations.ts';
import type { ReleasingOf } from './releasing.ts';

export interface NodeContext extends ReleasingOf {
  readonly own: KnownCard;
  readonly crypto: Hashing & Verifying & Randomness;
  readonly signers: { readonly log: Signer; readonly record: Signer; readonly witness: Signer };
  readonly keeping: FederationKeeping;
  readonly log: NodeLog;
  readonly state: NodeState;
  readonly peers: PeerLogs;
}

/** An act that may be done: its officers were checked. */
export interface Acting extends NodeContext {
  readonly act: CheckedAct;
  readonly change: Change;
}

/** The same act gives the same name, whenever it is done. */
export const nameOf = (crypto: Pick<Hashing, 'sha256'>, selfId: string, actId: string): string =>
  hexOf(crypto.sha256(utf8Of(`merivaht-act/1\n${selfId}\n${actId}`))).slice(0, 16);

/** Of what is said to one partner about the relation itself: recalls, receipts, refusals. */
export function relationLabel({ state }: NodeContext, to: string, nowMs: number): Label {
  const { agreement } = state.relations.standing(to, nowMs);
  return {
    tlp: 'green',
    releasableTo: [to],
    purposes: agreement === undefined ? ['cable-protection'] : [...agreement.purposes],
    personal: false,
    exercise: false,
  };
}
