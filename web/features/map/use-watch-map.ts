/** Keeps a `WatchMap` in a place of the page, and tells it what changes. */
import { useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import type { Features } from '../../map/geojson.ts';
import { paceFrom } from '../../map/layers/track.ts';
import { boxOf } from '../../map/view-box.ts';
import { WatchMap } from '../../map/watch-map.ts';
import { groundQuery } from '../../state/ground-query.ts';
import { INTEGRITY_AGAIN_MS, integrityQuery } from '../../state/integrity-query.ts';
import { mapGoal } from '../../state/map-goal.ts';
import { mapSight } from '../../state/map-sight.ts';
import { useTiny } from '../../state/tiny-store.ts';
import { liveStore, useLive } from '../../state/use-live.ts';
import { useTravelledPositions } from '../../state/use-positions.ts';
import { useShownQueue } from '../../state/use-queue.ts';
import { useShownMs, useSlowClock } from '../../state/use-slow-clock.ts';
import { ASK_AGAIN_MS, cardQuery, trackQuery } from '../../state/vessel-query.ts';
import { openAsset, openVessel, useView } from '../../state/view-state.ts';
import { alertMarks, positionIn, selectedRow } from './alert-marks.ts';
import { hoverStore } from './hover.ts';

/** For measurements from outside: the map that is on the page. */
declare global {
  var merivahtMap: WatchMap | undefined;
}

/** The map in `place`; undefined until it is there. */
export function useWatchMap(place: RefObject<HTMLDivElement | null>): WatchMap | undefined {
  const t = useText('map');
  const box = useLive((s) => s.info?.box);
  // The node is asked again now and then, and its answer is another object with the same box.
  const corners = box?.join(' ');
  const { theatreId, palette, language } = useView();
  const [map, setMap] = useState<WatchMap>();
  const first = useRef({ palette, language, label: t('map-label'), markLabel: (minutes: number) => `+${minutes} min` });
  useEffect(() => {
    const [west, south, east, north] = (corners ?? '').split(' ').map(Number);
    if (place.current === null || north === undefined) return;
    const made = new WatchMap({
      container: place.current,
      box: [west!, south!, east!, north],
      ...first.current,
      onVessel: openVessel,
      onAsset: openAsset,
      onHover: (hover) => hoverStore.set(hover),
    });
    globalThis.merivahtMap = made;
    setMap(made);
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      mapSight.set(made.sight);
      made.close();
      globalThis.merivahtMap = undefined;
      setMap(undefined);
    };
  }, [place, corners]);
  useEffect(() => map?.setPalette(palette), [map, palette]);
  useEffect(() => map?.setLanguage(language, t('map-label')), [map, language, t]);
  useGround(map, theatreId);
  usePositions(map);
  useMarks(map);
  useSelection(map);
  useBooks(map);
  useGoal(map);
  return map;
}

const NO_STATES: never[] = [];

function useGround(map: WatchMap | undefined, theatreId: string | undefined): void {
  const boot = useLive((s) => s.boot);
  const states = useLive((s) => s.state?.assets) ?? NO_STATES;
  const land = useQuery(groundQuery(theatreId, 'land', boot)).data;
  const routes = useQuery(groundQuery(theatreId, 'assets', boot)).data;
  useEffect(() => {
    if (land !== undefined) map?.setLand(land);
  }, [map, land]);
  useEffect(() => {
    if (routes !== undefined) map?.setAssets(routes as unknown as Features, states);
  }, [map, routes, states]);
}

/** Live positions go from the store to the map without React: there may be several frames a second. */
function usePositions(map: WatchMap | undefined): void {
  const { atMs } = useView();
  const { table, revision: tableRevision } = useTravelledPositions();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same table may say more than before
  useEffect(() => {
    if (map === undefined) return;
    map.setTimeTravel(atMs);
    if (atMs !== undefined) {
      if (table !== undefined) map.setPositions(table, atMs);
      return;
    }
    let revision = -1;
    const tell = (): void => {
      const { positions, positionsRevision, state } = liveStore.snapshot;
      if (positionsRevision === revision) return;
      revision = positionsRevision;
      map.setPositions(positions, state === undefined ? undefined : Date.parse(state.clock.dataAt));
    };
    tell();
    return liveStore.subscribe(tell);
  }, [map, atMs, table, tableRevision]);
  const vessels = useLive((s) => s.vessels);
  useEffect(() => map?.setNames((mmsi) => vessels.get(mmsi)?.name), [map, vessels]);
}

function useMarks(map: WatchMap | undefined): void {
  const { queue } = useShownQueue();
  const marks = useMemo(() => alertMarks(queue), [queue]);
  useEffect(() => map?.setAlerts(marks), [map, marks]);
}

function useSelection(map: WatchMap | undefined): void {
  const { theatreId, alertId, mmsi, assetId, atMs } = useView();
  const { queue } = useShownQueue();
  const row = selectedRow(queue, alertId);
  const ship = mmsi ?? row?.alert.vessel.mmsi;
  const boot = useLive((s) => s.boot);
  const routes = useQuery(groundQuery(theatreId, 'assets', boot)).data;
  const shownMs = useShownMs(ASK_AGAIN_MS);
  const card = useQuery(cardQuery(theatreId, ship, shownMs)).data;
  const track = useQuery(trackQuery(theatreId, ship, shownMs)).data;
  const alertPace = row?.alert.ownPaceTenthKn;
  const cardPace = card?.ownPaceTenthKn;
  useEffect(() => map?.setSelected({ mmsi: ship, assetId }), [map, ship, assetId]);
  useEffect(() => {
    map?.setTrack(ship === undefined ? [] : (track ?? []), paceFrom([], alertPace ?? cardPace));
  }, [map, ship, track, alertPace, cardPace]);
  const { table } = useTravelledPositions();
  // Where it was at the moment that is shown; the card knows only where it is now.
  const place = row?.alert.position ?? (atMs === undefined ? card?.position : positionIn(table, ship));
  const [lonE5, latE5] = [place?.lonE5, place?.latE5];
  const shown = useRef<{ readonly map: WatchMap; readonly ship: number }>(undefined);
  useEffect(() => {
    // Once a selection: afterwards the reader moves the map, not the ship.
    if (ship === undefined) shown.current = undefined;
    if (map === undefined || ship === undefined || lonE5 === undefined || latE5 === undefined) return;
    if (shown.current?.map === map && shown.current.ship === ship) return;
    shown.current = { map, ship };
    map.show(lonE5 / 1e5, latE5 / 1e5);
  }, [map, ship, lonE5, latE5]);
  useEffect(() => {
    if (map === undefined || assetId === undefined || routes === undefined) return;
    const box = boxOf(linesOf(routes as unknown as Features, assetId));
    if (box !== undefined) map.showBox(box);
  }, [map, assetId, routes]);
}

function linesOf(routes: Features, assetId: string): (readonly [number, number])[][] {
  const route = routes.features.find((f) => (f.properties.id ?? f.properties.assetId) === assetId)?.geometry;
  if (route?.type === 'LineString') return [route.coordinates];
  return route?.type === 'MultiLineString' ? route.coordinates : [];
}

function useBooks(map: WatchMap | undefined): void {
  const t = useText('map');
  const { theatreId } = useView();
  const books = useLive((s) => s.state?.books);
  const asked = useSlowClock(INTEGRITY_AGAIN_MS);
  const shownMs = useShownMs(INTEGRITY_AGAIN_MS);
  const integrity = useQuery(integrityQuery(theatreId, asked)).data;
  useEffect(() => map?.setUnits(books?.units ?? []), [map, books]);
  useEffect(() => {
    const at = shownMs ?? 0;
    const isNow = (from: string, to: string | undefined): boolean =>
      Date.parse(from) <= at && (to === undefined || Date.parse(to) >= at);
    const works = (books?.works ?? []).filter((w) => isNow(w.from, w.endedAt ?? w.to));
    const disturbances = (integrity?.disturbances ?? [])
      .filter((d) => isNow(d.since, d.until))
      .map((d) => ({ ...d, name: t('disturbance', { count: d.vessels }) }));
    map?.setAreas(works, disturbances);
  }, [map, books, integrity, shownMs, t]);
}

/** A place another part of the page asked for, once. */
function useGoal(map: WatchMap | undefined): void {
  const goal = useTiny(mapGoal);
  useEffect(() => {
    if (map === undefined || goal === undefined) return;
    map.show(goal.lon, goal.lat, goal.zoom);
    mapGoal.set(undefined);
  }, [map, goal]);
}
