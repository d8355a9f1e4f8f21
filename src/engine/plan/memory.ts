import { parametersOf, type Architecture } from '../../core/network/architecture.ts'
import { parameterTotal, placeOf, weightMaskOf } from '../../core/network/parameters.ts'
import { ARENAS, type Arena, type Place } from '../kernels/kernel.ts'
import { packedBits } from '../kernels/penalty.ts'
import { MOST_LOSSES } from '../trainer.ts'

/** Numbers of each arena. */
export type Sizes = Readonly<Record<Arena, number>>

/** Deals out the places of a plan. */
export interface Memory {
  /** A parameter tensor by its name, and where its gradient goes. */
  readonly parameter: (name: string) => Place
  readonly gradient: (name: string) => Place
  /** Its shape, where there is one of that name. */
  readonly shapeOf: (name: string) => readonly number[] | undefined
  /** New places for as many numbers. */
  readonly values: (size: number) => Place
  readonly integers: (size: number) => Place
  /** All parameters, all gradients, all slots of the optimizer, the ring of losses. */
  readonly all: Readonly<Record<'parameters' | 'gradients' | 'slots' | 'losses', Place>>
  readonly sizes: () => Sizes
}

/** The memory of a network whose optimizer has so many slots. */
export function memoryOf(net: Architecture, slots: number): Memory {
  const layout = parametersOf(net)
  const count = parameterTotal(layout)
  const sizes = {
    parameters: count,
    gradients: count,
    slots: slots * count,
    values: 0,
    losses: MOST_LOSSES,
    integers: 0,
  }
  const named = (arena: 'parameters' | 'gradients') => (name: string) => {
    const { offset, size } = placeOf(layout, name)
    return { arena, offset, size }
  }
  const taken = (arena: 'values' | 'integers') => (size: number) => {
    const place = { arena, offset: sizes[arena], size }
    sizes[arena] += size
    return place
  }
  const whole = (arena: Arena): Place => ({ arena, offset: 0, size: sizes[arena] })
  return {
    parameter: named('parameters'),
    gradient: named('gradients'),
    shapeOf: (name) => layout.find((place) => place.name === name)?.shape,
    values: taken('values'),
    integers: taken('integers'),
    all: {
      parameters: whole('parameters'),
      gradients: whole('gradients'),
      slots: whole('slots'),
      losses: whole('losses'),
    },
    sizes: () => ({ ...sizes }),
  }
}

/** Which parameters are weights, a bit each. */
export const weightBits = (net: Architecture): Int32Array => packedBits(weightMaskOf(parametersOf(net)))

/** What each arena is in bytes. */
export const bytesIn = (sizes: Sizes): Sizes =>
  Object.fromEntries(ARENAS.map((arena) => [arena, 4 * sizes[arena]])) as Record<Arena, number>
