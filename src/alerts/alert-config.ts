/** The thresholds of alerts, each with its unit and its reason. Configuration may change any of them by name. */
import { MerivahtError } from '../contract/errors.ts';

interface Threshold {
  readonly value: number;
  readonly unit: string;
  readonly why: string;
}

const THRESHOLDS = {
  priorMilliNats: {
    value: -4600,
    unit: 'milli-nats',
    why: "Odds of about 1 in 100 that a fall which a detector calls a finding is an anchor on the seabed: some dozen published cases in three years against the 100 or so such falls that real traffic shows in as many monitored days of a theatre, weighted towards caution. An estimate; to be replaced by one measured on a node's own archive.",
  },
  actionableMilliNats: {
    value: 0,
    unit: 'milli-nats',
    why: 'More likely than not, as far as the factors can be trusted.',
  },
  highMilliNats: { value: 1400, unit: 'milli-nats', why: 'Four to one.' },
  watchMilliNats: {
    value: -2200,
    unit: 'milli-nats',
    why: 'One in ten is worth a look, without a sound. Below it a ship is listed as considered.',
  },
  signMilliNats: {
    value: 700,
    unit: 'milli-nats',
    why: 'A sign counts towards the two that high needs when it alone doubles the odds.',
  },
  horizonMin: {
    value: 180,
    unit: 'min',
    why: 'A coast guard cutter needs about two hours to most places of the Gulf of Finland; one more to decide.',
  },
  callWithinMin: {
    value: 120,
    unit: 'min',
    why: 'Exposed: an asset will be reached within two hours, is under the ship, or was crossed since the first sign.',
  },
  lowerAfterMin: {
    value: 15,
    unit: 'min',
    why: 'A severity falls only when it has been lower for this long, so that the queue does not flap.',
  },
  episodeGapMin: {
    value: 60,
    unit: 'min',
    why: "Signs of one ship no farther apart than this are one episode: Vezhen's anchor hung free for part of the way.",
  },
} as const satisfies Record<string, Threshold>;

export type AlertConfig = { readonly [K in keyof typeof THRESHOLDS]: number };

/** The published thresholds with the given ones in their place. MV-DOCUMENT-INVALID for an unknown name. */
export function alertConfig(overrides: Readonly<Record<string, number>> = {}): AlertConfig {
  for (const name of Object.keys(overrides))
    if (!(name in THRESHOLDS))
      throw new MerivahtError(
        'MV-DOCUMENT-INVALID',
        `alerts.${name} is no threshold; there are ${Object.keys(THRESHOLDS).join(', ')}`,
      );
  const values = Object.entries(THRESHOLDS).map(([name, t]) => [name, overrides[name] ?? t.value]);
  return Object.fromEntries(values) as AlertConfig;
}

export function alertConfigTable(): readonly (Threshold & { readonly name: string })[] {
  return Object.entries(THRESHOLDS).map(([name, t]) => ({ name, ...t }));
}
