/**
 * Cosignatures under our own newest checkpoint, and how far each partner has verified our log: it cosigns only what follows from
 * that. Nothing here need outlast a restart: a witness says itself where it stands.
 */
import { withSignatures } from '../evidence/signed-note.ts';

interface Standing {
  /** Of our log, as it was given to the partner last. */
  verified: number;
  /** The size that it cosigned last. */
  cosigned: number;
  tries: number;
}

/** A witness that keeps saying another size is asked again only at its next time. */
const MAX_TRIES = 3;
const LEAST_BETWEEN_MS = 1000;

export class Cosigning {
  #size = 0;
  #bare = '';
  readonly #lines = new Map<string, string>();
  readonly #standing = new Map<string, Standing>();
  readonly #saidAtMs = new Map<string, number>();

  /** Each cosignature is a write: partners get one a second at most. */
  mayCosign(partner: string, nowMs: number): boolean {
    const lastMs = this.#saidAtMs.get(partner);
    return lastMs === undefined || Math.abs(nowMs - lastMs) >= LEAST_BETWEEN_MS;
  }

  cosignedFor(partner: string, nowMs: number): void {
    this.#saidAtMs.set(partner, nowMs);
  }

  /** The note of the newest checkpoint with the cosignatures that were given for this size. */
  note(bare: string, size: number): string {
    return this.#size === size ? withSignatures(bare, [...this.#lines.values()].sort()) : bare;
  }

  /** The newest note that has cosignatures, whatever came after it; undefined before the first. */
  witnessedNote(): string | undefined {
    return this.#lines.size === 0 ? undefined : withSignatures(this.#bare, [...this.#lines.values()].sort());
  }

  /** `bare`: the note that was shown, whose size this is. */
  given(partner: string, size: number, line: string, bare: string): void {
    const standing = this.#of(partner);
    standing.cosigned = size;
    standing.verified = Math.max(standing.verified, size);
    standing.tries = 0;
    // One that answered late says nothing of what is newer.
    if (size < this.#size) return;
    if (this.#size !== size) this.#lines.clear();
    this.#size = size;
    this.#bare = bare;
    this.#lines.set(partner, line);
  }

  /** A page with this size was given: the partner will have verified it. */
  served(partner: string, size: number): void {
    this.#of(partner).verified = size;
  }

  /** It stands elsewhere than we thought; whether to ask again at once. */
  standsAt(partner: string, size: number): boolean {
    const standing = this.#of(partner);
    standing.verified = size;
    standing.tries++;
    if (standing.tries < MAX_TRIES) return true;
    standing.tries = 0;
    return false;
  }

  verified(partner: string): number {
    return this.#of(partner).verified;
  }

  cosigned(partner: string): number {
    return this.#of(partner).cosigned;
  }

  #of(partner: string): Standing {
    const known = this.#standing.get(partner);
    if (known !== undefined) return known;
    const standing = { verified: 0, cosigned: 0, tries: 0 };
    this.#standing.set(partner, standing);
    return standing;
  }
}
