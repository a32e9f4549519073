import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCard } from './read-card.ts';

const card = {
  schema: 'merivaht.node-card/1',
  nodeId: 'LV',
  name: 'Rīga',
  country: 'LV',
  issuedAt: '2024-12-01T00:00:00.000Z',
  validUntil: '2025-12-01T00:00:00.000Z',
  endpoint: 'https://127.0.0.1:9443',
  keys: {
    root: 'r'.repeat(43),
    log: 'l',
    witness: 'w',
    record: 'e'.repeat(43),
    seal: `age1${'q'.repeat(30)}`,
    tlsAuthority: 'PEM',
  },
};
const signed = (payload: string): string =>
  JSON.stringify({
    schema: 'merivaht.signed-card/1',
    jws: `e30.${Buffer.from(payload).toString('base64url')}.${'s'.repeat(86)}`,
  });

describe('a pasted card', () => {
  it('says who it is of, letters beyond ASCII too', () => {
    const read = readCard(signed(JSON.stringify(card)));
    assert.ok('card' in read);
    assert.equal(read.card.name, 'Rīga');
    assert.equal(Buffer.from(read.payload).toString(), JSON.stringify(card));
  });

  it('is refused where it is none', () => {
    assert.deepEqual(readCard(''), { problem: 'empty' });
    assert.deepEqual(readCard('dear partner'), { problem: 'not-json' });
    assert.deepEqual(readCard('{"schema":"x"}'), { problem: 'not-a-card' });
    assert.deepEqual(readCard(signed('{"schema":"x"}')), { problem: 'not-a-card' });
    assert.deepEqual(readCard(signed('no json')), { problem: 'not-a-card' });
  });
});
