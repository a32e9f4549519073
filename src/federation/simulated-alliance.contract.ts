/** For simulations: who is partner of whom. Peered by the whole ceremony once, with a rule each way, and copied for each seed. */
import { label } from '../contract/label.ts';
import type { ReleaseRule } from '../contract/record.ts';
import type { SimulatedCrypto } from './fast-crypto.contract.ts';
import { MemoryFederationKeeping } from './memory-federation-keeping.contract.ts';
import {
  checkedAct,
  identityOf,
  NARROW_FIELDS,
  NODE_IDS,
  type Peered,
  peer,
  START_MS,
  startNode,
} from './simulated-nodes.contract.ts';

export interface Alliance {
  readonly nodes: readonly Peered[];
  readonly pairs: readonly (readonly [string, string])[];
}

/** Everybody with everybody; a ring; a star; a chain with a triangle; two triangles that share a node; all but one pair. */
const SHAPES: readonly (readonly (readonly [number, number])[])[] = [
  [[0, 1], [0, 2], [0, 3], [0, 4], [1, 2], [1, 3], [1, 4], [2, 3], [2, 4], [3, 4]],
  [[0, 1], [1, 2], [2, 3], [3, 4], [0, 4]],
  [[2, 0], [2, 1], [2, 3], [2, 4]],
  [[0, 1], [1, 2], [0, 2], [2, 3], [3, 4]],
  [[0, 1], [0, 2], [1, 2], [2, 3], [2, 4], [3, 4]],
  [[0, 1], [0, 2], [0, 3], [0, 4], [1, 2], [1, 3], [1, 4], [2, 3], [2, 4]],
]; // biome-ignore format: one shape a line

export function ruleTo(to: string, fields: ReleaseRule['fields']): ReleaseRule {
  return {
    ruleId: `rule-${to}`,
    to,
    class: 'alert',
    fields,
    vessels: 'all',
    minSeverity: 'watch',
    label: label.parse({
      tlp: 'amber',
      releasableTo: [to],
      purposes: ['cable-protection'],
      personal: false,
      exercise: false,
    }),
    inForce: true,
  };
}

/** Text that no rule lets go is withheld from the nodes of this side of the pair. */
export const isNarrowTo = (to: string): boolean => to > 'FI';

const made = new WeakMap<SimulatedCrypto, Map<number, Alliance>>();

export function allianceOf(shape: number, simulated: SimulatedCrypto): Alliance {
  const known = made.get(simulated) ?? new Map<number, Alliance>();
  made.set(simulated, known);
  const alliance = known.get(shape) ?? make(shape, simulated);
  known.set(shape, alliance);
  return alliance;
}

function make(shape: number, simulated: SimulatedCrypto): Alliance {
  const nodes = NODE_IDS.map((nodeId, i) => {
    const identity = identityOf(nodeId, i, simulated);
    const keeping = new MemoryFederationKeeping();
    return { identity, keeping, node: startNode(identity, keeping, simulated, i) };
  });
  const pairs = SHAPES[shape]!;
  for (const [a, b] of pairs) {
    peer(nodes[a]!, nodes[b]!, simulated);
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const partner = NODE_IDS[to]!;
      // Nobody has a rule for everybody: some releases are made by hand.
      if ((from + to) % 3 === 0) continue;
      const rule = ruleTo(partner, isNarrowTo(partner) ? NARROW_FIELDS : 'all');
      const { identity, node } = nodes[from]!;
      node.act(checkedAct(identity, `rule-${partner}`, { kind: 'set-rule', rule }), START_MS - 3_600_000);
    }
  }
  return { nodes, pairs: pairs.map(([a, b]) => [NODE_IDS[a]!, NODE_IDS[b]!] as const) };
}
