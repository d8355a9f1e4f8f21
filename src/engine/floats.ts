const BYTES_AT_ONCE = 0x2000

/** The numbers as base64 of their bytes, little-endian, 4 bytes each. */
export function encodeFloats(values: Float32Array): string {
  const bytes = new Uint8Array(4 * values.length)
  const view = new DataView(bytes.buffer)
  values.forEach((value, i) => view.setFloat32(4 * i, value, true))
  let text = ''
  for (let at = 0; at < bytes.length; at += BYTES_AT_ONCE) {
    text += String.fromCharCode(...bytes.subarray(at, at + BYTES_AT_ONCE))
  }
  return btoa(text)
}

/** The numbers out of such a text; null when it is none. */
export function decodeFloats(text: string): Float32Array | null {
  let raw: string
  try {
    raw = atob(text)
  } catch {
    return null
  }
  if (raw.length % 4 !== 0) return null
  const view = new DataView(Uint8Array.from(raw, (c) => c.charCodeAt(0)).buffer)
  return Float32Array.from({ length: raw.length / 4 }, (_, i) => view.getFloat32(4 * i, true))
}
