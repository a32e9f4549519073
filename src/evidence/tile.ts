/**
 * C2SP tlog-tiles (https://c2sp.org/tlog-tiles): the log as files of 256 hashes or 256 leaves, by which anyone who may read them
 * can check and prove without asking for anything else.
 */
import { concatBytes } from './bytes.ts';

export const TILE_WIDTH = 256;
/** Level of an entry bundle: the leaves' data itself. */
export const ENTRIES_LEVEL = -1;
/** 256^6 leaves are 2^48. */
export const MAX_TILE_LEVEL = 5;

export interface TileAt {
  /** -1: entry bundle; 0: hashes of leaves; 1: roots of whole tiles of level 0; and so on. */
  readonly level: number;
  readonly index: number;
  /** 1 to 256; below 256 the tile is partial. */
  readonly width: number;
}

/** How many hashes (or entries) a level has in all, in a tree of so many leaves. */
export function hashesAtLevel(level: number, size: number): number {
  let count = size;
  for (let l = 0; l < level; l++) count = Math.floor(count / TILE_WIDTH);
  return count;
}

/** Whether a tree of that size has all that this tile holds. */
export function isTileIn(tile: TileAt, size: number): boolean {
  const { level, index, width } = tile;
  if (!Number.isInteger(level) || level < ENTRIES_LEVEL || level > MAX_TILE_LEVEL) return false;
  if (!Number.isSafeInteger(index) || index < 0 || !Number.isInteger(width) || width < 1 || width > TILE_WIDTH)
    return false;
  return index * TILE_WIDTH + width <= hashesAtLevel(level, size);
}

/** `tile/0/x001/x234/067`, `tile/entries/005.p/17`. */
export function tilePath(tile: TileAt): string {
  let rest = tile.index;
  let name = String(rest % 1000).padStart(3, '0');
  while (rest >= 1000) {
    rest = Math.floor(rest / 1000);
    name = `x${String(rest % 1000).padStart(3, '0')}/${name}`;
  }
  const level = tile.level === ENTRIES_LEVEL ? 'entries' : String(tile.level);
  return `tile/${level}/${name}${tile.width === TILE_WIDTH ? '' : `.p/${tile.width}`}`;
}

/** Undefined for every text but the one that `tilePath` gives. */
export function tileOfPath(path: string): TileAt | undefined {
  const parts = /^tile\/(entries|[0-5])\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (parts === null) return undefined;
  const index = Number(parts[2]!.replaceAll(/[x/]/g, ''));
  const tile = {
    level: parts[1] === 'entries' ? ENTRIES_LEVEL : Number(parts[1]),
    index,
    width: parts[3] === undefined ? TILE_WIDTH : Number(parts[3]),
  };
  return Number.isSafeInteger(index) && tilePath(tile) === path ? tile : undefined;
}

/** Each entry after its length in two bytes, the higher first. */
export function entryBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 255), entry]));
}

/** Undefined where the bytes do not end with an entry. */
export function entriesOfBundle(bytes: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + 2 > bytes.length) return undefined;
    const length = bytes[at]! * 256 + bytes[at + 1]!;
    if (at + 2 + length > bytes.length) return undefined;
    entries.push(bytes.slice(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return entries;
}

/** Undefined where the bytes are not whole hashes. */
export function hashesOfTile(bytes: Uint8Array): Uint8Array[] | undefined {
  if (bytes.length % 32 !== 0) return undefined;
  return Array.from({ length: bytes.length / 32 }, (_, i) => bytes.slice(32 * i, 32 * i + 32));
}
