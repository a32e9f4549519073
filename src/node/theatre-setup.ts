/** What a theatre is started with: plain data, read once by the command and handed to the threads. */
import type { Contact } from '../contract/act.ts';
import type { Configuration } from '../contract/configuration.ts';
import type { TheatreInfo } from '../contract/live.ts';
import type { Region } from '../contract/region.ts';
import type { LonLat } from '../geo/position.ts';
import type { Asset } from '../infrastructure/asset.ts';
import { PlaceIndex } from '../infrastructure/place-index.ts';
import type { WatchOptions } from '../pipeline/watch.ts';

export interface TheatreSetup {
  readonly info: TheatreInfo;
  readonly region: Region;
  readonly assets: readonly Asset[];
  /** Names in the region's languages, notes and landings, by asset id. */
  readonly assetDetails: Readonly<Record<string, AssetDetails>>;
  readonly land: readonly (readonly LonLat[])[];
  readonly configuration: Configuration;
  readonly configurationHash: string;
  readonly assetsHash: string;
  readonly programVersion: string;
  readonly contacts: readonly Contact[];
  /** Rows that are shown before the drawer. */
  readonly budget: number;
  readonly partitions: number;
}

export interface AssetDetails {
  readonly names?: { readonly et?: string | undefined; readonly ja?: string | undefined };
  readonly notes?: string;
  readonly notesIn?: { readonly et?: string | undefined; readonly ja?: string | undefined };
  readonly landings: readonly { readonly name: string; readonly country: string; readonly position: LonLat }[];
}

export function watchOptions(setup: TheatreSetup): WatchOptions {
  return {
    core: {
      assets: setup.assets,
      places: PlaceIndex.build(setup.region.places),
      regionId: setup.region.id,
      box: setup.region.box,
      configuration: setup.configuration,
      configurationHash: setup.configurationHash,
      assetsHash: setup.assetsHash,
      partitions: setup.partitions,
    },
    contacts: setup.contacts,
    budget: setup.budget,
  };
}
