/** The marks of vessels side by side in one texture, one cell each, premultiplied as the map blends. */
import type { MapColours } from './colours.ts';
import { vesselIcons } from './layers/vessels.ts';
import { mapImages } from './map-images.ts';

/** Of a cell, in texels; wide enough that a picture at a quarter of its size takes nothing from its neighbour. */
export const CELL_TEXELS = 64;
/** Of a picture at its full size. */
export const TEXELS_PER_PX = 2;

export interface VesselAtlas {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
  /** Of each cell, the side of its picture in pixels of the page. */
  readonly sidesPx: readonly number[];
}

export function vesselAtlas(colours: MapColours): VesselAtlas {
  const width = vesselIcons.length * CELL_TEXELS;
  const bytes = new Uint8Array(width * CELL_TEXELS * 4);
  const images = new Map(mapImages(colours).map((image) => [image.name, image]));
  const sidesPx = vesselIcons.map((name, cell) => {
    const { data: picture, pixelRatio } = images.get(name)!;
    const margin = (CELL_TEXELS - picture.width) / 2;
    for (let y = 0; y < picture.height; y++)
      for (let x = 0; x < picture.width; x++) {
        const from = (y * picture.width + x) * 4;
        const to = ((y + margin) * width + cell * CELL_TEXELS + margin + x) * 4;
        const alpha = picture.data[from + 3]!;
        for (let c = 0; c < 3; c++) bytes[to + c] = Math.round((picture.data[from + c]! * alpha) / 255);
        bytes[to + 3] = alpha;
      }
    return picture.width / pixelRatio;
  });
  return { width, height: CELL_TEXELS, bytes, sidesPx };
}
