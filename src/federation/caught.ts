/** A log that was caught: proof and suspension are recorded together, and nobody has to agree to it first. */
import { OWN_NODE_ONLY } from '../contract/label.ts';
import { OWN_LANE } from '../evidence/slot.ts';
import { type EquivocationProof, verifyEquivocation } from './equivocation.ts';
import type { NodeParts } from './node-parts.ts';

export const EQUIVOCATION_BECAUSE = 'Its log says two things that contradict each other; the proof is kept.';

export function caught(parts: NodeParts, partner: string, proof: EquivocationProof, nowMs: number): void {
  const { state, crypto, troubles, asking } = parts;
  const relation = state.relations.get(partner);
  // What goes into the log convicts in anybody's hands, or it does not go in.
  if (relation === undefined || !verifyEquivocation(proof, relation.known.logKey, crypto)) return;
  troubles.count(partner, 'equivocation');
  const isOpen = state.relations.isOpen(partner, nowMs);
  if (state.equivocations.has(partner) && !isOpen) return;
  parts.change(nowMs, (change) => {
    const own = { label: OWN_NODE_ONLY, lanes: [OWN_LANE] };
    if (!state.equivocations.has(partner)) change.say({ body: { kind: 'equivocation', partner, ...proof }, ...own });
    if (!isOpen) return;
    const because = EQUIVOCATION_BECAUSE;
    change.say({
      body: { kind: 'relation', partner, change: 'suspended', because, approvals: [], officerName: '' },
      ...own,
    });
  });
  asking.forget(partner);
  troubles.stands(partner, EQUIVOCATION_BECAUSE);
  parts.touched();
}
