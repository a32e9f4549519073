import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WireRequest } from '../contract/partner-wire.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { pathOf, requestOf } from './wire-paths.ts';

const back = (request: WireRequest): WireRequest | undefined =>
  requestOf(
    request.kind === 'add-checkpoint' ? 'POST' : 'GET',
    pathOf(request),
    request.kind === 'add-checkpoint' ? request.body : '',
  );

describe('the addresses of the exchange', () => {
  it('names tiles as C2SP tlog-tiles does', () => {
    // The specification's own examples.
    assert.equal(pathOf({ kind: 'tile', level: 0, index: 1_234_067, width: 256 }), '/fed/v1/tile/0/x001/x234/067');
    assert.equal(pathOf({ kind: 'tile', level: 0, index: 0, width: 8 }), '/fed/v1/tile/0/000.p/8');
    assert.equal(pathOf({ kind: 'tile', level: -1, index: 273, width: 112 }), '/fed/v1/tile/entries/273.p/112');
  });

  it('goes from a request to its address and back', () => {
    const random = seededRandom(3);
    const whole = (max: number) => Math.floor(random.next() * max);
    for (let i = 0; i < 2000; i++) {
      const requests: WireRequest[] = [
        { kind: 'tile', level: whole(7) - 1, index: whole(2_000_000_000), width: 1 + whole(256) },
        { kind: 'entries', since: whole(1e12), ...(i % 2 === 0 ? {} : { cursor: `c_-${whole(1e9)}` }) },
        { kind: 'consistency', from: whole(1e9), to: whole(1e9) },
        { kind: 'seen', origin: `merivaht/EE-a/${whole(9)}` },
      ];
      for (const request of requests) assert.deepEqual(back(request), request, pathOf(request));
    }
    for (const request of [{ kind: 'checkpoint' }, { kind: 'add-checkpoint', body: 'old 0\n' }] as const)
      assert.deepEqual(back(request), request);
  });

  it('takes nothing else', () => {
    for (const url of [
      '/', '/fed/v1', '/fed/v1/', '/fed/v1/records', '/fed/v1/checkpoint?x=1', '/fed/v1/entries?since=-1',
      '/fed/v1/entries?since=1e3', '/fed/v1/entries?since=01', '/fed/v1/entries?lane=2', '/fed/v1/tile/0/1',
      '/fed/v1/tile/9/000', '/fed/v1/tile/0/x000/001', '/fed/v1/tile/0/001.p/256', '/fed/v1/tile/0/001.p/0',
      '/fed/v1/tile/0/../../x', '/fed/v1/tile/-1/000', '/fed/v2/checkpoint', `/fed/v1/seen?origin=${'a'.repeat(700)}`,
      '/fed/v1/consistency?from=1', `/fed/v1/entries?cursor=${'a'.repeat(201)}`,
    ]) // biome-ignore format: a list reads better in lines
      assert.equal(requestOf('GET', url, ''), undefined, url);
    assert.equal(requestOf('PUT', '/fed/v1/checkpoint', ''), undefined);
    assert.equal(requestOf('POST', '/fed/v1/entries', ''), undefined);
  });
});
