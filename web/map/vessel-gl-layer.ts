/**
 * Draws all vessels in two calls, from the bytes of `packVessels`: a custom layer of MapLibre. Sixteen thousand ships as
 * features of a GeoJSON source kept the page busy for a tenth of each second and had the whole map drawn three times over.
 */
import type { CustomLayerInterface, CustomRenderMethodInput, Map as GlMap } from 'maplibre-gl';
import { MARK_BYTES, type PackedVessels, vesselIcons } from './layers/vessels.ts';
import { shifted } from './mercator.ts';
import { CELL_TEXELS, TEXELS_PER_PX, type VesselAtlas } from './vessel-atlas.ts';
import { sizeAt } from './vessel-size.ts';

/** Below this zoom a mark of doubt beside each vessel would be a cloud. */
const DOUBT_FROM_ZOOM = 7;
/** Marks are points: one vertex each, turned in the fragment. Instanced squares take a software renderer ten times as long. */
const VERTEX = `#version 300 es
uniform mat4 u_matrix;
uniform vec2 u_clip_per_px;
uniform float u_size;
uniform vec2 u_offset_px;
uniform float u_pixel_ratio;
uniform float u_sides_px[${vesselIcons.length}];
in vec2 a_at;
in vec4 a_mark;
flat out vec4 v_mark;
flat out mat2 v_texels;
void main() {
  // A pixel more on each side: a hull turned by 45 degrees reaches a little beyond the square it was drawn in.
  float side = u_sides_px[int(a_mark.x)] + 2.0;
  float angle = radians(a_mark.y * 5.0);
  v_texels = mat2(cos(angle), -sin(angle), sin(angle), cos(angle)) * side * ${TEXELS_PER_PX}.0;
  v_mark = a_mark;
  gl_PointSize = side * u_size * u_pixel_ratio;
  gl_Position = u_matrix * vec4(a_at, 0.0, 1.0);
  gl_Position.xy += vec2(u_offset_px.x, -u_offset_px.y) * u_clip_per_px * gl_Position.w;
}`;
const FRAGMENT = `#version 300 es
precision highp float;
uniform sampler2D u_atlas;
flat in vec4 v_mark;
flat in mat2 v_texels;
out vec4 colour;
const float CELL = ${CELL_TEXELS}.0;
void main() {
  vec2 texel = v_texels * (gl_PointCoord - 0.5);
  // Turned, the corners of the point lie in the cells beside.
  if (max(abs(texel.x), abs(texel.y)) > CELL * 0.5 - 1.0) discard;
  vec2 place = vec2(v_mark.x * CELL, 0.0) + texel + CELL * 0.5;
  colour = texture(u_atlas, place / vec2(${vesselIcons.length}.0 * CELL, CELL)) * (v_mark.z / 255.0);
}`;

/** What is held on the graphics card. */
interface Held {
  readonly program: WebGLProgram;
  readonly buffer: WebGLBuffer;
  readonly array: WebGLVertexArrayObject;
  readonly texture: WebGLTexture;
  readonly at: (name: string) => WebGLUniformLocation | null;
}

export class VesselGlLayer implements CustomLayerInterface {
  readonly id = 'vessels';
  readonly type = 'custom';
  #map: GlMap | undefined;
  #held: Held | undefined;
  #atlas: VesselAtlas;
  #packed: PackedVessels | undefined;
  #isAtlasNew = true;
  #isPackedNew = false;

  constructor(atlas: VesselAtlas) {
    this.#atlas = atlas;
  }

  setAtlas(atlas: VesselAtlas): void {
    this.#atlas = atlas;
    this.#isAtlasNew = true;
    this.#map?.triggerRepaint();
  }

  setVessels(packed: PackedVessels): void {
    this.#packed = packed;
    this.#isPackedNew = true;
    this.#map?.triggerRepaint();
  }

  /** Also called when the browser took the graphics context away and gave another: all is handed over again. */
  onAdd(map: GlMap): void {
    this.#map = map;
    this.#held = undefined;
    this.#isAtlasNew = true;
    this.#isPackedNew = this.#packed !== undefined;
  }

  onRemove(_map: GlMap, gl: WebGL2RenderingContext): void {
    this.#map = undefined;
    if (this.#held === undefined) return;
    gl.deleteProgram(this.#held.program);
    gl.deleteBuffer(this.#held.buffer);
    gl.deleteVertexArray(this.#held.array);
    gl.deleteTexture(this.#held.texture);
    this.#held = undefined;
  }

  /** MapLibre takes nothing for granted of the state of `gl` afterwards; only here may it be changed. */
  render(gl: WebGL2RenderingContext, { defaultProjectionData }: CustomRenderMethodInput): void {
    if (this.#map === undefined || this.#packed === undefined) return;
    this.#held ??= hold(gl);
    const held = this.#held;
    const { vessels, doubts, origin, bytes } = this.#packed;
    // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's, not React's
    gl.useProgram(held.program);
    gl.bindTexture(gl.TEXTURE_2D, held.texture);
    if (this.#isAtlasNew) this.#giveAtlas(gl, held);
    if (this.#isPackedNew) {
      gl.bindBuffer(gl.ARRAY_BUFFER, held.buffer);
      gl.bufferData(gl.ARRAY_BUFFER, bytes, gl.STREAM_DRAW);
      this.#isPackedNew = false;
    }
    const zoom = this.#map.getZoom();
    const ratio = this.#map.getPixelRatio();
    gl.uniformMatrix4fv(held.at('u_matrix'), false, shifted(defaultProjectionData.mainMatrix, origin));
    gl.uniform2f(held.at('u_clip_per_px'), (2 * ratio) / gl.drawingBufferWidth, (2 * ratio) / gl.drawingBufferHeight);
    gl.uniform1f(held.at('u_pixel_ratio'), ratio);
    gl.bindVertexArray(held.array);
    draw(gl, held, { first: 0, count: vessels, size: sizeAt(zoom), offsetPx: 0 });
    if (zoom >= DOUBT_FROM_ZOOM) draw(gl, held, { first: vessels, count: doubts, size: 1, offsetPx: 12 });
    gl.bindVertexArray(null);
  }

  #giveAtlas(gl: WebGL2RenderingContext, { at }: Held): void {
    const { width, height, bytes, sidesPx } = this.#atlas;
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAX_LEVEL, 2);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.uniform1fv(at('u_sides_px'), sidesPx);
    gl.uniform1i(at('u_atlas'), 0);
    this.#isAtlasNew = false;
  }
}

interface Marks {
  readonly first: number;
  readonly count: number;
  readonly size: number;
  /** To the right and up. */
  readonly offsetPx: number;
}

function draw(gl: WebGL2RenderingContext, { at }: Held, { first, count, size, offsetPx }: Marks): void {
  if (count === 0) return;
  gl.uniform1f(at('u_size'), size);
  gl.uniform2f(at('u_offset_px'), offsetPx, -offsetPx);
  gl.drawArrays(gl.POINTS, first, count);
}

const AT = 0;
const MARK = 1;

function hold(gl: WebGL2RenderingContext): Held {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(kind)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.bindAttribLocation(program, AT, 'a_at');
  gl.bindAttribLocation(program, MARK, 'a_mark');
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true && !gl.isContextLost())
    throw new Error(`the vessels cannot be drawn: ${gl.getProgramInfoLog(program)}`);
  const array = gl.createVertexArray();
  const buffer = gl.createBuffer();
  gl.bindVertexArray(array);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.enableVertexAttribArray(AT);
  gl.vertexAttribPointer(AT, 2, gl.FLOAT, false, MARK_BYTES, 0);
  gl.enableVertexAttribArray(MARK);
  gl.vertexAttribPointer(MARK, 4, gl.UNSIGNED_BYTE, false, MARK_BYTES, 8);
  const places = new Map<string, WebGLUniformLocation | null>();
  const at = (name: string): WebGLUniformLocation | null => {
    const known = places.get(name);
    if (known !== undefined) return known;
    const place = gl.getUniformLocation(program, name);
    places.set(name, place);
    return place;
  };
  return { program, array, at, buffer, texture: gl.createTexture() };
}
