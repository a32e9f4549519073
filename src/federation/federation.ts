/**
 * Federation as its surroundings see it: a machine without clock, I/O or randomness of its own. Whoever runs it gives it time,
 * what partners ask and what they answered; it gives back what to send. `federation-node.ts` is the one implementation: in a
 * node over SQLite and mutual TLS, in the simulation over memory and a seeded network.
 */
import type { Act } from '../contract/act.ts';
import type { Approval } from '../contract/agreement.ts';
import type { Alert } from '../contract/alert.ts';
import type { PartnerActBody, PartnerActDone } from '../contract/partner-act.ts';
import type {
  AlertLabel,
  DamageReport,
  PartnersState,
  RecognisedShip,
  ReleasePreview,
} from '../contract/partner-views.ts';
import type { WireAnswer, WireRequest } from '../contract/partner-wire.ts';
import type { Subject } from '../contract/record.ts';
import type { Hashing, Randomness, Signer, Verifying } from '../evidence/keeping.ts';
import type { FederationKeeping } from './keeping.ts';

export interface FederationOptions {
  /** The node's own card, signed: as it is exchanged. */
  readonly ownCard: string;
  readonly crypto: Hashing & Verifying & Randomness;
  readonly signers: { readonly log: Signer; readonly record: Signer; readonly witness: Signer };
  /** For padding leaves and for cursors; secret, 32 bytes each. */
  readonly padKey: Uint8Array;
  readonly cursorKey: Uint8Array;
  readonly keeping: FederationKeeping;
  /** Instead of the log's own: how many ticks of padding are reserved at once. */
  readonly reservedTicks?: number;
}

/** An act whose officers are known: two-person acts carry both approvals, signed over this node and the body. */
export interface CheckedAct {
  readonly actId: string;
  readonly officerName: string;
  readonly approvals: readonly Approval[];
  readonly body: PartnerActBody;
}

export interface Wanted {
  readonly partner: string;
  readonly request: WireRequest;
}

/** A partner's question that waits for this node's answer. */
export interface AskedOfUs {
  readonly questionId: string;
  readonly from: string;
  readonly ring: readonly (readonly [number, number])[];
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface FoundShips {
  readonly watched: boolean;
  readonly ships: readonly {
    readonly mmsi: number;
    readonly name?: string;
    readonly firstMs: number;
    readonly lastMs: number;
  }[];
  readonly truncated: boolean;
}

export interface Federation {
  readonly nodeId: string;
  /** Grows whenever `state` would say something new. */
  readonly revision: number;

  /** What a theatre changed, recorded in the own log, and released where a rule says so. Durable when it returns; known numbers are passed over. */
  recordChanges(theatreId: string, seq: number, alerts: readonly Alert[], acts: readonly Act[], nowMs: number): void;
  recordedThrough(theatreId: string): number;

  /** Durable when it returns; the same `actId` gives the same answer. Throws MerivahtError. */
  act(act: CheckedAct, nowMs: number): PartnerActDone;
  preview(to: string, subject: Subject, fields: 'all' | readonly string[], nowMs: number): ReleasePreview;
  damageReport(partner: string, nowMs: number): DamageReport;
  labelOf(theatreId: string, alertId: string): AlertLabel;
  state(nowMs: number): PartnersState;

  /** Vessels heard in an own theatre: those that a partner told of or that stand on an adopted list, once each. */
  meet(
    theatreId: string,
    vessels: readonly {
      readonly mmsi: number;
      readonly imo?: number | undefined;
      readonly name?: string | undefined;
    }[],
    nowMs: number,
  ): readonly RecognisedShip[];

  /** Questions that the agreement lets us answer, oldest first; refused ones are answered by the machine itself. */
  askedOfUs(): readonly AskedOfUs[];
  answer(questionId: string, found: FoundShips, nowMs: number): void;

  /** One tick of the log: always as many leaves. The new size, for `events`. */
  publish(nowMs: number): number;
  /** What a partner asks; only for one that `isOpenTo`. Never throws for what a partner sends. */
  serve(partner: string, request: WireRequest, nowMs: number): WireAnswer;
  /** Whether it may be spoken with at all: active, not run out. */
  isOpenTo(partner: string, nowMs: number): boolean;
  /** What to ask of partners now; at most one request a partner is out at a time. `hurry`: it said that it has something new. */
  wanted(nowMs: number): readonly Wanted[];
  hurry(partner: string): void;
  /** What a partner answered; undefined where it did not. Never throws. */
  heard(partner: string, request: WireRequest, answer: WireAnswer | undefined, nowMs: number): void;
}
