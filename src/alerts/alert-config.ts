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
    why: "The odds at which a watch wants to be told, not a base rate. About one drag a year among the 80 monitored vessel-days a day of the Gulf of Finland is ln odds of -10 a vessel-day; the factors are measured against the alarms of a CUSUM, of which a vessel-day has about 3, so -11 an alarm. Starting there, nothing short of a diver would wake anyone. -4.6 (1 in 100) says that a drag missed costs some 700 times what a needless call does. Add -6.7 to read an alert's evidence as honest odds.",
  },
  actionableMilliNats: {
    value: 0,
    unit: 'milli-nats',
    why: 'Where, under the prior above, a call pays: not a probability of one half.',
  },
  highMilliNats: {
    value: 1400,
    unit: 'milli-nats',
    why: 'Four times the odds at which a call pays, since it wakes someone.',
  },
  watchMilliNats: {
    value: -2200,
    unit: 'milli-nats',
    why: 'A ninth of the odds at which a call pays is worth a look, without a sound. Below it a ship is listed as considered.',
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
  crossedBeforeMin: {
    value: 5,
    unit: 'min',
    why: 'Onset is known to a few minutes: an asset crossed so shortly before it was crossed in the episode. The drag detector allows the same.',
  },
  sparseSamplingS: {
    value: 300,
    unit: 's',
    why: 'Heard less than every five minutes the shape of a fall is lost: nothing above watch is justified (prototype on real traffic).',
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

/** The published thresholds with the given ones in their place. MV-DOCUMENT-INVALID for an unknown name or a wrong order. */
export function alertConfig(overrides: Readonly<Record<string, number>> = {}): AlertConfig {
  for (const name of Object.keys(overrides))
    if (!Object.hasOwn(THRESHOLDS, name))
      throw new MerivahtError(
        'MV-DOCUMENT-INVALID',
        `alerts.${name} is no threshold; there are ${Object.keys(THRESHOLDS).join(', ')}`,
      );
  const values = Object.entries(THRESHOLDS).map(([name, t]) => [name, overrides[name] ?? t.value]);
  const config = Object.fromEntries(values) as AlertConfig;
  if (config.watchMilliNats > config.actionableMilliNats || config.actionableMilliNats > config.highMilliNats)
    throw new MerivahtError(
      'MV-DOCUMENT-INVALID',
      'alerts: watchMilliNats, actionableMilliNats and highMilliNats must rise in this order',
    );
  return config;
}

export function alertConfigTable(): readonly (Threshold & { readonly name: string })[] {
  return Object.entries(THRESHOLDS).map(([name, t]) => ({ name, ...t }));
}
