/**
 * One change of a node: what it says, what it took in, how far it read, all durable together or not at all. A record is signed
 * once and waits for one leaf in each lane it is addressed to, with a salt of its own each; so what one reader is given tells
 * nothing of the others.
 */

import { MerivahtError } from '../contract/errors.ts';
import type { Label } from '../contract/label.ts';
import {
  type FederationRecord,
  MAX_RECORD_BYTES,
  RECORD_SCHEMA,
  type RecordBody,
  type Subject,
} from '../contract/record.ts';
import type { EntryRef } from '../contract/shared-case.ts';
import { RECORD_TYP, signJws } from '../evidence/jws.ts';
import type { Lane, Signer } from '../evidence/keeping.ts';
import type { NodeLog, Saying } from '../evidence/node-log.ts';
import type { FederationChange, FederationKeeping } from './keeping.ts';
import type { NodeState } from './node-state.ts';
import type { VerifiedOpening } from './read-partner.ts';

export interface Draft {
  readonly body: RecordBody;
  readonly label: Label;
  readonly lanes: readonly Lane[];
  readonly cites?: readonly EntryRef[];
}

export interface ChangeOf {
  readonly selfId: string;
  readonly signer: Signer;
  readonly log: NodeLog;
  readonly keeping: FederationKeeping;
  readonly state: NodeState;
  readonly isOwnCard: (jws: string) => boolean;
}

type Beside = Omit<FederationChange, 'waiting' | 'inbound'>;

/** Folds into the state at once; who lets it fail must read the state anew. */
export class Change {
  readonly #of: ChangeOf;
  readonly nowMs: number;
  readonly #sayings: Saying[] = [];
  readonly #saidIn = new Map<Lane, number>();
  readonly #inbound: VerifiedOpening[] = [];
  #beside: Beside = {};
  #folded = false;

  constructor(of: ChangeOf, nowMs: number) {
    this.#of = of;
    this.nowMs = nowMs;
  }

  /** Whether the state holds what is not durable yet. */
  get isFolded(): boolean {
    return this.#folded;
  }

  say({ body, label, lanes, cites }: Draft): FederationRecord {
    const { selfId, signer, state, isOwnCard } = this.#of;
    const record: FederationRecord = {
      schema: RECORD_SCHEMA,
      nodeId: selfId,
      claimedAt: new Date(this.nowMs).toISOString(),
      label,
      ...(cites === undefined || cites.length === 0 ? {} : { cites: [...cites] }),
      body,
    };
    const { jws, payloadText } = signJws({ typ: RECORD_TYP, kid: selfId }, record, signer);
    if (payloadText.length > MAX_RECORD_BYTES)
      throw new MerivahtError('MV-ACT-REFUSED', `a record of ${payloadText.length} characters is too long`);
    this.#folded = true;
    for (const lane of lanes) {
      this.#sayings.push({ lane, recordText: payloadText, jws });
      this.#saidIn.set(lane, (this.#saidIn.get(lane) ?? 0) + 1);
      state.foldOwn(record, lane, isOwnCard);
    }
    return record;
  }

  /** Records that wait for a leaf in this lane, those of this change included. */
  waitingIn(lane: Lane): number {
    return this.#of.log.waitingIn(lane) + (this.#saidIn.get(lane) ?? 0);
  }

  take(openings: readonly VerifiedOpening[]): void {
    const { state } = this.#of;
    if (openings.length > 0) this.#folded = true;
    for (const opening of openings) {
      this.#inbound.push(opening);
      state.foldInbound(opening.entry, opening.record);
    }
  }

  /** Out of the state; that it goes out of storage is said beside. */
  forget(from: string, subject: Subject): void {
    this.#folded = true;
    this.#of.state.forgetSubject(from, subject);
  }

  beside(more: Beside): void {
    this.#beside = { ...this.#beside, ...more };
  }

  get isEmpty(): boolean {
    return this.#sayings.length === 0 && this.#inbound.length === 0 && Object.keys(this.#beside).length === 0;
  }

  /** Durable when it returns. */
  commit(): void {
    if (this.isEmpty) return;
    const { log, keeping } = this.#of;
    const waiting = log.prepare(this.#sayings);
    const inbound = this.#inbound.map(({ entry }) => entry);
    try {
      keeping.change({
        ...this.#beside,
        ...(waiting.length > 0 ? { waiting } : {}),
        ...(inbound.length > 0 ? { inbound } : {}),
      });
    } catch (error) {
      log.doubt();
      throw error;
    }
    log.admit(waiting);
    this.#folded = false;
  }
}
