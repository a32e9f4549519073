/** A cable or pipeline as the core uses it. */
import type { AssetKind } from '../contract/asset.ts';
import type { LonLat } from '../geo/position.ts';

export interface KnownAtKp {
  readonly kpM: number;
  readonly valueM: number;
}

export interface Asset {
  readonly id: string;
  readonly name: string;
  readonly kind: AssetKind;
  readonly owners: readonly string[];
  /** Polylines of the route; KP runs through them in order, from the first vertex of the first. */
  readonly lines: readonly (readonly LonLat[])[];
  /** One standard deviation in metres of how far the drawn route may lie from the real one. */
  readonly positionSigmaM: number;
  readonly lengthM: number;
  /** By rising KP; empty where nothing is known. */
  readonly depths: readonly KnownAtKp[];
  readonly burials: readonly KnownAtKp[];
}
