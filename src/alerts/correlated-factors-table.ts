/**
 * Factors that say one thing twice. Log-odds may only be added where factors are independent given what the ship does; of
 * those that are not, the one with the largest step counts and the others are left out of the sum.
 */

interface Correlated {
  readonly factors: readonly string[];
  readonly why: string;
}

/** Class, the signs or factor ids in it, and why one follows from the other. */
export const CORRELATED_FACTORS: Readonly<Record<string, Correlated>> = {
  'slow-near-asset': {
    factors: ['loitering-in-corridor', 'slow-drift', 'drift-against-heading'],
    why: 'A ship adrift is slow, stays, and lies across its own way, with an anchor out or without: the tanker that circled over Estlink 2 in December 2024 was benign.',
  },
  'long-stay': {
    factors: ['loiters-long', 'drifts-long'],
    why: 'Two detectors that time the same stay.',
  },
  'at-a-place': {
    factors: ['in-port', 'in-anchorage', 'in-waiting-area', 'near-port-or-anchorage'],
    why: 'Two findings look from two positions at one port with its anchorage.',
  },
  works: {
    factors: ['works-here', 'restricted-manoeuvre', 'announced-works'],
    why: 'A working ship that says that it works, and of which others say so.',
  },
  fishes: {
    factors: ['fishes-here', 'fishing-status'],
    why: 'A fishing vessel that says that it fishes.',
  },
};

const CLASS_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(CORRELATED_FACTORS).flatMap(([name, row]) => row.factors.map((id) => [id, name] as const)),
);

/** Factors of one class are not added. A sign is a class of its own, and so is a factor that is in no other. */
export function evidenceClass(factor: { readonly id: string; readonly sign?: string | undefined }): string {
  return CLASS_OF.get(factor.sign ?? factor.id) ?? factor.sign ?? factor.id;
}
