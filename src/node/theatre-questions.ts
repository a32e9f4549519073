/** What pages ask of a theatre beside the live stream: from the core as it stands, from the store and the archive as they were. */

import { iso } from '../alerts/whole-units.ts';
import type { Act } from '../contract/act.ts';
import type { Queue } from '../contract/desk.ts';
import type { AlertView, AssetPage, CrossingRow, FalseAlarmTable, SearchHit, VesselCard } from '../contract/views.ts';
import { DAY_MS } from '../geo/units.ts';
import type { WatchTheatre } from '../http/watch-node.ts';
import type { NodeTheatre } from './node-theatre.ts';

const CARD_DAYS = 30;
const MAX_CROSSINGS = 5000;
const MAX_TRACK_POINTS = 5000;
const MAX_LOG = 500;

type Questions = Omit<WatchTheatre, 'info' | 'state' | 'subscribe' | 'sendWhole' | 'act' | 'replay' | 'handOver'>;

export function theatreQuestions(theatre: NodeTheatre): Questions {
  const { setup } = theatre;
  const keeper = () => theatre.flow.keeper;
  const core = () => theatre.flow.core;
  const names = async (mmsi: number): Promise<string | undefined> => (await core().ask('vessel', mmsi))?.vessel.name;

  return {
    acts: ({ alertId, before, limit }): Promise<Act[]> =>
      keeper().acts({
        limit,
        newestFirst: true,
        ...(alertId === undefined ? {} : { alertId }),
        ...(before === undefined ? {} : { beforeActId: before }),
      }),
    alert: async (alertId, atMs): Promise<AlertView | undefined> => {
      const now = atMs === undefined ? await core().ask('alert', alertId) : undefined;
      const alert = now ?? (await keeper().alertAt(alertId, atMs));
      if (alert === undefined) return undefined;
      const log = await keeper().acts({ alertId, limit: MAX_LOG });
      return { alert, handling: await core().ask('handling', alertId), log };
    },
    considered: () => core().ask('considered'),
    vessel: async (mmsi): Promise<VesselCard | undefined> => {
      const card = await core().ask('vessel', mmsi);
      if (card === undefined) return undefined;
      const toMs = theatre.nowMs;
      const crossings = await keeper().crossings({ mmsi, fromMs: toMs - CARD_DAYS * DAY_MS, toMs, limit: 200 });
      return { ...card, crossings };
    },
    track: (mmsi, fromMs, toMs) => theatre.flow.archive.track(mmsi, fromMs, toMs, MAX_TRACK_POINTS),
    asset: async (assetId): Promise<AssetPage | undefined> => {
      const asset = setup.assets.find((a) => a.id === assetId);
      const state = theatre.state.assets.find((a) => a.assetId === assetId);
      if (asset === undefined || state === undefined) return undefined;
      const details = setup.assetDetails[assetId];
      const toMs = theatre.nowMs;
      return {
        state,
        lines: asset.lines.map((line) => line.map(([lon, lat]) => [lon, lat])),
        lengthM: Math.round(asset.lengthM),
        positionSigmaM: Math.round(asset.positionSigmaM),
        ...(details?.notes === undefined ? {} : { notes: details.notes }),
        ...(details?.notesIn === undefined ? {} : { notesIn: { ...details.notesIn } }),
        landings: (details?.landings ?? []).map((l) => ({ ...l, position: [l.position[0], l.position[1]] })),
        hours: await core().ask('hoursOf', assetId),
        crossings: await keeper().crossings({ assetId, fromMs: toMs - CARD_DAYS * DAY_MS, toMs, limit: MAX_CROSSINGS }),
      };
    },
    crossings: (filter): Promise<CrossingRow[]> =>
      keeper().crossings({ ...filter, limit: Math.min(MAX_CROSSINGS, filter.limit) }),
    inZone: async (ring, fromMs, toMs) => {
      const found = await theatre.flow.archive.inZone(ring, fromMs, toMs);
      return await Promise.all(
        found.map(async ({ mmsi, firstMs, lastMs }) => {
          const name = await names(mmsi);
          return { mmsi, ...(name === undefined ? {} : { name }), firstAt: iso(firstMs), lastAt: iso(lastMs) };
        }),
      );
    },
    queueAt: async (atMs): Promise<Queue | undefined> => {
      const json = await keeper().queueAt(atMs);
      return json === undefined ? undefined : (JSON.parse(json) as Queue);
    },
    positionsAt: (atMs) => theatre.flow.archive.positionsAt(atMs),
    search: (text, limit): Promise<SearchHit[]> => core().ask('search', text, limit),
    integrity: () => core().ask('integrity'),
    falseAlarms: (month): Promise<FalseAlarmTable> => keeper().falseAlarms(month),
    land: async () => landGeoJson(setup.land),
    assetsGeoJson: async () => ({
      type: 'FeatureCollection',
      features: setup.assets.map((asset) => ({
        type: 'Feature',
        properties: { id: asset.id, name: asset.name, kind: asset.kind, owners: asset.owners },
        geometry: { type: 'MultiLineString', coordinates: asset.lines },
      })),
    }),
  };
}

const landGeoJson = (rings: readonly (readonly (readonly [number, number])[])[]): unknown => ({
  type: 'FeatureCollection',
  features: rings.map((ring) => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'Polygon', coordinates: [ring] },
  })),
});
