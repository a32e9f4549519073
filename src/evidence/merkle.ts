/**
 * The Merkle tree of RFC 6962 (hashes) and RFC 9162 section 2.1 (algorithms): root, inclusion and consistency proofs, made from
 * any place that knows the hashes of perfect subtrees, and verified from nothing but the proof. Sizes go up to 2^53, so no bit
 * operations on them.
 */
import { assert } from '../lib/assert.ts';
import { equalBytes } from './bytes.ts';
import type { Hashing } from './keeping.ts';

export type Sha256 = Pick<Hashing, 'sha256'>;

/** Knows the hash of each perfect subtree: 2^level leaves that begin at leaf index * 2^level. */
export interface TreeNodes {
  node(level: number, index: number): Uint8Array;
}

/** Before the two hashes of a node; before a leaf's data is 0. */
const NODE = 1;

export const leafHash = (hashing: Sha256, data: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(1 + data.length);
  bytes.set(data, 1);
  return hashing.sha256(bytes);
};

export const nodeHash = (hashing: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(1 + left.length + right.length);
  bytes[0] = NODE;
  bytes.set(left, 1);
  bytes.set(right, 1 + left.length);
  return hashing.sha256(bytes);
};

export const emptyRoot = (hashing: Sha256): Uint8Array => hashing.sha256(new Uint8Array(0));

const half = (n: number): number => Math.floor(n / 2);
const isOdd = (n: number): boolean => n % 2 === 1;
const isPowerOfTwo = (n: number): boolean => n >= 1 && largestPowerBelow(n + 1) === n;

/** The largest power of two smaller than n (n > 1): where a tree of n leaves is split. */
function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

function levelOf(power: number): number {
  let level = 0;
  for (let n = power; n > 1; n /= 2) level++;
  return level;
}

/** Root over leaves [from, to), where `from` is a multiple of the largest power of two that fits: as in every subtree of a tree. */
function rangeRoot(hashing: Sha256, nodes: TreeNodes, from: number, to: number): Uint8Array {
  const peaks: Uint8Array[] = [];
  for (let at = from; at < to; ) {
    const power = largestPowerBelow(to - at + 1);
    peaks.push(nodes.node(levelOf(power), at / power));
    at += power;
  }
  let root = peaks.pop()!;
  while (peaks.length > 0) root = nodeHash(hashing, peaks.pop()!, root);
  return root;
}

export function rootOf(hashing: Sha256, nodes: TreeNodes, size: number): Uint8Array {
  return size === 0 ? emptyRoot(hashing) : rangeRoot(hashing, nodes, 0, size);
}

/** Nodes of a tree whose leaves are all at hand. */
export function nodesOfLeaves(hashing: Sha256, leafHashes: readonly Uint8Array[]): TreeNodes {
  const levels: Uint8Array[][] = [[...leafHashes]];
  for (let below = levels[0]!; below.length > 1; ) {
    const level: Uint8Array[] = [];
    for (let i = 0; i + 1 < below.length; i += 2) level.push(nodeHash(hashing, below[i]!, below[i + 1]!));
    levels.push(level);
    below = level;
  }
  return {
    node(level, index) {
      const hash = levels[level]?.[index];
      assert(hash !== undefined, `no perfect subtree ${level}/${index} in ${leafHashes.length} leaves`);
      return hash;
    },
  };
}

export function rootOfLeaves(hashing: Sha256, leaves: readonly Uint8Array[]): Uint8Array {
  const hashes = leaves.map((leaf) => leafHash(hashing, leaf));
  return rootOf(hashing, nodesOfLeaves(hashing, hashes), leaves.length);
}

/** RFC 9162 2.1.3.1: from the leaf upwards. */
export function inclusionProof(hashing: Sha256, nodes: TreeNodes, index: number, size: number): Uint8Array[] {
  assert(index >= 0 && index < size, `leaf ${index} is not in a tree of ${size}`);
  const path: Uint8Array[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from);
    if (index < middle) {
      path.push(rangeRoot(hashing, nodes, middle, to));
      to = middle;
    } else {
      path.push(rangeRoot(hashing, nodes, from, middle));
      from = middle;
    }
  }
  return path.reverse();
}

/** RFC 9162 2.1.3.2: the root that the proof gives for this leaf; undefined where it has not the right length. */
export function rootFromInclusion(
  hashing: Sha256,
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
): Uint8Array | undefined {
  if (!isCount(index) || !isCount(size) || index >= size) return undefined;
  let fn = index;
  let sn = size - 1;
  let root = leaf;
  for (const hash of proof) {
    if (sn === 0 || hash.length !== 32) return undefined;
    if (isOdd(fn) || fn === sn) {
      root = nodeHash(hashing, hash, root);
      while (!isOdd(fn) && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else root = nodeHash(hashing, root, hash);
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 ? root : undefined;
}

export function verifyInclusion(
  hashing: Sha256,
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  const found = rootFromInclusion(hashing, index, size, leaf, proof);
  return found !== undefined && equalBytes(found, root);
}

/** RFC 9162 2.1.4.1. Empty where `from` is 0 or equals `to`: there is nothing to prove. */
export function consistencyProof(hashing: Sha256, nodes: TreeNodes, from: number, to: number): Uint8Array[] {
  assert(from >= 0 && from <= to, `a tree of ${to} does not follow one of ${from}`);
  if (from === 0 || from === to) return [];
  const path: Uint8Array[] = [];
  let low = 0;
  let high = to;
  let isOldRoot = true;
  while (from !== high) {
    const middle = low + largestPowerBelow(high - low);
    if (from <= middle) {
      path.push(rangeRoot(hashing, nodes, middle, high));
      high = middle;
    } else {
      path.push(rangeRoot(hashing, nodes, low, middle));
      low = middle;
      isOldRoot = false;
    }
  }
  // A subtree that is the whole old tree is what the verifier has already.
  if (!isOldRoot) path.push(rangeRoot(hashing, nodes, low, high));
  return path.reverse();
}

/** RFC 9162 2.1.4.2 up to the comparison: both roots that a proof gives. `start` is its first hash. */
function rootsFromConsistency(
  hashing: Sha256,
  from: number,
  to: number,
  start: Uint8Array,
  rest: readonly Uint8Array[],
): { readonly old: Uint8Array; readonly new: Uint8Array } | undefined {
  let fn = from - 1;
  let sn = to - 1;
  while (isOdd(fn)) {
    fn = half(fn);
    sn = half(sn);
  }
  let oldRoot = start;
  let newRoot = start;
  for (const hash of rest) {
    if (sn === 0 || hash.length !== 32) return undefined;
    if (isOdd(fn) || fn === sn) {
      oldRoot = nodeHash(hashing, hash, oldRoot);
      newRoot = nodeHash(hashing, hash, newRoot);
      while (!isOdd(fn) && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else newRoot = nodeHash(hashing, newRoot, hash);
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 ? { old: oldRoot, new: newRoot } : undefined;
}

export function verifyConsistency(
  hashing: Sha256,
  from: number,
  to: number,
  proof: readonly Uint8Array[],
  oldRoot: Uint8Array,
  newRoot: Uint8Array,
): boolean {
  if (!isCount(from) || !isCount(to) || from > to) return false;
  if (from === to) return proof.length === 0 && equalBytes(oldRoot, newRoot);
  if (from === 0) return proof.length === 0 && equalBytes(oldRoot, emptyRoot(hashing));
  const whole = isPowerOfTwo(from) ? [oldRoot, ...proof] : proof;
  if (proof.length === 0 || whole[0]!.length !== 32) return false;
  const found = rootsFromConsistency(hashing, from, to, whole[0]!, whole.slice(1));
  return found !== undefined && equalBytes(found.old, oldRoot) && equalBytes(found.new, newRoot);
}

/**
 * The root that the signer of `newRoot` has, by this proof, at the earlier size `from`: if it is not the one that he signed then,
 * both signatures and the proof convict him. Undefined where the proof does not lead to `newRoot`. Where `from` is a power of
 * two the proof does not hold that root; a log that grows by ticks of 48 leaves never has such a size.
 */
export function prefixRootFromConsistency(
  hashing: Sha256,
  from: number,
  to: number,
  proof: readonly Uint8Array[],
  newRoot: Uint8Array,
): Uint8Array | undefined {
  if (!isCount(from) || !isCount(to) || from >= to || from === 0 || isPowerOfTwo(from)) return undefined;
  const start = proof[0];
  if (start?.length !== 32) return undefined;
  const found = rootsFromConsistency(hashing, from, to, start, proof.slice(1));
  return found !== undefined && equalBytes(found.new, newRoot) ? found.old : undefined;
}

const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
