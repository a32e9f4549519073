/** Copies plain data: what a snapshot may hold. Anything else is a programmer's mistake and stops the program. */
type TypedArray = Uint8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float64Array;

const isTypedArray = (value: object): value is TypedArray => ArrayBuffer.isView(value) && 'slice' in value;

/** A copy that shares nothing with the original. Takes numbers, text, lists, plain objects, Maps, Sets and typed arrays. */
export function plainCopy<T>(value: T): T {
  return copy(value) as T;
}

function copy(value: unknown): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') throw new Error(`no plain data: a ${typeof value}`);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy);
  if (isTypedArray(value)) return value.slice();
  if (value instanceof Map) return new Map([...value].map(([key, member]) => [copy(key), copy(member)]));
  if (value instanceof Set) return new Set([...value].map(copy));
  const prototype: unknown = Object.getPrototypeOf(value);
  // Data that came from another realm (a worker's message) has that realm's prototype, which itself has none.
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain) throw new Error(`no plain data: a ${value.constructor.name}`);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copy(member)]));
}
