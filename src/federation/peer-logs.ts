/**
 * How far each partner's log is verified, with the checkpoints seen of it lately: what an equivocation shows against. A checkpoint
 * that another partner saw is compared at once where this node saw one of the same size; else it is a claim, which the log itself
 * must prove consistent with what it told us.
 */
import { equalBytes } from '../evidence/bytes.ts';
import type { Checkpoint } from '../evidence/checkpoint.ts';
import { cosignedAtS } from '../evidence/cosignature.ts';
import type { Hashing, Verifying } from '../evidence/keeping.ts';
import { verifyConsistency } from '../evidence/merkle.ts';
import type { SignedNote } from '../evidence/signed-note.ts';
import { type EquivocationProof, equivocationOf, type SignedCheckpoint, signedCheckpoint } from './equivocation.ts';
import type { PeerRow } from './keeping.ts';
import type { KnownCard, Relations } from './relations.ts';

/** Checkpoints remembered of each log. */
const MAX_RECENT = 256;
/** Claims that wait, of each log; a newer one of the same partner takes the place of its older. */
const MAX_CLAIMS = 16;
const MAX_COSIGNATURES = 32;
/** A cosignature seen so lately is shown. */
const WITNESSED_WITHIN_MS = 60_000;

export type VerifiedPeer = PeerRow & { readonly signed: SignedCheckpoint; readonly writtenAtMs: number };

interface PeerLog {
  row: VerifiedPeer;
  readonly recent: Map<number, SignedCheckpoint>;
  readonly claims: Map<string, SignedCheckpoint>;
  readonly witnessedAtMs: Map<string, number>;
}

export class PeerLogs {
  readonly #logs = new Map<string, PeerLog>();
  readonly #crypto: Pick<Hashing, 'sha256'> & Verifying;

  constructor(crypto: Pick<Hashing, 'sha256'> & Verifying) {
    this.#crypto = crypto;
  }

  /** As it was kept; passed over where its log is not the one of a card that is known. */
  load(row: PeerRow, known: KnownCard | undefined): void {
    const signed = known === undefined ? undefined : signedCheckpoint(row.note, known.logKey, this.#crypto);
    if (signed !== undefined && signed.size === row.size) this.moved(row, signed);
  }

  row(origin: string): VerifiedPeer | undefined {
    return this.#logs.get(origin)?.row;
  }

  /** Verified up to here; `writtenAtMs` is when that was last made durable. */
  moved(row: PeerRow, signed: SignedCheckpoint, writtenAtMs = row.verifiedAtMs): void {
    const log = this.#logs.get(row.origin);
    const verified = { ...row, signed, writtenAtMs };
    if (log === undefined) {
      const recent = new Map([[signed.size, signed]]);
      this.#logs.set(row.origin, { row: verified, recent, claims: new Map(), witnessedAtMs: new Map() });
      return;
    }
    log.row = verified;
    log.recent.set(signed.size, signed);
    if (log.recent.size > MAX_RECENT) log.recent.delete(log.recent.keys().next().value!);
  }

  forgetCursor(origin: string): void {
    const log = this.#logs.get(origin);
    if (log !== undefined) log.row = { ...log.row, cursor: '' };
  }

  /** What another partner saw of this log. */
  claimed(origin: string, by: string, seen: SignedCheckpoint): EquivocationProof | undefined {
    const log = this.#logs.get(origin);
    if (log === undefined || seen.size === 0) return undefined;
    const own = log.recent.get(seen.size);
    if (own !== undefined) return equivocationOf(own, seen, [], this.#crypto);
    if (log.claims.has(by) || log.claims.size < MAX_CLAIMS) log.claims.set(by, seen);
    return undefined;
  }

  /** A claim that lies behind what is verified: the log is to prove how that follows from it. */
  question(origin: string): { readonly from: number; readonly to: number } | undefined {
    const log = this.#logs.get(origin);
    if (log === undefined) return undefined;
    for (const claim of log.claims.values())
      if (claim.size < log.row.size) return { from: claim.size, to: log.row.size };
    return undefined;
  }

  /** The log's proof. Settles the claims of that size; `unproven` where it proves nothing, and the claim is dropped. */
  proven(
    origin: string,
    from: number,
    to: number,
    proof: readonly Uint8Array[],
  ): 'consistent' | 'unproven' | EquivocationProof {
    const log = this.#logs.get(origin);
    const newer = log?.recent.get(to);
    if (log === undefined || newer === undefined) return 'unproven';
    let verdict: 'consistent' | 'unproven' | EquivocationProof = 'unproven';
    for (const [by, claim] of log.claims) {
      if (claim.size !== from) continue;
      const found = equivocationOf(claim, newer, proof, this.#crypto);
      // The claim stays: where the disk does not take the conviction, it is asked about again.
      if (found !== undefined) return found;
      log.claims.delete(by);
      if (verifyConsistency(this.#crypto, from, to, proof, claim.root, newer.root)) verdict = 'consistent';
    }
    return verdict;
  }

  /** Whether this very checkpoint was verified here lately. */
  hasSeen({ origin, size, root }: Checkpoint): boolean {
    const seen = this.#logs.get(origin)?.recent.get(size);
    return seen !== undefined && equalBytes(seen.root, root);
  }

  /** Cosignatures under a checkpoint of it, by witnesses whose keys are known. */
  witnessed(origin: string, note: SignedNote, relations: Relations, own: KnownCard, nowMs: number): void {
    const log = this.#logs.get(origin);
    if (log === undefined) return;
    const witnesses = [own, ...relations.all().map((relation) => relation.known)];
    for (const { name } of note.signatures.slice(0, MAX_COSIGNATURES)) {
      const known = witnesses.find(({ witnessKey }) => witnessKey.name === name);
      if (known !== undefined && cosignedAtS(note, known.witnessKey, this.#crypto) !== undefined)
        log.witnessedAtMs.set(known.card.nodeId, nowMs);
    }
  }

  /** Nodes whose cosignatures were seen lately under this log's checkpoints. */
  witnesses(origin: string, nowMs: number): string[] {
    const seen = this.#logs.get(origin)?.witnessedAtMs ?? new Map<string, number>();
    return [...seen]
      .filter(([, atMs]) => nowMs - atMs < WITNESSED_WITHIN_MS)
      .map(([name]) => name)
      .sort();
  }
}
