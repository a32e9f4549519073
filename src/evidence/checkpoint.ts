/** C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint): what a log says it is: origin, size and root, as a signed note. */
import { base64Of, bytesOfBase64 } from './bytes.ts';
import type { Hashing, Signer, Verifying } from './keeping.ts';
import { type NoteFault, openNote, type SignedNote, signNote, type VerifierKey } from './signed-note.ts';

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** A checkpoint without extension lines: Merivaht writes none, and refuses those that have any. */
export const checkpointText = (checkpoint: Checkpoint): string =>
  `${checkpoint.origin}\n${checkpoint.size}\n${base64Of(checkpoint.root)}\n`;

/** Undefined for every text but the one that `checkpointText` gives. */
export function parseCheckpointText(text: string): Checkpoint | undefined {
  const parts = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n$/.exec(text);
  if (parts === null) return undefined;
  const size = Number(parts[2]);
  const root = bytesOfBase64(parts[3]!);
  return root === undefined || !Number.isSafeInteger(size) ? undefined : { origin: parts[1]!, size, root };
}

/** Ed25519 is deterministic (RFC 8032), so one checkpoint has one note, however often it is made. */
export const signCheckpoint = (hashing: Pick<Hashing, 'sha256'>, checkpoint: Checkpoint, signer: Signer): string =>
  signNote(hashing, checkpointText(checkpoint), checkpoint.origin, signer);

export type OpenedCheckpoint =
  | { readonly ok: true; readonly checkpoint: Checkpoint; readonly note: SignedNote }
  | { readonly ok: false; readonly because: NoteFault | 'no-checkpoint' | 'other-origin' };

/** A checkpoint that the log's key signed; the key's name is the log's origin. */
export function openCheckpoint(note: string, key: VerifierKey, verifying: Verifying): OpenedCheckpoint {
  const opened = openNote(note, key, verifying);
  if (!opened.ok) return opened;
  const checkpoint = parseCheckpointText(opened.note.text);
  if (checkpoint === undefined) return { ok: false, because: 'no-checkpoint' };
  if (checkpoint.origin !== key.name) return { ok: false, because: 'other-origin' };
  return { ok: true, checkpoint, note: opened.note };
}
