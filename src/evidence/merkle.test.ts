/** The tree against the vectors of Certificate Transparency, against the recursive definitions of RFC 6962, and against tampering. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../lib/seeded-random.ts';
import { bytesOfHex, concatBytes, equalBytes, hexOf } from './bytes.ts';
import { nodeHashing as hashing } from './crypto.contract.ts';
import {
  consistencyProof,
  emptyRoot,
  inclusionProof,
  leafHash,
  nodesOfLeaves,
  prefixRootFromConsistency,
  rootOf,
  rootOfLeaves,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';

const hex = (text: string): Uint8Array => bytesOfHex(text)!;

// The test data of github.com/google/certificate-transparency (cpp/merkletree/merkle_tree_test.cc).
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  hex,
);
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const PATHS: readonly (readonly [number, number, readonly string[]])[] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    1,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];
const CONSISTENCIES: readonly (readonly [number, number, readonly string[]])[] = [
  [1, 1, []],
  [1, 8, PATHS[1]![2]],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];

/** RFC 6962 2.1 word for word: MTH, PATH, PROOF. Slow, and written without looking at the fast ones. */
const split = (n: number): number => {
  let k = 1;
  while (k << 1 < n) k <<= 1;
  return k;
};
const memo = new WeakMap<readonly Uint8Array[], Map<string, Uint8Array>>();
function mth(all: readonly Uint8Array[], from: number, to: number): Uint8Array {
  const known = memo.get(all) ?? new Map<string, Uint8Array>();
  memo.set(all, known);
  const found = known.get(`${from}/${to}`);
  if (found !== undefined) return found;
  const n = to - from;
  const k = split(n);
  const hash =
    n === 0
      ? hashing.sha256(new Uint8Array(0))
      : n === 1
        ? hashing.sha256(concatBytes(hex('00'), all[from]!))
        : hashing.sha256(concatBytes(hex('01'), mth(all, from, from + k), mth(all, from + k, to)));
  known.set(`${from}/${to}`, hash);
  return hash;
}
function path(all: readonly Uint8Array[], m: number, from: number, to: number): Uint8Array[] {
  if (to - from === 1) return [];
  const k = split(to - from);
  return m < k
    ? [...path(all, m, from, from + k), mth(all, from + k, to)]
    : [...path(all, m - k, from + k, to), mth(all, from, from + k)];
}
function subproof(all: readonly Uint8Array[], m: number, from: number, to: number, whole: boolean): Uint8Array[] {
  if (m === to - from) return whole ? [] : [mth(all, from, to)];
  const k = split(to - from);
  return m <= k
    ? [...subproof(all, m, from, from + k, whole), mth(all, from + k, to)]
    : [...subproof(all, m - k, from + k, to, false), mth(all, from, from + k)];
}

const hexes = (hashes: readonly Uint8Array[]): string[] => hashes.map(hexOf);
const madeLeaves = (count: number, seed: number): Uint8Array[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () =>
    Uint8Array.from({ length: random.integer(8, 40) }, () => random.integer(0, 255)),
  );
};
const flipped = (bytes: Uint8Array, bit: number): Uint8Array => {
  const other = bytes.slice();
  other[bit >> 3]! ^= 1 << (bit & 7);
  return other;
};

describe('the Merkle tree', () => {
  const nodes = nodesOfLeaves(
    hashing,
    LEAVES.map((leaf) => leafHash(hashing, leaf)),
  );

  it('gives the roots of the published vectors', () => {
    for (const [size, root] of ROOTS.entries()) {
      assert.equal(hexOf(rootOfLeaves(hashing, LEAVES.slice(0, size))), root);
      assert.equal(hexOf(rootOf(hashing, nodes, size)), root);
    }
  });

  it('gives and accepts the proofs of the published vectors', () => {
    for (const [index, size, proof] of PATHS) {
      assert.deepEqual(hexes(inclusionProof(hashing, nodes, index, size)), proof);
      const leaf = leafHash(hashing, LEAVES[index]!);
      assert.ok(verifyInclusion(hashing, index, size, leaf, proof.map(hex), hex(ROOTS[size]!)));
    }
    for (const [from, to, proof] of CONSISTENCIES) {
      assert.deepEqual(hexes(consistencyProof(hashing, nodes, from, to)), proof);
      assert.ok(verifyConsistency(hashing, from, to, proof.map(hex), hex(ROOTS[from]!), hex(ROOTS[to]!)));
    }
  });

  it('equals the recursive definitions for every size up to 130, and each proof verifies for its place only', () => {
    const leaves = madeLeaves(130, 1);
    const hashes = leaves.map((leaf) => leafHash(hashing, leaf));
    const all = nodesOfLeaves(hashing, hashes);
    const roots = Array.from({ length: 131 }, (_, size) => mth(leaves, 0, size));
    for (let size = 0; size <= 130; size++) {
      const root = roots[size]!;
      assert.ok(equalBytes(rootOf(hashing, all, size), root), `root of ${size}`);
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(hashing, all, index, size);
        assert.deepEqual(hexes(proof), hexes(path(leaves, index, 0, size)), `${index} in ${size}`);
        assert.ok(verifyInclusion(hashing, index, size, hashes[index]!, proof, root));
        const other = (index + 1) % size;
        if (other !== index) assert.ok(!verifyInclusion(hashing, other, size, hashes[index]!, proof, root));
      }
      for (let from = 0; from <= size; from++) {
        const proof = consistencyProof(hashing, all, from, size);
        if (from > 0)
          assert.deepEqual(hexes(proof), hexes(subproof(leaves, from, 0, size, true)), `${from} to ${size}`);
        assert.ok(verifyConsistency(hashing, from, size, proof, roots[from]!, root));
        if (from > 0 && from < size) assert.ok(!verifyConsistency(hashing, from, size, proof, roots[from - 1]!, root));
      }
    }
  });

  it('equals them for bigger trees too', () => {
    const leaves = madeLeaves(5000, 2);
    const hashes = leaves.map((leaf) => leafHash(hashing, leaf));
    const all = nodesOfLeaves(hashing, hashes);
    const random = seededRandom(3);
    for (let trial = 0; trial < 300; trial++) {
      const size = random.integer(1, leaves.length);
      const index = random.integer(0, size - 1);
      const from = random.integer(1, size);
      const root = mth(leaves, 0, size);
      const inclusion = inclusionProof(hashing, all, index, size);
      assert.deepEqual(hexes(inclusion), hexes(path(leaves, index, 0, size)), `${index} in ${size}`);
      assert.ok(verifyInclusion(hashing, index, size, hashes[index]!, inclusion, root));
      const consistency = consistencyProof(hashing, all, from, size);
      assert.deepEqual(hexes(consistency), hexes(subproof(leaves, from, 0, size, true)), `${from} to ${size}`);
      assert.ok(verifyConsistency(hashing, from, size, consistency, mth(leaves, 0, from), root));
    }
  });

  it('takes no proof of which a bit, a hash or a number is another', () => {
    const leaves = madeLeaves(48 * 7, 4);
    const hashes = leaves.map((leaf) => leafHash(hashing, leaf));
    const all = nodesOfLeaves(hashing, hashes);
    const size = leaves.length;
    const root = rootOf(hashing, all, size);
    for (const index of [0, 1, 47, 48, 200, size - 1]) {
      const proof = inclusionProof(hashing, all, index, size);
      const holds = (p: readonly Uint8Array[], i = index, n = size, leaf = hashes[index]!, r = root): boolean =>
        verifyInclusion(hashing, i, n, leaf, p, r);
      assert.ok(holds(proof));
      for (let at = 0; at < proof.length; at++) {
        for (let bit = 0; bit < 256; bit++) assert.ok(!holds(proof.with(at, flipped(proof[at]!, bit))));
        assert.ok(!holds(proof.toSpliced(at, 1)));
        assert.ok(!holds(proof.toSpliced(at, 0, proof[at]!)));
      }
      for (let bit = 0; bit < 256; bit++) {
        assert.ok(!holds(proof, index, size, flipped(hashes[index]!, bit)));
        assert.ok(!holds(proof, index, size, hashes[index]!, flipped(root, bit)));
      }
      for (const wrong of [-1, 0.5, size, Number.NaN, 2e16]) assert.ok(!holds(proof, wrong));
    }
    for (const from of [48, 96, 144, 64, 256, 333]) {
      const proof = consistencyProof(hashing, all, from, size);
      const old = rootOf(hashing, all, from);
      const holds = (p: readonly Uint8Array[], f = from, t = size, o = old, r = root): boolean =>
        verifyConsistency(hashing, f, t, p, o, r);
      assert.ok(holds(proof));
      for (let at = 0; at < proof.length; at++) {
        for (let bit = 0; bit < 256; bit++) assert.ok(!holds(proof.with(at, flipped(proof[at]!, bit))));
        assert.ok(!holds(proof.toSpliced(at, 1)));
        assert.ok(!holds(proof.toSpliced(at, 0, proof[at]!)));
      }
      for (let bit = 0; bit < 256; bit++) {
        assert.ok(!holds(proof, from, size, flipped(old, bit)));
        assert.ok(!holds(proof, from, size, old, flipped(root, bit)));
      }
      for (const wrong of [-1, 0, 0.5, size, size + 1, Number.NaN]) assert.ok(!holds(proof, wrong));
    }
  });

  it('gives the root that a later signature implies for an earlier size, which convicts who signed another', () => {
    const honest = madeLeaves(480, 5);
    const forked = honest.with(50, Uint8Array.of(1, 2, 3));
    const tree = (leaves: readonly Uint8Array[]) =>
      nodesOfLeaves(
        hashing,
        leaves.map((leaf) => leafHash(hashing, leaf)),
      );
    for (let from = 48; from < 480; from += 48) {
      const proof = consistencyProof(hashing, tree(forked), from, 480);
      const newRoot = rootOf(hashing, tree(forked), 480);
      const implied = prefixRootFromConsistency(hashing, from, 480, proof, newRoot);
      assert.ok(implied !== undefined && equalBytes(implied, rootOf(hashing, tree(forked), from)));
      assert.equal(equalBytes(implied, rootOf(hashing, tree(honest), from)), from < 51);
      assert.ok(
        !verifyConsistency(hashing, from, 480, proof, rootOf(hashing, tree(honest), from), newRoot) || from < 51,
      );
      for (let at = 0; at < proof.length; at++)
        assert.equal(
          prefixRootFromConsistency(hashing, from, 480, proof.with(at, flipped(proof[at]!, 9)), newRoot),
          undefined,
        );
    }
    assert.equal(prefixRootFromConsistency(hashing, 64, 480, [], emptyRoot(hashing)), undefined);
  });
});
