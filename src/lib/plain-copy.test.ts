import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainCopy } from './plain-copy.ts';

describe('a plain copy', () => {
  const original = () => ({
    number: Number.NEGATIVE_INFINITY,
    none: undefined,
    list: [1, { deep: 'text' }, null],
    map: new Map([[1, { inside: Number.NaN }]]),
    set: new Set(['a']),
    column: new Int16Array([3, -1]),
  });

  it('equals the original and shares nothing with it', () => {
    const from = original();
    const copy = plainCopy(from);
    assert.deepEqual(copy, from);
    copy.column[0] = 9;
    copy.map.get(1)!.inside = 2;
    (copy.list[1] as { deep: string }).deep = 'other';
    copy.set.add('b');
    assert.deepEqual(from, original());
  });

  it('takes what structuredClone gives', () => assert.deepEqual(plainCopy(structuredClone(original())), original()));

  it('stops at functions and at instances of classes', () => {
    class Thing {}
    for (const bad of [{ f: () => 1 }, [new Thing()], new Map([[1, Symbol('s')]])])
      assert.throws(() => plainCopy<unknown>(bad), /no plain data/);
  });
});
