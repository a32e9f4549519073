/**
 * What federation keeps, in memory: for tests and for the simulation. Each change is whole or not at all, and durable when it
 * returns; `crash` gives what a new process would find. `changeFault` may throw before or after a change, as `fault` does.
 */
import type { PartnerActDone } from '../contract/partner-act.ts';
import { emptyKeptLog, type KeptLog, MemoryLogKeeping } from '../evidence/memory-keeping.contract.ts';
import type { FederationChange, FederationKeeping, InboundEntry, PeerRow } from './keeping.ts';

interface KeptFederation {
  readonly log: KeptLog;
  readonly recorded: Map<string, number>;
  readonly done: Map<string, PartnerActDone>;
  readonly cards: { readonly nodeId: string; readonly jws: string }[];
  readonly inbound: Map<string, InboundEntry>;
  readonly peers: Map<string, PeerRow>;
  readonly served: Map<string, number>;
}

const empty = (): KeptFederation => ({
  log: emptyKeptLog(),
  recorded: new Map(),
  done: new Map(),
  cards: [],
  inbound: new Map(),
  peers: new Map(),
  served: new Map(),
});

export class MemoryFederationKeeping extends MemoryLogKeeping implements FederationKeeping {
  readonly #all: KeptFederation;
  /** Entries that were to be taken in a second time. */
  refusedTwice = 0;
  changeFault: ((moment: 'before' | 'after') => void) | undefined;

  constructor(all: KeptFederation = empty()) {
    super(all.log);
    this.#all = all;
  }

  override crash(): MemoryFederationKeeping {
    this.die();
    return new MemoryFederationKeeping(this.#all);
  }

  override copy(): MemoryFederationKeeping {
    const { recorded, done, cards, inbound, peers, served } = this.#all;
    return new MemoryFederationKeeping({
      log: super.copy().kept,
      recorded: new Map(recorded),
      done: new Map(done),
      cards: [...cards],
      inbound: new Map(inbound),
      peers: new Map(peers),
      served: new Map(served),
    });
  }

  change(change: FederationChange): void {
    this.checkpoint();
    this.changeFault?.('before');
    const all = this.#all;
    for (const entry of change.inbound ?? []) {
      const key = `${entry.origin} ${entry.index}`;
      if (all.inbound.has(key)) {
        this.refusedTwice++;
        throw new Error(`entry ${key} is held already`);
      }
      all.inbound.set(key, entry);
    }
    if (change.waiting !== undefined) this.putWaiting(change.waiting);
    if (change.recordedThrough !== undefined)
      all.recorded.set(change.recordedThrough.theatreId, change.recordedThrough.seq);
    if (change.done !== undefined) all.done.set(change.done.actId, change.done);
    all.cards.push(...(change.cards ?? []));
    for (const { origin, index } of change.forget ?? []) all.inbound.delete(`${origin} ${index}`);
    if (change.peer !== undefined) all.peers.set(change.peer.origin, change.peer);
    if (change.served !== undefined) all.served.set(change.served.nodeId, change.served.throughOrdinal);
    this.writes++;
    this.changeFault?.('after');
  }

  recordedThrough(theatreId: string): number {
    return this.#all.recorded.get(theatreId) ?? 0;
  }

  done(actId: string): PartnerActDone | undefined {
    return this.#all.done.get(actId);
  }

  cards(): readonly { readonly nodeId: string; readonly jws: string }[] {
    return [...this.#all.cards];
  }

  inbound(): Iterable<InboundEntry> {
    return [...this.#all.inbound.values()];
  }

  inboundCount(nodeId: string): number {
    let count = 0;
    for (const entry of this.#all.inbound.values()) if (entry.nodeId === nodeId) count++;
    return count;
  }

  peers(): readonly PeerRow[] {
    return [...this.#all.peers.values()];
  }

  servedThrough(nodeId: string): number {
    return this.#all.served.get(nodeId) ?? 0;
  }
}
