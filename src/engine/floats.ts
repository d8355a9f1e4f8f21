const BYTES_AT_ONCE = 0x2000

/** The numbers as base64 of their bytes, little-endian, 4 bytes each. */
export function encodeFloats(values: Float32Array): string {
  const bytes = new Uint8Array(4 * values.length)
  const view = new DataView(bytes.buffer)
  values.forEach((value, i) => view.setFloat32(4 * i, value, true))
  return encodeBytes(bytes)
}

/** The same with 8 bytes each. */
export function encodeDoubles(values: Float64Array): string {
  const bytes = new Uint8Array(8 * values.length)
  const view = new DataView(bytes.buffer)
  values.forEach((value, i) => view.setFloat64(8 * i, value, true))
  return encodeBytes(bytes)
}

function encodeBytes(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += BYTES_AT_ONCE) {
    text += String.fromCharCode(...bytes.subarray(at, at + BYTES_AT_ONCE))
  }
  return btoa(text)
}

/** The bytes of such a text, if there are `size` for each number; null when there are not. */
function decodeBytes(text: string, size: number): DataView | null {
  let raw: string
  try {
    raw = atob(text)
  } catch {
    return null
  }
  if (raw.length % size !== 0) return null
  return new DataView(Uint8Array.from(raw, (c) => c.charCodeAt(0)).buffer)
}

/** The numbers out of a text of `encodeFloats`; null when it is none. */
export function decodeFloats(text: string): Float32Array | null {
  const view = decodeBytes(text, 4)
  return view && Float32Array.from({ length: view.byteLength / 4 }, (_, i) => view.getFloat32(4 * i, true))
}

/** The numbers out of a text of `encodeDoubles`; null when it is none. */
export function decodeDoubles(text: string): Float64Array | null {
  const view = decodeBytes(text, 8)
  return view && Float64Array.from({ length: view.byteLength / 8 }, (_, i) => view.getFloat64(8 * i, true))
}
