/**
 * The tree of a growing log in little memory: the hashes of the tiles at its right edge, roots of whole tiles in storage, and a
 * few whole tiles kept for proofs. Leaf hashes of whole tiles are not stored: they are computed again from the leaves, and a
 * tile that does not give its stored root is never used.
 */
import { MerivahtError } from '../contract/errors.ts';
import { equalBytes } from './bytes.ts';
import { nodeHash, type Sha256, type TreeNodes } from './merkle.ts';
import { hashesAtLevel, MAX_TILE_LEVEL, TILE_WIDTH } from './tile.ts';

/** Binary levels that a tile spans: 2^8 is 256. */
const TILE_HEIGHT = 8;
/** 255 hashes above 256: 64 tiles are one megabyte. */
const MAX_CACHED_TILES = 64;

export interface TileRoot {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
}

/** What a tree rests on. */
export interface TreeStorage {
  /** Hashes of the leaves [from, to). */
  leafHashes(from: number, to: number): Uint8Array[];
  tileRoot(level: number, index: number): Uint8Array | undefined;
}

/** Hashes of a tile and of the perfect subtrees above them, by binary level. */
type TileLevels = readonly (readonly Uint8Array[])[];
/** Of a tile that still grows: those of its perfect subtrees that are whole. */
type EdgeLevels = Uint8Array[][];

function levelsOf(hashing: Sha256, hashes: readonly Uint8Array[]): EdgeLevels {
  const levels = [[...hashes]];
  for (let below = levels[0]!; below.length > 1; ) {
    const above: Uint8Array[] = [];
    for (let i = 0; i + 1 < below.length; i += 2) above.push(nodeHash(hashing, below[i]!, below[i + 1]!));
    levels.push(above);
    below = above;
  }
  return levels;
}

const broken = (what: string): MerivahtError => new MerivahtError('MV-LOG-BROKEN', what);

export class LogTree implements TreeNodes {
  readonly #hashing: Sha256;
  readonly #storage: TreeStorage;
  #size: number;
  /** By tile level: its last tile, which is not whole. Grows with the leaves, so that no tick computes it again. */
  readonly #edge: EdgeLevels[];
  /** Roots of the perfect subtrees that the size consists of, the biggest first. */
  readonly #peaks: Uint8Array[];
  /** Roots of tiles that became whole and are not stored yet. */
  readonly #unstored: Map<string, TileRoot>;
  readonly #cache: Map<string, TileLevels>;

  private constructor(
    hashing: Sha256,
    storage: TreeStorage,
    size: number,
    edge: EdgeLevels[],
    peaks: Uint8Array[],
    unstored: Map<string, TileRoot>,
    cache: Map<string, TileLevels>,
  ) {
    this.#hashing = hashing;
    this.#storage = storage;
    this.#size = size;
    this.#edge = edge;
    this.#peaks = peaks;
    this.#unstored = unstored;
    this.#cache = cache;
  }

  /** The tree of that size as it is stored. Throws MV-LOG-BROKEN where roots are missing. */
  static load(hashing: Sha256, storage: TreeStorage, size: number): LogTree {
    const edge: EdgeLevels[] = [];
    const peaks: Uint8Array[] = [];
    for (let level = 0; level <= MAX_TILE_LEVEL + 1 && hashesAtLevel(level, size) > 0; level++) {
      const count = hashesAtLevel(level, size);
      const from = Math.floor(count / TILE_WIDTH) * TILE_WIDTH;
      edge.push(levelsOf(hashing, storedHashes(storage, level, from, count)));
    }
    for (let level = edge.length - 1; level >= 0; level--) {
      const levels = edge[level]!;
      const width = levels[0]!.length;
      for (let r = TILE_HEIGHT - 1, at = 0; r >= 0; r--)
        if ((width & (1 << r)) !== 0) {
          peaks.push(levels[r]![at >> r]!);
          at += 1 << r;
        }
    }
    return new LogTree(hashing, storage, size, edge, peaks, new Map(), new Map());
  }

  get size(): number {
    return this.#size;
  }

  /** A tree of its own that begins as this one; what is appended to it is not appended here. Whole tiles are kept together. */
  fork(): LogTree {
    const edge = this.#edge.map((levels) => levels.map((hashes) => [...hashes]));
    return new LogTree(
      this.#hashing,
      this.#storage,
      this.#size,
      edge,
      [...this.#peaks],
      new Map(this.#unstored),
      this.#cache,
    );
  }

  append(leaf: Uint8Array): void {
    let hash = leaf;
    let index = this.#size;
    this.#putAtEdge(0, 0, hash);
    for (let level = 1; index % 2 === 1; level++) {
      hash = nodeHash(this.#hashing, this.#peaks.pop()!, hash);
      index = (index - 1) / 2;
      const inTile = level % TILE_HEIGHT;
      const tileLevel = (level - inTile) / TILE_HEIGHT;
      if (inTile === 0) this.#edge[tileLevel - 1] = [[]];
      this.#putAtEdge(tileLevel, inTile, hash);
      if (inTile !== 0) continue;
      this.#unstored.set(`${tileLevel}/${index}`, { level: tileLevel, index, hash });
    }
    this.#peaks.push(hash);
    this.#size++;
  }

  #putAtEdge(tileLevel: number, inTile: number, hash: Uint8Array): void {
    const levels = this.#edge[tileLevel];
    if (levels === undefined) this.#edge[tileLevel] = [[hash]];
    else if (levels[inTile] === undefined) levels[inTile] = [hash];
    else levels[inTile].push(hash);
  }

  /** Of a tree that is not empty. */
  root(): Uint8Array {
    let root = this.#peaks.at(-1)!;
    for (let i = this.#peaks.length - 2; i >= 0; i--) root = nodeHash(this.#hashing, this.#peaks[i]!, root);
    return root;
  }

  unstoredRoots(): readonly TileRoot[] {
    return [...this.#unstored.values()];
  }

  rootsAreStored(): void {
    this.#unstored.clear();
  }

  node(level: number, index: number): Uint8Array {
    const inTile = level % TILE_HEIGHT;
    // Of 256 hashes of the tile's level, 2^inTile are under one node.
    const under = 1 << inTile;
    const first = index * under;
    const tile = this.#tile((level - inTile) / TILE_HEIGHT, Math.floor(first / TILE_WIDTH));
    const hash = tile[inTile]?.[(first % TILE_WIDTH) / under];
    if (hash === undefined) throw broken(`The log has no subtree ${level}/${index} at ${this.#size} leaves.`);
    return hash;
  }

  /** The first hashes of a tile; it must be in the tree. */
  tileHashes(level: number, index: number, width: number): readonly Uint8Array[] {
    return this.#tile(level, index)[0]!.slice(0, width);
  }

  /** Throws MV-LOG-BROKEN where a whole tile does not give its root. */
  checkTile(level: number, index: number): void {
    this.#wholeTile(level, index);
  }

  #tile(level: number, index: number): TileLevels {
    const first = index * TILE_WIDTH;
    const width = Math.min(TILE_WIDTH, hashesAtLevel(level, this.#size) - first);
    if (width < TILE_WIDTH) return this.#edge[level] ?? [[]];
    const key = `${level}/${index}`;
    const tile = this.#cache.get(key) ?? this.#wholeTile(level, index);
    // The one used last stands last; the first goes when there are too many.
    this.#cache.delete(key);
    this.#cache.set(key, tile);
    if (this.#cache.size > MAX_CACHED_TILES) this.#cache.delete(this.#cache.keys().next().value!);
    return tile;
  }

  #wholeTile(level: number, index: number): TileLevels {
    const from = index * TILE_WIDTH;
    const roots: TreeStorage = {
      leafHashes: (a, b) => this.#storage.leafHashes(a, b),
      tileRoot: (l, i) => this.#rootOfTile(l, i),
    };
    const tile = levelsOf(this.#hashing, storedHashes(roots, level, from, from + TILE_WIDTH));
    const root = this.#rootOfTile(level + 1, index);
    if (root === undefined || !equalBytes(root, tile[TILE_HEIGHT]![0]!))
      throw broken(`The log's leaves do not give the root of tile ${level}/${index}.`);
    return tile;
  }

  #rootOfTile(level: number, index: number): Uint8Array | undefined {
    return this.#unstored.get(`${level}/${index}`)?.hash ?? this.#storage.tileRoot(level, index);
  }
}

function storedHashes(storage: TreeStorage, level: number, from: number, to: number): Uint8Array[] {
  if (level === 0) return storage.leafHashes(from, to);
  const hashes: Uint8Array[] = [];
  for (let index = from; index < to; index++) {
    const hash = storage.tileRoot(level, index);
    if (hash === undefined) throw broken(`The root of tile ${level - 1}/${index} is missing.`);
    hashes.push(hash);
  }
  return hashes;
}
