/**
 * Reading a partner's page: everything is verified before anything is kept. The page stands or falls with its checkpoint, its
 * consistency with what was verified before, and the inclusion of each opening; an opening that is included but is no good
 * record is counted and passed over, so that a partner does not block itself.
 */
import { entriesPage, MAX_WIRE_BYTES, type Opening } from '../contract/partner-wire.ts';
import { type FederationRecord, MAX_RECORD_BYTES, record } from '../contract/record.ts';
import { bytesOfBase64url, bytesOfHex } from '../evidence/bytes.ts';
import { type Checkpoint, openCheckpoint } from '../evidence/checkpoint.ts';
import { commitmentOf } from '../evidence/commitment.ts';
import { openJws, RECORD_TYP } from '../evidence/jws.ts';
import type { Hashing, Lane, Verifying } from '../evidence/keeping.ts';
import { leafHash, verifyConsistency, verifyInclusion } from '../evidence/merkle.ts';
import type { SignedNote } from '../evidence/signed-note.ts';
import { isTickSize, laneOf, OWN_LANE } from '../evidence/slot.ts';
import { isAddressedTo } from './addressed.ts';
import { bareNote, type EquivocationProof, equivocationOf, type SignedCheckpoint } from './equivocation.ts';
import type { InboundEntry, PeerRow } from './keeping.ts';
import type { KnownCard } from './relations.ts';

/** Why a page was set aside whole. */
export type PageFault =
  | 'too-large'
  | 'not-json'
  | 'wrong-shape'
  | 'bad-checkpoint'
  | 'wrong-size'
  | 'older-checkpoint'
  | 'bad-consistency'
  | 'forged-proof';
/** Why one opening was passed over. */
export type OpeningFault =
  | 'replayed'
  | 'other-lane'
  | 'bad-record-signature'
  | 'record-too-large'
  | 'wrong-record'
  | 'other-author'
  | 'not-for-us';

export interface VerifiedOpening {
  readonly entry: InboundEntry;
  readonly record: FederationRecord;
}

export interface VerifiedPage {
  readonly kind: 'verified';
  readonly checkpoint: SignedCheckpoint;
  /** As it came, with its cosignatures. */
  readonly note: string;
  readonly parsedNote: SignedNote;
  /** An older checkpoint of the same log, with cosignatures; not compared yet. */
  readonly witnessed: { readonly checkpoint: Checkpoint; readonly note: SignedNote } | undefined;
  readonly openings: readonly VerifiedOpening[];
  readonly passedOver: readonly OpeningFault[];
  readonly cursor: string;
  readonly more: boolean;
}
export type PageVerdict =
  | VerifiedPage
  | { readonly kind: 'refused'; readonly because: PageFault; readonly older?: SignedCheckpoint }
  | { readonly kind: 'equivocation'; readonly proof: EquivocationProof };

export interface ReadingOf {
  readonly selfId: string;
  readonly known: KnownCard;
  /** What was verified before, of the same log. */
  readonly peer: (PeerRow & { readonly signed: SignedCheckpoint }) | undefined;
  /** Of what is held already: its lane and its last leaf. */
  readonly held: { readonly lane: Lane; readonly lastIndex: number } | undefined;
  readonly crypto: Hashing & Verifying;
  readonly nowMs: number;
}

const refused = (because: PageFault): PageVerdict => ({ kind: 'refused', because });

export function readPage(reading: ReadingOf, body: string): PageVerdict {
  const { known, peer, crypto } = reading;
  if (body.length > MAX_WIRE_BYTES) return refused('too-large');
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return refused('not-json');
  }
  const parsed = entriesPage.safeParse(json);
  if (!parsed.success) return refused('wrong-shape');
  const page = parsed.data;
  const opened = openCheckpoint(page.checkpoint, known.logKey, crypto);
  if (!opened.ok) return refused('bad-checkpoint');
  const checkpoint = { ...opened.checkpoint, bareNote: bareNote(opened.note, known.logKey) };
  // Every tick has as many leaves, so no honest log has another size; and such a size is never a power of two.
  if (!isTickSize(checkpoint.size)) return refused('wrong-size');
  const consistency = page.consistency.map((hash) => bytesOfHex(hash)!);
  const since = peer?.signed;
  if (since !== undefined && since.size > 0) {
    if (checkpoint.size < since.size) return { kind: 'refused', because: 'older-checkpoint', older: checkpoint };
    const { size, root } = checkpoint;
    if (!verifyConsistency(crypto, since.size, size, consistency, since.root, root)) {
      const proof = equivocationOf(since, checkpoint, consistency, crypto);
      return proof === undefined ? refused('bad-consistency') : { kind: 'equivocation', proof };
    }
  }
  const openings: VerifiedOpening[] = [];
  const passedOver: OpeningFault[] = [];
  let held = reading.held;
  for (const opening of page.entries) {
    const verdict = readOpening(reading, opening, checkpoint, held);
    if (verdict === 'forged-proof') return refused(verdict);
    if (typeof verdict === 'string') {
      passedOver.push(verdict);
      continue;
    }
    held = { lane: laneOf(opening.index), lastIndex: opening.index };
    openings.push(verdict);
  }
  const { cursor, more, checkpoint: note } = page;
  const older = page.witnessed === undefined ? undefined : openCheckpoint(page.witnessed, known.logKey, crypto);
  const witnessed = older?.ok === true ? { checkpoint: older.checkpoint, note: older.note } : undefined;
  return { kind: 'verified', checkpoint, note, parsedNote: opened.note, witnessed, openings, passedOver, cursor, more };
}

function readOpening(
  { selfId, known, crypto, nowMs }: ReadingOf,
  opening: Opening,
  checkpoint: Checkpoint,
  held: ReadingOf['held'],
): VerifiedOpening | OpeningFault | 'forged-proof' {
  const { index, jws } = opening;
  const lane = laneOf(index);
  if (lane === OWN_LANE || (held !== undefined && held.lane !== lane)) return 'other-lane';
  if (held !== undefined && index <= held.lastIndex) return 'replayed';
  const nodeId = known.card.nodeId;
  const opened = openJws(jws, { typ: RECORD_TYP, kid: nodeId }, known.recordKey, crypto);
  if (!opened.ok) return opened.because === 'too-large' ? 'record-too-large' : 'bad-record-signature';
  const salt = bytesOfBase64url(opening.salt);
  if (salt?.length !== 32) return 'forged-proof';
  const commitment = commitmentOf(crypto, salt, opened.payloadText);
  const proof = opening.proof.map((hash) => bytesOfHex(hash)!);
  if (!verifyInclusion(crypto, index, checkpoint.size, leafHash(crypto, commitment), proof, checkpoint.root))
    return 'forged-proof';
  if (opened.payloadText.length > MAX_RECORD_BYTES) return 'record-too-large';
  const parsed = record.safeParse(opened.payload);
  if (!parsed.success) return 'wrong-record';
  if (parsed.data.nodeId !== nodeId) return 'other-author';
  if (!isAddressedTo(parsed.data, selfId)) return 'not-for-us';
  const entry = { origin: checkpoint.origin, nodeId, index, salt, jws, commitment, receivedAtMs: nowMs };
  return { entry, record: parsed.data };
}
