/** To whom records go: what kind of data each is, for the gate, and whether one that came is for this node. */
import type { DataClass } from '../contract/label.ts';
import type { FederationRecord, RecordBody } from '../contract/record.ts';

/** Undefined: for the own node only, whatever its label says. */
export function dataClassOf(body: RecordBody): DataClass | undefined {
  switch (body.kind) {
    case 'release':
      return body.release.subject.class;
    case 'case-open':
    case 'case-roster':
    case 'case-contribution':
    case 'case-proposal':
    case 'case-vote':
      return 'case';
    case 'question':
      return 'question';
    // A refusal tells nothing but itself, so it goes where answers are not agreed.
    case 'answer':
      return body.answered === 'refused' ? 'relation' : 'answer';
    case 'recall':
    case 'recall-receipt':
      return 'relation';
    default:
      return undefined;
  }
}

/** Whether a partner's record is one that a partner may address to this node, and has. */
export function isAddressedTo({ body, label }: FederationRecord, nodeId: string): boolean {
  if (dataClassOf(body) === undefined || !label.releasableTo.includes(nodeId)) return false;
  switch (body.kind) {
    case 'release':
      return body.release.to === nodeId;
    case 'question':
    case 'answer':
    case 'recall':
    case 'recall-receipt':
      return body.to === nodeId;
    case 'case-open':
      return body.members.includes(nodeId);
    default:
      return true;
  }
}
