/** Remembers what was last said about each vessel, so that a row sends its identity columns on only when they changed. */

const DEFAULT_VESSELS = 50_000;

export interface IdentityMemoryData {
  readonly young: ReadonlyMap<number, number>;
  readonly old: ReadonlyMap<number, number>;
}

/**
 * Two generations instead of a list in order of use: when the young one is full it becomes the old one, and what was not
 * seen during a whole generation is forgotten. Bounded at twice `vessels`; forgetting costs one more report, nothing else.
 */
export class IdentityMemory {
  readonly #vessels: number;
  #young = new Map<number, number>();
  #old = new Map<number, number>();

  constructor(vessels = DEFAULT_VESSELS) {
    this.#vessels = vessels;
  }

  save(): IdentityMemoryData {
    return { young: new Map(this.#young), old: new Map(this.#old) };
  }

  restore({ young, old }: IdentityMemoryData): void {
    this.#young = new Map(young);
    this.#old = new Map(old);
  }

  /** True when `hash` is not what was last seen for this MMSI. */
  isNew(mmsi: number, hash: number): boolean {
    const inYoung = this.#young.get(mmsi);
    if (inYoung === hash) return false;
    const known = inYoung ?? this.#old.get(mmsi);
    if (inYoung === undefined && this.#young.size >= this.#vessels) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(mmsi, hash);
    return known !== hash;
  }
}
