/** What HTTP asks of the node it serves. Implemented where the parts are put together; no route knows a thread or a file. */
import type { Act, ActRequest } from '../contract/act.ts';
import type { Considered } from '../contract/alert.ts';
import type { Queue } from '../contract/desk.ts';
import type { LiveMessage, TheatreInfo, TheatreState } from '../contract/live.ts';
import type {
  AlertView,
  AssetPage,
  CrossingRow,
  FalseAlarmTable,
  Health,
  IntegrityView,
  Officer,
  ReplayCommand,
  SearchHit,
  TrackPoint,
  VesselCard,
} from '../contract/views.ts';
import type { PartnersDesk } from './partners-desk.ts';

/** Where live messages go: text as JSON, positions as bytes. */
export interface LiveListener {
  message(message: LiveMessage): void;
  positions(frame: ArrayBuffer): void;
}

export interface WatchTheatre {
  readonly info: TheatreInfo;
  readonly state: TheatreState;
  /**
   * Begins a live stream: the changes after `since` of boot `boot` where they are still held, else a whole state; then all
   * vessels and positions, then what comes. Gives what ends it.
   */
  subscribe(listener: LiveListener, resume?: { readonly boot: string; readonly since: number }): () => void;
  /** A whole state, all vessels and all positions: what a page that fell behind gets instead of what it missed. */
  sendWhole(listener: LiveListener): void;
  /**
   * Resolves when the act is on disk and on the desk. The same `actId` again gives the same act. Throws MV-OFFICER-UNKNOWN,
   * MV-OFFICER-OBSERVES, MV-ACT-REFUSED (the alert, unit or act it names does not exist, or cannot be undone) or
   * MV-JOURNAL-STOPPED.
   */
  act(request: ActRequest): Promise<Act>;
  acts(filter: { readonly alertId?: string; readonly before?: string; readonly limit: number }): Promise<Act[]>;
  /** As it stood at `atMs`; as it stands without. */
  alert(alertId: string, atMs?: number): Promise<AlertView | undefined>;
  considered(): Promise<Considered[]>;
  vessel(mmsi: number): Promise<VesselCard | undefined>;
  track(mmsi: number, fromMs: number, toMs: number): Promise<TrackPoint[]>;
  asset(assetId: string): Promise<AssetPage | undefined>;
  crossings(filter: {
    readonly assetId?: string;
    readonly mmsi?: number;
    readonly fromMs: number;
    readonly toMs: number;
    readonly limit: number;
  }): Promise<CrossingRow[]>;
  inZone(
    ring: readonly (readonly [number, number])[],
    fromMs: number,
    toMs: number,
  ): Promise<{ mmsi: number; name?: string; firstAt: string; lastAt: string }[]>;
  /** Time travel: the queue and the positions as they stood. */
  queueAt(atMs: number): Promise<Queue | undefined>;
  positionsAt(atMs: number): Promise<ArrayBuffer>;
  search(text: string, limit: number): Promise<SearchHit[]>;
  integrity(): Promise<IntegrityView>;
  falseAlarms(month: string): Promise<FalseAlarmTable>;
  /** Throws MV-NOT-A-REPLAY where this theatre is live. */
  replay(command: ReplayCommand): Promise<void>;
  /** GeoJSON of land and of assets, for the map. */
  land(): Promise<unknown>;
  assetsGeoJson(): Promise<unknown>;
  /** One A4: `html` or `pdf`. */
  handOver(language: 'en' | 'et' | 'ja', format: 'html' | 'pdf', to: string, note: string): Promise<Uint8Array>;
}

export interface WatchNode {
  readonly version: string;
  /** Another one after each start. */
  readonly boot: string;
  readonly theatres: readonly WatchTheatre[];
  theatre(theatreId: string): WatchTheatre | undefined;
  officers(): Promise<Officer[]>;
  /** Absent where the node has no identity, and so no partners. */
  readonly partners?: PartnersDesk;
  health(): Health;
  /** Prometheus text. */
  metrics(): Promise<string>;
}
