/**
 * The map's colours in the three palettes. Nothing is told by colour alone: watch states differ in the dash of the line,
 * vessel classes in the shape of the mark, severities in the ring.
 */
import type { vesselClasses } from '../../src/contract/position-frame.ts';

export type MapPalette = 'night' | 'day' | 'high-contrast';
type VesselClass = (typeof vesselClasses)[number];

export interface MapColours {
  readonly sea: string;
  readonly land: string;
  readonly coast: string;
  readonly text: string;
  /** Behind text and round marks, so that both stand out from whatever is below. */
  readonly halo: string;
  readonly quiet: string;
  readonly watched: string;
  readonly degraded: string;
  readonly notWatched: string;
  readonly high: string;
  readonly actionable: string;
  readonly watch: string;
  readonly selected: string;
  readonly unit: string;
  readonly works: string;
  readonly disturbance: string;
  readonly classes: Readonly<Record<VesselClass, string>>;
}

export const mapColours: Readonly<Record<MapPalette, MapColours>> = {
  night: {
    sea: '#0a131d',
    land: '#1e2b37',
    coast: '#4d6378',
    text: '#dfe8f1',
    halo: '#0a131d',
    quiet: '#a3b4c5',
    watched: '#58b6ee',
    degraded: '#f0a92b',
    notWatched: '#a8b1ba',
    high: '#ff8f7a',
    actionable: '#ffc45c',
    watch: '#8fc7ff',
    selected: '#ffd166',
    unit: '#7fd6c2',
    works: '#d7b4f3',
    disturbance: '#e79bd0',
    classes: {
      unknown: '#93a2b1',
      cargo: '#6fcf97',
      tanker: '#e8875a',
      passenger: '#6aa9f4',
      'high-speed': '#e6d75a',
      fishing: '#d79ad4',
      service: '#d6dde4',
      pleasure: '#a99be0',
      other: '#9db7c9',
    },
  },
  day: {
    sea: '#dfeaf3',
    land: '#f4f0e4',
    coast: '#7b8794',
    text: '#13202d',
    halo: '#ffffff',
    quiet: '#46586a',
    watched: '#0b5fae',
    degraded: '#9a5b00',
    notWatched: '#5c6670',
    high: '#a3160c',
    actionable: '#7a4b00',
    watch: '#0b539b',
    selected: '#b3261e',
    unit: '#0c6152',
    works: '#6b2fa0',
    disturbance: '#9b1f7a',
    classes: {
      unknown: '#5d6b78',
      cargo: '#1d7f4e',
      tanker: '#b34a12',
      passenger: '#1a5fb4',
      'high-speed': '#7d6b00',
      fishing: '#9b3f96',
      service: '#3c4a57',
      pleasure: '#5b48b0',
      other: '#3f6a86',
    },
  },
  'high-contrast': {
    sea: '#000000',
    land: '#262626',
    coast: '#ffffff',
    text: '#ffffff',
    halo: '#000000',
    quiet: '#e6e6e6',
    watched: '#6fd0ff',
    degraded: '#ffd84d',
    notWatched: '#ffffff',
    high: '#ff9a9a',
    actionable: '#ffd84d',
    watch: '#9fdcff',
    selected: '#ffff00',
    unit: '#8cffe6',
    works: '#e9c7ff',
    disturbance: '#ffb3ec',
    classes: {
      unknown: '#d0d0d0',
      cargo: '#8cffb0',
      tanker: '#ffb27a',
      passenger: '#9fc8ff',
      'high-speed': '#ffff80',
      fishing: '#ffb8ff',
      service: '#ffffff',
      pleasure: '#c8bcff',
      other: '#b8dcf4',
    },
  },
};

/** Fonts of the reader's own machine: no glyph is fetched from anywhere. */
export const mapFonts = ['Noto Sans', 'Noto Sans CJK JP'];
