/**
 * The map: a plain class round MapLibre that is told what to show. It loads nothing from anywhere but the node, and puts
 * positions on the screen at most once a second, however often they come.
 */
import 'maplibre-gl/dist/maplibre-gl.css';
import {
  type GeoJSONSource,
  type GeoJSONSourceSpecification,
  Map as GlMap,
  type MapMouseEvent,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { ABSENT_U16 } from '../../src/contract/position-frame.ts';
import type { TrackPoint } from '../../src/contract/views.ts';
import type { Box } from '../../src/geo/position.ts';
import { AtMostOnce, browserLater } from '../state/at-most-once.ts';
import { PositionTable } from '../state/position-table.ts';
import { baseStyle, paintChanges } from './base-style.ts';
import { type MapColours, type MapPalette, mapColours } from './colours.ts';
import { type Features, noFeatures, type Position } from './geojson.ts';
import { type AlertMark, alertFeatures } from './layers/alerts.ts';
import { areaFeatures, type DisturbedArea, type WorksArea } from './layers/areas.ts';
import { ASSET_HIT_LAYER, type AssetWatchState, assetFeatures } from './layers/assets.ts';
import { landFeatures } from './layers/land.ts';
import { nameFeatures } from './layers/names.ts';
import { type Motion, projectionFeatures } from './layers/projection.ts';
import { selectionFeatures } from './layers/selection.ts';
import { trackFeatures } from './layers/track.ts';
import { unitFeatures } from './layers/units.ts';
import { GONE_AFTER_S, packVessels } from './layers/vessels.ts';
import { mapImages } from './map-images.ts';
import { ABOVE_VESSELS, mapLayers } from './map-layers.ts';
import { nearestVessel } from './nearest-vessel.ts';
import { isSamePicture, pixelsDeg } from './same-picture.ts';
import { TrackTail } from './track-tail.ts';
import { vesselAtlas } from './vessel-atlas.ts';
import { VesselGlLayer } from './vessel-gl-layer.ts';
import { boxContains, padded } from './view-box.ts';

const EVERY_MS = 1000;
/** How near a click must be to a vessel. */
const HIT_PX = 14;
/** A name or a ring may lie so far from its ship: in latitude it is up to three times as much. */
const UNSEEN_PX = 0.25;
/** So much more than what is in sight is handed to the map, as a share of its width: a short pan needs nothing new. */
const MARGIN = 0.4;

export interface WatchMapOptions {
  readonly container: HTMLElement;
  readonly box: Box;
  readonly palette: MapPalette;
  readonly language: 'en' | 'et' | 'ja';
  /** Another ground than the node's own land: the address of a MapLibre style. */
  readonly styleUrl?: string;
  /** Says the map to a screen reader. */
  readonly label: string;
  readonly markLabel: (minutes: number) => string;
  readonly onVessel: (mmsi: number) => void;
  readonly onAsset: (assetId: string) => void;
  /** Which vessel the pointer is over, with the place in the container. */
  readonly onHover?: (hover: { readonly mmsi: number; readonly x: number; readonly y: number } | undefined) => void;
  /** The ground cannot be drawn; what is watched still is. */
  readonly onTrouble?: (message: string) => void;
}

export interface MapSelection {
  readonly mmsi?: number | undefined;
  readonly assetId?: string | undefined;
}

/** Whether this browser can draw the map at all. */
export const canDrawMap = (): boolean => document.createElement('canvas').getContext('webgl2') !== null;

export class WatchMap {
  /** Milliseconds the main thread was busy with the last update of positions, handing over included. */
  lastUpdateMs = 0;
  readonly #gl: GlMap;
  readonly #options: WatchMapOptions;
  readonly #data = new Map<string, Features>();
  readonly #vessels: VesselGlLayer;
  readonly #update = new AtMostOnce(EVERY_MS, () => this.#drawPositions(), browserLater);
  readonly #sight = new AtMostOnce(200, () => this.#drawPositions(), browserLater);
  #colours: MapColours;
  #language: 'en' | 'et' | 'ja';
  #isReady = false;
  /** What was to be shown before the map was there. */
  #onceReady: (() => void) | undefined;
  #table = new PositionTable();
  #nowMs: number | undefined;
  #nameOf: (mmsi: number) => string | undefined = () => undefined;
  #marks: readonly AlertMark[] = [];
  #routes: Features = noFeatures;
  #states: readonly AssetWatchState[] = [];
  #selection: MapSelection = {};
  #track: readonly TrackPoint[] = [];
  #paceAt: (atMs: number) => number | undefined = () => undefined;
  readonly #tail = new TrackTail();
  #drawnBox: Box | undefined;

  constructor(options: WatchMapOptions) {
    this.#options = options;
    this.#colours = mapColours[options.palette];
    this.#vessels = new VesselGlLayer(vesselAtlas(this.#colours));
    this.#language = options.language;
    setWorkerUrl(workerUrl);
    this.#gl = new GlMap({
      container: options.container,
      style: options.styleUrl ?? baseStyle(this.#colours),
      bounds: boundsOf(options.box),
      fitBoundsOptions: { padding: 8 },
      attributionControl: false,
      // North is up: two people who look at two maps see the same.
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      fadeDuration: 0,
      maxZoom: 15,
    });
    this.#gl.keyboard.disableRotation();
    this.#gl.touchZoomRotate.disableRotation();
    this.#gl.getCanvas().setAttribute('aria-label', options.label);
    this.#gl.addControl(new ScaleControl({ unit: 'nautical', maxWidth: 140 }), 'bottom-left');
    this.#gl.on('load', () => this.#ready());
    this.#gl.on('style.load', () => this.#addVessels());
    this.#gl.on('click', (event) => this.#clicked(event));
    this.#gl.on('mousemove', (event) => this.#hovered(event));
    this.#gl.on('mouseout', () => options.onHover?.(undefined));
    this.#gl.on('move', () => this.#moved());
    this.#gl.on('moveend', () => this.#sight.ask());
    this.#gl.on('error', ({ error }) => options.onTrouble?.(error.message));
  }

  /** What it shows just now. */
  get sight(): Box {
    return this.#sightBox();
  }

  close(): void {
    this.#update.close();
    this.#sight.close();
    this.#gl.remove();
  }

  setLand(json: unknown): void {
    if (this.#options.styleUrl === undefined) this.#put('land', landFeatures(json));
  }

  setAssets(routes: Features, states: readonly AssetWatchState[]): void {
    this.#routes = routes;
    this.#states = states;
    this.#drawAssets();
  }

  /** `nowMs`: the watch's clock, or the moment travelled to. The table may change after; the map looks again when told. */
  setPositions(table: PositionTable, nowMs: number | undefined): void {
    if (table !== this.#table) this.#tail.forget();
    this.#table = table;
    this.#nowMs = nowMs;
    this.#update.ask();
  }

  setNames(nameOf: (mmsi: number) => string | undefined): void {
    this.#nameOf = nameOf;
    this.#update.ask();
  }

  setAlerts(marks: readonly AlertMark[]): void {
    this.#marks = marks;
    this.#update.ask();
  }

  setSelected(selection: MapSelection): void {
    this.#selection = selection;
    this.#drawAssets();
    this.#drawSelection();
  }

  setUnits(units: Parameters<typeof unitFeatures>[0]): void {
    this.#put('units', unitFeatures(units));
  }

  setAreas(works: readonly WorksArea[], disturbances: readonly DisturbedArea[]): void {
    this.#put('areas', areaFeatures(works, disturbances));
  }

  setTrack(points: readonly TrackPoint[], paceAt: (atMs: number) => number | undefined): void {
    this.#track = points;
    this.#paceAt = paceAt;
    this.#drawTrack();
  }

  /** The frame round the map says that it shows the past. */
  setTimeTravel(atMs: number | undefined): void {
    this.#options.container.dataset.travelling = String(atMs !== undefined);
  }

  setLanguage(language: 'en' | 'et' | 'ja', label: string): void {
    this.#language = language;
    this.#gl.getCanvas().setAttribute('aria-label', label);
    this.#drawAssets();
  }

  setPalette(palette: MapPalette): void {
    const before = this.#colours;
    this.#colours = mapColours[palette];
    if (!this.#isReady || before === this.#colours) return;
    for (const { layerId, property, value } of paintChanges(before, this.#colours))
      if (this.#gl.getLayer(layerId) !== undefined)
        this.#gl.setPaintProperty(layerId, property as never, value as never);
    for (const { name, data } of mapImages(this.#colours)) this.#gl.updateImage(name, data);
    this.#vessels.setAtlas(vesselAtlas(this.#colours));
  }

  /** Brings a place into sight; the map stays where it is if it is in sight already. */
  show(lon: number, lat: number, leastZoom = 8): void {
    if (!this.#isReady) {
      this.#onceReady = () => this.show(lon, lat, leastZoom);
      return;
    }
    const isInSight = this.#gl.getBounds().contains([lon, lat]) && this.#gl.getZoom() >= leastZoom;
    if (!isInSight)
      this.#gl.easeTo({ center: [lon, lat], zoom: Math.max(leastZoom, this.#gl.getZoom()), duration: 400 });
  }

  showBox(box: Box): void {
    if (!this.#isReady) {
      this.#onceReady = () => this.showBox(box);
      return;
    }
    this.#gl.fitBounds(boundsOf(box), { padding: 30, duration: 400, maxZoom: 11 });
  }

  zoomBy(steps: number): void {
    this.#gl.zoomTo(this.#gl.getZoom() + steps, { duration: 200 });
  }

  resize(): void {
    this.#gl.resize();
  }

  #ready(): void {
    for (const { name, data, pixelRatio } of mapImages(this.#colours)) this.#gl.addImage(name, data, { pixelRatio });
    for (const { source, tolerance, layers } of mapLayers) {
      this.#gl.addSource(source, {
        type: 'geojson',
        data: asGeoJson(this.#data.get(source) ?? noFeatures),
        ...(tolerance === undefined ? {} : { tolerance }),
      });
      for (const layer of layers(this.#colours)) this.#gl.addLayer(layer);
    }
    this.#isReady = true;
    this.#addVessels();
    this.#drawAssets();
    this.#drawPositions();
    this.#onceReady?.();
    this.#onceReady = undefined;
  }

  /** MapLibre brings all else back when the browser had taken the graphics context away, but not this. */
  #addVessels(): void {
    if (this.#isReady && this.#gl.getLayer(this.#vessels.id) === undefined)
      this.#gl.addLayer(this.#vessels, ABOVE_VESSELS);
  }

  /** `drifts`: follows ships, and may lag by what nobody sees. */
  #put(source: string, features: Features, drifts = false): void {
    const withinDeg = drifts ? pixelsDeg(UNSEEN_PX, this.#gl.getZoom()) : 0;
    if (isSamePicture(this.#data.get(source) ?? noFeatures, features, withinDeg)) return;
    this.#data.set(source, features);
    if (this.#isReady)
      this.#gl
        .getSource<GeoJSONSource>(source)
        ?.setData(asGeoJson(features))
        .catch(() => undefined);
  }

  #nowS(): number {
    return (this.#nowMs ?? this.#table.dataAtMs) / 1000;
  }

  #sightBox(): Box {
    const bounds = this.#gl.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  #drawPositions(): void {
    if (!this.#isReady) return;
    const beganMs = performance.now();
    const { columns } = this.#table;
    const sight = this.#sightBox();
    this.#drawnBox = padded(sight, MARGIN);
    this.#vessels.setVessels(packVessels(columns, this.#nowS(), this.#drawnBox));
    this.#put('names', nameFeatures(columns, sight, this.#nameOf, new Set(this.#marks.map((m) => m.mmsi))), true);
    this.#put(
      'alerts',
      alertFeatures(this.#marks, columns, (mmsi) => this.#table.rowOf(mmsi)),
      true,
    );
    this.#drawSelection();
    void this.#measure(beganMs);
  }

  /** The hand-over to the worker is made in the microtasks that follow. */
  async #measure(beganMs: number): Promise<void> {
    for (let i = 0; i < 12; i++) await undefined;
    this.lastUpdateMs = performance.now() - beganMs;
  }

  #drawSelection(): void {
    const row = this.#selection.mmsi === undefined ? undefined : this.#table.rowOf(this.#selection.mmsi);
    const motion = row === undefined ? undefined : this.#motion(row);
    this.#put('selection', selectionFeatures(row === undefined ? undefined : this.#at(row)), true);
    this.#put('projection', projectionFeatures(motion, this.#options.markLabel), true);
    if (row === undefined) this.#tail.forget();
    else this.#tail.hear(this.#table.columns.mmsi[row]!, this.#table.columns, row);
    this.#drawTrack();
  }

  #drawTrack(): void {
    const isNone = this.#selection.mmsi === undefined;
    this.#put('track', isNone ? noFeatures : trackFeatures(this.#tail.after(this.#track), this.#paceAt), true);
  }

  #at(row: number): Position {
    const { lonE6, latE6 } = this.#table.columns;
    return [lonE6[row]! / 1e6, latE6[row]! / 1e6];
  }

  #motion(row: number): Motion | undefined {
    const { courseTenthDeg, speedTenthKn } = this.#table.columns;
    const [lon, lat] = this.#at(row);
    const course = courseTenthDeg[row]!;
    const speed = speedTenthKn[row]!;
    if (course >= 3600 || speed === ABSENT_U16) return undefined;
    return { lon, lat, courseDeg: course / 10, speedTenthKn: speed };
  }

  #drawAssets(): void {
    this.#put('assets', assetFeatures(this.#routes, this.#states, this.#language, this.#selection.assetId));
  }

  #moved(): void {
    if (this.#drawnBox === undefined || !boxContains(this.#drawnBox, this.#sightBox())) this.#sight.ask();
  }

  #vesselAt({ point, lngLat }: MapMouseEvent): number | undefined {
    const beside = this.#gl.unproject([point.x + HIT_PX, point.y]);
    const sinceS = this.#nowS() - GONE_AFTER_S;
    return nearestVessel(this.#table.columns, lngLat.lng, lngLat.lat, lngLat.distanceTo(beside), sinceS);
  }

  #hovered(event: MapMouseEvent): void {
    const mmsi = this.#vesselAt(event);
    this.#gl.getCanvas().style.cursor = mmsi === undefined ? '' : 'pointer';
    this.#options.onHover?.(mmsi === undefined ? undefined : { mmsi, x: event.point.x, y: event.point.y });
  }

  #clicked(event: MapMouseEvent): void {
    const { point } = event;
    const mmsi = this.#vesselAt(event);
    if (mmsi !== undefined) {
      this.#options.onVessel(mmsi);
      return;
    }
    if (!this.#isReady) return;
    const [asset] = this.#gl.queryRenderedFeatures(point, { layers: [ASSET_HIT_LAYER] });
    if (asset !== undefined) this.#options.onAsset(String(asset.properties.id));
  }
}

const boundsOf = ([west, south, east, north]: Box): [[number, number], [number, number]] => [
  [west, south],
  [east, north],
];

type GeoJsonData = Exclude<GeoJSONSourceSpecification['data'], string | undefined>;

/** MapLibre's types want arrays that could be changed; it changes none. */
const asGeoJson = (features: Features): GeoJsonData => features as unknown as GeoJsonData;
