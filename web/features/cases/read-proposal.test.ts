import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { partnerActBody } from '../../../src/contract/partner-act.ts';
import { readProposal } from './read-proposal.ts';

const CASE = 'EE:0123456789abcdef';
const typed = { action: 'Ask it to heave up', reason: '', rule: 'k-of-n', k: 2, expires: '2024-12-25T12:00' } as const;

describe('a typed proposal', () => {
  it('is an act of the contract', () => {
    const read = readProposal(typed, CASE, 3, []);
    assert.ok('proposal' in read);
    const body = partnerActBody.parse({ kind: 'propose', ...read.proposal });
    assert.ok(body.kind === 'propose');
    assert.deepEqual(body.rule, { kind: 'k-of-n', k: 2 });
    assert.equal(body.expiresAt, '2024-12-25T12:00:00.000Z');
    const all = readProposal({ ...typed, rule: 'all', k: 99 }, CASE, 3, []);
    assert.ok('proposal' in all && all.proposal.rule.kind === 'all');
  });

  it('says what is wanting: no more may have to concur than there are members', () => {
    assert.deepEqual(readProposal({ ...typed, action: ' ', k: 4, expires: '' }, CASE, 3, []), {
      wrong: ['action', 'k', 'expires'],
    });
    assert.deepEqual(readProposal({ ...typed, k: 0 }, CASE, 3, []), { wrong: ['k'] });
  });
});
