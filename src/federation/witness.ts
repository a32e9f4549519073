/**
 * C2SP tlog-witness (https://c2sp.org/tlog-witness), both sides of `add-checkpoint`: a partner shows its newest checkpoint and how
 * it follows from the one that this node verified last, and is given a cosignature. What was cosigned is durable before it is said.
 */
import { MAX_PROOF_HASHES, type WireAnswer } from '../contract/partner-wire.ts';
import { base64Of, bytesOfBase64 } from '../evidence/bytes.ts';
import { cosign, verifyCosignature } from '../evidence/cosignature.ts';
import type { Hashing, Signer, Verifying } from '../evidence/keeping.ts';
import { verifyConsistency } from '../evidence/merkle.ts';
import { parseSignatureLine, parseSignedNote, type VerifierKey } from '../evidence/signed-note.ts';
import { isTickSize } from '../evidence/slot.ts';
import { type EquivocationProof, equivocationOf, type SignedCheckpoint, signedCheckpoint } from './equivocation.ts';

const MAX_BODY_CHARACTERS = 16_384;

export interface AddCheckpoint {
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  readonly note: string;
}

export const addCheckpointBody = ({ oldSize, proof, note }: AddCheckpoint): string =>
  `old ${oldSize}\n${proof.map((hash) => `${base64Of(hash)}\n`).join('')}\n${note}`;

export function parseAddCheckpoint(body: string): AddCheckpoint | undefined {
  if (body.length > MAX_BODY_CHARACTERS) return undefined;
  const parts = /^old (0|[1-9]\d{0,15})\n((?:[A-Za-z0-9+/]{43}=\n){0,64})\n([\s\S]+)$/.exec(body);
  if (parts === null) return undefined;
  const proof = parts[2]!.split('\n').slice(0, -1).map(bytesOfBase64);
  if (proof.length > MAX_PROOF_HASHES || proof.some((hash) => hash?.length !== 32)) return undefined;
  const oldSize = Number(parts[1]);
  return Number.isSafeInteger(oldSize) ? { oldSize, proof: proof as Uint8Array[], note: parts[3]! } : undefined;
}

export interface WitnessAsked {
  /** The key of the caller's own log: it may show no other. */
  readonly logKey: VerifierKey;
  /** What was verified last of that log. */
  readonly verified: SignedCheckpoint | undefined;
  readonly witnessName: string;
  readonly witness: Signer;
  readonly crypto: Pick<Hashing, 'sha256'> & Verifying;
  readonly nowMs: number;
}

export interface WitnessAnswer {
  readonly answer: WireAnswer;
  /** To be durable before the answer goes out. */
  readonly verified?: SignedCheckpoint;
  readonly equivocation?: EquivocationProof;
}

const said = (status: 400 | 403 | 404 | 422, body: string): WitnessAnswer => ({
  answer: { status, type: 'text', body },
});

/** Where this witness stands: what the log asks to prove from next. */
const standsAt = (size: number): WitnessAnswer => ({ answer: { status: 409, type: 'size', body: `${size}\n` } });

export function witnessAnswer(asked: WitnessAsked, body: string): WitnessAnswer {
  const { logKey, verified, crypto, witness, witnessName, nowMs } = asked;
  const request = parseAddCheckpoint(body);
  if (request === undefined) return said(400, 'not an add-checkpoint request\n');
  const parsed = parseSignedNote(request.note);
  if (parsed === undefined) return said(400, 'not a signed note\n');
  if (parsed.text.split('\n', 1)[0] !== logKey.name) return said(404, 'not found\n');
  const shown = signedCheckpoint(request.note, logKey, crypto);
  if (shown === undefined || !isTickSize(shown.size)) return said(403, 'not signed by the log\n');
  const size = verified?.size ?? 0;
  if (request.oldSize > shown.size) return said(400, 'the old size is bigger than the checkpoint\n');
  // Two roots of one size convict, whatever else is wrong with the request.
  const sameSize = verified?.size === shown.size ? equivocationOf(verified, shown, [], crypto) : undefined;
  if (sameSize !== undefined) return { ...standsAt(size), equivocation: sameSize };
  if (request.oldSize !== size) return standsAt(size);
  if (verified !== undefined && size > 0) {
    if (!verifyConsistency(crypto, size, shown.size, request.proof, verified.root, shown.root)) {
      const equivocation = equivocationOf(verified, shown, request.proof, crypto);
      return { ...said(422, 'the proof does not hold\n'), ...(equivocation === undefined ? {} : { equivocation }) };
    }
  } else if (request.proof.length > 0) return said(422, 'the proof does not hold\n');
  const line = cosign(crypto, parsed.text, witnessName, witness, Math.floor(nowMs / 1000));
  return { answer: { status: 200, type: 'text', body: `${line}\n` }, verified: shown };
}

/** The line of an answer that is this witness's good cosignature of the note. */
export function goodCosignature(
  noteText: string,
  answer: string,
  witnessKey: VerifierKey,
  crypto: Verifying,
): string | undefined {
  if (answer.length > MAX_BODY_CHARACTERS) return undefined;
  for (const line of answer.split('\n').slice(0, 4)) {
    const signature = parseSignatureLine(line);
    if (signature !== undefined && verifyCosignature(noteText, signature, witnessKey, crypto) !== undefined)
      return line;
  }
  return undefined;
}
