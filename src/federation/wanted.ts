/** What a node wants to ask now, of each partner that is spoken with. */
import type { WireRequest } from '../contract/partner-wire.ts';
import type { Wanted } from './federation.ts';
import type { NodeParts } from './node-parts.ts';
import type { Relation } from './relations.ts';
import { addCheckpointBody } from './witness.ts';

/** Records of one partner that are kept; beyond it nothing more is asked of it. */
const MAX_TAKEN = 1_000_000;

export function wantedOf(parts: NodeParts, nowMs: number): Wanted[] {
  const { state, asking, troubles } = parts;
  const wanted: Wanted[] = [];
  for (const relation of state.relations.all()) {
    const { nodeId } = relation;
    if (!state.relations.isOpen(nodeId, nowMs)) continue;
    if (state.inbound.taken(nodeId) >= MAX_TAKEN) {
      if (troubles.stands(nodeId, `more than ${MAX_TAKEN} records of it are kept`)) parts.touched();
      continue;
    }
    const witnesses = state.relations.witnesses(nodeId, nowMs);
    const request = asking.next(
      nodeId,
      {
        entries: () => entriesRequest(parts, relation),
        cosign: () => (witnesses ? cosignRequest(parts, relation) : undefined),
        claim: () => claimRequest(parts, relation),
        thirds: () => (witnesses ? thirdsOf(parts, relation, nowMs) : []),
      },
      nowMs,
    );
    if (request !== undefined) wanted.push({ partner: nodeId, request });
  }
  return wanted;
}

function entriesRequest({ peers }: NodeParts, { known }: Relation): WireRequest {
  const row = peers.row(known.logKey.name);
  const cursor = row === undefined || row.cursor === '' ? {} : { cursor: row.cursor };
  return { kind: 'entries', since: row?.size ?? 0, ...cursor };
}

/** Where the partner stands in our log, it verified from us; what it already cosigned is not shown again. */
function cosignRequest({ log, cosigning }: NodeParts, { nodeId }: Relation): WireRequest | undefined {
  if (log.size === 0 || cosigning.cosigned(nodeId) === log.size) return undefined;
  const oldSize = cosigning.verified(nodeId);
  const proof = log.consistency(oldSize, log.size);
  const note = log.checkpointNote();
  if (proof === undefined) return undefined;
  return { kind: 'add-checkpoint', body: addCheckpointBody({ oldSize, proof, note }) };
}

function claimRequest({ peers }: NodeParts, { known }: Relation): WireRequest | undefined {
  const question = peers.question(known.logKey.name);
  return question === undefined ? undefined : { kind: 'consistency', ...question };
}

/** Logs of other partners with whom comparing was agreed. */
const thirdsOf = ({ state, peers }: NodeParts, { nodeId }: Relation, nowMs: number): string[] =>
  state.relations
    .all()
    .filter((other) => other.nodeId !== nodeId && state.relations.witnesses(other.nodeId, nowMs))
    .map((other) => other.known.logKey.name)
    .filter((origin) => peers.row(origin) !== undefined);
