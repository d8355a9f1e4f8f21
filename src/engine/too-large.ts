/** The network does not fit the device. Nothing has been allocated. */
export class TooLargeError extends Error {
  readonly needed: number
  readonly most: number
  constructor(needed: number, most: number) {
    super(`The network needs a buffer of ${needed} bytes; this device's have at most ${most}.`)
    this.name = 'TooLargeError'
    this.needed = needed
    this.most = most
  }
}
