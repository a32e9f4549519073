/** For simulations: what theatres record and what officers do, at random. */
import { canonicalJson } from '../contract/canonical-json.ts';
import type { PartnerActBody } from '../contract/partner-act.ts';
import type { Subject } from '../contract/record.ts';
import { madeAlert, NARROW_FIELDS, START_MS, timeOf } from './simulated-nodes.contract.ts';
import type { Teller, World } from './simulation.contract.ts';

/** Later than any clock of a world, so that no node's clock decides whether a vote was in time. */
export const EXPIRES_MS = START_MS + 10 * 3_600_000;
const THEATRE = 'theatre';

/** A new alert, a new version, or a withdrawal. */
export function recordSomething({ random, ...world }: World, teller: Teller): void {
  void world;
  const isNew = teller.alerts === 0 || random.next() < 0.5;
  const number = isNew ? teller.alerts : random.integer(0, teller.alerts - 1);
  const over = random.next() < 0.25 ? ({ status: 'withdrawn', withdrawnBecause: 'it went on' } as const) : {};
  const seq = Math.max(teller.seq, teller.node!.recordedThrough(THEATRE)) + 1;
  const alert = madeAlert(`alert-${number}`, seq, over);
  teller.node!.recordChanges(THEATRE, seq, [alert], [], START_MS + seq);
  teller.seq = seq;
  if (isNew) teller.alerts++;
}

/** Where each kind stands in `bodyOf`. */
const KINDS = { open: 6, propose: 8, vote: 9 } as const;

export function randomAct(world: World, teller: Teller, number: number, kind?: keyof typeof KINDS): void {
  if (teller.node === undefined) return;
  const body = bodyOf(world, teller, kind === undefined ? world.random.integer(0, 13) : KINDS[kind]);
  if (body !== undefined)
    world.act(teller, `act-${teller.identity.nodeId}-${teller.speaksTo[0] ?? ''}-${number}`, body);
}

function bodyOf(world: World, teller: Teller, kind: number): PartnerActBody | undefined {
  const { random } = world;
  const node = teller.node!;
  const self = teller.identity.nodeId;
  const nowMs = world.clockOf(teller);
  const partner = random.pick(world.partnersOf(self));
  switch (kind) {
    case 0:
      return { kind: 'suspend', partner, because: 'in doubt' };
    case 1:
    case 2:
      return { kind: 'resume', partner, because: 'it was explained' };
    case 3: {
      if (teller.alerts === 0) return undefined;
      const subject: Subject = {
        class: 'alert',
        theatreId: THEATRE,
        alertId: `alert-${random.integer(0, teller.alerts - 1)}`,
      };
      try {
        const { previewHash } = node.preview(partner, subject, NARROW_FIELDS, nowMs);
        return { kind: 'release', to: partner, subject, fields: NARROW_FIELDS, previewHash };
      } catch {
        return undefined;
      }
    }
    case 4: {
      if (teller.alerts === 0) return undefined;
      const subject: Subject = {
        class: 'alert',
        theatreId: THEATRE,
        alertId: `alert-${random.integer(0, teller.alerts - 1)}`,
      };
      return { kind: 'recall', to: partner, subject, because: 'it was wrong' };
    }
    case 5: {
      const recall = node.state(nowMs).recalls.find((r) => r.to === self && r.answered === 'waiting');
      if (recall === undefined) return undefined;
      const done = random.pick(['deleted', 'kept'] as const);
      if (done === 'deleted') world.deleted.add(`${self} ${recall.from} ${canonicalJson(recall.subject)}`);
      return { kind: 'answer-recall', from: recall.from, recallId: recall.recallId, done, because: 'as asked' };
    }
    case 6:
    case 7:
      return { kind: 'open-case', title: 'A cable', about: '', members: [self, ...world.partnersOf(self)] };
    case 8: {
      const found = node.state(nowMs).cases[0];
      if (found === undefined) return undefined;
      const rule = random.pick([{ kind: 'all' }, { kind: 'k-of-n', k: 2 }, { kind: 'veto' }] as const);
      return {
        kind: 'propose', caseId: found.caseId, action: 'hail', reason: '', rule, expiresAt: timeOf(EXPIRES_MS), evidence: [],
      }; // biome-ignore format: one thing in a few lines
    }
    case 9:
    case 10: {
      // Also a second time, and otherwise: nothing stops a node from voting twice.
      const found = node.state(nowMs).cases.find(({ proposals }) => proposals.length > 0);
      if (found === undefined) return undefined;
      const { proposalId } = random.pick(found.proposals);
      const choice = random.pick(['concur', 'object', 'abstain'] as const);
      return { kind: 'vote', caseId: found.caseId, proposalId, choice, reason: '' };
    }
    case 11: {
      const found = node.state(nowMs).cases[0];
      return found === undefined ? undefined : { kind: 'contribute', caseId: found.caseId, note: 'seen', refs: [] };
    }
    case 12: {
      const from = timeOf(START_MS - 7_200_000);
      const ring: [number, number][] = [
        [24, 59],
        [25, 59],
        [25, 60],
      ];
      return { kind: 'ask', to: partner, purpose: 'cable-protection', ring, from, until: timeOf(START_MS) };
    }
    default:
      return {
        kind: 'set-watch-list',
        list: { listId: 'list', title: 'A list', version: random.integer(1, 5), entries: [] },
      };
  }
}
