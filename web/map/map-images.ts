/** The pictures of the map, drawn on a canvas in the colours of a palette: vessels, rings of severity, units, hatches. */
import { vesselClasses } from '../../src/contract/position-frame.ts';
import type { MapColours } from './colours.ts';
import { type Point, SHAPE_BOX, type VesselClass, vesselShapes } from './vessel-shapes.ts';

export interface MapImage {
  readonly name: string;
  readonly data: ImageData;
  readonly pixelRatio: number;
}

const RATIO = 2;

type Draw = (pen: CanvasRenderingContext2D) => void;

function image(name: string, sizePx: number, draw: Draw): MapImage {
  const canvas = document.createElement('canvas');
  canvas.width = sizePx * RATIO;
  canvas.height = sizePx * RATIO;
  const pen = canvas.getContext('2d', { willReadFrequently: true })!;
  pen.scale(RATIO, RATIO);
  pen.lineJoin = 'round';
  draw(pen);
  return { name, data: pen.getImageData(0, 0, canvas.width, canvas.height), pixelRatio: RATIO };
}

function trace(pen: CanvasRenderingContext2D, points: readonly Point[], isClosed: boolean): void {
  pen.beginPath();
  points.forEach(([x, y], i) => {
    if (i === 0) pen.moveTo(x, y);
    else pen.lineTo(x, y);
  });
  if (isClosed) pen.closePath();
}

/** A margin of 2 px round the shape holds its outline. */
function underWay(vesselClass: VesselClass, colours: MapColours): MapImage {
  const { outline, mark, isHollow } = vesselShapes[vesselClass];
  const colour = colours.classes[vesselClass];
  return image(`way-${vesselClass}`, SHAPE_BOX + 4, (pen) => {
    pen.translate(2, 2);
    trace(pen, outline, true);
    pen.lineWidth = 3;
    pen.strokeStyle = colours.halo;
    pen.stroke();
    pen.fillStyle = isHollow ? colours.halo : colour;
    pen.fill();
    if (isHollow) {
      pen.lineWidth = 2;
      pen.strokeStyle = colour;
      pen.stroke();
    }
    if (mark === undefined) return;
    trace(pen, mark, false);
    pen.lineWidth = 2.4;
    pen.strokeStyle = colours.halo;
    pen.stroke();
  });
}

/** At rest: a disc, or a ring for the hollow class. */
function atRest(vesselClass: VesselClass, colours: MapColours): MapImage {
  return image(`rest-${vesselClass}`, 20, (pen) => {
    pen.beginPath();
    pen.arc(10, 10, 6, 0, 2 * Math.PI);
    pen.lineWidth = 3;
    pen.strokeStyle = colours.halo;
    pen.stroke();
    pen.fillStyle = vesselShapes[vesselClass].isHollow ? colours.halo : colours.classes[vesselClass];
    pen.fill();
    pen.beginPath();
    pen.arc(10, 10, vesselShapes[vesselClass].isHollow ? 5 : 2, 0, 2 * Math.PI);
    pen.lineWidth = 2;
    pen.strokeStyle = vesselShapes[vesselClass].isHollow ? colours.classes[vesselClass] : colours.halo;
    pen.stroke();
  });
}

/** High: two rings; actionable: one; watch: a broken one. */
function ring(severity: 'high' | 'actionable' | 'watch', colour: string, halo: string): MapImage {
  return image(`ring-${severity}`, 56, (pen) => {
    const circle = (radius: number, width: number, stroke: string): void => {
      pen.beginPath();
      pen.arc(28, 28, radius, 0, 2 * Math.PI);
      pen.lineWidth = width;
      pen.strokeStyle = stroke;
      pen.stroke();
    };
    if (severity === 'watch') pen.setLineDash([6, 4]);
    const radii = severity === 'high' ? [19, 25] : [21];
    for (const radius of radii) circle(radius, 5, halo);
    for (const radius of radii) circle(radius, severity === 'watch' ? 2 : 3, colour);
  });
}

/** Four corners round what is selected. */
function corners(colours: MapColours): MapImage {
  return image('selected', 44, (pen) => {
    for (const [width, colour] of [
      [5, colours.halo],
      [2.5, colours.selected],
    ] as const) {
      pen.lineWidth = width;
      pen.strokeStyle = colour;
      for (const [x, y] of [
        [1, 1],
        [-1, 1],
        [1, -1],
        [-1, -1],
      ] as const) {
        pen.beginPath();
        pen.moveTo(22 + x * 18, 22 + y * 9);
        pen.lineTo(22 + x * 18, 22 + y * 18);
        pen.lineTo(22 + x * 9, 22 + y * 18);
        pen.stroke();
      }
    }
  });
}

/** An own unit: a framed square with a cross. */
function unit(colours: MapColours): MapImage {
  return image('unit', 24, (pen) => {
    pen.fillStyle = colours.halo;
    pen.fillRect(2, 2, 20, 20);
    pen.lineWidth = 2.5;
    pen.strokeStyle = colours.unit;
    pen.strokeRect(4, 4, 16, 16);
    trace(pen, [[12, 7], [12, 17]], false); // biome-ignore format: points
    pen.stroke();
    trace(pen, [[7, 12], [17, 12]], false); // biome-ignore format: points
    pen.stroke();
  });
}

/** Its identity or its positions are in doubt. */
function doubt(colours: MapColours): MapImage {
  return image('doubt', 18, (pen) => {
    pen.font = '700 15px system-ui, sans-serif';
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.lineWidth = 4;
    pen.strokeStyle = colours.halo;
    pen.strokeText('?', 9, 9);
    pen.fillStyle = colours.disturbance;
    pen.fillText('?', 9, 9);
  });
}

/** Repeats without a seam: both ends of the stroke lie outside. */
function hatch(name: string, colour: string, isCross: boolean): MapImage {
  return image(name, 12, (pen) => {
    pen.strokeStyle = colour;
    pen.lineWidth = 1.2;
    pen.globalAlpha = 0.75;
    for (const shift of [-12, 0, 12]) {
      trace(pen, [[shift - 2, 14], [shift + 14, -2]], false); // biome-ignore format: points
      pen.stroke();
      if (!isCross) continue;
      trace(pen, [[shift - 2, -2], [shift + 14, 14]], false); // biome-ignore format: points
      pen.stroke();
    }
  });
}

export function mapImages(colours: MapColours): MapImage[] {
  return [
    ...vesselClasses.flatMap((each) => [underWay(each, colours), atRest(each, colours)]),
    ring('high', colours.high, colours.halo),
    ring('actionable', colours.actionable, colours.halo),
    ring('watch', colours.watch, colours.halo),
    corners(colours),
    unit(colours),
    doubt(colours),
    hatch('hatch-works', colours.works, false),
    hatch('hatch-disturbance', colours.disturbance, true),
  ];
}
