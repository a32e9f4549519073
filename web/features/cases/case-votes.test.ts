import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CaseView } from '../../../src/contract/partner-views.ts';
import { mayVote, type Proposal, tally, voteRows } from './case-votes.ts';

const vote = (by: string, choice: 'concur' | 'object' | 'abstain', counts = true) =>
  ({ by, choice, counts }) as Proposal['votes'][number];
const proposal = (votes: Proposal['votes'], outcome: Proposal['outcome'] = 'open'): Proposal =>
  ({ votes, outcome }) as Proposal;
const view = { members: ['EE', 'FI', 'JP'] } as unknown as CaseView;

describe('the votes on a proposal', () => {
  const put = proposal([
    vote('FI', 'concur'),
    vote('JP', 'object', false),
    vote('JP', 'concur', false),
    vote('SE', 'object', false),
  ]);
  it('stand a member a row, those who have not voted too, and who left after them', () => {
    assert.deepEqual(
      voteRows(view.members, put).map((row) => [row.nodeId, row.votes.length]),
      [
        ['EE', 0],
        ['FI', 1],
        ['JP', 2],
        ['SE', 1],
      ],
    );
  });

  it('count only where they count', () => {
    assert.deepEqual(tally(put), { concur: 1, object: 0, abstain: 0 });
  });

  it('are offered once, to members, while the proposal is open', () => {
    assert.equal(mayVote(view, put, 'EE'), true);
    assert.equal(mayVote(view, put, 'FI'), false, 'it has voted');
    assert.equal(mayVote(view, put, 'LV'), false, 'it is no member');
    assert.equal(mayVote(view, proposal([], 'passed'), 'EE'), false);
    assert.equal(mayVote(view, put, undefined), false);
  });
});
