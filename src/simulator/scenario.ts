/** What a scenario is: published facts or plain fiction, the ships in it, and where it is heard. */
import type { Truth } from '../contract/truth.ts';
import type { LonLat } from '../geo/position.ts';
import type { SeededRandom } from '../lib/seeded-random.ts';
import type { Mover } from './mover.ts';

export interface SimulatedShip {
  readonly name: string;
  /** Only with real identities; else the ship gets an unallocated one. */
  readonly realMmsi?: number;
  readonly realName?: string;
  readonly imo?: number;
  readonly callsign?: string;
  readonly shipType: number;
  readonly lengthM: number;
  readonly beamM: number;
  readonly draughtM: number;
  readonly destination: string;
  readonly isClassB?: boolean;
  readonly flag?: string;
  readonly mover: Mover;
  readonly truth: Pick<Truth['vessels'][number], 'role' | 'behaviour' | 'why' | 'drags'>;
}

export interface Station {
  readonly name: string;
  readonly position: LonLat;
  readonly rangeM: number;
  /** Hears nothing in this time. */
  readonly silent?: { readonly fromMs: number; readonly toMs: number };
}

/** A fault as published, with the moment at which the ship that caused it was over it. */
export interface PublishedFault {
  readonly assetId: string;
  readonly atMs: number;
  /** Name of the ship in the scenario. */
  readonly ship: string;
  readonly source: string;
}

export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** One sentence for the banner. */
  readonly what: string;
  readonly outcome: string;
  /** Made up: no published case lies behind it. */
  readonly isFiction?: true;
  /** The first of its unallocated MMSIs (MID 290 is no country's): two scenarios never give two ships one. */
  readonly firstMmsi: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly stations: readonly Station[];
  readonly faults: readonly PublishedFault[];
  readonly sources: Truth['sources'];
  ships(random: SeededRandom): readonly SimulatedShip[];
}
