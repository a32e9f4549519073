/** Parts of messages that take more than one sentence: by station, channel, sequence id and total, bounded in number and age. */

export interface Part {
  readonly key: string;
  readonly total: number;
  /** 1 is the first. */
  readonly number: number;
  readonly sextets: Uint8Array;
  readonly bits: number;
  readonly timeMs: number;
  readonly offset: number;
  /** Running number of the sentence in its source. */
  readonly sentence: number;
}

export interface Whole {
  readonly sextets: Uint8Array;
  readonly bits: number;
  /** Time of the first part. */
  readonly timeMs: number;
  readonly offset: number;
}

export type Joining =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'whole'; readonly whole: Whole };

const MAX_OPEN = 64;
/** Parts of one message follow each other within a few slots; receivers and networks add seconds. */
const MAX_AGE_MS = 10_000;
const MAX_AGE_SENTENCES = 200;

/** Messages that wait for parts, as a snapshot holds them: the oldest first. */
export interface FragmentsData {
  readonly open: readonly {
    readonly total: number;
    readonly first: Part;
    /** Those that came, by number. */
    readonly parts: readonly Part[];
  }[];
}

interface Open {
  readonly parts: (Part | undefined)[];
  missing: number;
  readonly first: Part;
}

export class Fragments {
  readonly #open = new Map<string, Open>();
  readonly #lost: (reason: 'fragment-missing' | 'fragment-timeout', parts: number) => void;

  /** `lost` is told how many parts were given up, and why. */
  constructor(lost: (reason: 'fragment-missing' | 'fragment-timeout', parts: number) => void) {
    this.#lost = lost;
  }

  save(): FragmentsData {
    return {
      open: [...this.#open.values()].map(({ parts, first }) => ({
        total: parts.length,
        first,
        parts: parts.filter((p) => p !== undefined),
      })),
    };
  }

  restore(data: FragmentsData): void {
    for (const { total, first, parts: came } of data.open) {
      const parts = new Array<Part | undefined>(total).fill(undefined);
      for (const part of came) parts[part.number - 1] = part;
      this.#open.set(first.key, { parts, missing: total - came.length, first });
    }
  }

  add(part: Part): Joining {
    let open = this.#open.get(part.key);
    if (open !== undefined && isTooOld(open, part)) {
      this.#drop(part.key, 'fragment-timeout');
      open = undefined;
    }
    const known = open?.parts[part.number - 1];
    if (known !== undefined) {
      if (isSame(known, part)) return { kind: 'duplicate' };
      // The sequence id came round again before the old message was complete.
      this.#drop(part.key, 'fragment-missing');
      open = undefined;
    }
    if (open === undefined) {
      if (this.#open.size >= MAX_OPEN) this.#drop(this.#open.keys().next().value!, 'fragment-missing');
      open = { parts: new Array<Part | undefined>(part.total).fill(undefined), missing: part.total, first: part };
      this.#open.set(part.key, open);
    }
    open.parts[part.number - 1] = part;
    open.missing--;
    if (open.missing > 0) return { kind: 'waiting' };
    this.#open.delete(part.key);
    return { kind: 'whole', whole: join(open.parts as Part[]) };
  }

  /** No more parts will come. */
  end(): void {
    for (const key of [...this.#open.keys()]) this.#drop(key, 'fragment-missing');
  }

  #drop(key: string, reason: 'fragment-missing' | 'fragment-timeout'): void {
    const open = this.#open.get(key);
    if (open === undefined) return;
    this.#open.delete(key);
    this.#lost(reason, open.parts.length - open.missing);
  }
}

function isTooOld(open: Open, part: Part): boolean {
  if (part.sentence - open.first.sentence > MAX_AGE_SENTENCES) return true;
  const ageMs = part.timeMs - open.first.timeMs;
  return !Number.isNaN(ageMs) && Math.abs(ageMs) > MAX_AGE_MS;
}

function isSame(a: Part, b: Part): boolean {
  return a.bits === b.bits && a.sextets.length === b.sextets.length && a.sextets.every((s, i) => s === b.sextets[i]);
}

/** Payloads one after another, bit by bit where an earlier part had fill bits. */
function join(parts: readonly Part[]): Whole {
  const bits = parts.reduce((sum, p) => sum + p.bits, 0);
  const sextets = new Uint8Array(Math.ceil(bits / 6) + 1);
  let at = 0;
  for (const part of parts)
    for (let bit = 0; bit < part.bits; bit++, at++) {
      const isSet = (part.sextets[Math.floor(bit / 6)]! >> (5 - (bit % 6))) & 1;
      if (isSet === 1) sextets[Math.floor(at / 6)]! |= 1 << (5 - (at % 6));
    }
  return { sextets, bits, timeMs: parts[0]!.timeMs, offset: parts[0]!.offset };
}
