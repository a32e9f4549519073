/** One act of an officer, as it is done: what it says, and what came of it. Throws MerivahtError where it cannot be done. */
import type { PartnerActDone } from '../contract/partner-act.ts';
import { unreachable } from '../lib/assert.ts';
import { contribute, openCase, propose, splitCase, vote } from './case-acts.ts';
import type { Acting } from './node-context.ts';
import { ask } from './question-acts.ts';
import { addCard, agree, resume, revoke, suspend, takeAgreement } from './relation-acts.ts';
import { adoptList, answerRecall, recall, release, setRule, setWatchList } from './release-acts.ts';

export function doAct(acting: Acting): Omit<PartnerActDone, 'actId'> {
  const { body } = acting.act;
  switch (body.kind) {
    case 'add-card':
      return addCard(acting, body);
    case 'agree':
      return agree(acting, body);
    case 'take-agreement':
      return takeAgreement(acting, body);
    case 'suspend':
      return suspend(acting, body);
    case 'resume':
      return resume(acting, body);
    case 'revoke':
      return revoke(acting, body);
    case 'release':
      return release(acting, body);
    case 'set-rule':
      return setRule(acting, body);
    case 'recall':
      return recall(acting, body);
    case 'answer-recall':
      return answerRecall(acting, body);
    case 'set-watch-list':
      return setWatchList(acting, body);
    case 'adopt-list':
      return adoptList(acting, body);
    case 'open-case':
      return openCase(acting, body);
    case 'contribute':
      return contribute(acting, body);
    case 'propose':
      return propose(acting, body);
    case 'vote':
      return vote(acting, body);
    case 'split-case':
      return splitCase(acting, body);
    case 'ask':
      return ask(acting, body);
    default:
      return unreachable(body);
  }
}
