/** From region, assets and configuration on disk to what a theatre is started with. */
import type { Contact } from '../contract/act.ts';
import { assetCatalogue } from '../contract/asset.ts';
import {
  CONFIGURATION_SCHEMA,
  type Configuration,
  configuration as configurationSchema,
  DEFAULT_CONFIGURATION,
} from '../contract/configuration.ts';
import { parseDocument } from '../contract/document.ts';
import type { TheatreInfo } from '../contract/live.ts';
import type { Region } from '../contract/region.ts';
import type { AssetDetails, TheatreSetup } from '../node/theatre-setup.ts';
import { assetPaths, hashOf, loadAssets, loadLand, loadRegion, programVersion, readDocument } from './data-folder.ts';

/** Rows of a queue that one officer can keep in mind; the rest is in the counted drawer. */
const BUDGET = 12;

export interface SetupRequest {
  readonly region: string;
  readonly assets: readonly string[];
  readonly config: string | undefined;
  readonly budget?: number;
  readonly reconstruction?: TheatreInfo['reconstruction'];
}

export function theatreSetup(request: SetupRequest): TheatreSetup {
  const region = loadRegion(request.region);
  const paths = request.assets.length > 0 ? request.assets : assetPaths(region);
  const assets = loadAssets(paths);
  const configuration = readConfiguration(request.config);
  return {
    info: {
      theatreId: region.id,
      name: region.name,
      box: region.box,
      timeZone: region.timeZone,
      placeNames: Object.fromEntries(region.places.map(({ id, name, names }) => [id, { en: name, ...names }])),
      ...(request.reconstruction === undefined ? {} : { reconstruction: request.reconstruction }),
    },
    region,
    assets: assets.assets,
    assetDetails: detailsOf(paths),
    land: loadLand(region),
    configuration,
    configurationHash: hashOf({ configuration, region }),
    assetsHash: assets.hash,
    programVersion: programVersion(),
    contacts: contactsOf(region),
    budget: request.budget ?? BUDGET,
    partitions: 1,
  };
}

function readConfiguration(path: string | undefined): Configuration {
  if (path === undefined) return DEFAULT_CONFIGURATION;
  return parseDocument(configurationSchema, CONFIGURATION_SCHEMA, readDocument(path), path);
}

/** Names in other languages, notes and landings: only our own catalogues have them. */
function detailsOf(paths: readonly string[]): Record<string, AssetDetails> {
  const details: Record<string, AssetDetails> = {};
  for (const path of paths) {
    const catalogue = assetCatalogue.safeParse(readDocument(path));
    if (!catalogue.success) continue;
    for (const { properties } of catalogue.data.features)
      details[properties.id] = {
        ...(properties.names === undefined ? {} : { names: properties.names }),
        ...(properties.notes === undefined ? {} : { notes: properties.notes }),
        ...(properties.notesIn === undefined ? {} : { notesIn: properties.notesIn }),
        landings: properties.landings.map(({ name, country, position }) => ({ name, country, position })),
      };
  }
  return details;
}

const contactsOf = (region: Region): Contact[] =>
  region.contacts.map((contact, i) => ({
    id: `region-${i + 1}`,
    organisation: contact.organisation,
    role: contact.role,
    call: contact.call,
    assets: contact.assets,
    hours: '00:00-24:00',
    placeholder: contact.placeholder,
  }));
