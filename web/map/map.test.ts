import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { makePositionFrame, vesselClasses } from '../../src/contract/position-frame.ts';
import { geodesicM } from '../../src/geo/geodesic.ts';
import { baseStyle, paintChanges } from './base-style.ts';
import { mapColours } from './colours.ts';
import type { Features } from './geojson.ts';
import { alertFeatures } from './layers/alerts.ts';
import { areaFeatures, circle } from './layers/areas.ts';
import { assetFeatures } from './layers/assets.ts';
import { landFeatures } from './layers/land.ts';
import { MAX_NAMES, nameFeatures } from './layers/names.ts';
import { mapLayers } from './map-layers.ts';
import { SHAPE_BOX, vesselShapes } from './vessel-shapes.ts';
import { boxContains, boxOf, padded } from './view-box.ts';

const palettes = Object.values(mapColours);

/** WCAG 2 relative luminance and contrast. */
function contrast(a: string, b: string): number {
  const light = (colour: string): number => {
    const [r, g, blue] = [1, 3, 5].map((i) => {
      const c = Number.parseInt(colour.slice(i, i + 2), 16) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * blue!;
  };
  const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
  return (x! + 0.05) / (y! + 0.05);
}

describe('the style of the map', () => {
  it('loads nothing from elsewhere', () => {
    for (const colours of palettes) {
      const text = JSON.stringify([baseStyle(colours), ...mapLayers.map((layer) => layer.layers(colours))]);
      assert.ok(!/https?:|glyphs|sprite/.test(text));
    }
  });

  it('draws each layer from the source of its own, once', () => {
    const layers = mapLayers.flatMap(({ source, layers }) => layers(palettes[0]!).map((layer) => ({ source, layer })));
    assert.equal(new Set(layers.map(({ layer }) => layer.id)).size, layers.length);
    for (const { source, layer } of layers) assert.equal('source' in layer ? layer.source : undefined, source);
  });

  it('shows words with a contrast of 4.5 and marks with 3 on sea and on land, in each palette', () => {
    for (const c of palettes)
      for (const ground of [c.sea, c.land]) {
        for (const words of [c.text, c.quiet, c.unit, c.works, c.disturbance])
          assert.ok(contrast(words, ground) >= 4.5, `${words} on ${ground}`);
        const marks = [c.watched, c.degraded, c.notWatched, c.high, c.actionable, c.watch, c.selected];
        for (const mark of [...marks, ...Object.values(c.classes)])
          assert.ok(contrast(mark, ground) >= 3, `${mark} on ${ground}: ${contrast(mark, ground)}`);
      }
  });

  it('changes to another palette by its paints, and nothing where none differs', () => {
    assert.deepEqual(paintChanges(mapColours.night, mapColours.night), []);
    const changed = new Set(paintChanges(mapColours.night, mapColours.day).map((c) => c.layerId));
    for (const id of ['sea', 'land', 'assets-watched', 'track', 'alerts']) assert.ok(changed.has(id), id);
  });

  it('has a shape of its own for each class of vessel, inside its box', () => {
    const shapes = vesselClasses.map((c) => JSON.stringify(vesselShapes[c]));
    assert.equal(new Set(shapes).size, vesselClasses.length);
    for (const { outline } of Object.values(vesselShapes))
      for (const [x, y] of outline) assert.ok(x >= 0 && y >= 0 && x <= SHAPE_BOX && y <= SHAPE_BOX);
  });
});

describe('what the layers are made of', () => {
  it('takes each coastline that ships', () => {
    for (const file of readdirSync('data/coastlines')) {
      const land = landFeatures(JSON.parse(readFileSync(`data/coastlines/${file}`, 'utf8')));
      assert.ok(land.features.length > 0, file);
    }
    assert.equal(landFeatures({ type: 'Topology' }).features.length, 0);
    assert.equal(landFeatures(undefined).features.length, 0);
  });

  it('calls an asset whose state is not known unknown, and names it in the language of the reader', () => {
    const routes = JSON.parse(readFileSync('data/assets/baltic.json', 'utf8')) as Features;
    const [first, second] = routes.features.map((f) => String(f.properties.id));
    const states = [
      { assetId: first!, name: 'One', names: { et: 'Üks', ja: '一' }, state: 'degraded' as const },
      { assetId: 'elsewhere', name: 'Two', state: 'watched' as const },
    ];
    const drawn = assetFeatures(routes, states, 'et', second);
    assert.equal(drawn.features.length, routes.features.length);
    assert.equal(drawn.features[0]!.properties.label, 'Üks');
    assert.equal(drawn.features[0]!.properties.state, 'degraded');
    assert.equal(drawn.features[1]!.properties.state, 'unknown');
    assert.deepEqual(
      drawn.features.filter((f) => f.properties.selected).map((f) => f.properties.id),
      [second],
    );
    assert.equal(assetFeatures(routes, states, 'en', undefined).features[0]!.properties.label, 'One');
    assert.ok(drawn.features.some((f) => f.properties.pipeline === true));
  });

  it('shows the gravest alert of a vessel, where it is now or else where the alert was', () => {
    const { columns } = makePositionFrame(1, 0);
    columns.mmsi[0] = 5;
    columns.lonE6[0] = 25_123_456;
    columns.latE6[0] = 59_654_321;
    const base = { lonE5: 2_000_000, latE5: 6_000_000, isQuiet: false };
    const { features } = alertFeatures(
      [
        { ...base, alertId: 'a', mmsi: 5, severity: 'watch' },
        { ...base, alertId: 'b', mmsi: 5, severity: 'high', name: 'SHIP' },
        { ...base, alertId: 'c', mmsi: 6, severity: 'actionable' },
      ],
      columns,
      (mmsi) => (mmsi === 5 ? 0 : undefined),
    );
    assert.deepEqual(
      features.map((f) => [f.properties.severity, f.properties.name, f.geometry.coordinates]),
      [
        ['high', 'SHIP', [25.123456, 59.654321]],
        ['actionable', '6', [20, 60]],
      ],
    );
  });

  it('names vessels only where few are in sight', () => {
    const { columns } = makePositionFrame(MAX_NAMES + 1, 0);
    for (let i = 0; i <= MAX_NAMES; i++) {
      columns.mmsi[i] = i + 1;
      columns.lonE6[i] = i * 1000;
    }
    const nameOf = (mmsi: number): string | undefined => (mmsi === 3 ? undefined : `S${mmsi}`);
    assert.equal(nameFeatures(columns, [-1, -1, 1, 1], nameOf, new Set()).features.length, 0);
    const few = nameFeatures(columns, [-1, -1, 0.0045, 1], nameOf, new Set([2]));
    assert.deepEqual(
      few.features.map((f) => f.properties.name),
      ['S1', 'S4', 'S5'],
    );
  });

  it('draws a disturbance as a circle of its radius, and closes the ring of works', () => {
    for (const [lon, lat] of circle(25, 59.7, 20_000))
      assert.ok(Math.abs(geodesicM(25, 59.7, lon, lat) - 20_000) < 100);
    const { features } = areaFeatures([{ title: 'W', ring: [[1, 1], [2, 1], [2, 2]] }], []); // biome-ignore format: points
    assert.deepEqual(features[0]!.geometry.coordinates, [[[1, 1], [2, 1], [2, 2], [1, 1]]]); // biome-ignore format: points
  });

  it('knows what is in sight', () => {
    assert.deepEqual(padded([0, 0, 10, 20], 0.5), [-5, -10, 15, 30]);
    assert.ok(boxContains([0, 0, 2, 2], [0, 1, 2, 2]));
    assert.ok(!boxContains([0, 0, 2, 2], [0, 1, 2.1, 2]));
    assert.deepEqual(boxOf([[[1, 5], [3, 2]], [[2, 9]]]), [1, 2, 3, 9]); // biome-ignore format: points
    assert.equal(boxOf([]), undefined);
  });
});
